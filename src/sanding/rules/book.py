"""What the rule book is, in one number: two judgements by the same book can be compared."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from hashlib import sha256
from typing import Any

from sanding.law import Law
from sanding.rules.catalogue import CATALOGUE
from sanding.rules.rule import Rule


def book_hash(law: Law, rules: Sequence[Rule] = CATALOGUE) -> str:
    """Return the hash of all that decides what is found: rules, figures, days, overlays.

    Of a rule count code, severity, how far it was confirmed and the figures it asks for; its words
    do not, nor do notes on figures and approval routes.
    """
    told = {
        "rules": _sorted(
            [rule.code, str(rule.severity), str(rule.confirmed), sorted(rule.figures)]
            for rule in rules
        ),
        "figures": _sorted(
            [name, {**asdict(one), "note": ""}]
            for name, figure in law.figures.items()
            for one in figure.values
        ),
        "instruments": _sorted([one.name, one.since] for one in law.instruments.values()),
        "settings": [asdict(one) for one in law.raised],  # of two equal ones the first counts
    }
    return sha256(_canonical(told).encode()).hexdigest()


def _sorted(rows: Iterable[list[Any]]) -> list[list[Any]]:
    return sorted(rows, key=_canonical)


def _canonical(plain: object) -> str:
    """One text for one value, whatever order it was built in."""
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, default=_day)


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} has no canonical text")

"""What counties hand in, written to a folder, and opinions in small."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from sanding.exchange import write_register
from sanding.register import Register
from sanding.rules.opinion import Advice, Opinion
from tests.builders import CODE
from tests.core.cli.calls import PLAN

OTHER = "140930"


def other(register: Register) -> Register:
    """The same county under another code and name."""
    tables = {
        name: register.frame(name).with_columns(pl.col(pl.String).str.replace_all(CODE, OTHER))
        for name in register.rows
    }
    tables["counties"] = tables["counties"].with_columns(name=pl.lit("河曲县"))
    return Register.of(tables, day=register.day)


def handed_in(
    place: Path, plan: str | None = PLAN, register: Register | None = None, card: str = ""
) -> Path:
    """Write a dossier as a county hands it in."""
    place.mkdir(parents=True, exist_ok=True)
    if plan is not None:
        (place / "plan.yaml").write_text(plan, encoding="utf-8")
    if register is not None:
        write_register(register, place / "before")
    if card:
        (place / "submission.json").write_text(card, encoding="utf-8")
    return place


def opinion(**given: Any) -> Opinion:
    """An opinion on a plan that was judged."""
    plain: dict[str, Any] = {
        "county": CODE, "name": "浮山县", "folder": "a", "advice": Advice.RETURN,
        "day": date(2025, 7, 1),
    }  # fmt: skip
    return Opinion(**{**plain, **given})


def finding(rule: str, where: str, **given: Any) -> dict[str, Any]:
    """A finding as an opinion keeps it."""
    return {
        "rule": rule, "title": rule, "severity": "error", "where": where, "name": "",
        "message": f"{where}有误", "articles": ["《某法》第一条"], "mends": "更正", "confirm": None,
        "mark": "caused", **given,
    }  # fmt: skip


def places(findings: Any) -> list[tuple[str, str]]:
    """Rule and place of findings, sorted."""
    return sorted((one["rule"], one["where"]) for one in findings)

"""The laws are about all kinds of change: each is drawn, possible, and changes something."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings

from sanding.plan import CATALOGUE
from tests.laws.strategies import TRIES, Case, cases

EXAMPLES = 80


def test_every_kind_is_drawn_and_possible() -> None:
    possible: Counter[str] = Counter()
    refused: Counter[str] = Counter()

    @settings(max_examples=EXAMPLES, derandomize=True, database=None)
    @given(cases())
    def count(case: Case) -> None:
        possible.update(change.kind for change in case.plan.changes)
        refused.update(one.change.kind for one in case.refused)

    count()
    assert len(CATALOGUE) == 33
    assert {kind.kind for kind in CATALOGUE} - set(possible) == set(), possible
    assert refused.total() > EXAMPLES / 4
    assert possible.total() > EXAMPLES * TRIES / 2

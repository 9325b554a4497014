"""What a plan comes to: the ledger, the figures beside what was published, what would be lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from sanding.exchange.comparison import POSTS, SCOPES
from sanding.plan import Outcome
from sanding.plan.apply import PROBLEMS
from sanding.register import TABLES
from sanding.register.kinds import Certainty
from sanding.study import Line
from sanding_web.planning import bridge
from sanding_web.planning.models import Draft, Version

NUMBERS = ("before", "created", "received", "after", "cut", "sunk", "given", "balance")
BETTER = {"less": -1, "more": 1, "neither": 0}


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A line of the ledger (增减平衡表); in a line of totals `scope` is ""."""

    scope: str
    scope_label: str
    post: str
    post_label: str
    before: int
    created: int
    received: int
    after: int
    cut: int
    sunk: int
    given: int
    balance: int


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """What was published of a figure, as text."""

    before: str
    after: str
    change: str
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure before and after; None where it is unknown. `rests_on` is in per mille."""

    id: str
    label: str
    unit: str
    scope: str
    direction: str  # less, more, neither
    before: float | int | None
    after: float | int | None
    better: bool | None  # None where it stays, or neither way is better
    published: tuple[ClaimLine, ...]
    rests_on: dict[str, int]  # documented, typical, synthetic → per mille
    rests_on_labels: tuple[tuple[str, int], ...]  # 有据, 典型, 合成 → per mille


@dataclass(frozen=True, slots=True)
class LossLine:
    """Something the plan would lose."""

    table: str
    table_label: str
    id: str
    name: str
    problem: str


@dataclass(frozen=True, slots=True)
class Results:
    """What the plan's current version comes to; empty but for `error` if it does not work."""

    error: str
    ledger: tuple[LedgerLine, ...]
    totals: tuple[LedgerLine, ...]  # by kind of post over all scopes
    figures: tuple[FigureLine, ...]
    losses: tuple[LossLine, ...]
    balanced: bool
    before_hash: str
    after_hash: str


def results(draft: Draft) -> Results:
    """What the plan's current version comes to."""
    if draft.current is None:
        raise Version.DoesNotExist
    found = bridge.worked_out(draft.current)
    outcome = found.outcome
    figures = tuple(_figure(one) for one in found.figures)
    if outcome is None:
        return Results(
            found.error or "", (), (), figures, (), False, found.before.hash, ""
        )  # fmt: skip
    return Results(
        error="",
        ledger=tuple(_entry(row) for row in outcome.ledger.to_dicts()),
        totals=_totals(outcome.ledger),
        figures=figures,
        losses=tuple(_losses(outcome, found.names)) if found.losses else (),
        balanced=not outcome.ledger.filter(pl.col("balance") != 0).height,
        before_hash=outcome.before.hash,
        after_hash=outcome.after.hash,
    )


def _entry(row: Mapping[str, Any]) -> LedgerLine:
    scope = row.get("scope", "")
    numbers = {name: int(row[name]) for name in NUMBERS}
    return LedgerLine(
        scope=scope,
        scope_label=SCOPES[scope] if scope else "",
        post=row["post"],
        post_label=POSTS[row["post"]],
        **numbers,
    )


def _totals(ledger: pl.DataFrame) -> tuple[LedgerLine, ...]:
    """By kind of post: kinds are never added, scopes are."""
    summed = ledger.group_by("post").agg(pl.col(*NUMBERS).sum()).to_dicts()
    order = list(POSTS)
    return tuple(_entry(row) for row in sorted(summed, key=lambda row: order.index(row["post"])))


def _figure(line: Line) -> FigureLine:
    indicator, last = line.before.indicator, line.after or line.before
    before, after = line.before.value, line.after.value if line.after else None
    return FigureLine(
        id=indicator.id,
        label=indicator.label,
        unit=indicator.unit,
        scope=indicator.scope,
        direction=indicator.direction.value,
        before=before,
        after=after,
        better=_better(before, after, indicator.direction.value),
        published=tuple(_claim(one) for one in line.published),
        rests_on=dict(last.rests_on),
        rests_on_labels=tuple((c.label, last.rests_on[str(c)]) for c in Certainty),
    )


def _better(before: float | None, after: float | None, direction: str) -> bool | None:
    if before is None or after is None or before == after or not BETTER[direction]:
        return None
    return (after - before) * BETTER[direction] > 0


def _claim(said: Mapping[str, Any]) -> ClaimLine:
    return ClaimLine(**{name: "" if one is None else str(one) for name, one in said.items()})


def _losses(outcome: Outcome, names: bridge.Names) -> list[LossLine]:
    return [
        LossLine(table, TABLES[table].label, one, names.get((table, one), ""), PROBLEMS[problem])
        for table, one, problem in outcome.losses().rows()
    ]

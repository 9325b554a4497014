"""PLC-011: leading levels and ranks are climbed one step at a time."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import Kind, Level, Rank
from sanding.rules.brief import Brief
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views.careers import rising


class Ladder(Kind):
    """Which ladder is climbed (晋升序列)."""

    POSITIONS = "positions", _("领导职务")
    RANKS = "ranks", _("职级")


LEVELS = {str(level): place for place, level in enumerate(Level)}
RANKS = {str(rank): place for place, rank in enumerate(Rank)}


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """The placed who rise by more than one step, by the steps beyond one.

    Who holds only a rank stands at the level that goes with it; below the lowest leading level all
    stand on one step. A leading level that leads to a rank stands one step below that rank.
    """
    lowest = LEVELS[str(law.value("lowest_leading_level"))]
    of_ranks = {one["rank"]: LEVELS[one["level"]] for one in law.value("levels_of_ranks")}
    stands = pl.min_horizontal("level_was_at", _place("rank_was", of_ranks)).clip(None, lowest + 1)
    level = pl.when(pl.col("level_at") <= lowest).then(stands - pl.col("level_at"))
    into = {
        code: RANKS[row["rank"]] + 1
        for row in law.value("rank_service") for code in row["served"] if code in LEVELS
    }  # fmt: skip
    rank = pl.min_horizontal("rank_was_at", _place("level_was", into)) - pl.col("rank_at")
    people = brief.shared(rising)
    return pl.concat([
        _found(people, Ladder.POSITIONS, level, "level"), _found(people, Ladder.RANKS, rank, "rank")
    ])  # fmt: skip


def _place(name: str, places: Mapping[str, int]) -> pl.Expr:
    return pl.col(name).replace_strict(places, default=None, return_dtype=pl.Int64)


def _found(people: pl.LazyFrame, ladder: Ladder, steps: pl.Expr, name: str) -> pl.LazyFrame:
    was = pl.coalesce(f"{name}_was", "rank_was" if name == "level" else "level_was")
    return people.filter(steps > 1).select(
        where="person", detail=pl.lit(str(ladder)), value=was, limit=name, amount=steps - 1
    )


RULE = FrameRule(
    code="PLC-011",
    title=_("逐级晋升"),
    table="people",
    severity=Severity.ERROR,
    confirm=_("职级与职务层次的对应按《公务员职务与职级并行规定》推定，须核对原文。"),
    why=_("领导职务、职级应当逐级晋升；特别优秀或者工作特殊需要的，须按规定批准破格或者越级晋升。"),
    sources=(Source("公务员法", "第四十五条、第四十九条"),),
    says=_("{where}{detail}由{value}升为{limit}，越{amount}级"),
    mends=_("改为逐级晋升，或者附破格、越级晋升的批准文件。"),
    limits=_(
        "只查公务员和参公人员；原职务层次、职级都没有填写的不提示；股级不是领导职务层次，不分级；"
        "职级可由所任领导职务直接晋升的不算越级；看到批准文件就不提示，不核对内容。"
    ),
    figures=("lowest_leading_level", "levels_of_ranks", "rank_service"),
    needs=("placements",),
    words=(Ladder, Level, Rank),
    breaches=breaches,
)

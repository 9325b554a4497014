"""PLC-014: the least time served before each rank."""

from __future__ import annotations

from typing import Any

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import Rank
from sanding.rules.brief import Brief
from sanding.rules.rule import Confirmed, FrameRule, Severity, Source
from sanding.rules.views import text
from sanding.rules.views.careers import KEY, begins, rising, served

STEPS: dict[str, Any] = {"rank": pl.String, "served": pl.List(pl.String)}


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """The placed who rise one step in rank, by the months they lack.

    Who skips a rank is for PLC-011. Each year's result shortens or lengthens what is asked.
    """
    rows = law.value("rank_service")
    months = {row["rank"]: row["months"] for row in rows}
    steps = pl.LazyFrame([(row["rank"], row["served"]) for row in rows], STEPS, orient="row")
    below = pl.any_horizontal(
        pl.col("served").list.contains(pl.col(name)) for name in ("rank_was", "level_was")
    )
    # whoever had no rank comes from the leading post (公务员职务与职级并行规定)
    higher = (pl.col("rank_at") < pl.col("rank_was_at")).fill_null(pl.col("rank_was").is_null())
    risen = (
        brief.shared(rising)
        .filter(higher)
        .join(steps, on="rank", how="inner")
        .filter(below)
        .select("person", "day", target="rank")
    )
    times = served(brief, risen, begins(rows, "rank"))
    base = pl.col("target").replace_strict(months, default=None, return_dtype=pl.Int64)
    asked = (base + pl.col("change").fill_null(0)).clip(0)
    lacks = pl.col("asked") - pl.col("months")
    return (
        times.join(_credit(brief, times, law), on=KEY, how="left")
        .with_columns(asked=asked)
        .filter(lacks > 0)
        .select(where="person", detail="target", value=pl.col("months").cast(pl.String),
                limit=pl.col("asked").cast(pl.String), amount=lacks)
    )  # fmt: skip


def _credit(brief: Brief, times: pl.LazyFrame, law: InForce) -> pl.LazyFrame:
    """By how many months the years' results while serving change what is asked: `change`."""
    change = {
        row["grade"]: row["longer"] - row["shorter"] for row in law.value("assessment_credit")
    }
    results = brief["assessments"].select(
        "person", "year",
        change=text("grade").replace_strict(change, default=0, return_dtype=pl.Int64),
    )  # fmt: skip
    within = pl.col("year").is_between(pl.col("first").dt.year(), pl.col("day").dt.year())
    return (
        times.select(*KEY, "first", "day")
        .join(results, on="person", how="inner")
        .filter(within)
        .group_by(KEY)
        .agg(pl.col("change").sum())
    )


RULE = FrameRule(
    code="PLC-014",
    title=_("职级晋升最低年限"),
    table="people",
    severity=Severity.ERROR,
    confirmed=Confirmed.SECONDARY,
    confirm=_(
        "年限据多份材料一致转引，须核对《公务员职务与职级并行规定》第十七条；"
        "考核优秀缩短半年、基本称职年度不计算，须核对第十八条。"
    ),
    why=_("职级按规定年限逐级晋升，考核优秀可以缩短，基本称职的年度不计算；年限不够不得晋升。"),
    sources=(Source("公务员职务与职级并行规定", "第十七条、第十八条"),),
    says=_(
        "{where}拟晋升{detail}，在规定职级或者职务任职{value}个月，要求{limit}个月，差{amount}个月"
    ),
    mends=_("推迟到年限届满再晋升；履历、考核结果不全的补录后重新核对。"),
    limits=_(
        "按任现职级、现层次时间和任职经历合并计算到安置生效日期，领导职务与职级任职时间合并计算；"
        "没有填写现任起始时间的不提示；任职当年和晋升当年的考核结果都计入；"
        "只查综合管理类职级；越级晋升由另一规则提示，有破格、越级批准文件的不查。"
    ),
    figures=("rank_service", "assessment_credit"),
    needs=("placements",),
    words=(Rank,),
    breaches=breaches,
)

"""PLC-012: years served before leading a section-level body, as chief or deputy."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import Level
from sanding.rules.brief import Brief
from sanding.rules.rule import Confirmed, FrameRule, Severity, Source
from sanding.rules.views.careers import begins, rising, served


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """The placed who rise to a section level, by the months they lack."""
    rows = law.value("section_level_service")
    asked = {row["level"]: row["months"] for row in rows}
    rises = (pl.col("level_at") < pl.col("level_was_at")) | (
        pl.col("level_was").is_null() & pl.col("rank_was").is_not_null()
    )
    risen = (
        brief.shared(rising)
        .filter(pl.col("level").is_in(list(asked)) & rises)
        .select("person", "day", target="level")
    )
    lacks = pl.col("asked") - pl.col("months")
    limit = pl.col("target").replace_strict(asked, default=None, return_dtype=pl.Int64)
    return (
        served(brief, risen, begins(rows, "level"))
        .with_columns(asked=limit)
        .filter(lacks > 0)
        .select(where="person", detail="target", value=pl.col("months").cast(pl.String),
                limit=pl.col("asked").cast(pl.String), amount=lacks)
    )  # fmt: skip


RULE = FrameRule(
    code="PLC-012",
    title=_("乡科级领导任职年限"),
    table="people",
    severity=Severity.ERROR,
    confirmed=Confirmed.SECONDARY,
    confirm=_(
        "年限据考试辅导材料转引，须核对《公务员职务、职级与级别管理办法》；“相当层次”的范围一并核实。"
    ),
    why=_("晋升乡科级领导职务须有下一层次的任职经历，年限不够属于违规提拔。"),
    sources=(Source("公务员职务、职级与级别管理办法"),),
    says=_(
        "{where}拟任{detail}领导职务，在规定层次任职{value}个月，要求{limit}个月，差{amount}个月"
    ),
    mends=_("推迟到年限届满再晋升，或者附破格晋升的批准文件；履历不全的补录任职经历。"),
    limits=_(
        "按任现层次、现职级时间和任职经历合并计算到安置生效日期；没有填写现任起始时间的不提示，"
        "以前的经历没有补录的会少算；破格晋升有批准文件的不提示。"
    ),
    figures=("section_level_service",),
    needs=("placements",),
    words=(Level,),
    breaches=breaches,
)

"""PLC-017: nobody is promoted while a sanction runs."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.record_kinds import SanctionKind
from sanding.rules.brief import Brief
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import text
from sanding.rules.views.promotions import effective, promoted


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """People raised in level or rank before the period of their last sanction has ended."""
    periods = {one["kind"]: f"{one['months']}mo" for one in law.value("sanction_periods")}
    length = text("kind").replace_strict(periods, default=None, return_dtype=pl.String)
    sanctions = brief["sanctions"].select(
        "person", "since", detail=text("kind"), ends_on=pl.col("since").dt.offset_by(length)
    )
    left = (pl.col("ends_on") - pl.col("day")).dt.total_days()
    return (
        brief.shared(promoted)
        .select("person", day=effective(brief))
        .join(sanctions, on="person", how="inner")
        .filter(pl.col("since") <= pl.col("day"), left > 0)
        .sort("ends_on", "detail")
        .group_by(where="person", maintain_order=True)
        .agg(
            pl.col("detail").last(), amount=left.max(), value=pl.col("day").last().cast(pl.String),
            limit=pl.col("ends_on").last().cast(pl.String),
        )
    )  # fmt: skip


RULE = FrameRule(
    code="PLC-017",
    title=_("受处分期间不得晋升"),
    table="people",
    severity=Severity.ERROR,
    why=_("处分期间晋升的，违反晋升条件，要责令纠正或者宣布无效，并追究负有责任的人员。"),
    sources=(Source("公务员法", "第六十四条、第一百零六条"),),
    says=_("{where}受{detail}处分至{limit}，拟于{value}晋升，还差{amount}日"),
    mends=_("安置时平级安排，或者把晋升推迟到处分期满以后。"),
    limits=_(
        "看职务层次和职级是否提高，同一层次改任更重要的职务、级别晋升看不出来；"
        "没有写明生效日期的按审查当日计；开除不在此列。"
    ),
    figures=("sanction_periods",),
    needs=("placements", "sanctions"),
    words=(SanctionKind,),
    breaches=breaches,
)

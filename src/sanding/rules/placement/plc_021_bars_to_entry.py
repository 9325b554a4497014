"""PLC-021: who may not become a civil servant."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.record_kinds import CircumstanceKind, Outcome
from sanding.rules.brief import Brief
from sanding.rules.papers import BETWEEN
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import placed, text
from sanding.rules.views.promotions import CIVIL, effective

ENTRY = [str(Outcome.RECRUITMENT_EXAM), str(Outcome.TRANSFER_IN)]


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """People who enter the civil service though a bar stands against them."""
    bars = law.value("entry_bars")
    lasting = [one["circumstance"] for one in bars if one["lasting"]]
    begun = (pl.col("since") <= pl.col("day")).fill_null(value=True)
    ended = (pl.col("until") < pl.col("day")).fill_null(value=False)
    known = (
        brief["circumstances"]
        .select("person", "since", "until", bar=text("kind"))
        .filter(pl.col("bar").is_in([one["circumstance"] for one in bars]))
    )
    becomes = pl.col("identity").is_in(CIVIL) & ~pl.col("identity_was").is_in(CIVIL)
    enters = pl.col("outcome").is_in(ENTRY) | becomes.fill_null(value=False)
    return (
        brief.shared(placed)
        .filter(enters)
        .select("person", day=effective(brief))
        .join(known, on="person", how="inner")
        .filter(begun, pl.col("bar").is_in(lasting) | ~ended)
        .group_by(where="person")
        .agg(
            value=pl.col("bar").unique().sort().str.join(BETWEEN),
            amount=pl.col("bar").n_unique().cast(pl.Int64),
        )
    )


RULE = FrameRule(
    code="PLC-021",
    title=_("不得录用情形"),
    table="people",
    severity=Severity.ERROR,
    why=_("有法定禁止情形的人员，公开招录、调任都不得进入公务员队伍。"),
    sources=(Source("公务员法", "第十三条、第二十六条、第七十条第二款"),),
    says=_("{where}拟进入公务员队伍，有{amount}项不得录用情形：{value}"),
    mends=_("取消录用或者调任安排，另作安置；记载有误的，核实档案后更正人员情形。"),
    limits=_(
        "只看人员情形表记载的四种情形，不查第十三条的基本条件和其他法律规定的情形；"
        "前三种不因时间终止，失信惩戒看截止日期；没有写明生效日期的按审查当日计。"
    ),
    figures=("entry_bars",),
    needs=("placements", "circumstances"),
    words=(CircumstanceKind,),
    breaches=breaches,
)

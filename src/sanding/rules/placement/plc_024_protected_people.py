"""PLC-024: who may not be dismissed at all."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.record_kinds import CircumstanceKind, Outcome
from sanding.rules.brief import Brief
from sanding.rules.papers import BETWEEN
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import placed
from sanding.rules.views.promotions import CIVIL, effective, standing


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """People to be dismissed who are protected; lenient where they are no civil servants."""
    dismissed = brief.shared(placed).filter(pl.col("outcome") == str(Outcome.DISMISS))
    rows = dismissed.select("person", "identity_was", day=effective(brief))
    other = ~pl.col("identity_was").is_in(CIVIL).fill_null(value=False)
    return (
        standing(brief, rows, law.names("dismissal_protections"))
        .group_by(where="person")
        .agg(
            value=pl.col("circumstance").unique().sort().str.join(BETWEEN),
            amount=pl.col("circumstance").n_unique().cast(pl.Int64),
            lenient=other.all(),
        )
    )


RULE = FrameRule(
    code="PLC-024",
    title=_("不得辞退情形"),
    table="people",
    severity=Severity.ERROR,
    why=_("因公致残、在医疗期内、在孕期产假哺乳期内的公务员，法律规定不得辞退。"),
    sources=(Source("公务员法", "第八十九条"),),
    says=_("{where}拟辞退解聘，属{value}，不得辞退"),
    mends=_("撤回辞退安排，改为留任、转任等其他去向；情形已经结束的，更正人员情形的截止日期。"),
    limits=_(
        "只看人员情形表记载的三种情形；没有写明生效日期的按审查当日计；"
        "不属公务员、参公人员的，有另外的法律保护，这里只作提示。"
    ),
    figures=("dismissal_protections",),
    needs=("placements", "circumstances"),
    words=(CircumstanceKind,),
    breaches=breaches,
)

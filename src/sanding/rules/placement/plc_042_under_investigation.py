"""PLC-042: people under investigation neither resign nor retire early."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.record_kinds import CircumstanceKind, Outcome
from sanding.rules.case import Case
from sanding.rules.placement_b_views import effective, standing
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import text

HELD = "outcomes_held_in_investigation"


def breaches(case: Case, law: InForce) -> pl.LazyFrame:
    """People under investigation whose placement lets them go."""
    going = (
        case["placements"]
        .filter(text("outcome").is_in(law.names(HELD)))
        .select("person", value=text("outcome"), day=effective(case))
    )
    held = standing(case, going, [str(CircumstanceKind.UNDER_INVESTIGATION)])
    return held.select("value", where="person").unique()


RULE = FrameRule(
    code="PLC-042",
    title=_("被调查人员不得辞职提前退休"),
    table="people",
    severity=Severity.ERROR,
    confirm=_(
        "公务员法只禁止正在接受审计、审查、调查的公务员辞去公职，提前退休比照办理，须由组织部门确认。"
    ),
    why=_(
        "正在接受审计、纪律审查、监察调查或者涉嫌犯罪的人员不得辞去公职；"
        "提前退休的申请也应当等有结论后再办，以免借安置逃避追究。"
    ),
    sources=(Source("公务员法", "第八十六条第四项"), Source("公职人员政务处分法")),
    says=_("{where}正在接受审计、审查或者调查，去向却为{value}"),
    mends=_("暂缓办理，待调查有结论后再研究去向。"),
    limits=_(
        "按人员情形登记的起止日期与安置生效日期认定，未登记的看不出；被立案调查期间的交流、晋升和"
        "到龄退休手续另按政务处分规定办理，不在此查。"
    ),
    figures=(HELD,),
    needs=("placements", "circumstances"),
    words=(Outcome,),
    breaches=breaches,
)

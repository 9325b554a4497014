"""RFM-001: nobody is taken in while the freeze holds (突击进人)."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import Kind
from sanding.register.record_kinds import EvidenceKind
from sanding.rules.brief import Brief
from sanding.rules.rule import Confirmed, FrameRule, Severity
from sanding.rules.views.freeze import CONFIRM, DISCIPLINE, here, moved_in_freeze


class Entered(Kind):
    """How a person came."""

    ENTERED = "entered", _("进入本单位")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """People who entered their body in the freeze, for whom no approval or placement stands."""
    people = here(brief["people"]).select("county", where="id", day="entered_on")
    placed = (EvidenceKind.POLICY_PLACEMENT, EvidenceKind.APPOINTMENT_FROM_ABOVE)
    return moved_in_freeze(brief, {Entered.ENTERED: people}, *placed)


RULE = FrameRule(
    code="RFM-001",
    title=_("冻结期内不得突击进人"),
    table="people",
    severity=Severity.ERROR,
    confirmed=Confirmed.UNVERIFIED,
    confirm=CONFIRM,
    why=_("改革方案酝酿期间突击进人，会抬高安置基数，挤占消化超编人员的空间。"),
    sources=DISCIPLINE,
    says=_("{where}于{value}{detail}，在{limit}起的冻结期内，没有批准文件"),
    mends=_(
        "核实进入方式；国家政策性安置、上级任命或者经批准进入的，登记相应佐证材料，其余予以纠正。"
    ),
    limits=_(
        "方案没有写明冻结日的，不判定；冻结当日也算；只看“进入本单位时间”，"
        "在县内单位之间调动、时间重新起算的也会提示。"
    ),
    needs=("plan:freeze_on",),
    words=(Entered,),
    breaches=breaches,
)

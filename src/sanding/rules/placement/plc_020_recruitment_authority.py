"""PLC-020: civil servants are recruited on the authority of the province."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.record_kinds import EvidenceKind, Outcome
from sanding.rules.brief import Brief
from sanding.rules.papers import lacking
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import placed


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Recruits for whom neither they nor the plan show the authority to recruit."""
    recruits = brief.shared(placed).filter(pl.col("outcome") == str(Outcome.RECRUITMENT_EXAM))
    subjects = recruits.select(where="person").unique()
    return lacking(brief, subjects, [EvidenceKind.RECRUITMENT_AUTHORISATION], whole=True)


RULE = FrameRule(
    code="PLC-020",
    title=_("公务员录用主管层级"),
    table="people",
    severity=Severity.WARNING,
    why=_("公务员录用由省级公务员主管部门组织，必要时授权设区的市；县里不能自行招录公务员。"),
    sources=(Source("公务员法", "第二十四条"),),
    says=_("{where}拟通过公开招录进入，没有{value}"),
    mends=_("附上省级公务员主管部门的招录计划批复或者授权文件；没有的，先报省、市公务员主管部门。"),
    limits=_("只看人员或者方案是否附有授权文件，不核对由哪一级出具、批了多少名。"),
    needs=("placements",),
    words=(EvidenceKind,),
    breaches=breaches,
)

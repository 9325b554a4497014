"""PLN-002: internal sections are approved by the county's establishment commission."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import BodyKind
from sanding.register.record_kinds import EvidenceKind
from sanding.rules.brief import Brief
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views.changes import changed_bodies, on_the_plan, without_papers

OFFICES = [str(BodyKind.GOVERNMENT_DEPARTMENT), str(BodyKind.SUBORDINATE_AGENCY),
           str(BodyKind.DISPATCHED_AGENCY), str(BodyKind.PARTY_ORGAN)]  # fmt: skip
OF_SECTIONS = ["create_section", "regroup_sections", "transfer_section"]


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """The plan, where changes of sections of offices lack approval; amount is the changes."""
    of_sections = pl.col("change_kind").is_in(OF_SECTIONS) & pl.col("body_kind").is_in(OFFICES)
    rows = brief.shared(changed_bodies).filter(of_sections)
    wanted = {EvidenceKind.COMMISSION_APPROVAL: pl.lit(value=True)}
    names = pl.col("name").unique()
    lacking = without_papers(brief, rows, "change", ("change", "body"), wanted, names=names)
    return on_the_plan(brief, lacking)


RULE = FrameRule(
    code="PLN-002",
    title=_("内设机构变更审批"),
    table="plan",
    severity=Severity.ERROR,
    why=_("内设机构的设立、撤销、合并或者变更规格、名称，由所在部门报县机构编制管理机关审批，部门不能自行决定。"),
    sources=(Source("地方各级人民政府机构设置和编制管理条例", "第十三条、第二十六条第一项"),),
    says=_("{where}有{amount}项内设机构变更缺少{detail}（{value}）"),
    mends=_("由所在部门报县机构编制管理机关审批，并把批准文件附到方案、变更或部门上。"),
    limits=_("查党政部门、部门管理机构和派出机构的内设机构，党委部门比照执行；"
             "事业单位的内设机构按省的规定办，随机构合并自然转入的也不单独查。"),
    needs=("changes",),
    words=(EvidenceKind,),
    breaches=breaches,
)  # fmt: skip

"""PLN-001: a government department is changed by approval from above, and filed."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import BodyKind
from sanding.register.record_kinds import EvidenceKind
from sanding.rules.brief import Brief
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views.changes import Effect, changed_bodies, on_the_plan, without_papers

COUNTED = [str(Effect.SET_UP), str(Effect.ENDED)]
APPROVED = [*COUNTED, str(Effect.RENAMED), str(Effect.LEVELLED)]


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """The plan, once per kind of paper that changes of departments lack; amount is the changes."""
    effect, every = pl.col("effect"), pl.lit(value=True)
    department = pl.col("body_kind") == str(BodyKind.GOVERNMENT_DEPARTMENT)
    wanted = {
        EvidenceKind.CITY_REVIEW: every,
        EvidenceKind.UPPER_APPROVAL: every,
        EvidenceKind.CONGRESS_FILING: effect.is_in(COUNTED),
    }
    rows = brief.shared(changed_bodies).filter(department & effect.is_in(APPROVED))
    names = pl.col("name").unique()
    lacking = without_papers(brief, rows, "change", ("change", "body"), wanted, names=names)
    return on_the_plan(brief, lacking)


RULE = FrameRule(
    code="PLN-001",
    title=_("县政府工作部门变更审批"),
    table="plan",
    severity=Severity.ERROR,
    confirm=_("2022年组织法改为“按照规定程序报请批准”，本省规定的审批程序须由编办核对。"),
    why=_("政府工作部门的设立、撤销、合并或者变更规格、名称，须经上一级审核批准，"
          "设立、撤销、合并的还须报县人大常委会备案，擅自变更的要追究责任。"),
    sources=(
        Source("地方各级人民政府机构设置和编制管理条例", "第九条、第二十六条第一项"),
        Source("地方各级人民代表大会和地方各级人民政府组织法", "第七十九条第三款"),
    ),
    says=_("{where}有{amount}项政府工作部门变更缺少{detail}（{value}）"),
    mends=_("由县政府提出方案，报市级机构编制管理机关审核、市政府批准，批准后报县人大常委会备案，"
            "并把文件附到方案、变更或部门上。"),
    limits=_("只看方案、变更或部门是否附有材料，不核对文件内容；合署办公、加挂牌子另有规则。"),
    needs=("changes",),
    words=(EvidenceKind,),
    breaches=breaches,
)  # fmt: skip

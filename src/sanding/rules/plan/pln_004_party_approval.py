"""PLN-004: party bodies are changed along the party's own line."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import BodyKind
from sanding.register.record_kinds import EvidenceKind
from sanding.rules.brief import Brief
from sanding.rules.rule import Confirmed, FrameRule, Severity, Source
from sanding.rules.views.changes import Effect, changed_bodies, on_the_plan, without_papers

APPROVED = [str(Effect.SET_UP), str(Effect.ENDED), str(Effect.RENAMED), str(Effect.LEVELLED)]


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """The plan, where changes of party bodies lack approval; amount is the changes."""
    of_party = pl.col("body_kind") == str(BodyKind.PARTY_ORGAN)
    rows = brief.shared(changed_bodies).filter(of_party & pl.col("effect").is_in(APPROVED))
    wanted = {EvidenceKind.PARTY_APPROVAL: pl.lit(value=True)}
    names = pl.col("name").unique()
    lacking = without_papers(brief, rows, "change", ("change", "body"), wanted, names=names)
    return on_the_plan(brief, lacking)


RULE = FrameRule(
    code="PLN-004",
    title=_("党委工作机关变更审批"),
    table="plan",
    severity=Severity.ERROR,
    confirmed=Confirmed.UNVERIFIED,
    confirm=_("未见《中国共产党机构编制工作条例》原文，党委工作机关由哪一级批准须由编办核对。"),
    why=_("党委工作机关的设立、撤销、合并、更名和规格调整按党内程序报批，不走政府部门的审批渠道。"),
    sources=(Source("中国共产党机构编制工作条例"),),
    says=_("{where}有{amount}项党委工作机关变更缺少{detail}（{value}）"),
    mends=_("经县委研究后报市委审批，并把批准文件附到方案、变更或部门上。"),
    limits=_("只看是否附有批准文件；县委集体研究的纪要另有规则。"),
    needs=("changes",),
    words=(EvidenceKind,),
    breaches=breaches,
)

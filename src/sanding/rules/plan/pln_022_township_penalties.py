"""PLN-022: penalty powers go to a township by a published decision of the province."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import BodyKind, PowerKind
from sanding.register.record_kinds import EvidenceKind
from sanding.rules.brief import Brief
from sanding.rules.plan_papers import plan_papers, unproved
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import body_kinds
from sanding.rules.views.changes import gained

KINDS = (EvidenceKind.PROVINCIAL_DECISION, EvidenceKind.PUBLIC_NOTICE,
         EvidenceKind.CAPABILITY_ASSESSMENT, EvidenceKind.EVALUATION)  # fmt: skip


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Townships that take penalty powers from county bodies, with the papers they lack."""
    townships = brief.shared(body_kinds).filter(pl.col("body_kind") == str(BodyKind.TOWNSHIP))
    givers = brief.was.shared(body_kinds).filter(pl.col("body_kind") != str(BodyKind.TOWNSHIP))
    taken = (
        brief.shared(gained)
        .filter(pl.col("kind") == str(PowerKind.PENALTY))
        .join(townships.select(receiver="body"), on="receiver", how="semi")
        .join(givers.select(giver="body"), on="giver", how="semi")
        .group_by(where="receiver")
        .agg(amount=pl.len().cast(pl.Int64))
    )
    there = _papers(brief, law.number("township_evaluation_months"))
    return unproved(taken, there, KINDS)


def _papers(brief: Brief, months: int) -> pl.LazyFrame:
    """Papers there are; an evaluation longer ago than its cycle is none."""
    due = pl.col("dated_on").dt.offset_by(f"{months}mo")
    stale = (pl.col("kind") == str(EvidenceKind.EVALUATION)) & (due < brief.on)
    # a paper of the whole plan that names a field speaks for the concentration of that field
    of_field = (pl.col("about") == "") & pl.col("field").is_not_null()
    valid = ~stale.fill_null(value=False) & ~of_field
    return brief.shared(plan_papers).filter(valid).select("about", "kind")


RULE = FrameRule(
    code="PLN-022",
    title=_("处罚权下放乡镇须省级决定并评估"),
    table="bodies",
    severity=Severity.ERROR,
    confirm=_("已核《行政处罚法》第二十四条；定期评估的周期须核对省级决定，缺省为十二个月。"),
    why=_("县级部门的行政处罚权交给乡镇，须由省决定并公布，乡镇确能承接，并定期组织评估。"),
    sources=(Source("行政处罚法", "第二十四条"),),
    says=_("{where}承接县级部门行政处罚权{amount}项，缺少{value}"),
    mends=_("补充省级决定及其公布情况、承接能力评估和定期评估安排；不具备条件的不下放。"),
    limits=_(
        "按事项的实施机构认定，不核对下放事项是否在省级决定的清单之内；街道办事处不在台账内。"
    ),
    figures=("township_evaluation_months",),
    needs=("changes",),
    words=(EvidenceKind,),
    breaches=breaches,
)

"""PLN-006: a change is moved by collective decision and reasoned."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.record_kinds import EvidenceKind
from sanding.rules.brief import Brief
from sanding.rules.papers import lacking
from sanding.rules.rule import Confirmed, FrameRule, Severity, Source

KINDS = (EvidenceKind.COLLECTIVE_DECISION, EvidenceKind.NECESSITY, EvidenceKind.RATIONALITY,
         EvidenceKind.FEASIBILITY)  # fmt: skip


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """The plan, where it lacks the minutes or one of the three arguments."""
    return lacking(brief, brief["plan"].select(where="id"), KINDS, whole=True)


RULE = FrameRule(
    code="PLN-006",
    title=_("动议须集体讨论并论证"),
    table="plan",
    severity=Severity.ERROR,
    confirmed=Confirmed.SECONDARY,
    confirm=_("据编办公布的条例摘要，须核对《中国共产党机构编制工作条例》动议、论证两章全文。"),
    why=_("机构编制事项由党组织集体研究动议，未经论证的方案不得上报。"),
    sources=(Source("中国共产党机构编制工作条例"),),
    says=_("{where}缺少{value}"),
    mends=_("补充党委（党组）集体研究纪要，以及必要性、合理性、可行性论证。"),
    limits=_("只看材料是否齐全，不评论证是否充分。"),
    needs=("plan",),
    words=(EvidenceKind,),
    breaches=breaches,
)

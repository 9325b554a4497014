"""PLN-017: old seals are handed in, new ones issued."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.record_kinds import EvidenceKind
from sanding.rules.brief import Brief
from sanding.rules.rule import Confirmed, FrameRule, Severity, Source
from sanding.rules.views import body_kinds
from sanding.rules.views.changes import by_subject, changed_bodies, without_papers


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Bodies whose old seal is out or new one not issued; amount is the papers."""
    before = brief.was.shared(body_kinds).select("body", old="body_name")
    after = brief.shared(body_kinds).select("body", new="body_name")
    changes = brief.shared(changed_bodies).select("body", "change")
    rows = (
        before.join(after, on="body", how="full", coalesce=True)
        .filter(pl.col("old").ne_missing(pl.col("new")))
        .join(changes, on="body", how="left")
    )
    wanted = {
        EvidenceKind.SEAL_RETURN: pl.col("old").is_not_null(),
        EvidenceKind.SEAL_ISSUE: pl.col("new").is_not_null(),
    }
    return by_subject(without_papers(brief, rows, "body", ("body", "change"), wanted))


RULE = FrameRule(
    code="PLN-017",
    title=_("印章收缴与启用"),
    table="bodies",
    severity=Severity.WARNING,
    confirmed=Confirmed.SECONDARY,
    confirm=_("第二十四条规定停用印章及时送交制发机关；收缴单、启用通知的格式和时限须按本省规定核对。"),
    why=_("单位撤销、更名后旧印章停止使用，应当及时送交制发机关封存或者销毁，防止以旧印章对外行文。"),
    sources=(
        Source("国务院关于国家行政机关和企业事业单位社会团体印章管理的规定",
               "第十五条、第二十四条"),
    ),
    says=_("{where}印章更换缺少{value}"),
    mends=_("收缴旧印章并登记，以法定名称制发新印章、公布启用日期，把材料附到该机构、变更或整个方案上。"),
    limits=_("撤并的查旧印章，新设的查新印章，更名的两样都查；不核对印章的式样和直径。"),
    needs=("plan",),
    words=(EvidenceKind,),
    breaches=breaches,
)  # fmt: skip

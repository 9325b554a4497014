"""PLN-015: a body that ends hands over its archives."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.record_kinds import EvidenceKind
from sanding.rules.brief import Brief
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views.changes import by_subject, changed_bodies, ended_bodies, without_papers

PAPERS = (EvidenceKind.ARCHIVE_LIST, EvidenceKind.RECEIVER_SIGNATURE)


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Ended and split bodies without list or signature of archives; amount is the papers."""
    wanted = dict.fromkeys(PAPERS, pl.lit(value=True))
    split = (pl.col("change_kind") == "split_body") & (pl.col("argument") == "body")
    parts = [brief.shared(ended_bodies), brief.shared(changed_bodies).filter(split)]
    rows = pl.concat(one.select("body", "change") for one in parts)
    return by_subject(without_papers(brief, rows, "body", ("body", "change"), wanted))


RULE = FrameRule(
    code="PLN-015",
    title=_("档案移交"),
    table="bodies",
    severity=Severity.ERROR,
    why=_(
        "机构撤销、合并或者发生拆分等变动时，应当按规定向有关单位或者档案馆移交档案，防止档案散失。"
    ),
    sources=(Source("档案法", "第十六条"),),
    says=_("{where}撤并或拆分后的档案移交缺少{value}"),
    mends=_("编制档案移交清单，由承接机构或档案馆签字接收，并把材料附到该机构、变更或整个方案上。"),
    limits=_("查撤销、合并和拆分的机构；部分职责、内设机构划转随带的档案不单独查。"),
    needs=("plan",),
    words=(EvidenceKind,),
    breaches=breaches,
)

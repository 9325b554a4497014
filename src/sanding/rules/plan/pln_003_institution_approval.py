"""PLN-003: a public institution is changed by approval, then registered and made public."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.record_kinds import EvidenceKind
from sanding.rules.brief import Brief
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import INSTITUTIONS
from sanding.rules.views.changes import Effect, by_subject, changed_bodies, without_papers

MADE_PUBLIC = [str(Effect.SET_UP), str(Effect.RENAMED)]
APPROVED = [str(Effect.LEVELLED), str(Effect.REASSIGNED)]
# who takes another in has other purposes and scope than those on its certificate
TAKING = {"absorb_body": "into", "abolish_body": "successor"}


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Institutions whose change lacks approval, registration or notice; amount is the papers."""
    taking = pl.col("change_kind").replace_strict(TAKING, default=None, return_dtype=pl.String)
    took = (pl.col("argument") == taking).fill_null(value=False)
    public = pl.col("effect").is_in(MADE_PUBLIC).fill_null(value=False)
    rows = (
        brief.shared(changed_bodies)
        .filter(pl.col("body_kind").is_in(INSTITUTIONS))
        .with_columns(public=pl.col("after") & public, entered=pl.col("after") & (public | took))
    )
    # who ends is approved with what takes its place, if that is an institution
    alone = pl.col("before") & ~pl.col("entered").any().over("change")
    closed = alone & (pl.col("effect") == str(Effect.ENDED))
    altered = pl.col("after") & pl.col("effect").is_in(APPROVED)
    wanted = {
        EvidenceKind.INSTITUTION_APPROVAL: pl.col("entered") | closed | altered,
        EvidenceKind.REGISTRATION_CHANGE: pl.col("entered"),
        EvidenceKind.PUBLIC_NOTICE: pl.col("public"),
    }
    return by_subject(without_papers(brief, rows, "body", ("body", "change"), wanted))


RULE = FrameRule(
    code="PLN-003",
    title=_("事业单位设立撤销审批"),
    table="bodies",
    severity=Severity.ERROR,
    why=_("事业单位的设立和变更须先经审批机关批准，再办登记并由登记管理机关公告，否则证书与实际不符，印章、账户无法办理。"),
    sources=(
        Source("事业单位登记管理暂行条例", "第三条、第六条、第十条、第十三条、第十四条"),
        Source("地方各级人民政府机构设置和编制管理条例", "第二十九条"),
    ),
    says=_("{where}缺少{value}"),
    mends=_("按省的权限规定取得审批机关批准文件，办理设立或变更登记并公告，把材料附到方案、变更或单位上。"),
    limits=_("新设和更名的查批准、登记、公告，接收其他单位的查批准、登记，调整规格和隶属的只查批准；"
             "被撤并单位的注销另有规则；不判断由哪一级审批。"),
    needs=("changes",),
    words=(EvidenceKind,),
    breaches=breaches,
)  # fmt: skip

"""PLN-019: a public institution that ends is liquidated, deregistered and made public."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import BodyKind, Kind
from sanding.register.record_kinds import EvidenceKind
from sanding.rules.brief import Brief
from sanding.rules.papers import papers
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import INSTITUTIONS
from sanding.rules.views.changes import by_subject, ended_bodies, without_papers

AFTER_LIQUIDATION = "deregistration_after_liquidation"
# a legal person by law is only filed: no liquidation, no certificate of the registrar's own
FILED = [str(BodyKind.SCHOOL), str(BodyKind.HOSPITAL)]
ENTERED = (EvidenceKind.DEREGISTRATION, EvidenceKind.PUBLIC_NOTICE)
LIQUIDATED = (EvidenceKind.LIQUIDATION_GROUP, EvidenceKind.LIQUIDATION_REPORT,
              EvidenceKind.CERTIFICATE_RETURN)  # fmt: skip
OF_PLAN = ""


class Late(Kind):
    """What is wrong though every paper is there."""

    LATE = "late", _("注销登记超过清算结束后的期限")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Ended institutions that lack papers, or were deregistered late; amount is papers or days."""
    ended = brief.shared(ended_bodies).filter(pl.col("body_kind").is_in(INSTITUTIONS))
    registered = ~pl.col("body_kind").is_in(FILED)
    wanted = {
        **dict.fromkeys(ENTERED, pl.lit(value=True)), **dict.fromkeys(LIQUIDATED, registered)
    }  # fmt: skip
    lacking = by_subject(without_papers(brief, ended, "body", ("body", "change"), wanted))
    return pl.concat([lacking, _late(brief, law, ended.filter(registered))], how="diagonal")


def _late(brief: Brief, law: InForce, bodies: pl.LazyFrame) -> pl.LazyFrame:
    """Institutions deregistered later than the law allows after the liquidation report."""
    days = law.number(AFTER_LIQUIDATION)
    dated = (
        bodies.select("body", about=pl.concat_list("body", "change", pl.lit(OF_PLAN)))
        .explode("about")
        .join(brief.shared(papers).select("about", "kind", "dated_on"), on="about", how="inner")
    )
    reported, entered = (
        pl.col("dated_on").filter(pl.col("kind") == str(kind)).max()
        for kind in (EvidenceKind.LIQUIDATION_REPORT, EvidenceKind.DEREGISTRATION)
    )
    over = (pl.col("entered") - pl.col("reported")).dt.total_days() - days
    return (
        dated.group_by(where="body")
        .agg(reported=reported, entered=entered)
        .filter(over > 0)
        .select(
            "where", amount=over, value=pl.lit(str(Late.LATE)), limit=pl.lit(str(days)),
            detail=pl.col("entered").cast(pl.String),
        )
    )  # fmt: skip


RULE = FrameRule(
    code="PLN-019",
    title=_("事业单位注销程序"),
    table="bodies",
    severity=Severity.ERROR,
    why=_("被撤销、解散的事业单位应当在审批机关指导下清算，清算结束后按期注销登记，收缴证书和印章并公告，"
          "否则法人资格仍在，债务和责任说不清。"),
    sources=(Source("事业单位登记管理暂行条例", "第十一条、第十三条、第十四条"),),
    says=_("{where}注销程序不完备：{value}"),
    mends=_("成立清算组织、完成清算，按期到登记管理机关注销登记、交回证书和印章并公告，"
            "把材料附到该单位、变更或整个方案上。"),
    limits=_("撤销和合并的都查；学校、医院等备案单位只查注销备案和公告；因合并可以简化清算的，"
             "按登记管理机关的规定办，清算结束日取清算报告的日期。"),
    figures=(AFTER_LIQUIDATION,),
    needs=("plan",),
    words=(EvidenceKind, Late),
    breaches=breaches,
)  # fmt: skip

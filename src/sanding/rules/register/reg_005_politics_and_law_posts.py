"""REG-005: politics-and-law posts stay in the bodies they were earmarked for."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import BodyKind, PostKind
from sanding.rules.brief import Brief
from sanding.rules.rule import Confirmed, FrameRule, Severity, Source
from sanding.rules.views import text

BODIES = "politics_and_law_bodies"
BY_KIND = [str(BodyKind.COURT), str(BodyKind.PROCURATORATE)]


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Politics-and-law posts of a body that neither is, nor belongs to, one of those named."""
    posts = brief["establishment"].filter(
        (text("kind") == str(PostKind.POLITICS_AND_LAW)) & (pl.col("approved") > 0)
    )
    names = pl.concat_str("name", "short_name", separator=" ", ignore_nulls=True)
    named = names.str.contains_any(law.names(BODIES)).fill_null(value=False)
    entitled = brief["bodies"].filter(named | text("kind").is_in(BY_KIND)).select("id")
    parents = brief["bodies"].select("parent", body="id")
    return (
        posts.select("body", amount=pl.col("approved").cast(pl.Int64))
        .join(entitled, left_on="body", right_on="id", how="anti")
        .join(parents, on="body", how="inner")
        .join(entitled, left_on="parent", right_on="id", how="anti")
        .select("amount", where="body", value=pl.col("amount").cast(pl.String))
    )


RULE = FrameRule(
    code="REG-005",
    title=_("政法专项编制专用"),
    table="bodies",
    severity=Severity.ERROR,
    confirmed=Confirmed.UNVERIFIED,
    confirm=_(
        "条例第十七条只规定可以专项管理；哪些机构可用政法专项编制依惯例，须核对编制下达文件。"
    ),
    why=_("政法专项编制由中央单列下达，只用于下达的机关，不得挪作他用。"),
    sources=(Source("地方各级人民政府机构设置和编制管理条例", "第十七条"),),
    says=_("{where}不在政法专项编制使用范围，核定{amount}名"),
    mends=_("核对编制下达文件；确属挪用的，退还原机关或报批调整。"),
    limits=_("按机构名称、简称及其隶属机构的名称判断，改名后须在补充规定中登记新名称。"),
    figures=(BODIES,),
    needs=("establishment",),
    breaches=breaches,
)

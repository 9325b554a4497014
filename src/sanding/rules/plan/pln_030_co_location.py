"""PLN-030: bodies that share one office stand on one level and have related duties."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import Kind
from sanding.rules.brief import Brief
from sanding.rules.rule import Confirmed, FrameRule, Severity, Source
from sanding.rules.views import body_kinds


class Flaw(Kind):
    """What is wrong with a co-location (合署问题)."""

    ENDED = "ended", _("合署的机构方案后已不存在，不能各保留名称和法人资格")
    LEVEL = "level", _("规格不同")
    UNRELATED = "unrelated", _("职责没有相同领域，也没有说明职责相关的理由")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Changes that co-locate bodies that may not be, one row per flaw."""
    pairs = _pairs(brief)
    bodies = brief.shared(body_kinds).select("body", "body_level")
    both = pairs.join(bodies, on="body", how="left").join(
        bodies.select(host="body", host_level="body_level"), on="host", how="left"
    )
    there = pl.col("body_level").is_not_null() & pl.col("host_level").is_not_null()
    themes = brief.was["duties"].select("body", "theme").unique()
    shared = (
        pairs.join(themes, on="body", how="inner")
        .join(themes.select("theme", host="body"), on=["host", "theme"], how="inner")
        .select("where")
    )
    silent = pl.col("reason").fill_null("").str.strip_chars() == ""
    found = [
        (both.filter(~there), Flaw.ENDED),
        (both.filter(there & (pl.col("body_level") != pl.col("host_level"))), Flaw.LEVEL),
        (pairs.filter(silent).join(shared, on="where", how="anti"), Flaw.UNRELATED),
    ]
    return pl.concat(one.select("where", detail=pl.lit(str(flaw))) for one, flaw in found)


def _pairs(brief: Brief) -> pl.LazyFrame:
    """Pairs the plan co-locates: `where` (change), `body, host, reason`."""
    told = brief["arguments"].filter(pl.col("kind") == "co_locate")
    body = told.filter(pl.col("argument") == "body").select(where="change", body="value")
    host = told.filter(pl.col("argument") == "host").select(where="change", host="value")
    reasons = brief["changes"].select("reason", where="id")
    return body.join(host, on="where", how="inner").join(reasons, on="where", how="left")


RULE = FrameRule(
    code="PLN-030",
    title=_("合署办公"),
    table="changes",
    severity=Severity.ERROR,
    confirmed=Confirmed.UNVERIFIED,
    confirm=_("合署办公的要求未见原文，须核对2018年党和国家机构改革决定和省级机构编制管理规定。"),
    why=_("合署的机构规格相同、职责相关，各自保留名称、印章和法人资格，一套班子、统筹使用人员。"),
    sources=(Source("中共中央关于深化党和国家机构改革的决定"), Source("机构编制管理惯例")),
    says=_("{where}：{detail}"),
    mends=_("改与规格相同、职责相关的机构合署；职责相关而领域名称不同的，在变更理由中写明。"),
    limits=_("职责相关只看有无相同领域和有无写明理由，不评理由；印章、班子是否统一不查。"),
    needs=("changes",),
    words=(Flaw,),
    breaches=breaches,
)

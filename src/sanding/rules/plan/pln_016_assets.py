"""PLN-016: assets are counted and handed over where a body ends or gives something up."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.record_kinds import EvidenceKind
from sanding.rules.brief import Brief
from sanding.rules.papers import papers
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views.changes import (
    Effect,
    by_subject,
    changed_bodies,
    ended_bodies,
    gained,
    without_papers,
)

SAYING = [str(EvidenceKind.ASSET_INVENTORY), str(EvidenceKind.FILING)]


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Bodies whose assets pass without inventory or approval; amount is the papers.

    Who only gives something up may show by a paper that no assets go with it.
    """
    split = (pl.col("change_kind") == "split_body") & (pl.col("argument") == "body")
    moved = split | (pl.col("effect") == str(Effect.REASSIGNED))
    there = brief["bodies"].select(body="id")
    altered = brief.shared(changed_bodies).filter(moved).join(there, on="body", how="semi")
    parts = {"ended": brief.shared(ended_bodies), "altered": altered, "gave": _gave(brief, law)}
    rows = pl.concat(
        one.select("body", "change", whole=pl.lit(name != "gave")) for name, one in parts.items()
    )
    wanted = {
        EvidenceKind.ASSET_INVENTORY: pl.col("whole"),
        EvidenceKind.ASSET_APPROVAL: pl.lit(value=True),
    }
    return by_subject(without_papers(brief, rows, "body", ("body", "change"), wanted))


def _gave(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Bodies that go on without some duties or powers: `body`, and the `change` that names them.

    Not those of which a paper about body, change or plan says that no assets move.
    """
    named = brief["arguments"].filter(pl.col("table").is_in(["duties", "powers"]))
    return (
        brief.shared(gained)
        .filter(~pl.col("ended"))
        .select("id", body="giver")
        .join(named.select("change", id="value"), on="id", how="left")
        .select("body", "change")
        .with_columns(about=pl.concat_list("body", "change", pl.lit("")))
        .explode("about")
        .join(_bare(brief, law), on="about", how="left")
        .group_by("body", "change")
        .agg(pl.col("bare").any())
        .filter(~pl.col("bare").fill_null(value=False))
        .select("body", "change")
    )


def _bare(brief: Brief, law: InForce) -> pl.LazyFrame:
    """What papers say has no assets with it: `about` ("" for the whole plan), `bare` (true)."""
    says = pl.col("detail").str.contains_any(law.names("no_assets_words"))
    said = brief.shared(papers).filter(pl.col("kind").is_in(SAYING) & says)
    return said.select("about", bare=pl.lit(value=True)).unique()


RULE = FrameRule(
    code="PLN-016",
    title=_("国有资产划转交接"),
    table="bodies",
    severity=Severity.ERROR,
    confirm=_("条例全文不在手边，清查条款的条序须核对原文。"),
    why=_("机构分立、合并、撤销、改变隶属关系或者调整部分职能，都要办理国有资产划转、交接手续，"
          "分立、合并、撤销和改变隶属关系的还要清查资产。"),
    sources=(
        Source("行政事业性国有资产管理条例", "第二十二条、第三十七条第二项"),
    ),
    says=_("{where}资产划转交接缺少{value}"),
    mends=_("清查资产，报主管部门和财政部门审批后办理划转交接，并把清查表和批复附到该机构、变更或整个方案上。"),
    limits=_("撤并、拆分和改变隶属关系的查清查表和批复，只划出部分职责或权力的查批复；没有资产随职责划转的，"
             "附一份在内容中写明“不涉及资产”的清查表或备案回执即可。"),
    figures=("no_assets_words",),
    needs=("plan",),
    words=(EvidenceKind,),
    breaches=breaches,
)  # fmt: skip

"""PLN-016: assets are counted and handed over where a body ends or gives something up."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.record_kinds import EvidenceKind
from sanding.rules.case import Case
from sanding.rules.plan_views import (
    Effect,
    by_subject,
    changed_bodies,
    ended_bodies,
    gained,
    without_papers,
)
from sanding.rules.rule import FrameRule, Severity, Source


def breaches(case: Case, law: InForce) -> pl.LazyFrame:
    """Bodies whose assets pass without inventory or approval; amount is the papers."""
    split = (pl.col("change_kind") == "split_body") & (pl.col("argument") == "body")
    moved = split | (pl.col("effect") == str(Effect.REASSIGNED))
    there = case["bodies"].select(body="id")
    altered = case.shared(changed_bodies).filter(moved).join(there, on="body", how="semi")
    parts = {"ended": case.shared(ended_bodies), "altered": altered, "gave": _gave(case)}
    rows = pl.concat(
        one.select("body", "change", whole=pl.lit(name != "gave")) for name, one in parts.items()
    )
    wanted = {
        EvidenceKind.ASSET_INVENTORY: pl.col("whole"),
        EvidenceKind.ASSET_APPROVAL: pl.lit(value=True),
    }
    return by_subject(without_papers(case, rows, "body", ("body", "change"), wanted))


def _gave(case: Case) -> pl.LazyFrame:
    """Bodies that go on without some duties or powers: `body`, and the `change` that names them."""
    named = case["arguments"].filter(pl.col("table").is_in(["duties", "powers"]))
    return (
        case.shared(gained)
        .filter(~pl.col("ended"))
        .select("id", body="giver")
        .join(named.select("change", id="value"), on="id", how="left")
        .select("body", "change")
    )


RULE = FrameRule(
    code="PLN-016",
    title=_("国有资产划转交接"),
    table="bodies",
    severity=Severity.ERROR,
    why=_("机构分立、合并、撤销、改变隶属关系或者调整部分职能，都要办理国有资产划转、交接手续，"
          "分立、合并、撤销和改变隶属关系的还要清查资产。"),
    sources=(
        Source("行政事业性国有资产管理条例", "第十九条、第二十二条、第三十七条第二项"),
    ),
    says=_("{where}资产划转交接缺少{value}"),
    mends=_("清查资产，报主管部门和财政部门审批后办理划转交接，并把清查表和批复附到该机构、变更或整个方案上。"),
    limits=_("撤并、拆分和改变隶属关系的查清查表和批复，只划出部分职责或权力的查批复；没有资产随职责划转的，"
             "在批复或说明中写明即可。"),
    needs=("plan",),
    words=(EvidenceKind,),
    breaches=breaches,
)  # fmt: skip

"""RFM-004: no asset is given away, lent or sold while the freeze holds (资产变动)."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.record_kinds import EvidenceKind
from sanding.rules.brief import Brief
from sanding.rules.papers import papers
from sanding.rules.rule import Confirmed, FrameRule, Severity
from sanding.rules.views.freeze import CONFIRM, DISCIPLINE, in_freeze

APPROVING = [str(EvidenceKind.ASSET_APPROVAL), str(EvidenceKind.APPROVAL)]


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Assets moved in the freeze without an approval, in the register or among the papers."""
    movements = brief["asset_movements"].filter(pl.col("approved_by").is_null())
    moved = in_freeze(brief, movements, "moved_on")
    there = brief.shared(papers).filter(pl.col("kind").is_in(APPROVING))
    return moved.join(there, left_on="id", right_on="about", how="anti").select(
        where="id", detail="asset", value=pl.col("moved_on").cast(pl.String),
        limit=pl.col("freeze_on").cast(pl.String),
    )  # fmt: skip


RULE = FrameRule(
    code="RFM-004",
    title=_("冻结期内不得擅自变动资产"),
    table="asset_movements",
    severity=Severity.ERROR,
    confirmed=Confirmed.UNVERIFIED,
    confirm=CONFIRM,
    why=_("机构撤并前转移、出借、处置资产，容易造成国有资产流失，也使移交清单与实物不符。"),
    sources=DISCIPLINE,
    says=_("资产变动{where}（{detail}）发生于{value}，在{limit}起的冻结期内，没有批准文号"),
    mends=_("补录财政部门或者主管部门的批准文号；没有批准的，恢复原状并列入资产清查。"),
    limits=_("方案没有写明冻结日的，不判定；冻结当日也算；只看是否填写批准文号，不核对文件真伪。"),
    needs=("plan:freeze_on", "asset_movements"),
    breaches=breaches,
)

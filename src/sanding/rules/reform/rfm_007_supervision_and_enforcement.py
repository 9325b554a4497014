"""RFM-007: where supervision and enforcement are parted, how cases are handed over is agreed."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.effects.boundary import boundary
from sanding.law import InForce
from sanding.register.kinds import EnforcementField
from sanding.register.record_kinds import EvidenceKind
from sanding.rules.brief import Brief
from sanding.rules.papers import papers
from sanding.rules.rule import Confirmed, FrameRule, Severity, Source


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Fields whose supervisors do not enforce, without a written agreement on the hand-over."""
    agreed = (
        brief.shared(papers)
        .filter(pl.col("kind") == str(EvidenceKind.AGREEMENT))
        .select(field=pl.col("field").cast(pl.String))
        .drop_nulls()
        .unique()
    )
    parted = ~pl.col("shared") & (pl.col("powers") > 0)
    return (
        boundary(brief)
        .filter(parted)
        .join(agreed, on="field", how="anti")
        .select(
            where="county", detail="field", amount="powers",
            value=pl.col("supervises").list.join("、"), limit=pl.col("enforces").list.join("、"),
        )
    )  # fmt: skip


RULE = FrameRule(
    code="RFM-007",
    title=_("监管与执法分设须约定移送反馈"),
    table="counties",
    severity=Severity.WARNING,
    confirmed=Confirmed.UNVERIFIED,
    why=_(
        "监管在部门、执法在队伍，线索谁发现、谁移送、谁决定、谁反馈不写清，就会两不管或者争着管。"
    ),
    sources=(Source("行政处罚法", "第十八条、第二十六条"), Source("试点做法（监管执法边界）")),
    confirm=_("两条规定的是集中处罚权和协助义务，移送反馈须有书面约定是试点做法，须核实省的规定。"),
    says=_(
        "{where}的{detail}领域监管在{value}、执法在{limit}，没有移送反馈的书面约定，涉及处罚强制{amount}项"
    ),
    mends=_(
        "由监管部门与执法机构签订协作办法，写明发现、移送、决定、反馈各由谁负责和时限，作为该领域的协商一致文件附上。"
    ),
    limits=_("由职责的领域推断监管机构，领域名称与所列不同时看不出来；不查协作办法的内容。"),
    needs=("powers",),
    words=(EnforcementField,),
    breaches=breaches,
)

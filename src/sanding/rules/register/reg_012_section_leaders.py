"""REG-012: the leaders of a section are in keeping with its posts."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.rules.brief import Brief
from sanding.rules.rule import Confirmed, FrameRule, Severity, Source

LADDER = "section_leader_ladder"


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Sections with more leadership posts than a section of their size usually has."""
    steps = [
        pl.when(pl.col("posts") >= step["posts"]).then(pl.lit(step["leaders"], pl.Int64))
        for step in law.value(LADDER)
    ]
    leaders = pl.sum_horizontal("chief", "deputy").cast(pl.Int64)
    return (
        brief["sections"]
        .drop_nulls("posts")
        .select("posts", leaders=leaders, where="id", most=pl.max_horizontal(steps))
        .filter(pl.col("leaders") > pl.col("most"))
        .select(
            "where", value=pl.col("leaders").cast(pl.String), limit=pl.col("most").cast(pl.String),
            detail=pl.col("posts").cast(pl.String), amount=pl.col("leaders") - pl.col("most"),
        )
    )  # fmt: skip


RULE = FrameRule(
    code="REG-012",
    title=_("内设机构领导职数配备标准"),
    table="sections",
    severity=Severity.WARNING,
    confirmed=Confirmed.UNVERIFIED,
    confirm=_(
        "国家没有统一规定，三名以下一职、四至七名二职、八名以上三职为常见标准，须核实本省规定。"
    ),
    why=_("内设机构领导职数应与编制数相称，避免官多兵少。"),
    sources=(Source("省级机构编制管理规定"),),
    says=_("{where}编制{detail}名，领导职数{value}名，通常不超过{limit}名"),
    mends=_("核减领导职数，或合并内设机构后重新核定。"),
    limits=_("只看核定职数，实际配备见超职数配备一条；未填编制数的不查。"),
    figures=(LADDER,),
    breaches=breaches,
)

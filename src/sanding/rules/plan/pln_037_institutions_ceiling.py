"""PLN-037: institutions other than schools and hospitals stay within the county's ceiling."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import BodyKind
from sanding.rules.brief import Brief
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import body_kinds, text

COUNTED = [str(BodyKind.INSTITUTION), str(BodyKind.ENFORCEMENT_INSTITUTION)]


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Counties with more institutions of their own after the plan than the ceiling."""
    limit = law.number("institutions_ceiling")
    townships = brief.shared(body_kinds).filter(pl.col("body_kind") == str(BodyKind.TOWNSHIP))
    counted = (
        brief["bodies"]
        .filter(text("kind").is_in(COUNTED))
        .join(townships.select(parent="body"), on="parent", how="anti")
        .group_by(where="county")
        .agg(there=pl.len().cast(pl.Int64))
    )
    return counted.filter(pl.col("there") > limit).select(
        "where", amount=pl.col("there") - limit, value=pl.col("there").cast(pl.String),
        limit=pl.lit(str(limit)),
    )  # fmt: skip


RULE = FrameRule(
    code="PLN-037",
    title=_("县直事业机构限额管理"),
    table="counties",
    severity=Severity.WARNING,
    why=_("试点县对学校、医院以外的县直事业单位实行限额管理，撤并后不得突破限额。"),
    sources=(Source("人口小县机构改革试点做法"),),
    says=_("{where}方案后有县直事业单位{value}个，限额{limit}个，超{amount}个"),
    mends=_("继续整合撤并，或报批调整限额。"),
    limits=_(
        "限额由省、市、县的补充规定写明，没有写明的不判定；学校、医院和乡镇所属事业单位不计。"
    ),
    figures=("institutions_ceiling",),
    needs=("changes",),
    breaches=breaches,
)

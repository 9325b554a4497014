"""REG-032: no more bodies than the ceiling of the county."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.rules.brief import Brief
from sanding.rules.rule import Confirmed, FrameRule, Severity, Source
from sanding.rules.views.counted import counted_bodies


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Counties with more bodies than the ceiling that the province set."""
    ceiling = law.number("bodies_ceiling")
    counted = brief.shared(counted_bodies).group_by(where="county")
    return (
        counted.agg(bodies=pl.len().cast(pl.Int64))
        .filter(pl.col("bodies") > ceiling)
        .select(
            "where", value=pl.col("bodies").cast(pl.String), limit=pl.lit(str(ceiling)),
            amount=pl.col("bodies") - ceiling,
        )
    )  # fmt: skip


RULE = FrameRule(
    code="REG-032",
    title=_("机构限额"),
    table="counties",
    severity=Severity.ERROR,
    confirmed=Confirmed.UNVERIFIED,
    confirm=_(
        "须核对《中国共产党机构编制工作条例》关于机构限额的规定，并由省级机构改革方案写明本县限额；"
        "合署机构、部门管理机构是否计入限额以批准文件为准。"
    ),
    why=_("党政机构在限额内统筹设置，突破限额的机构不予审批，也不得核拨经费。"),
    sources=(Source("中国共产党机构编制工作条例"),),
    says=_("{where}计入限额的党政机构{value}个，限额{limit}个，超{amount}个"),
    mends=_("撤并或者合署设置机构，使之不超过限额；限额有调整的，在补充规定中写明。"),
    limits=_(
        "限额没有全国数值，补充规定未写明的县不判；计党委工作机关和政府工作部门，合署的计一个，"
        "牌子、部门管理机构和低于副科级的机构不计。"
    ),
    figures=("bodies_ceiling",),
    breaches=breaches,
)

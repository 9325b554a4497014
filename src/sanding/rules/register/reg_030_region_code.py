"""REG-030: division codes are current."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.base.codes import divisions
from sanding.law import InForce
from sanding.register.kinds import Kind
from sanding.rules.brief import Brief
from sanding.rules.rule import FrameRule, Severity, Source


class Stale(Kind):
    """Why a division code does not hold."""

    RETIRED = "retired", _("已停用")
    UNKNOWN = "unknown", _("不在现行县级行政区划代码之列")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Codes of counties, and those townships begin with, that are not in force; how often."""
    digits = law.number("county_code_digits")
    retired = law.names("retired_region_codes")
    townships = brief["bodies"].filter(pl.col("division").is_not_null())
    used = pl.concat([
        brief["counties"].select(county="id", code="id"),
        townships.select("county", code=pl.col("division").str.head(digits)),
    ])  # fmt: skip
    current = pl.LazyFrame({"code": list(divisions())}, schema={"code": pl.String})
    valid = current.filter(~pl.col("code").is_in(retired))
    why = (
        pl.when(pl.col("detail").is_in(retired))
        .then(pl.lit(str(Stale.RETIRED)))
        .otherwise(pl.lit(str(Stale.UNKNOWN)))
    )
    return (
        used.join(valid, on="code", how="anti")
        .group_by(where="county", detail="code")
        .agg(amount=pl.len().cast(pl.Int64))
        .with_columns(value=why)
    )


RULE = FrameRule(
    code="REG-030",
    title=_("行政区划代码有效"),
    table="counties",
    severity=Severity.WARNING,
    why=_("停用的区划代码对不上统计、财政和政务服务系统。"),
    sources=(Source("GB/T 2260-2007"),),
    says=_("{where}的台账有{amount}处使用区划代码{detail}，该代码{value}"),
    mends=_("改用现行代码；区划刚有变更的，更新软件所带的区划代码表。"),
    limits=_("按软件所带的县级行政区划代码表核对，只查县代码和乡镇代码的前六位。"),
    figures=("county_code_digits", "retired_region_codes"),
    words=(Stale,),
    breaches=breaches,
)

"""PLN-028: no function that the law wants a body for is left without one."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.rules.brief import Brief
from sanding.rules.register.reg_021_statutory_bodies import FUNCTION, StatutoryFunction
from sanding.rules.rule import FrameRule, Severity, Source


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Required functions that a body carried before the plan and none of the county after it.

    The amount is the counties left without one.
    """
    required = pl.LazyFrame({"value": law.names("statutory_functions")})
    counties = (
        _carried(brief.was)
        .join(required, on="value", how="semi")
        .join(_carried(brief), on=["county", "value"], how="anti")
        .unique()
        .group_by("value")
        .agg(amount=pl.len().cast(pl.Int64))
    )
    return counties.join(brief["plan"].select(where="id"), how="cross")


def _carried(brief: Brief) -> pl.LazyFrame:
    """Statutory functions whose duty is led by a body that is there: `county, value`."""
    bodies = brief["bodies"].select("county", body="id")
    duties = brief["duties"].select("body", value=FUNCTION).filter(pl.col("value").is_not_null())
    return duties.join(bodies, on="body", how="inner").select("county", "value")


RULE = FrameRule(
    code="PLN-028",
    title=_("不得撤销法定必设机构"),
    table="plan",
    severity=Severity.ERROR,
    why=_("法律要求县级设立机构承担的职能，不得因撤并而没有机构承担。"),
    sources=(
        Source("地方各级人民代表大会和地方各级人民政府组织法", "第七十九条第二款"),
        Source("审计法", "第二条第二款"),
        Source("统计法", "第三十条第三款"),
        Source("退役军人保障法", "第六十五条"),
        Source("妇女权益保障法", "第三十一条第一款"),
        Source("公共图书馆法", "第十四条第一款"),
    ),
    says=_("{where}后{value}的职责没有机构承担"),
    mends=_("保留承担该职能的机构，或把该项职责明确给承接机构。"),
    limits=_(
        "按职责表的法定必设职能一栏认定，按县分别看有没有机构承担，不判断承接机构的性质；原来就没有的见REG-021。"
    ),
    figures=("statutory_functions",),
    needs=("changes",),
    words=(StatutoryFunction,),
    breaches=breaches,
)

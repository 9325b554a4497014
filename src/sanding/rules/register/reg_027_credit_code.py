"""REG-027: a unified credit code is well formed."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.code_expressions import is_code
from sanding.register.table import Code
from sanding.rules.brief import Brief
from sanding.rules.rule import FrameRule, Severity, Source


def coded(brief: Brief) -> pl.LazyFrame:
    """Bodies that have a credit code."""
    codes = brief["bodies"].select("id", "credit_code")
    return codes.filter(pl.col("credit_code").is_not_null())


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Codes that fail a check; no row rule, as so long an expression is to be computed once."""
    codes = brief.shared(coded)
    if brief.engine == "in-memory" and codes.first().collect(engine=brief.engine).is_empty():
        return codes.select(where="id", value="credit_code")  # planning the check costs most
    wrong = codes.filter(~is_code("credit_code", Code.CREDIT))
    return wrong.select(where="id", value="credit_code")


RULE = FrameRule(
    code="REG-027",
    title=_("统一社会信用代码校验"),
    table="bodies",
    severity=Severity.ERROR,
    why=_("代码错一位就会指向别的单位，法人登记、预算和档案都会对不上。"),
    sources=(Source("GB 32100-2015"), Source("GB 11714-1997")),
    says=_("{where}的统一社会信用代码{value}不符合编码规则"),
    mends=_("对照证书更正代码，注意字母 I、O、S、V、Z 不使用。"),
    limits=_("只验位数、字符和两个校验码，不查代码是否真的发给了该机构；未填写的不查。"),
    breaches=breaches,
)

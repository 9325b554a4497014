"""REG-029: an identity number is well formed."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.code_expressions import is_code
from sanding.register.kinds import Sex
from sanding.register.table import Code
from sanding.rules.brief import Brief
from sanding.rules.rule import Confirmed, FrameRule, Severity, Source
from sanding.rules.views import text


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """People whose number fails a check, or says another sex than the register.

    No row rule, as so long an expression is to be computed once, and only where there is a number.
    """
    digit = pl.col("id_number").str.slice(law.number("id_number_sex_position") - 1, 1)
    male = digit.is_in(law.names("id_number_male_digits"))
    other_sex = (male != (pl.col("sex") == str(Sex.MALE))).fill_null(value=False)
    people = brief["people"].select("id_number", where="id", sex=text("sex"))
    numbered = people.filter(pl.col("id_number").is_not_null())
    wrong = ~is_code("id_number", Code.ID_NUMBER) | other_sex
    return numbered.filter(wrong).select("where")


RULE = FrameRule(
    code="REG-029",
    title=_("公民身份号码校验"),
    table="people",
    severity=Severity.ERROR,
    confirmed=Confirmed.UNVERIFIED,
    confirm=_("校验算法已用公布的样例复算，须核对 GB 11643-1999 原文。"),
    why=_("身份号码是实名制认人的依据，错号会把两个人当成一人，或者把一人当成两人。"),
    sources=(Source("GB 11643-1999"),),
    says=_("{where}的公民身份号码不符合编码规则，或者与登记的性别不符"),
    mends=_("对照居民身份证更正号码或者性别。"),
    limits=_(
        "验位数、出生日期、校验码和性别位；为保护个人信息，提示中不显示号码。"
        "不与登记的出生日期比对，档案认定的出生日期可以不同；未填写的不查。"
    ),
    figures=("id_number_sex_position", "id_number_male_digits"),
    breaches=breaches,
)

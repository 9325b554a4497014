"""REG-035: each personal field says why it is kept."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import Kind
from sanding.rules.brief import Brief
from sanding.rules.papers import BETWEEN
from sanding.rules.rule import FrameRule, Severity, Source


class Particular(Kind):
    """What is to be said of a personal field; the columns of `personal_fields`."""

    PURPOSE = "purpose", _("用途")
    LEGAL_BASIS = "legal_basis", _("法律依据")
    RETENTION = "retention", _("保存期限")
    SENSITIVITY = "sensitivity", _("敏感程度")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Fields of which something is not said: `amount` particulars, `value` which."""
    said = {str(one): _said(str(one)) for one in Particular}
    unsaid = [pl.when(~there).then(pl.lit(name)) for name, there in said.items()]
    return (
        brief["personal_fields"]
        .select(where="field", unsaid=pl.concat_list(unsaid).list.drop_nulls())
        .select(
            "where",
            value=pl.col("unsaid").list.join(BETWEEN),
            amount=pl.col("unsaid").list.len().cast(pl.Int64),
        )
        .filter(pl.col("amount") > 0)
    )


def _said(name: str) -> pl.Expr:
    return (pl.col(name).str.strip_chars() != "").fill_null(value=False)


RULE = FrameRule(
    code="REG-035",
    title=_("个人信息最小必要"),
    table="personal_fields",
    severity=Severity.ERROR,
    why=_(
        "处理个人信息须有明确、合理的目的和法定依据，限于最小范围，保存期限为实现目的所必要的最短时间。"
    ),
    sources=(Source("个人信息保护法", "第六条、第十三条、第十九条、第三十四条"),),
    says=_("个人信息字段“{where}”没有写明{value}"),
    mends=_("补写用途、法律依据、保存期限和敏感程度；说不出用途或者依据的字段，停止收集并删除。"),
    limits=_("只查字段说明是否齐全，不判断所写理由是否成立；台账自带字段的用途随软件写明。"),
    needs=("personal_fields",),
    words=(Particular,),
    breaches=breaches,
)

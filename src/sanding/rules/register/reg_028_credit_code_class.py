"""REG-028: the class of a credit code fits the kind of body, its region the county."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import Kind
from sanding.rules.brief import Brief
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import text


class Part(Kind):
    """What of a credit code does not fit."""

    CLASS = "class", _("登记类别")
    REGION = "region", _("登记地区划代码")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Codes whose first characters, or whose region, are not what the body asks for.

    Bodies of kinds that are registered above the county are in no class and not asked, nor are
    codes that another authority than the establishment office gave.
    """
    classes = {row["kind"]: row["prefix"] for row in law.value("credit_code_classes")}
    wanted = text("kind").replace_strict(classes, default=None, return_dtype=pl.String)
    begins = law.number("credit_code_region_begins") - 1
    region = pl.col("credit_code").str.slice(begins, law.number("county_code_digits"))
    codes = (
        brief["bodies"]
        .filter(pl.col("credit_code").str.starts_with(law.value("credit_code_office")))
        .select("county", where="id", value="credit_code", wanted=wanted, region=region)
        .filter(pl.col("wanted").is_not_null())
    )
    other = pl.col("value").str.starts_with(law.value("credit_code_other_class"))
    fits = pl.col("value").str.starts_with(pl.col("wanted")) | other
    here = pl.col("region") == pl.col("county")
    return pl.concat([
        _told(codes.filter(~fits), Part.CLASS, "wanted"),
        _told(codes.filter(~here), Part.REGION, "county"),
    ])  # fmt: skip


def _told(codes: pl.LazyFrame, part: Part, limit: str) -> pl.LazyFrame:
    return codes.select("where", "value", detail=pl.lit(str(part)), limit=limit)


RULE = FrameRule(
    code="REG-028",
    title=_("统一社会信用代码类别一致"),
    table="bodies",
    severity=Severity.WARNING,
    confirm=_("机关11、事业单位12已由公布的代码证实；群团13、其他19未核标准原文。"),
    why=_("代码的前两位表示登记部门和机构类别，第三至八位表示登记地；不符多半是填错了行或者填错了机构。"),
    sources=(Source("GB 32100-2015"),),
    says=_("{where}的统一社会信用代码{value}，{detail}应为{limit}"),
    mends=_("对照证书核对机构类型和代码，更正填错的一项。"),
    limits=_(
        "垂直管理机构、派出机构由上级登记，不查；不以1开头的代码由民政等其他部门登记，不查；以19开头的其他机构不查类别；"
        "撤并前在别县登记、代码沿用的会提示，属实的登记为例外。"
    ),
    figures=(
        "credit_code_classes", "credit_code_office", "credit_code_other_class",
        "credit_code_region_begins", "county_code_digits",
    ),
    words=(Part,),
    breaches=breaches,
)  # fmt: skip

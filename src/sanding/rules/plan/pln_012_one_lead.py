"""PLN-012: no duty has two lead bodies after the plan."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.rules.brief import Brief
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views.duties import DUTY, SHARED_BY_ALL, shared_leads


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Duties of one name led by more bodies than before; amount is the leads too many."""
    before = shared_leads(brief.was, law).select(*DUTY, leads_was="leads").unique()
    return (
        shared_leads(brief, law)
        .join(before, on=DUTY, how="left")
        .with_columns(amount=pl.col("leads") - pl.col("leads_was").fill_null(1))
        .filter(pl.col("amount") > 0)
        .group_by(DUTY)
        .agg(pl.col("amount").first(), where=pl.col("duty").min(), value=pl.col("names").first())
        .drop(DUTY)
    )


RULE = FrameRule(
    code="PLN-012",
    title=_("职责不重叠"),
    table="duties",
    severity=Severity.ERROR,
    why=_("相同或者相近的职责原则上由一个机构承担，改革后不得出现两个机构牵头同一项职责。"),
    sources=(Source("地方各级人民政府机构设置和编制管理条例", "第十条第一款"),),
    says=_("{where}在改革后由{value}同时牵头，多出{amount}个牵头机构"),
    mends=_("明确一个牵头机构，其他机构列为配合机构，或把同名职责划到同一机构。"),
    limits=_(
        "只认名称相同（不计标点和空格）的职责，名称不同而内容相近的须人工核对；合署的机构视为一个；"
        "各机构都有的兜底职责，以及乡镇、学校、医院各自的职责不比较；改革前已经重复的不计。"
    ),
    figures=(SHARED_BY_ALL,),
    needs=("plan",),
    breaches=breaches,
)

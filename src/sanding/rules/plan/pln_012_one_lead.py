"""PLN-012: no duty has two lead bodies after the plan."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.rules.case import Case
from sanding.rules.papers import BETWEEN
from sanding.rules.rule import FrameRule, Severity, Source

MARKS = r"[\s、，。；：,.;:（）()“”\"《》]"
DUTY = ["county", "called"]


def breaches(case: Case, law: InForce) -> pl.LazyFrame:
    """Duties of one name led by more bodies than before; amount is the leads too many."""
    names = case["bodies"].select(body="id", lead="name")
    after, before = _leads(case), _leads(case.was)
    found = (
        _counted(after)
        .filter(pl.col("leads") > 1)
        .join(_counted(before), on=DUTY, how="left", suffix="_was")
        .select(*DUTY, amount=pl.col("leads") - pl.col("leads_was").fill_null(1))
        .filter(pl.col("amount") > 0)
    )
    return (
        after.join(found, on=DUTY, how="inner")
        .join(names, on="body", how="left")
        .group_by(DUTY)
        .agg(
            pl.col("amount").first(),
            where=pl.col("id").min(),
            value=pl.coalesce("lead", "body").unique().sort().str.join(BETWEEN),
        )
        .drop(DUTY)
    )


def _leads(case: Case) -> pl.LazyFrame:
    """Lead bodies of duties by what the duty is called, whatever its punctuation."""
    called = pl.col("name").str.replace_all(MARKS, "")
    return case["duties"].select("id", "county", "body", called=called)


def _counted(leads: pl.LazyFrame) -> pl.LazyFrame:
    one_each = leads.select(*DUTY, "body").unique()
    return one_each.group_by(DUTY).agg(leads=pl.len().cast(pl.Int64))


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
        "只认名称相同（不计标点和空格）的职责，名称不同而内容相近的须人工核对；改革前已经重复的不计。"
    ),
    needs=("plan",),
    breaches=breaches,
)

"""PLC-026: whoever left takes no job in what they oversaw."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import Level
from sanding.rules.brief import Brief
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import height, text
from sanding.rules.views.promotions import CIVIL, place


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Civil servants who left and took a related job before they might."""
    top = place(law.value("leaver_leader_level"), Level)
    people = brief["people"].select(
        "level", person="id", civil=text("identity").is_in(CIVIL)
    )  # fmt: skip
    led = pl.col("was_leader") | (height("level", Level) <= top).fill_null(value=False)
    longer, plain = law.number("leaver_leader_years"), law.number("leaver_years")
    term = pl.when(led.fill_null(value=False)).then(pl.lit(f"{longer}y")).otherwise(
        pl.lit(f"{plain}y")
    )  # fmt: skip
    return (
        brief["departures"]
        .filter("related", pl.col("employed_on").is_not_null())
        .join(people, on="person", how="left")
        .filter(pl.col("civil").fill_null(value=True))
        .select(
            "employer", "employed_on", where="person",
            free_on=pl.col("left_on").dt.offset_by(term),
        )
        .select(
            "where", detail="employer", value=pl.col("employed_on").cast(pl.String),
            limit=pl.col("free_on").cast(pl.String),
            amount=(pl.col("free_on") - pl.col("employed_on")).dt.total_days(),
        )
        .filter(pl.col("amount") > 0)
    )  # fmt: skip


RULE = FrameRule(
    code="PLC-026",
    title=_("离职从业限制"),
    table="people",
    severity=Severity.WARNING,
    why=_(
        "公务员辞职、退休后一段时间内到与原工作业务直接相关的企业任职，由公务员主管部门责令限期改正。"
    ),
    sources=(Source("公务员法", "第一百零七条"),),
    says=_("{where}于{value}到{detail}任职，{limit}起才可以，早{amount}日"),
    mends=_("提醒本人限期改正，并报公务员主管部门；从业单位与原业务无关的，更正离职从业记录。"),
    limits=_(
        "与原业务是否直接相关凭登记；原系领导成员凭登记，县处级以上凭台账的职务层次；"
        "没有从业日期的不查；事业人员不查。"
    ),
    figures=("leaver_years", "leaver_leader_years", "leaver_leader_level"),
    needs=("departures",),
    breaches=breaches,
)

"""REG-033: what a body does and who heads it is published in time."""

from __future__ import annotations

from datetime import date

import polars as pl

from sanding.base import _
from sanding.base.working_days import national_working_days
from sanding.law import InForce
from sanding.register.kinds import BodyKind
from sanding.register.record_kinds import EvidenceKind
from sanding.rules.brief import Brief
from sanding.rules.papers import papers
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import text

AUTHORITIES = [
    str(BodyKind.GOVERNMENT_DEPARTMENT), str(BodyKind.SUBORDINATE_AGENCY),
    str(BodyKind.DISPATCHED_AGENCY), str(BodyKind.TOWNSHIP),
]  # fmt: skip

SINCE = "publication_duty_since"


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Authorities whose last change was published after its time, or not until the day.

    What changed before there was the duty is due so long after it came into force. The first
    publication on or after the change counts; `amount` is in days past the last day.
    """
    calendar = national_working_days()
    begins = pl.lit(date.fromisoformat(law.value(SINCE)))
    starts = pl.max_horizontal("changed", begins)
    changed = (
        brief["bodies"]
        .filter(text("kind").is_in(AUTHORITIES))
        .select(where="id", changed=pl.max_horizontal("approved_on", "created_on"))
        .drop_nulls("changed")
        .with_columns(due=calendar.due_on(starts, law.number("publication_days")))
    )
    published = brief.shared(papers).filter(pl.col("kind") == str(EvidenceKind.PUBLICATION))
    first = (
        changed.join(published.select("dated_on", where="about"), on="where", how="inner")
        .filter(pl.col("dated_on") >= pl.col("changed"))
        .group_by("where")
        .agg(published=pl.col("dated_on").min())
    )
    late = (pl.col("published").fill_null(pl.lit(law.day)) - pl.col("due")).dt.total_days()
    return (
        changed.join(first, on="where", how="left")
        .filter(late > 0)
        .select(
            "where", value=pl.col("changed").cast(pl.String), limit=pl.col("due").cast(pl.String),
            amount=late,
        )
    )  # fmt: skip


RULE = FrameRule(
    code="REG-033",
    title=_("机构职能公开"),
    table="bodies",
    severity=Severity.WARNING,
    why=_(
        "机关职能、机构设置、办公地址、办公时间、联系方式和负责人姓名应当主动公开，群众办事才找得到门。"
    ),
    sources=(Source("政府信息公开条例", "第二十条第二项、第二十六条"),),
    says=_("{where}于{value}设立或者调整，最迟应于{limit}公开机构职能，已逾期{amount}天"),
    mends=_("公开机构职能并登记“机构职能公开”佐证材料，注明公开日期。"),
    limits=_(
        "按批准日期和成立日期中较晚的一个起算，早于现行条例施行的从施行之日起算，两项都未填写的不查；只查行政机关；"
        "没有注明日期的公开记录视为没有；只看是否按时公开，不核对公开的内容是否齐全。"
    ),
    figures=("publication_days", SINCE),
    needs=("evidence:publication",),
    breaches=breaches,
)

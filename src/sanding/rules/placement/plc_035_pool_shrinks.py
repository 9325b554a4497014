"""PLC-035: a pool is for a time, and its members come first."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import Kind
from sanding.register.record_kinds import EvidenceKind, Pool
from sanding.rules.brief import Brief
from sanding.rules.papers import BETWEEN
from sanding.rules.rule import Confirmed, FrameRule, Severity, Source
from sanding.rules.views import INSTITUTIONS, body_kinds, months_between, text
from sanding.rules.views.promotions import CIVIL, papers_about

HORIZON = "pool_horizon_months"


class Stuck(Kind):
    """How a pool does not shrink."""

    LONG = "long", _("超过期限仍未安排，已满月数：")
    PASSED_OVER = "passed_over", _("下列同层次职位却从外部调入任职：")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Members beyond the horizon, and those who were passed over for an outside appointment.

    `amount` is the months beyond it, or how many members fit the position; of several, the one
    who has been in the pool longest stands for all.
    """
    gone = (pl.col("left_on") <= pl.lit(brief.on)).fill_null(value=False)
    members = brief["pool_members"].filter(~gone)
    found = [_beyond(brief, members, law.number(HORIZON))]
    if brief.has("evidence:outside_appointment"):
        found.append(_passed_over(brief, members))
    return pl.concat(found)


def _beyond(brief: Brief, members: pl.LazyFrame, horizon: int) -> pl.LazyFrame:
    today = pl.lit(brief.on)
    ends = pl.col("entered_on").dt.offset_by(pl.format("{}mo", pl.lit(horizon)))
    months = months_between(pl.col("entered_on"), today)
    return members.filter(ends < today).select(
        where="person", detail=pl.lit(str(Stuck.LONG)), value=months.cast(pl.String),
        amount=pl.max_horizontal(months - horizon, pl.lit(1, pl.Int64)),
    )  # fmt: skip


def _passed_over(brief: Brief, members: pl.LazyFrame) -> pl.LazyFrame:
    known = pl.concat_str("certificates", "title", "major", separator=BETWEEN, ignore_nulls=True)
    people = brief["people"].select(
        person="id", level=text("level"), known=known, civil=text("identity").is_in(CIVIL)
    )
    cadres = members.filter(text("pool") == str(Pool.CADRE)).select("person", "entered_on")
    outside = papers_about(brief, EvidenceKind.OUTSIDE_APPOINTMENT).select(
        "dated_on", position="person"
    )
    positions = brief["positions"].select(
        "name", "body", "requires", position="id", level=text("level")
    )
    bodies = brief.shared(body_kinds).select("body", "body_kind")
    since = (pl.col("dated_on") >= pl.col("entered_on")).fill_null(value=True)
    able = pl.col("known").str.contains(pl.col("requires"), literal=True)
    kind = pl.col("body_kind").is_in(INSTITUTIONS) != pl.col("civil")
    return (
        outside.join(positions, on="position", how="inner")
        .join(bodies, on="body", how="left")
        .join(cadres.join(people, on="person", how="inner"), on="level", how="inner")
        .filter(since & kind & able.fill_null(pl.col("requires").is_null()))
        .group_by("position")
        .agg(
            where=pl.col("person").sort_by("entered_on", "person").first(),
            value=pl.concat_str("body", "name", separator=BETWEEN).first(),
            amount=pl.col("person").n_unique().cast(pl.Int64),
        )
        .select("where", "value", "amount", detail=pl.lit(str(Stuck.PASSED_OVER)))
        .select("where", "detail", "value", "amount")
    )


RULE = FrameRule(
    code="PLC-035",
    title=_("周转池逐步消化"),
    table="people",
    severity=Severity.WARNING,
    confirmed=Confirmed.UNVERIFIED,
    confirm=_(
        "周转期限三年、空缺职位优先安排池内人员是按试点做法设计的，须由本县周转池管理办法确认。"
    ),
    why=_("周转池只出不进、逐步消化；有适合的空缺职位，应当先安排池内人员，再考虑从外部调入。"),
    sources=(Source("试点做法（周转池）"),),
    says=_("{where}在周转池，{detail}{value}"),
    mends=_("优先安排池内人员到空缺职位，或者按规定办理退休、转任；超过期限的重新研究去向。"),
    limits=_(
        "外部调入须登记材料，涉及对象为职位；只比较职务层次、公务员或者事业人员、职位写明的任职资格，"
        "不评是否胜任；同一职位有几名人员适合的，只列在池最久的一人。"
    ),
    figures=(HORIZON,),
    needs=("pool_members",),
    words=(Stuck,),
    breaches=breaches,
)

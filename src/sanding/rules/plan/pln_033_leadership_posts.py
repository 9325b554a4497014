"""PLN-033: leadership posts do not grow, and who is over them leaves by a date."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.plan.ledger import LEADERSHIP
from sanding.register.kinds import AppointmentKind, Kind, PositionRole
from sanding.register.record_kinds import EvidenceKind, Outcome
from sanding.rules.brief import Brief
from sanding.rules.plan_papers import plan_papers
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import holders, in_post, text

LEADERS = [str(PositionRole.CHIEF), str(PositionRole.EXECUTIVE_DEPUTY), str(PositionRole.DEPUTY),
           str(PositionRole.OTHER_LEADER)]  # fmt: skip
# outcomes by which a person gives up the leadership post; over posts only by a date
LEAVING = [str(Outcome.POOL), str(Outcome.RETIRE), str(Outcome.EARLY_RETIRE),
           str(Outcome.FLEXIBLE_EARLY), str(Outcome.RESIGN), str(Outcome.DISMISS)]  # fmt: skip


class Excess(Kind):
    """What is too much (超出方面)."""

    TOTAL = "total", _("方案后领导职数总数上升")
    HOLDERS = "holders", _("方案后配备的领导超过职数，且没有列入有期限的消化安排")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """The plan, where the total rises, and where leaders are over it without a date to go."""
    total = pl.concat([_total(brief.was, "limit"), _total(brief, "value")], how="horizontal")
    over = pl.col("value") - pl.col("limit")
    risen = total.select("value", "limit", amount=over, detail=pl.lit(str(Excess.TOTAL)))
    found = pl.concat([risen, _over(brief)]).filter(pl.col("amount") > 0)
    return found.with_columns(pl.col("value", "limit").cast(pl.String)).join(
        brief["plan"].select(where="id"), how="cross"
    )


def _posts() -> pl.Expr:
    return pl.sum_horizontal(pl.col(name).fill_null(0).cast(pl.Int64) for name in LEADERSHIP)


def _total(brief: Brief, name: str) -> pl.LazyFrame:
    return brief["leadership"].select(_posts().sum().alias(name))


def _over(brief: Brief) -> pl.LazyFrame:
    """All leaders and posts of the bodies where leaders are over, and how many have no date.

    A co-located pair has one leadership; a concurrent holder is counted where the main post is.
    """
    main = (pl.col("appointed") != str(AppointmentKind.CONCURRENT)) & pl.col("role").is_in(LEADERS)
    offices = brief["bodies"].select(body="id", office=pl.coalesce("co_located_with", "id"))
    there = (
        brief.shared(holders)
        .filter(main)
        .join(brief.shared(in_post), left_on="person", right_on="id", how="semi")
        .join(offices, on="body", how="left")
        .select("person", "office")
        .unique()
    )
    settled = _settled(brief).select("person", settled=pl.lit(1, pl.Int64)).unique()
    people = (
        there.join(settled, on="person", how="left")
        .group_by("office")
        .agg(people=pl.len().cast(pl.Int64), settled=pl.col("settled").sum())
    )
    posts = brief["leadership"].select("body", posts=_posts()).join(offices, on="body", how="left")
    kept = people.join(
        posts.group_by("office").agg(pl.col("posts").sum()), on="office", how="inner"
    )
    over = pl.col("people") - pl.col("posts")
    return (
        kept.join(_planned(brief), left_on="office", right_on="about", how="anti")
        .filter(over > 0)
        .select(value=pl.col("people").sum(), limit=pl.col("posts").sum(),
                amount=(over - pl.col("settled")).clip(0).sum(),
                detail=pl.lit(str(Excess.HOLDERS)))
    )  # fmt: skip


def _settled(brief: Brief) -> pl.LazyFrame:
    """People who leave a leadership post by their placement."""
    outcome = text("outcome")
    dated = (outcome == str(Outcome.OVER_POSTS)) & pl.col("absorb_by").is_not_null()
    return brief["placements"].filter(outcome.is_in(LEAVING) | dated)


def _planned(brief: Brief) -> pl.LazyFrame:
    """Bodies for which a dated absorption plan speaks, all of them if it is about the plan."""
    plans = brief.shared(plan_papers).filter(
        (pl.col("kind") == str(EvidenceKind.ABSORPTION_PLAN)) & pl.col("until").is_not_null()
    )
    every = plans.filter(pl.col("about") == "").select("kind").unique()
    return pl.concat(
        [plans.select("about"), every.join(brief["bodies"], how="cross").select(about="id")]
    )


RULE = FrameRule(
    code="PLN-033",
    title=_("领导职数不增"),
    table="plan",
    severity=Severity.WARNING,
    why=_("撤并后领导职数只减不增；超过职数的领导须列入有期限的消化名册，不得长期超配。"),
    sources=(
        Source("地方各级人民政府机构设置和编制管理条例", "第二十六条第五项"),
        Source("人口小县机构改革试点做法"),
    ),
    says=_("{where}：{detail}（现有{value}，上限{limit}，须处理{amount}）"),
    mends=_("核减领导职数；超配的逐人写明去向和消化期限，或附有期限的超配消化计划。"),
    limits=_(
        "按台账职位和职数合计，不分正职副职；合署的一对合并计算，兼任的和没有登记职数的机构不计；各机构超配情况见REG-003。"
    ),
    needs=("changes",),
    words=(Excess,),
    breaches=breaches,
)

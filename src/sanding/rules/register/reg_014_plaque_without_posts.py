"""REG-014: a plaque has one host, and no posts, sections or leaders of its own."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import Kind
from sanding.rules.brief import Brief
from sanding.rules.rule import Confirmed, FrameRule, Severity, Source
from sanding.rules.views.bodies import approved_leaders, approved_posts, bared, called

NONE = "—"


class Own(Kind):
    """What a plaque has though it may not (牌子问题)."""

    POSTS = "posts", _("单独核定编制")
    LEADERS = "leaders", _("单独核定领导职数")
    SECTIONS = "sections", _("单独设内设机构")
    NO_HOST = "no_host", _("没有挂牌机构")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Plaques that stand on no body, or whose name is also that of a body with its own staff."""
    plaques = brief["plaques"].select("county", "name", host="body", where="id")
    bodies = brief.shared(called)
    lost = plaques.join(bodies, left_on="host", right_on="body", how="anti").select(
        "where", detail=pl.lit(str(Own.NO_HOST)), value=pl.lit(NONE), amount=pl.lit(1, pl.Int64)
    )
    key = ["county", "bare_name"]
    hung = bared(brief, plaques, "name").drop("name")
    twins = hung.join(bodies, on=key, how="inner").filter(pl.col("host") != pl.col("body"))
    return pl.concat([lost, *(_having(twins, own, have) for own, have in _staff(brief))])


def _staff(brief: Brief) -> list[tuple[Own, pl.LazyFrame]]:
    """What bodies have, by body: `body, amount`."""
    sections = brief["sections"].group_by("body").agg(amount=pl.len().cast(pl.Int64))
    return [
        (Own.POSTS, brief.shared(approved_posts).select("body", amount="posts")),
        (Own.LEADERS, brief.shared(approved_leaders).select("body", amount="leaders")),
        (Own.SECTIONS, sections),
    ]


def _having(twins: pl.LazyFrame, own: Own, have: pl.LazyFrame) -> pl.LazyFrame:
    found = twins.join(have, on="body", how="inner")
    return found.select("where", detail=pl.lit(str(own)), value="name", amount="amount")


RULE = FrameRule(
    code="REG-014",
    title=_("加挂牌子不单独核定编制职数"),
    table="plaques",
    severity=Severity.ERROR,
    confirmed=Confirmed.UNVERIFIED,
    confirm=_("未见原文，依惯例；须核对《中国共产党机构编制工作条例》及本省规定。"),
    why=_("牌子只是挂牌机构的又一名称，另设编制、职数和内设机构就成了变相增设机构。"),
    sources=(Source("中国共产党机构编制工作条例"),),
    says=_("{where}{detail}（{value}），计{amount}"),
    mends=_("撤销同名机构，编制、职数和内设机构并入挂牌机构；或摘牌，按单设机构报批。"),
    limits=_("按名称与机构名称相同判断；同名内设机构不查。"),
    needs=("plaques",),
    words=(Own,),
    breaches=breaches,
)

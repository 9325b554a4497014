"""PLN-029: a plaque adds no posts, no leaders, no level."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.plan.ledger import Movement
from sanding.register.kinds import Kind
from sanding.rules.brief import Brief
from sanding.rules.rule import Confirmed, FrameRule, Severity, Source

ADDING = ["create_position", "change_level"]


class Flaw(Kind):
    """What is wrong with a plaque (挂牌问题)."""

    NO_HOST = "no_host", _("所挂机构方案后不存在")
    STILL_A_BODY = "still_a_body", _("方案后仍有同名机构，不是牌子")
    TWICE = "twice", _("同名牌子挂在不止一处")
    POSTS = "posts", _("以加挂牌子为由增加编制、职数、岗位或规格")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Changes that hang a plaque where it may not hang, or add something for its sake."""
    hung = _hung(brief)
    county = brief["changes"].select("county").unique()  # the same name elsewhere is another body
    bodies = brief["bodies"].join(county, on="county", how="semi").select("id", "name")
    heirs = brief["succession"].filter(pl.col("table") == "bodies").select("id")
    lost = hung.join(bodies, left_on="host", right_on="id", how="anti").join(
        heirs, left_on="host", right_on="id", how="anti"
    )
    doubled = hung.join(bodies.select("name"), on="name", how="semi")
    plaques = (
        brief["plaques"]
        .join(county, on="county", how="semi")
        .group_by("name")
        .agg(pl.col("body").n_unique())
    )
    twice = hung.join(plaques.filter(pl.col("body") > 1), on="name", how="semi")
    found = [(lost, Flaw.NO_HOST), (doubled, Flaw.STILL_A_BODY), (twice, Flaw.TWICE),
             (_adding(brief, hung), Flaw.POSTS)]  # fmt: skip
    return pl.concat(
        one.select("where", value="name", detail=pl.lit(str(flaw))) for one, flaw in found
    )


def _hung(brief: Brief) -> pl.LazyFrame:
    """What the plan hangs: `where` (change), `host, name`."""
    told = brief["arguments"].filter(pl.col("kind") == "hang_plaque")
    host = told.filter(pl.col("argument") == "body").select(where="change", host="value")
    name = told.filter(pl.col("argument") == "name").select(where="change", name="value")
    return host.join(name, on="where", how="inner")


def _adding(brief: Brief, hung: pl.LazyFrame) -> pl.LazyFrame:
    """Changes that add posts, a position or a level and name a plaque of this plan as reason."""
    created = (
        brief["entries"].filter(pl.col("movement") == str(Movement.CREATED)).select(id="change")
    )
    changes = brief["changes"].select("id", "kind", "reason")
    adding = pl.concat(
        [
            changes.join(created.unique(), on="id", how="semi"),
            changes.filter(pl.col("kind").is_in(ADDING)),
        ]
    ).unique("id")
    named = pl.col("reason").str.contains(pl.col("name"), literal=True)
    return (
        adding.filter(pl.col("reason").is_not_null())
        .join(hung.select("name").unique(), how="cross")
        .filter(named)
        .select("name", where="id")
    )


RULE = FrameRule(
    code="PLN-029",
    title=_("加挂牌子"),
    table="changes",
    severity=Severity.ERROR,
    confirmed=Confirmed.UNVERIFIED,
    confirm=_("加挂牌子的要求未见全国性原文，须按省级机构编制管理规定核实。"),
    why=_("牌子只是机构的第二个名称，须挂在现有机构上，不增加编制、职数和规格。"),
    sources=(Source("机构编制管理惯例"),),
    says=_("{where}：牌子“{value}”——{detail}"),
    mends=_("写明挂牌的现有机构；增加的编制、职数、岗位和规格另按程序报批，不以挂牌为由。"),
    limits=_(
        "增加编制职数是否因挂牌，只按变更理由是否写到牌子名称判断；牌子下承担哪些职责台账没有记载。"
    ),
    needs=("changes",),
    words=(Flaw,),
    breaches=breaches,
)

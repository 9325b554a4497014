"""PLN-010: a post never changes its kind, nor what it may be used for."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import Kind, PostKind
from sanding.rules.brief import Brief
from sanding.rules.papers import BETWEEN
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import text
from sanding.rules.views.changes import moved_people

POSTS = [str(one) for one in PostKind]
FOUND = ("where", "detail", "value", "amount")


class Use(Kind):
    """What politics-and-law posts turn into that leave those they are meant for."""

    OWN = "own_use", _("本机构使用")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Bodies with posts or people of another kind, or politics-and-law posts put elsewhere."""
    people = (
        brief.shared(moved_people)
        .filter(pl.col("kind") != pl.col("kind_was"))
        .group_by(where="receiver", detail="kind_was", value="kind")
        .agg(amount=pl.len().cast(pl.Int64))
    )
    found = [people, _converted(brief), _elsewhere(brief)]
    return pl.concat(one.select(FOUND) for one in found)


def _converted(brief: Brief) -> pl.LazyFrame:
    """Posts of one kind created in a body, or its heir, that loses another kind in one wave."""
    heirs = brief["succession"].filter(pl.col("table") == "bodies").select(body="id", heir="heir")
    waves = brief["changes"].select("wave", change="id")
    lines = (
        brief["entries"].filter(pl.col("post").is_in(POSTS)).join(waves, on="change", how="left")
    )
    place = ["where", "wave"]

    def side(alone: str, other: str) -> pl.LazyFrame:
        return (
            lines.filter(pl.col(other).is_null())
            .select("wave", "post", "posts", body=alone)
            .join(heirs, on="body", how="left")
            .group_by("wave", "post", where=pl.coalesce("heir", "body"))
            .agg(pl.col("posts").sum())
        )

    return (
        side("giver", "receiver")
        .join(side("receiver", "giver"), on=place, how="inner", suffix="_new")
        .filter(pl.col("post") != pl.col("post_new"))
        .group_by("where", detail="post", value="post_new")
        .agg(amount=pl.min_horizontal("posts", "posts_new").sum())
    )


def _elsewhere(brief: Brief) -> pl.LazyFrame:
    """Politics-and-law posts given to a body that neither had any nor succeeds one that had."""
    special = str(PostKind.POLITICS_AND_LAW)
    holds = (text("kind") == special) & (pl.col("approved") > 0)
    had = brief.was["establishment"].filter(holds).select("body")
    heirs = brief["succession"].filter(pl.col("table") == "bodies")
    inherits = heirs.join(had, left_on="id", right_on="body", how="semi").select(body="heir")
    names = brief.was["bodies"].select(giver="id", name="name")
    return (
        brief["entries"]
        .filter((pl.col("post") == special) & (pl.col("giver") != pl.col("receiver")))
        .join(pl.concat([had, inherits]), left_on="receiver", right_on="body", how="anti")
        .join(names, on="giver", how="left")
        .group_by(where="receiver", giver=pl.coalesce("name", "giver"))
        .agg(amount=pl.col("posts").sum())
        .with_columns(detail=pl.concat_str("giver", pl.lit(special), separator=BETWEEN))
        .with_columns(value=pl.lit(str(Use.OWN)))
    )


RULE = FrameRule(
    code="PLN-010",
    title=_("不得改变编制使用范围"),
    table="bodies",
    severity=Severity.ERROR,
    why=_("编制按类别和使用范围审批，行政编制与事业编制不得互相转换，政法专项编制不得挪作他用。"),
    sources=(
        Source("地方各级人民政府机构设置和编制管理条例", "第十五条、第十七条、第二十六条第三项"),
    ),
    says=_("{where}有{amount}名编制改变类别或使用范围：原为{detail}，现为{value}"),
    mends=_("保持编制和人员原有类别；确需增减的按类别分别报批，政法专项编制退回原使用范围。"),
    limits=_("看同一批次同一机构一类核减、另一类增核，人员类别前后不同，政法专项编制划入原来没有的机构；"
             "跨批次的变通和人员安置表另有规则。"),
    needs=("changes",),
    words=(PostKind, Use),
    breaches=breaches,
)  # fmt: skip

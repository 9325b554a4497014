"""PLN-034: everybody in a body the plan touches has exactly one outcome."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.plan.ledger import Movement
from sanding.register.kinds import Kind, PostKind
from sanding.register.record_kinds import Outcome
from sanding.rules.brief import Brief
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import in_post, text
from sanding.rules.views.changes import ENDING, changed_bodies

POSTS = [str(one) for one in PostKind]
# changes that leave people in another body, with fewer posts, or under another leadership
TOUCHING = [*ENDING, "split_body", "co_locate", "end_co_location", "change_level"]


class Lack(Kind):
    """What is wrong with how people are placed (安置问题)."""

    NONE = "none", _("没有安置去向")
    SEVERAL = "several", _("有不止一个去向")
    NO_TABLE = "no_table", _("（方案涉及的机构合计）没有安置去向，方案没有附安置表")
    UNREASONED = "unreasoned", _("去向为其他而未写明理由")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Bodies the plan touches, with how many of their people are not placed once.

    A plan without any placement is one finding, at the body with the most people.
    """
    touching = pl.col("change_kind").is_in(TOUCHING) & (pl.col("argument") != "parent")
    named = brief.shared(changed_bodies).filter(touching)
    touched = pl.concat([named.select("body"), _moved_posts(brief)]).unique()
    affected = brief.shared(in_post).select("id", "body").join(touched, on="body", how="semi")
    if not brief.has("placements"):
        return _nobody_placed(affected)
    silent = (text("outcome") == str(Outcome.OTHER)) & pl.col("reason").is_null()
    placed = brief["placements"].group_by(id="person").agg(
        times=pl.len().cast(pl.Int64), silent=silent.any()
    )  # fmt: skip
    lack = (
        pl.when(pl.col("times").is_null()).then(pl.lit(str(Lack.NONE)))
        .when(pl.col("times") > 1).then(pl.lit(str(Lack.SEVERAL)))
        .when("silent").then(pl.lit(str(Lack.UNREASONED)))
    )  # fmt: skip
    return (
        affected.join(placed, on="id", how="left")
        .select(where="body", detail=lack)
        .filter(pl.col("detail").is_not_null())
        .group_by("where", "detail")
        .agg(amount=pl.len().cast(pl.Int64))
    )


def _nobody_placed(affected: pl.LazyFrame) -> pl.LazyFrame:
    """All people affected as one finding, at the body that has the most of them."""
    bodies = affected.group_by(where="body").agg(people=pl.len().cast(pl.Int64))
    largest = pl.col("where").sort_by("people", "where", descending=[True, False]).first()
    counted = bodies.select(where=largest, amount=pl.col("people").sum())
    return counted.filter(pl.col("amount") > 0).with_columns(detail=pl.lit(str(Lack.NO_TABLE)))


def _moved_posts(brief: Brief) -> pl.LazyFrame:
    """Bodies that give or take people's posts; leadership posts and posts added move nobody."""
    moved = (pl.col("movement") != str(Movement.CREATED)) & pl.col("post").is_in(POSTS)
    ends = brief["entries"].filter(moved).select("giver", "receiver")
    return ends.unpivot(value_name="body").select("body")


RULE = FrameRule(
    code="PLN-034",
    title=_("人员安置全覆盖"),
    table="bodies",
    severity=Severity.ERROR,
    why=_("机构调整须为每名人员作出合理安排；没有合理安排，本人不服从也不能辞退。"),
    sources=(Source("公务员法", "第八十八条第三项"),),
    says=_("{where}有{amount}人{detail}"),
    mends=_("在安置表中为每人写明一个去向，去向为其他的写明理由。"),
    limits=_(
        "查撤并、拆分、合署、调整规格和编制增减涉及的机构的在编人员，人员按方案后所在机构列出；"
        "没有安置表的只提示一处，列在人数最多的机构；只更名、挂牌的机构不查；去向是否合理另有规则。"
    ),
    needs=("changes",),
    words=(Lack,),
    breaches=breaches,
)

"""PLN-009: after the plan there are no more administrative posts than were assigned."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce, NotInForce
from sanding.register.kinds import BodyKind, PostKind
from sanding.rules.brief import Brief
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import text

TOTAL = "administrative_posts_total"


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Counties with more administrative posts than assigned, else than before the plan."""
    after = _total(brief)
    try:
        held = after.with_columns(limit=pl.lit(law.number(TOTAL), pl.Int64))
    except NotInForce:  # no overlay says what was assigned
        before = _total(brief.was).rename({"posts": "limit"})
        held = after.join(before, on="county", how="left")
    over = pl.col("posts") - pl.col("limit").fill_null(0)
    return held.filter(over > 0).select(
        where="county", amount=over, value=pl.col("posts").cast(pl.String),
        limit=pl.col("limit").fill_null(0).cast(pl.String),
    )  # fmt: skip


def _total(brief: Brief) -> pl.LazyFrame:
    """Administrative posts of a county: `county, posts`; managed from above does not count."""
    elsewhere = brief["bodies"].filter(text("kind") == str(BodyKind.LINE_MANAGED)).select(body="id")
    return (
        brief["establishment"]
        .filter(text("kind") == str(PostKind.ADMINISTRATIVE))
        .join(elsewhere, on="body", how="anti")
        .group_by("county")
        .agg(posts=pl.col("approved").cast(pl.Int64).sum())
    )


RULE = FrameRule(
    code="PLN-009",
    title=_("行政编制总额不增"),
    table="counties",
    severity=Severity.ERROR,
    why=_("行政编制总额由国务院批准，逐级下达，县里的方案只能在总额内调整，不能增加。"),
    sources=(
        Source("地方各级人民政府机构设置和编制管理条例",
               "第六条第二款、第十六条、第二十六条第三项"),
    ),
    says=_("{where}行政编制改革后{value}名，不得超过{limit}名，超{amount}名"),
    mends=_("压减方案中增核的行政编制，或提供上级增加总额的文件并在补充规定中更新总额。"),
    limits=_("补充规定写明下达总额的按总额核对，没有写明的按改革前的数核对；不含政法专项编制和垂直管理机构。"),
    figures=(TOTAL,),
    needs=("plan",),
    breaches=breaches,
)  # fmt: skip

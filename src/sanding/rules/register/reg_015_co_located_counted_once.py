"""REG-015: bodies that work in one office are counted once."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import Kind, PostKind
from sanding.rules.brief import Brief
from sanding.rules.rule import Confirmed, FrameRule, Severity, Source
from sanding.rules.views import text
from sanding.rules.views.bodies import approved_leaders


class Leaders(Kind):
    """Leadership posts, beside the kinds of establishment (领导职数)."""

    LEADERS = "leaders", _("领导职数")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Co-located bodies for which what their host has too was approved apart, by kind."""
    pairs = brief["bodies"].drop_nulls("co_located_with").select(body="id", host="co_located_with")
    approved = pl.col("approved").sum().cast(pl.Int64)
    posts = brief["establishment"].group_by("body", kind=text("kind")).agg(posts=approved)
    leaders = brief.shared(approved_leaders).select(
        "body", kind=pl.lit(str(Leaders.LEADERS)), posts="leaders"
    )
    every = pl.concat([posts.filter(pl.col("posts") > 0), leaders])
    return (
        pairs.join(every, on="body", how="inner")
        .join(every.rename({"body": "host", "posts": "hosts"}), on=["host", "kind"], how="inner")
        .select(where="body", detail="kind", amount="posts", value=pl.col("posts").cast(pl.String),
                limit=pl.col("hosts").cast(pl.String))
    )  # fmt: skip


RULE = FrameRule(
    code="REG-015",
    title=_("合署办公不重复计编"),
    table="bodies",
    severity=Severity.ERROR,
    confirmed=Confirmed.UNVERIFIED,
    confirm=_("未见原文，依机构改革的通行做法；须核对合署办公的批准文件。"),
    why=_("合署的机构保留各自名称和印章，共用一套编制、职数和人员，合计时只计一次。"),
    sources=(Source("中共中央关于深化党和国家机构改革的决定"), Source("机构编制工作惯例")),
    says=_("{where}与合署主体分别登记{detail}：本机构{value}名，主体{limit}名"),
    mends=_("把编制和职数并到合署主体名下登记；批准文件明确分列的，登记核准例外。"),
    limits=_("分不清是分列还是重复登记，只提示同一类别两边都有的；只有一方才有的类别不查。"),
    words=(PostKind, Leaders),
    breaches=breaches,
)

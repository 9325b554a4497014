"""PLN-027: that a department above asks for it is no ground."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.rules.brief import Brief
from sanding.rules.papers import BETWEEN
from sanding.rules.reasons import named_in
from sanding.rules.rule import FrameRule, Severity, Source

# changes that give a body, a level, posts or positions
GIVING = [
    "create_body", "split_body", "merge_bodies", "change_level", "create_section", "approve_posts",
    "approve_leadership", "create_position",
]  # fmt: skip


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Changes that give something on a forbidden ground, with the words of it."""
    grounds = named_in(pl.concat_str("reason", "basis", separator=BETWEEN, ignore_nulls=True),
                       law.names("forbidden_grounds"))  # fmt: skip
    return (
        brief["changes"]
        .filter(pl.col("kind").is_in(GIVING))
        .select(where="id", found=grounds)
        .filter(pl.col("found").list.len() > 0)
        .select("where", value=pl.col("found").list.join(BETWEEN))
    )


RULE = FrameRule(
    code="PLN-027",
    title=_("禁止条条干预"),
    table="changes",
    severity=Severity.ERROR,
    why=_(
        "上级部门不得要求下级设立与其业务对口的机构，这样的要求不能作为设机构、提规格、加编制的理由。"
    ),
    sources=(Source("地方各级人民政府机构设置和编制管理条例", "第七条、第二十六条第六项"),),
    says=_("{where}的理由或依据提到“{value}”，不能作为设置机构、规格、编制的理由"),
    mends=_("按本县履行职责的需要重新说明理由；没有其他理由的取消该项变更。"),
    limits=_(
        "只按字样查看理由和依据两栏，查新设、合并、拆分、规格、编制、职数和岗位的变更；说法不在清单内的看不出。"
    ),
    figures=("forbidden_grounds",),
    needs=("changes",),
    breaches=breaches,
)

"""REG-006: no kind of establishment of the county's own making."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import PostKind
from sanding.rules.brief import Brief
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import text
from sanding.rules.views.bodies import POSTS

KNOWN = [str(one) for one in PostKind]


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Posts approved of a kind that is none, and people on such a kind, by body and kind."""
    approved = pl.col("approved").cast(pl.Int64)
    off = text("kind") == str(PostKind.OFF_ESTABLISHMENT)
    posts = brief["establishment"].filter(
        ~text("kind").is_in(POSTS) & ~(off & (approved == 0).fill_null(value=True))
    )
    people = brief["people"].filter(~text("kind").is_in(KNOWN))
    found = [
        posts.select("body", kind=text("kind"), amount=approved.fill_null(0)),
        people.group_by("body", kind=text("kind")).agg(amount=pl.len().cast(pl.Int64)),
    ]
    return (
        pl.concat(found)
        .group_by("body", "kind")
        .agg(amount=pl.max_horizontal(pl.col("amount").max(), 1))
        .select("amount", where="body", detail="kind")
    )


RULE = FrameRule(
    code="REG-006",
    title=_("不得自行设定编制类别"),
    table="bodies",
    severity=Severity.ERROR,
    why=_("编制只有国家规定的类别；自行设定的“合同编”“编外编制”等不是编制，不得据以进人和拨款。"),
    sources=(Source("地方各级人民政府机构设置和编制管理条例", "第十五条、第二十六条第三项"),),
    says=_("{where}登记了“{detail}”{amount}名，这不是国家规定的编制类别"),
    mends=_("撤销自设的编制类别；编外聘用人员按编外登记，不核定编制。"),
    limits=_("只看登记的类别名称；编外人员登记为编外不算违反。"),
    words=(PostKind,),
    breaches=breaches,
)

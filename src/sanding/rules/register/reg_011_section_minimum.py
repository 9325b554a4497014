"""REG-011: a section has at least the usual number of posts."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.rules.rule import Confirmed, RowRule, Severity, Source

LEAST = "section_minimum_posts"

RULE = RowRule(
    code="REG-011",
    title=_("内设机构最低编制数"),
    table="sections",
    severity=Severity.WARNING,
    confirmed=Confirmed.UNVERIFIED,
    confirm=_("国家没有统一规定，三名为常见标准，须核实本省机构编制规定。"),
    why=_("一两个人的内设机构难以独立办事，职责相近的宜合并。"),
    sources=(Source("省级机构编制管理规定"),),
    says=_("{where}编制{value}名，少于{limit}名"),
    mends=_("合并职责相近的内设机构，或充实编制。"),
    limits=_("未填编制数的不查；各地标准不同，可在补充规定中设定。"),
    figures=(LEAST,),
    breach=lambda law: pl.col("posts") < law.number(LEAST),
    amount=lambda law: law.number(LEAST) - pl.col("posts").cast(pl.Int64),
    value="posts",
    limit=LEAST,
)

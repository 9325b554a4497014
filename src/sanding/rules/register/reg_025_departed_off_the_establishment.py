"""REG-025: people who left are off the establishment."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import PostKind
from sanding.rules.rule import RowRule, Severity, Source
from sanding.rules.views import GONE, text


def late(law: InForce) -> pl.Expr:
    """Days a person stands on a post since they should be off it, that day included."""
    gone = (pl.lit(law.day) - pl.col("left_on")).dt.total_days()
    return gone - law.number("departure_grace_days") + 1


RULE = RowRule(
    code="REG-025",
    title=_("退休离职人员不得占编"),
    table="people",
    severity=Severity.ERROR,
    why=_("退休、去世、辞退、离职的人员仍列为在职，等于虚报人员占用编制、冒用财政资金。"),
    sources=(Source("地方各级人民政府机构设置和编制管理条例", "第二十六条第四项"),),
    says=_("{where}已于{value}离退，仍列为在职占用编制，至今{amount}天"),
    mends=_("自离退之日起核减出编，把人员状态改为退休或者离职；日期有误的，更正离退时间。"),
    limits=_("只看已填写的离退时间；到龄未办退休的由安置规则查。"),
    figures=("departure_grace_days",),
    value="left_on",
    amount=late,
    breach=lambda law: (
        (late(law) > 0)
        & ~text("status").is_in(GONE)
        & (text("kind") != str(PostKind.OFF_ESTABLISHMENT))
    ),
)

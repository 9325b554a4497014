"""PLC-033: the record of a pool member says all it has to."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.personnel import POOL_MEMBERS
from sanding.rules.brief import Brief
from sanding.rules.papers import BETWEEN
from sanding.rules.rule import FrameRule, Severity, Source

ALWAYS, LEFT = "pool_record_fields", "pool_exit_fields"


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Pool members of whom something is not said: `amount` fields, `value` their headings.

    What concerns leaving is asked once one of it is told.
    """
    exits = law.names(LEFT)
    left = pl.any_horizontal(~_unsaid(name) for name in exits)
    lacks = {name: _unsaid(name) for name in law.names(ALWAYS)}
    lacks |= {name: left & _unsaid(name) for name in exits}
    headings = [pl.when(lack).then(_heading(name)) for name, lack in lacks.items()]
    return (
        brief["pool_members"]
        .select(
            where=pl.coalesce("person", "id"),
            value=pl.concat_str(headings, separator=BETWEEN, ignore_nulls=True),
            amount=pl.sum_horizontal(lack.cast(pl.Int64) for lack in lacks.values()),
        )
        .filter(pl.col("amount") > 0)
    )


def _unsaid(name: str) -> pl.Expr:
    blank = pl.col(name).is_null()
    if POOL_MEMBERS.column[name].dtype != pl.String():
        return blank
    return blank | (pl.col(name).str.strip_chars() == "").fill_null(value=False)


def _heading(name: str) -> pl.Expr:
    return pl.lit(POOL_MEMBERS.column[name].label, pl.String)


RULE = FrameRule(
    code="PLC-033",
    title=_("周转池台账必填项"),
    table="people",
    severity=Severity.ERROR,
    why=_(
        "周转池人员的来处、任务、待遇和去向都要记清，空缺的不得入池，以免人员长期挂空、待遇失据。"
    ),
    sources=(Source("试点做法（周转池）"),),
    says=_("{where}的周转池台账有{amount}项没有填写：{value}"),
    mends=_(
        "补齐台账；没有职级等确无内容的文字项填写“无”。退出周转池的，写明退出日期、原因和文号。"
    ),
    limits=_("只看是否填写，不核对内容；逐项字段是本软件按试点做法设计的，可由补充规定增减。"),
    figures=(ALWAYS, LEFT),
    needs=("pool_members",),
    breaches=breaches,
)

"""PLC-039: a named person decides on a placement, with reasons, having weighed others."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import Kind
from sanding.register.record_kinds import Outcome
from sanding.rules.brief import Brief
from sanding.rules.papers import BETWEEN
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import text
from sanding.rules.views.appointments import OWN_WISH

UNDECIDED = [str(Outcome.STAY), str(Outcome.RETIRE)]  # nothing is chosen for the person


class Unsaid(Kind):
    """What a placement does not say; the columns of `placements`."""

    DECIDED_BY = "decided_by", _("决定人")
    REASON = "reason", _("理由")
    ALTERNATIVES = "alternatives", _("考虑过的其他安排")
    NO_PERSON = "no_person", _("作出决定的人员（只写明由系统生成）")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Placements that do not say who decided, why, or what else was weighed."""
    machine = pl.col("decided_by").str.contains_any(law.names("machine_deciders"))
    lacks = {
        Unsaid.DECIDED_BY: ~_said("decided_by"),
        Unsaid.NO_PERSON: machine.fill_null(value=False),
        Unsaid.REASON: ~_said("reason"),
        Unsaid.ALTERNATIVES: ~_said("alternatives") & ~text("outcome").is_in(OWN_WISH),
    }
    unsaid = [pl.when(lack).then(pl.lit(str(name))) for name, lack in lacks.items()]
    return (
        brief["placements"]
        .filter(~text("outcome").is_in(UNDECIDED), pl.any_horizontal(lacks.values()))
        .select(
            where="person",
            value=pl.concat_str(unsaid, separator=BETWEEN, ignore_nulls=True),
            amount=pl.sum_horizontal(lack.cast(pl.Int64) for lack in lacks.values()),
        )
    )


def _said(name: str) -> pl.Expr:
    return (pl.col(name).str.strip_chars() != "").fill_null(value=False)


RULE = FrameRule(
    code="PLC-039",
    title=_("不得仅以自动化方式作出人事决定"),
    table="people",
    severity=Severity.ERROR,
    why=_(
        "安置建议可以由软件提出，决定须由具体的人作出并说明理由；"
        "本人有权要求说明，有权拒绝仅由自动化方式作出的决定。"
    ),
    sources=(Source("个人信息保护法", "第二十四条第三款、第五十五条第二项"),),
    says=_("{where}的安置没有写明{value}"),
    mends=_("由有权的人员审定，补写决定人、理由和考虑过的其他安排。"),
    limits=_(
        "只看是否写明，不评理由；原岗留任、到龄退休不查，本人申请的去向不要求写其他安排；"
        "仅由系统决定的按通行字样认定。个人信息保护影响评估不在此查。"
    ),
    figures=("machine_deciders",),
    needs=("placements",),
    words=(Unsaid,),
    breaches=breaches,
)

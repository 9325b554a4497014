"""PLC-042: who is under investigation neither goes nor retires, moves or rises."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import Kind
from sanding.register.record_kinds import CircumstanceKind, Outcome
from sanding.rules.brief import Brief
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import text
from sanding.rules.views.promotions import effective, promoted, seats, standing

HELD, FROZEN = "outcomes_held_in_investigation", "outcomes_held_in_open_case"
SANCTIONS_LAW = "公职人员政务处分法"
TRANSFER = str(Outcome.TRANSFER)


class Held(Kind):
    """What is held beside outcomes (暂缓事项)."""

    PROMOTION = "promotion", _("晋升职务职级")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """People under investigation whom a placement lets go, retires, moves or promotes.

    Lenient for what only an open brief of the supervision law forbids: the register does not tell
    it from an audit.
    """
    going = [_placed(brief, law.names(HELD)).with_columns(lenient=pl.lit(value=False))]
    if law.has(SANCTIONS_LAW):
        frozen = pl.concat([_placed(brief, law.names(FROZEN)), _rising(brief)])
        going.append(frozen.with_columns(lenient=pl.lit(value=True)))
    held = standing(brief, pl.concat(going), [str(CircumstanceKind.UNDER_INVESTIGATION)])
    return held.select("value", "lenient", where="person").unique()


def _placed(brief: Brief, outcomes: list[str]) -> pl.LazyFrame:
    """Placements with one of the outcomes: `person, value, day`.

    Who goes where the plan takes them, or stays in the body, is not moved by the organ.
    """
    homes = brief["people"].select(person="id", home="body")
    outcome, to = text("outcome"), pl.coalesce("body", "seat_body")
    along = (outcome == TRANSFER) & (to == pl.col("home"))
    return (
        brief["placements"]
        .filter(outcome.is_in(outcomes))
        .join(seats(brief), on="position", how="left")
        .join(homes, on="person", how="left")
        .filter(~along.fill_null(value=False))
        .select("person", value=text("outcome"), day=effective(brief))
    )


def _rising(brief: Brief) -> pl.LazyFrame:
    """Placements that promote: `person, value, day`."""
    rising = pl.lit(str(Held.PROMOTION))
    return brief.shared(promoted).select("person", value=rising, day=effective(brief))


RULE = FrameRule(
    code="PLC-042",
    title=_("被调查人员不得辞职提前退休"),
    table="people",
    severity=Severity.ERROR,
    confirm=_(
        "公务员法只禁止正在接受审计、审查、调查的公务员辞去公职；政务处分法禁止所在机关在立案调查期间对其"
        "交流、晋升、奖励、处分或者办理退休手续。提前退休在审计、纪律审查期间比照办理，须由组织部门确认；"
        "其他事项只适用于监察机关立案调查，须核实是否已经立案。"
    ),
    why=_(
        "正在接受审计、纪律审查、监察调查或者涉嫌犯罪的人员不得辞去公职；被立案调查期间，"
        "所在机关不得对其交流、晋升、奖励、处分或者办理退休手续，以免借安置逃避追究。"
    ),
    sources=(
        Source("公务员法", "第八十六条第四项"),
        Source("公职人员政务处分法", "第五十二条第二款"),
    ),
    says=_("{where}正在接受审计、审查或者调查，安置表却安排{value}"),
    mends=_("暂缓办理，待调查有结论后再研究去向；只是接受审计的，写明情况，由组织部门确认。"),
    limits=_(
        "按人员情形登记的起止日期与安置生效日期认定，未登记的看不出；台账不区分审计、审查和立案调查，"
        "交流、晋升和到龄退休、延迟退休只作提示；随机构划转和留在本机构的不算交流；"
        "奖励、处分不在安置表，不在此查。"
    ),
    figures=(HELD, FROZEN),
    needs=("placements", "circumstances"),
    words=(Held, Outcome),
    breaches=breaches,
)

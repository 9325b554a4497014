"""PLC-025: a resignation is applied for, decided in time, and not barred."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import Kind
from sanding.register.record_kinds import CircumstanceKind, EvidenceKind, Outcome
from sanding.rules.brief import Brief
from sanding.rules.papers import BETWEEN
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import holders, placed
from sanding.rules.views.promotions import CIVIL, LEADING, effective, papers_about, standing

APPLICATION = EvidenceKind.OWN_APPLICATION
DECISIONS = (EvidenceKind.DECISION, EvidenceKind.APPOINTING_APPROVAL)


class Fault(Kind):
    """What is wrong with a resignation (辞职问题)."""

    UNASKED = "unasked", _("缺少材料")
    LATE = "late", _("超过审批期限")
    BARRED = "barred", _("有不得辞职的情形")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Civil servants who leave without asking, without a decision in time, or though barred."""
    resigning = brief.shared(_resigning)
    barred = (
        standing(brief, resigning.select("person", "day"), law.names("resignation_bars"))
        .group_by(where="person")
        .agg(
            detail=pl.lit(str(Fault.BARRED)),
            value=pl.col("circumstance").unique().sort().str.join(BETWEEN),
            amount=pl.col("circumstance").n_unique().cast(pl.Int64),
        )
    )
    unasked = resigning.filter(~pl.col("asked")).select(
        where="person", detail=pl.lit(str(Fault.UNASKED)), value=pl.lit(str(APPLICATION)),
        amount=pl.lit(1, pl.Int64),
    )  # fmt: skip
    return pl.concat([barred, unasked, _late(brief, law, resigning)])


def _resigning(brief: Brief) -> pl.LazyFrame:
    """Civil servants who resign: `person, day, asked, asked_on, decided_on`, `leads`."""
    resigning = brief.shared(placed).filter(
        pl.col("outcome") == str(Outcome.RESIGN), pl.col("identity_was").is_in(CIVIL)
    )
    asks = pl.col("paper") == str(APPLICATION)
    there = (
        papers_about(brief, APPLICATION, *DECISIONS)
        .group_by("person")
        .agg(
            asked=asks.any(), asked_on=pl.col("dated_on").filter(asks).max(),
            decided_on=pl.col("dated_on").filter(~asks).max(),
        )
    )  # fmt: skip
    leaders = brief.was.shared(holders).filter(pl.col("role").is_in(LEADING))
    return (
        resigning.select("person", day=effective(brief))
        .unique()
        .join(there, on="person", how="left")
        .join(leaders.select("person", leads=pl.lit(value=True)).unique(), on="person", how="left")
        .with_columns(pl.col("asked", "leads").fill_null(value=False))
    )


def _late(brief: Brief, law: InForce, resigning: pl.LazyFrame) -> pl.LazyFrame:
    """Applications not decided by the last day; one not decided yet is late once it is past."""
    plain, longer = law.number("resignation_days"), law.number("leader_resignation_days")
    term = pl.when("leads").then(pl.lit(f"{longer}d")).otherwise(pl.lit(f"{plain}d"))
    answered = pl.col("decided_on") >= pl.col("asked_on")  # else it answers an earlier one
    decided_on = pl.when(answered).then("decided_on").otherwise(pl.lit(brief.on))
    return (
        resigning.with_columns(due_on=pl.col("asked_on").dt.offset_by(term))
        .select(
            where="person", detail=pl.lit(str(Fault.LATE)), value=pl.col("due_on").cast(pl.String),
            amount=(decided_on - pl.col("due_on")).dt.total_days(),
        )
        .filter(pl.col("amount") > 0)
    )  # fmt: skip


RULE = FrameRule(
    code="PLC-025",
    title=_("辞职审批"),
    table="people",
    severity=Severity.ERROR,
    why=_("公务员辞去公职须本人书面申请，任免机关限期审批；有法定情形的不得辞职。"),
    sources=(Source("公务员法", "第八十五条、第八十六条"),),
    says=_("{where}拟辞去公职，{detail}（{value}）"),
    mends=_("补充本人书面申请，任免机关在期限内作出批复；有不得辞职情形的，待情形消除后再办。"),
    limits=_(
        "申请、批复的日期看材料的日期，申请没有日期的不算期限；领导成员按现任的领导职位认定；"
        "只看人员情形表记载的四种情形；事业人员解除合同不在此列。"
    ),
    figures=("resignation_days", "leader_resignation_days", "resignation_bars"),
    needs=("placements",),
    words=(Fault, CircumstanceKind, EvidenceKind),
    breaches=breaches,
)

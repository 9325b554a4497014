"""PLC-030: on which grounds an institution ends a contract."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import Identity, Kind, PostKind
from sanding.register.record_kinds import (
    AssessmentGrade,
    CircumstanceKind,
    EvidenceKind,
    Outcome,
)
from sanding.rules.brief import Brief
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import placed, text
from sanding.rules.views.promotions import effective, papers_about

STAFF = [str(Identity.INSTITUTION_MANAGEMENT), str(Identity.INSTITUTION_PROFESSIONAL)]
RUNNING, YEAR, REFUSED, EXPELLED = (
    str(CircumstanceKind.ABSENCE_RUNNING), str(CircumstanceKind.ABSENCE_YEAR),
    str(CircumstanceKind.REFUSED_TRANSFER), str(CircumstanceKind.DISMISSED_FROM_POST),
)  # fmt: skip
GROUND, NOTICE = str(EvidenceKind.DISMISSAL_GROUND), str(EvidenceKind.DECISION)


class Ending(Kind):
    """What is wrong with the end of a contract (解除聘用问题)."""

    GROUNDLESS = "groundless", _("没有法定解除事由")
    UNRECORDED = "unrecorded", _("有事由材料，人员情形和年度考核没有记载")
    SHORT_NOTICE = "short_notice", _("没有提前书面通知或者提前天数不足，所差天数为")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Institution staff to be dismissed without a ground, or without the notice it asks for.

    Lenient where there is a paper on the ground, but no record of it.
    """
    notice = law.number("institution_dismissal_notice")
    given = (pl.col("effective_on") - pl.col("noticed_on")).dt.total_days()
    unnoticed = pl.col("noticed_on").is_null()
    missing = notice - pl.when(unnoticed).then(0).otherwise(given.clip(lower_bound=0))
    wrong = (
        pl.when(pl.col("at_once")).then(None)
        .when(pl.col("with_notice"))
        .then(pl.when(missing > 0).then(pl.lit(str(Ending.SHORT_NOTICE))))
        .when(pl.col("proved")).then(pl.lit(str(Ending.UNRECORDED)))
        .otherwise(pl.lit(str(Ending.GROUNDLESS)))
    )  # fmt: skip
    short = pl.col("detail") == str(Ending.SHORT_NOTICE)
    return (
        _dismissed(brief, law)
        .with_columns(detail=wrong)
        .filter(pl.col("detail").is_not_null())
        .select(
            "detail", where="person", amount=pl.when(short).then(missing).otherwise(1),
            value=pl.when(short).then(missing.cast(pl.String)),
            lenient=pl.col("detail") == str(Ending.UNRECORDED),
        )
    )  # fmt: skip


def _dismissed(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Institution staff to be dismissed, and what speaks for it.

    Columns `person, effective_on, at_once, with_notice, proved` (whether a ground is recorded that
    needs no notice, one that needs notice, whether there is a paper on it), `noticed_on`.
    """
    staff = pl.col("identity_was").is_in(STAFF) | (
        (pl.col("kind_was") == str(PostKind.INSTITUTION))
        & (pl.col("identity_was") == str(Identity.SUPPORT_WORKER))
    )
    leaving = brief.shared(placed).filter(pl.col("outcome") == str(Outcome.DISMISS), staff)
    rows = leaving.select("person", "effective_on", day=effective(brief)).unique()
    kind, days = pl.col("circumstance"), pl.col("days").cast(pl.Int64)
    running = (kind == RUNNING) & (days > law.number("institution_absence_running"))
    in_year = (kind == YEAR) & (days > law.number("institution_absence_year"))
    known = (
        _happened(brief, rows)
        .group_by("person")
        .agg(
            at_once=(running | in_year | (kind == EXPELLED)).any(), refused=(kind == REFUSED).any()
        )
    )
    paper = pl.col("paper")
    there = papers_about(brief, EvidenceKind.DISMISSAL_GROUND, EvidenceKind.DECISION)
    shown = there.group_by("person").agg(
        proved=(paper == GROUND).any(), noticed_on=pl.col("dated_on").filter(paper == NOTICE).min()
    )
    flags = ("at_once", "refused", "failed", "proved")
    return (
        rows.join(known, on="person", how="left")
        .join(_failed(brief, law, rows), on="person", how="left")
        .join(shown, on="person", how="left")
        .with_columns(pl.col(flags).fill_null(value=False))
        .with_columns(with_notice=pl.col("refused") | pl.col("failed"))
    )


def _happened(brief: Brief, rows: pl.LazyFrame) -> pl.LazyFrame:
    """Grounds that came up by the day, over or not: `person, day, circumstance, days`.

    Absence is always over when somebody is dismissed for it.
    """
    grounds = text("kind").is_in([RUNNING, YEAR, REFUSED, EXPELLED])
    known = brief["circumstances"].filter(grounds).select(
        "person", "since", "days", circumstance=text("kind")
    )  # fmt: skip
    begun = (pl.col("since") <= pl.col("day")).fill_null(value=True)
    return rows.select("person", "day").join(known, on="person", how="inner").filter(begun)


def _failed(brief: Brief, law: InForce, rows: pl.LazyFrame) -> pl.LazyFrame:
    """Whether the people of `rows` failed their last yearly reviews: `person, failed`.

    The last is that of the year of the day, or of as few years before as must have been failed.
    """
    running = law.number("institution_failed_reviews")
    failed = text("grade") == str(AssessmentGrade.INCOMPETENT)
    year, day = pl.col("year").cast(pl.Int64), pl.col("day").dt.year().cast(pl.Int64)
    lately = year > year.max() - running
    recent = (year.max() >= day.max() - running).fill_null(value=False)
    return (
        brief["assessments"]
        .join(rows, on="person", how="inner")
        .filter(year <= day)
        .group_by("person")
        .agg(failed=((failed & lately).sum().cast(pl.Int64) >= running) & recent)
    )


RULE = FrameRule(
    code="PLC-030",
    title=_("事业单位解除聘用"),
    table="people",
    severity=Severity.ERROR,
    why=_("事业单位只能按法定事由解除聘用合同，机构撤并本身不是解聘的理由。"),
    sources=(Source("事业单位人事管理条例", "第十五条、第十六条、第十八条"),),
    says=_("{where}拟解聘，{detail}{value}"),
    mends=_("没有法定事由的改为转岗、转隶等其他去向；考核不合格的提前书面通知；事由属实的补录情形和考核。"),
    limits=_(
        "旷工天数按人员情形登记的工作日数计，安置生效以前发生的都算，隔了多久再解聘看不出；"
        "考核不合格看人员情形和到安置生效年度为止最近的年度考核；书面通知凭涉及本人的"
        "办理决定，没有生效日期的不算通知天数；协商解除、合同另有约定和本人提出解除的不在此列。"
    ),
    figures=(
        "institution_absence_running", "institution_absence_year", "institution_failed_reviews",
        "institution_dismissal_notice",
    ),
    needs=("placements",),
    words=(Ending,),
    breaches=breaches,
)  # fmt: skip

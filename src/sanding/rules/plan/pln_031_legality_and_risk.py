"""PLN-031: legality review, risk assessment and a meeting come before the decision."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.base.working_days import national_working_days
from sanding.law import InForce
from sanding.plan.ledger import Movement
from sanding.register.kinds import Kind
from sanding.register.record_kinds import EvidenceKind
from sanding.rules.brief import Brief
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import text

REVIEW, COMMENT = str(EvidenceKind.LEGALITY_REVIEW), str(EvidenceKind.PUBLIC_COMMENT)
RISK, MEETING = str(EvidenceKind.RISK_ASSESSMENT), str(EvidenceKind.GOVERNMENT_MEETING)


class Lack(Kind):
    """What a step of a major decision lacks (决策程序问题)."""

    MISSING = "missing", _("份（没有提供）")
    WORKING_DAYS = "working_days", _("个工作日（时间不足）")
    DAYS = "days", _("日（时间不足）")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """The plan, once for each step that is missing or took less time than it must."""
    plan = brief["plan"].select(where="id")
    # not the papers in force on the day: a step that is over has run its time
    steps = _of_plan(brief).select("dated_on", "until", kind=text("kind"))
    wanted = pl.LazyFrame({"kind": [REVIEW, MEETING]}, schema={"kind": pl.String})
    risk = _unsettling(brief).with_columns(kind=pl.lit(RISK)).select("kind")
    missing = (
        pl.concat([wanted, risk])
        .join(steps, on="kind", how="anti")
        .select(value="kind", limit=pl.lit(None, pl.String), amount=pl.lit(1, pl.Int64),
                detail=pl.lit(str(Lack.MISSING)))
    )  # fmt: skip
    found = pl.concat([missing, *_short(brief, steps, law)])
    return found.join(plan, how="cross")


def _of_plan(brief: Brief) -> pl.LazyFrame:
    """Papers about the whole plan, its id, its changes or the bodies it sets up."""
    born = brief["arguments"].filter((pl.col("table") == "bodies") & pl.col("new"))
    whole = pl.LazyFrame({"about": [""]})
    subjects = pl.concat([
        whole, brief["plan"].select(about="id"), brief["changes"].select(about="id"),
        born.select(about="value"),
    ])  # fmt: skip
    papers = brief["evidence"].with_columns(pl.col("about").fill_null(""))
    return papers.join(subjects, on="about", how="semi")


def _unsettling(brief: Brief) -> pl.LazyFrame:
    """One row if the plan ends a body or cuts posts: people may be moved to protest."""
    ended = brief["succession"].filter(pl.col("table") == "bodies").select("id")
    moved = pl.col("movement").is_in([str(Movement.CUT), str(Movement.SUNK)])
    cut = brief["entries"].filter(moved).select(id="change")
    return pl.concat([ended, cut]).head(1)


def _short(brief: Brief, steps: pl.LazyFrame, law: InForce) -> list[pl.LazyFrame]:
    """Review and comment, the longest of each, where it took less time than it must."""
    start, end = pl.col("dated_on"), pl.col("until")
    worked = national_working_days().working_days_between_expr(start, end)
    days = (end - start).dt.total_days()
    terms = [
        (REVIEW, worked, law.number("legality_review_working_days"), Lack.WORKING_DAYS),
        (COMMENT, days, law.number("public_comment_days"), Lack.DAYS),
    ]
    return [
        steps.filter(pl.col("kind") == kind)
        .select(taken=taken.max())
        .filter(pl.col("taken") < limit)
        .select(
            value=pl.lit(kind), limit=pl.lit(str(limit)), amount=limit - pl.col("taken"),
            detail=pl.lit(str(lack)),
        )
        for kind, taken, limit, lack in terms
        if brief.has(f"evidence:{kind}")  # the calendar is long: only where it is asked for
    ]  # fmt: skip


RULE = FrameRule(
    code="PLN-031",
    title=_("合法性审查与风险评估"),
    table="plan",
    severity=Severity.WARNING,
    why=_(
        "按重大行政决策程序办理的方案，讨论决定前须经合法性审查，可能影响社会稳定的须评估风险，"
        "并经政府常务会议或者全体会议讨论；公开征求意见的一般不少于三十日。"
    ),
    sources=(
        Source(
            "重大行政决策程序暂行条例", "第十五条、第二十二条、第二十五条、第二十六条、第三十条"
        ),
    ),
    says=_("{where}的{value}差{amount}{detail}"),
    mends=_("补办合法性审查、风险评估和集体讨论；时间不足的补足，紧急缩短的写明理由。"),
    limits=_(
        "是否属于重大行政决策由决策机关确定；只认针对整个方案、变更或新设机构的材料；时间按材料的日期（送审、公布）和有效期至（出具意见、截止）"
        "计，没有填的不查；方案撤并机构、核减或下沉编制的，视为可能影响社会稳定。"
    ),
    figures=("legality_review_working_days", "public_comment_days"),
    needs=("plan",),
    words=(EvidenceKind, Lack),
    breaches=breaches,
)

"""PLC-002: who retires early by choice is not too early, has contributed and gave notice."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.law.retirement import FIGURES, contribution_months, original_month
from sanding.register.kinds import Kind
from sanding.register.record_kinds import EvidenceKind, Outcome
from sanding.rules.brief import Brief
from sanding.rules.papers import papers
from sanding.rules.rule import Confirmed, FrameRule, Severity, Source
from sanding.rules.views import months_between
from sanding.rules.views.retirements import NOTHING, Nothing, month, retiring, told


class Asked(Kind):
    """What is asked of who retires early by choice (弹性提前退休条件)."""

    NOT_BEFORE = "not_before", _("退休时间不得早于")
    CONTRIBUTION = "contribution", _("养老保险缴费月数不得少于")
    NOTICE = "notice", _("书面告知不得晚于")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Those who are too early, by months; who contributed too little; who gave no timely notice."""
    people = retiring(brief, law, Outcome.FLEXIBLE_EARLY)
    return pl.concat([_early(people, law), _contributed(brief, people, law),
                      _noticed(brief, people, law)])  # fmt: skip


def _early(people: pl.LazyFrame, law: InForce) -> pl.LazyFrame:
    most = law.number("flexible_early_most")
    original = original_month(law, pl.col("group"))
    first = pl.max_horizontal(pl.col("statutory").dt.offset_by(f"-{most}mo"), original)
    early = months_between(month("leaves"), pl.col("first"))
    return people.with_columns(first=first).filter(early > 0).select(
        where="person", detail=pl.lit(str(Asked.NOT_BEFORE)), value=told("leaves"),
        limit=told("first"), amount=early,
    )  # fmt: skip


def _contributed(brief: Brief, people: pl.LazyFrame, law: InForce) -> pl.LazyFrame:
    months = pl.col("contribution_months").cast(pl.Int64)
    served = brief["service"].select("person", months=months)
    asked = contribution_months(law, pl.col("leaves").dt.year())
    lacking = pl.col("asked") - pl.col("months")
    known = people.join(served, on="person", how="inner").with_columns(asked=asked)
    return known.filter(lacking > 0).select(
        where="person", detail=pl.lit(str(Asked.CONTRIBUTION)),
        value=pl.col("months").cast(pl.String), limit=pl.col("asked").cast(pl.String),
        amount=lacking,
    )  # fmt: skip


def _noticed(brief: Brief, people: pl.LazyFrame, law: InForce) -> pl.LazyFrame:
    """Without a notice, or with one that came too late; one without a day is in time."""
    notices = (
        brief.shared(papers)
        .filter(pl.col("kind") == str(EvidenceKind.RETIREMENT_NOTICE))
        .group_by(person="about")
        .agg(undated=pl.col("dated_on").is_null().any(), noticed=pl.col("dated_on").min())
    )
    last = pl.col("leaves").dt.offset_by(f"-{law.number('flexible_early_notice')}mo")
    none = pl.col("undated").is_null()
    late = ~pl.col("undated") & (pl.col("noticed") > pl.col("last"))
    noticed = people.join(notices, on="person", how="left").with_columns(last=last)
    return noticed.filter(none | late).select(
        where="person", detail=pl.lit(str(Asked.NOTICE)),
        value=pl.coalesce(pl.col("noticed").cast(pl.String), pl.lit(NOTHING)),
        limit=pl.col("last").cast(pl.String), amount=pl.lit(1, pl.Int64),
    )  # fmt: skip


RULE = FrameRule(
    code="PLC-002",
    title=_("弹性提前退休"),
    table="people",
    severity=Severity.ERROR,
    confirmed=Confirmed.SECONDARY,
    confirm=_(
        "提前年限、告知期限和最低缴费年限据转引，须核对《实施弹性退休制度暂行办法》"
        "和国务院办法第二条、第三条及附件；缴费年限按选择的退休年份还是法定退休年份确定，须一并核实。"
    ),
    why=_(
        "弹性提前退休须本人自愿、达到最低缴费年限并提前告知，提前不得过多，更不得低于原退休年龄。"
    ),
    sources=(
        Source("国务院关于渐进式延迟法定退休年龄的办法", "第二条、第三条"),
        Source("实施弹性退休制度暂行办法"),
    ),
    says=_("{where}弹性提前退休，{detail}{limit}，现为{value}"),
    mends=_("改为不早于最早可选时间退休，缴费年限不足的改为到龄退休，并补交本人书面告知。"),
    limits=_(
        "没有填写退休时间的按安置生效日期核对；没有缴费月数的不查缴费；告知只看日期，不看内容；"
        "最低缴费年限按选择的退休年份取数。"
    ),
    figures=(*FIGURES, "flexible_early_most", "flexible_early_notice", "minimum_contribution"),
    needs=("placements",),
    words=(Asked, Nothing),
    breaches=breaches,
)

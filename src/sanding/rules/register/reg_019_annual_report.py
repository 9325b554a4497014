"""REG-019: a public institution hands in its report on the past year."""

from __future__ import annotations

from datetime import date

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.record_kinds import EvidenceKind
from sanding.rules.brief import Brief
from sanding.rules.papers import papers
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import INSTITUTIONS, text

DUE = "institution_report_due"


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Institutions without a report on the last year whose report is due."""
    year = _last_due(brief.on, law.value(DUE))
    due = date.fromisoformat(f"{year}-{law.value(DUE)}")
    said = _("{month}月{day}日").format(month=due.month, day=due.day)
    reports = brief.shared(papers).filter(
        (pl.col("kind") == str(EvidenceKind.ANNUAL_REPORT))
        & pl.col("detail").str.contains(str(year), literal=True)
    )
    born = pl.coalesce("created_on", "approved_on").dt.year()
    there = text("kind").is_in(INSTITUTIONS) & (born <= year).fill_null(value=True)
    return (
        brief["bodies"]
        .filter(there)
        .select(where="id", value=pl.lit(str(year)), limit=pl.lit(str(said)))
        .join(reports, left_on="where", right_on="about", how="anti")
    )


def _last_due(on: date, due: str) -> int:
    """The year whose report was due last; on the due day itself it is not late yet."""
    day = date.fromisoformat(f"{on.year}-{due}")
    return on.year - 1 - int(on <= day)


RULE = FrameRule(
    code="REG-019",
    title=_("事业单位年度报告"),
    table="bodies",
    severity=Severity.WARNING,
    why=_("事业单位应当在规定日期前向登记管理机关和审批机关报送上一年度报告。"),
    sources=(Source("事业单位登记管理暂行条例", "第十七条"),),
    says=_("{where}没有{value}年度报告，次年{limit}前应报送"),
    mends=_("补报年度报告，并登记为事业单位年度报告，内容填写年度。"),
    limits=_("只看最近一个应报年度，当年以后才成立的不查；迟报的不再提示，不区分报送给哪个机关。"),
    figures=(DUE,),
    needs=("evidence:annual_report",),
    breaches=breaches,
)

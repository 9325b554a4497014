"""PLC-032: not too many are found excellent in the yearly review."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.record_kinds import AssessmentGrade, EvidenceKind
from sanding.rules.brief import Brief
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import in_post, text
from sanding.rules.views.careers import share_of
from sanding.rules.views.promotions import CIVIL, papers_about

USUAL, CONSENTED = "excellent_share", "excellent_share_with_consent"
PLACE = ["body", "year"]


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Bodies and years with more excellent civil servants than the share allows.

    Lenient where there is only one: in a small body the share allows none.
    """
    over = (
        _graded(brief)
        .with_columns(
            most=share_of(pl.col("people"), _share(law, USUAL)),
            consented=share_of(pl.col("people"), _share(law, CONSENTED)),
        )
        .filter(pl.col("excellent") > pl.col("most"))
    )  # fmt: skip
    if brief.has("evidence:excellent_consent"):
        over = over.collect(engine=brief.engine).lazy()  # few, and asked for three times
        agreed = over.join(_agreed(brief, over), on=PLACE, how="semi")
        raised = agreed.with_columns(most="consented").filter(pl.col("excellent") > pl.col("most"))
        over = pl.concat([over.join(agreed, on=PLACE, how="anti"), raised])
    return over.select(
        where="body", detail=pl.col("year").cast(pl.String),
        value=pl.col("excellent").cast(pl.String), limit=pl.col("most").cast(pl.String),
        amount=pl.col("excellent") - pl.col("most"), lenient=pl.col("excellent") == 1,
    )  # fmt: skip


def _share(law: InForce, name: str) -> pl.Expr:
    """The share in force at the end of the year judged; null before the first there was."""
    law.dated(name)  # so that it is told which figures were used
    figure = law.law.figures[name]
    first = min(one.since for one in figure.values if law.area.startswith(one.area))
    last = {y: date(y + 1, 1, 1) - timedelta(days=1) for y in range(first.year, law.day.year + 1)}
    shares = {year: figure.at(end, area=law.area).value for year, end in last.items()}
    year = pl.col("year").cast(pl.Int64)
    return year.replace_strict(shares, default=None, return_dtype=pl.Int64)


def _graded(brief: Brief) -> pl.LazyFrame:
    """Civil servants of a body in a year: `excellent`, and `people`, at least those in post now."""
    civil = text("identity").is_in(CIVIL)
    people = brief.was["people"].filter(civil).select("body", person="id")
    staff = brief.was.shared(in_post).filter(civil).group_by("body").agg(staff=pl.len())
    excellent = (pl.col("grade") == str(AssessmentGrade.EXCELLENT)).sum().cast(pl.Int64)
    return (
        brief["assessments"]
        .select("person", "year", "grade")
        .join(people, on="person", how="inner")
        .group_by(PLACE)
        .agg(excellent=excellent, graded=pl.len())
        .filter(pl.col("excellent") > 0)
        .join(staff, on="body", how="left")
        .with_columns(people=pl.max_horizontal("graded", "staff").cast(pl.Int64))
    )


def _agreed(brief: Brief, over: pl.LazyFrame) -> pl.LazyFrame:
    """Bodies and years for which a higher share was agreed to: `body, year`."""
    papers = papers_about(brief, EvidenceKind.EXCELLENT_CONSENT).select("person", "detail")
    of_year = pl.col("detail").str.contains(pl.col("year").cast(pl.String), literal=True)
    serves = (pl.col("person") == pl.col("body")) | (pl.col("person") == "")
    return (
        over.select(PLACE)
        .join(papers, how="cross")
        .filter(serves & of_year.fill_null(value=True))
        .select(PLACE)
    )


RULE = FrameRule(
    code="PLC-032",
    title=_("年度考核"),
    table="bodies",
    severity=Severity.ERROR,
    confirm=_("优秀等次一般不超过20%、经审核同意不超过25%据转引，须核对《公务员考核规定》原文。"),
    why=_("优秀等次人数有比例上限，考核结果又是晋升、安置的依据，超比例评优影响人员安置的公正。"),
    sources=(
        Source("公务员法", "第三十八条第一款、第五十条第二款、第八十八条第一项"),
        Source("公务员考核规定"),
    ),
    says=_("{where}{detail}年度考核优秀{value}人，最多{limit}人，多{amount}人"),
    mends=_("按比例核减优秀等次；经同级公务员主管部门审核同意提高比例的，登记批准文件和年度。"),
    limits=_(
        "按人员调整前所在机构计算公务员和参公人员，比例按考核年度年底施行的规定；基数取当年参加考核人数与现有人数中较大的；"
        "小单位只有一人优秀的只作提示；领导班子成员单独确定比例、受表彰提高比例的另行核对；"
        "不称职的降级和连续两年不称职的辞退不在此查。"
    ),
    figures=(USUAL, CONSENTED),
    needs=("assessments",),
    breaches=breaches,
)

"""PLC-013: what is asked of who is raised to a county-division level."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import Education, Kind, Level
from sanding.rules.brief import Brief
from sanding.rules.papers import BETWEEN
from sanding.rules.rule import Confirmed, FrameRule, Severity, Source
from sanding.rules.views import months_between
from sanding.rules.views.careers import begins, rising, served


class Asked(Kind):
    """What is asked of who is raised (任职资格)."""

    SERVED = "served", _("下一层次任职月数")
    WORKED = "worked", _("工龄月数")
    GRASSROOTS = "grassroots", _("基层工作月数")
    POSTS = "posts", _("下一级任职职位数")
    EDUCATION = "education", _("学历")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """The placed who rise to a division level and lack something, each thing at a time."""
    rows = law.value("division_level_service")
    asked = {row["level"]: row["months"] for row in rows}
    rises = (pl.col("level_at") < pl.col("level_was_at")) | (
        pl.col("level_was").is_null() & pl.col("rank_was").is_not_null()
    )
    service = brief["service"].select("person", "grassroots_months", "posts_below")
    risen = (
        brief.shared(rising)
        .filter(pl.col("level").is_in(list(asked)) & rises)
        .select("person", "day", "worked_since", "education", target="level")
    )
    people = served(brief, risen, begins(rows, "level")).join(service, on="person", how="left")
    limit = pl.col("target").replace_strict(asked, default=None, return_dtype=pl.Int64)
    worked = months_between(pl.col("worked_since"), pl.col("day"))
    return pl.concat([
        _short(people, Asked.SERVED, pl.col("months"), limit),
        _short(people, Asked.WORKED, worked, pl.lit(law.number("division_level_work"))),
        _short(people, Asked.GRASSROOTS, pl.col("grassroots_months"),
               pl.lit(law.number("division_level_grassroots"))),
        _short(people, Asked.POSTS, pl.col("posts_below"),
               pl.lit(law.number("division_level_posts_below"))),
        _schooled(people, law.names("division_level_education")),
    ])  # fmt: skip


def _short(people: pl.LazyFrame, what: Asked, has: pl.Expr, asked: pl.Expr) -> pl.LazyFrame:
    lacks = pl.col("asked") - pl.col("has")
    return people.with_columns(has=has.cast(pl.Int64), asked=asked).filter(lacks > 0).select(
        where="person", detail=_of(what), value=pl.col("has").cast(pl.String),
        limit=pl.col("asked").cast(pl.String), amount=lacks,
    )  # fmt: skip


def _schooled(people: pl.LazyFrame, enough: list[str]) -> pl.LazyFrame:
    return people.filter(~pl.col("education").is_in(enough)).select(
        where="person", detail=_of(Asked.EDUCATION), value="education",
        limit=pl.lit(enough[-1]), amount=pl.lit(1, pl.Int64),
    )  # fmt: skip


def _of(what: Asked) -> pl.Expr:
    return pl.concat_str("target", pl.lit(str(what)), separator=BETWEEN)


RULE = FrameRule(
    code="PLC-013",
    title=_("县处级任职资格"),
    table="people",
    severity=Severity.WARNING,
    confirmed=Confirmed.UNVERIFIED,
    confirm=_("须由县委组织部核对《党政领导干部选拔任用工作条例》第八条全文和本省的实施规定。"),
    why=_("提任县处级领导职务须具备工龄、基层经历、下级任职年限、任职职位和文化程度等资格。"),
    sources=(Source("党政领导干部选拔任用工作条例", "第八条"),),
    says=_("{where}提任条件（{detail}）现为{value}，要求{limit}"),
    mends=_("待资格具备后再提任，或者附破格提拔的批准文件；材料不全的补录任职经历和服务年限。"),
    limits=_(
        "没有填写的项目不提示；任职月数按任现层次时间和任职经历合并计算到安置生效日期；"
        "任职职位数和文化程度条例写的是一般应当；县处级干部由市委管理，本规则只供校核。"
    ),
    figures=(
        "division_level_service", "division_level_work", "division_level_grassroots",
        "division_level_posts_below", "division_level_education",
    ),
    needs=("placements",),
    words=(Asked, Level, Education),
    breaches=breaches,
)  # fmt: skip

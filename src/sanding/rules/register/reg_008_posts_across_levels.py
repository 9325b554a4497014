"""REG-008: county bodies and townships do not borrow each other's posts."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import BodyKind, PersonStatus, PostKind
from sanding.rules.brief import Brief
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import in_post, months_between, text

MONTHS = "secondment_months"
UNDER_ART_18 = [str(PostKind.ADMINISTRATIVE), str(PostKind.POLITICS_AND_LAW)]


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """People who work on another level than the one their posts belong to.

    Lenient for other than administrative posts and for long secondment up from a township, which
    is measured in months over the usual time.
    """
    most = law.number(MONTHS)
    moved = brief.shared(in_post).filter(pl.col("working_body") != pl.col("body"))
    found = (
        moved.select("id", "body", "away_since", place="working_body", kind=text("kind"),
                     status=text("status"))
        .join(_levels(brief), on="body", how="inner")
        .join(_levels(brief), left_on="place", right_on="body", how="inner", suffix="_there")
        .filter(pl.col("rural") != pl.col("rural_there"))
    )  # fmt: skip
    seconded = pl.col("status") == str(PersonStatus.SECONDED)
    assigned = pl.col("status") == str(PersonStatus.ON_ASSIGNMENT)
    until = pl.col("away_since").dt.offset_by(f"{most}mo")
    short = (until >= brief.on).fill_null(value=False)
    over = months_between(pl.col("away_since"), pl.lit(brief.on)) - most
    amount = pl.when(seconded).then(over.clip(lower_bound=1).fill_null(1)).otherwise(1)
    return found.filter(~assigned & ~(seconded & (short | ~pl.col("rural")))).select(
        where="id", value="name", detail="name_there", amount=amount.cast(pl.Int64),
        lenient=seconded | ~pl.col("kind").is_in(UNDER_ART_18),
    )  # fmt: skip


def _levels(brief: Brief) -> pl.LazyFrame:
    """Bodies by id: `body, name, rural` (a township or a body of one)."""
    bodies = brief["bodies"].select("name", "parent", body="id", kind=text("kind"))
    above = brief["bodies"].select(parent="id", above=text("kind"))
    township = str(BodyKind.TOWNSHIP)
    rural = (pl.col("kind") == township) | (pl.col("above") == township).fill_null(value=False)
    return bodies.join(above, on="parent", how="left").select("body", "name", rural=rural)


RULE = FrameRule(
    code="REG-008",
    title=_("不得跨层级占用编制"),
    table="people",
    severity=Severity.ERROR,
    confirm=_("条例第十八条只就行政编制规定；借调以六个月为限是惯例，须核实本省规定。"),
    why=_(
        "不同层级之间调配使用行政编制，须由省级机构编制管理机关报国务院机构编制管理机关审批，县里无权互借。"
    ),
    sources=(Source("地方各级人民政府机构设置和编制管理条例", "第十八条"),),
    says=_("{where}编制在{value}，实际在{detail}工作，县乡之间占用编制"),
    mends=_("退回编制所在机构；确需使用的，按规定程序调动或报批调整编制，借调须有期限并按期返回。"),
    limits=_(
        "乡镇及其所属机构为乡级，其余为县级；挂职不查；借调只查从乡镇借到县直且超过期限或未填起始日期的；"
        "非行政编制和借调只作提示。"
    ),
    figures=(MONTHS,),
    needs=("people",),
    breaches=breaches,
)

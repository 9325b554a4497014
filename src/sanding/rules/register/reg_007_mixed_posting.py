"""REG-007: nobody works where their kind of posts may not be used (mixed posting)."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import PersonStatus, PostKind
from sanding.rules.brief import Brief
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import body_kinds, in_post, text
from sanding.rules.views.bodies import POST_KINDS, POSTS, usable, uses

MONTHS = "secondment_months"


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """People whose posts the body they work in may not use.

    Lenient where what that body may use is practice only, or for a secondment past its time.
    """
    sections = brief["sections"].select(section="id", of_section="body")
    pairs = brief.shared(body_kinds).join(uses(law), on="body_kind", how="inner")
    misplaced = (
        brief.shared(in_post)
        .filter(text("kind").is_in(POSTS))
        .select("id", "body", "section", "working_body", "away_since", "status", kind=text("kind"))
        .join(sections, on="section", how="left")
        .with_columns(place=pl.coalesce("working_body", "of_section", "body"))
        .join(pairs, left_on=["place", "kind"], right_on=["body", "kind"], how="anti")
        .join(brief.shared(body_kinds), left_on="place", right_on="body", how="inner")
        .join(usable(law), on="body_kind", how="inner")
    )
    away = pl.col("working_body").is_not_null() & (pl.col("working_body") != pl.col("body"))
    seconded = away & (text("status") == str(PersonStatus.SECONDED))
    until = pl.col("away_since").dt.offset_by(f"{law.number(MONTHS)}mo")
    lawful = (away & (text("status") == str(PersonStatus.ON_ASSIGNMENT))) | (
        seconded & (until >= brief.on).fill_null(value=False)
    )
    return misplaced.filter(~lawful).select(
        where="id", value="kind", limit="may", detail="body_name",
        lenient=pl.col("practice") | seconded,
    )  # fmt: skip


RULE = FrameRule(
    code="REG-007",
    title=_("不得混编混岗"),
    table="people",
    severity=Severity.ERROR,
    why=_("人员占用的编制须是实际工作机构可以使用的类别，否则就是混用、挪用编制。"),
    sources=(Source("地方各级人民政府机构设置和编制管理条例", "第十五条、第二十六条第三项"),),
    says=_("{where}占用{value}，实际在{detail}工作，该机构只能使用{limit}"),
    mends=_(
        "退回编制所在机构，或按规定程序转任、考录、招聘到相应编制；历史遗留的，报批后登记核准例外和期限。"
    ),
    limits=_(
        "实际工作机构未填的，按所在内设机构和编制所在机构看；挂职和期限内的借调不查，"
        "逾期借调只作提示；垂直管理机构不查；党委机关、群团、乡镇等可用的编制类别依惯例，只作提示。"
    ),
    figures=(MONTHS, POST_KINDS),
    needs=("people",),
    words=(PostKind,),
    breaches=breaches,
)

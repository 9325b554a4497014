"""PLN-005: what concerns bodies and posts of townships is decided by the county's commission."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import BodyKind
from sanding.register.record_kinds import EvidenceKind
from sanding.rules.brief import Brief
from sanding.rules.rule import Confirmed, FrameRule, Severity, Source
from sanding.rules.views import text
from sanding.rules.views.changes import changed_bodies, on_the_plan, without_papers

MATTERS = ["merge_townships", "recode_township", "approve_posts", "cut_posts", "transfer_posts",
           "sink_posts", "approve_leadership", "create_section", "regroup_sections",
           "transfer_section"]  # fmt: skip


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """The plan, where changes of townships lack approval; amount is the changes."""
    matter = pl.col("effect").is_not_null() | pl.col("change_kind").is_in(MATTERS)
    rows = (
        brief.shared(changed_bodies)
        .filter(matter)
        .join(_of_townships(brief), on="body", how="semi")
    )
    wanted = {EvidenceKind.COMMISSION_APPROVAL: pl.lit(value=True)}
    names = pl.col("name").unique()
    lacking = without_papers(brief, rows, "change", ("change", "body"), wanted, names=names)
    return on_the_plan(brief, lacking)


def _of_townships(brief: Brief) -> pl.LazyFrame:
    """Townships, and bodies under one before the plan or after it: `body`."""
    sides = [
        one["bodies"].select("parent", body="id", kind=text("kind")) for one in (brief.was, brief)
    ]
    bodies = pl.concat(sides)
    townships = bodies.filter(pl.col("kind") == str(BodyKind.TOWNSHIP)).select("body")
    below = bodies.join(townships, left_on="parent", right_on="body", how="semi").select("body")
    born = _told_townships(brief)
    return pl.concat([townships, below, born])


def _told_townships(brief: Brief) -> pl.LazyFrame:
    """Townships that only a change tells of, set up and gone within the plan: `body`."""
    return (
        brief.shared(changed_bodies)
        .filter(pl.col("body_kind") == str(BodyKind.TOWNSHIP))
        .select("body")
    )


RULE = FrameRule(
    code="PLN-005",
    title=_("乡镇机构编制由上一级管理"),
    table="plan",
    severity=Severity.ERROR,
    confirmed=Confirmed.SECONDARY,
    confirm=_("据编办公布的条例摘要，须核对《中国共产党机构编制工作条例》领导体制一章全文。"),
    why=_("乡镇的机构编制事项由县委编委管理，乡镇和县直部门都不能自行决定，编制下沉也在其内。"),
    sources=(Source("中国共产党机构编制工作条例"),),
    says=_("{where}有{amount}项乡镇机构编制事项缺少{detail}（{value}）"),
    mends=_("报县委编委研究批准，并把批准文件附到方案、变更或乡镇上。"),
    limits=_(
        "查乡镇及其所属事业单位的机构、内设机构、编制和领导职数；行政区划调整本身的审批不在此列。"
    ),
    needs=("changes",),
    words=(EvidenceKind,),
    breaches=breaches,
)

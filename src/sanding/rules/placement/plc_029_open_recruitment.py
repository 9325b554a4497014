"""PLC-029: an institution hires in the open."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import Identity, PostKind
from sanding.register.record_kinds import EvidenceKind, Outcome
from sanding.rules.brief import Brief
from sanding.rules.papers import papers
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import placed

STAFF = [str(Identity.INSTITUTION_MANAGEMENT), str(Identity.INSTITUTION_PROFESSIONAL)]
HIRED = str(Identity.OFF_ESTABLISHMENT)


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """People whom an institution newly hires with neither open recruitment nor an exception.

    A paper serves whom it is about, whoever is placed in the body or position it is about, and
    papers of open recruitment everybody if they are about the plan.
    """
    from_outside = (pl.col("identity_was") == HIRED) & (
        pl.col("identity").is_in(STAFF)
        | ((pl.col("kind") == str(PostKind.INSTITUTION)) & pl.col("identity").is_null())
    )
    recruited = pl.col("outcome") == str(Outcome.OPEN_RECRUITMENT)
    hired = brief.shared(placed).filter(recruited | from_outside.fill_null(value=False))
    opened = str(EvidenceKind.OPEN_RECRUITMENT)
    there = brief.shared(papers).filter(
        pl.col("kind").is_in([opened, *law.names("open_recruitment_exceptions")]),
        (pl.col("about") != "") | (pl.col("kind") == opened),
    )
    return (
        hired.select("outcome", "identity_was", where="person",
                     about=pl.concat_list("person", "body", "position", pl.lit("")))
        .explode("about")
        .join(there.select("about", there=pl.lit(value=True)).unique(), on="about", how="left")
        .group_by("where", detail="outcome")
        .agg(there=pl.col("there").any())
        .filter(~pl.col("there"))
        .select("where", "detail")
    )  # fmt: skip


RULE = FrameRule(
    code="PLC-029",
    title=_("事业单位公开招聘"),
    table="people",
    severity=Severity.ERROR,
    why=_("事业单位新聘人员须面向社会公开招聘，只有政策性安置、上级任命、涉密岗位例外。"),
    sources=(Source("事业单位人事管理条例", "第八条、第九条"),),
    says=_("{where}拟以“{detail}”新聘为事业单位工作人员，没有公开招聘材料，也不属例外情形"),
    mends=_(
        "附上公开招聘的方案、公告和公示；属于例外的，附政策性安置、上级任命或者涉密岗位的文件。"
    ),
    limits=_(
        "新聘按去向为事业单位公开招聘，或者编外人员转为事业人员认定；材料可以涉及本人、安置机构或者职位，"
        "公开招聘材料也可以涉及整个方案；不核对招聘程序是否走完；事业单位之间调动不在此列。"
    ),
    figures=("open_recruitment_exceptions",),
    needs=("placements",),
    words=(Outcome,),
    breaches=breaches,
)

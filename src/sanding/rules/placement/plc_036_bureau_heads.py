"""PLC-036: heads of government departments are appointed by the standing committee."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import BodyKind
from sanding.register.record_kinds import EvidenceKind
from sanding.rules.brief import Brief
from sanding.rules.papers import BETWEEN
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views.appointments import by_change, carried_chiefs, new_chiefs
from sanding.rules.views.changes import without_papers

PAPERS = (EvidenceKind.NOMINATION, EvidenceKind.CONGRESS_DECISION, EvidenceKind.CITY_REPORT)


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """New heads of government departments who lack nomination, decision or report.

    A paper about the person, the position, the change or the whole plan serves. Lenient where the
    position came to another body with its holder.
    """
    every = pl.concat([
        brief.shared(new_chiefs).with_columns(carried=pl.lit(value=False)),
        carried_chiefs(brief).with_columns(carried=pl.lit(value=True)),
    ])  # fmt: skip
    heads = every.filter(pl.col("body_kind") == str(BodyKind.GOVERNMENT_DEPARTMENT))
    rows = heads.join(brief.shared(by_change), on="position", how="left")
    wanted = {kind: pl.lit(value=True) for kind in PAPERS}
    bodies = pl.col("body").unique().sort().str.join(BETWEEN)
    return without_papers(
        brief, rows, "person", ("person", "position", "change"), wanted,
        bodies=bodies, lenient=pl.col("carried").all(),
    ).select(
        "where", "lenient", detail="bodies", value=pl.col("lacks").list.join(BETWEEN),
        amount=pl.col("lacks").list.len().cast(pl.Int64),
    )  # fmt: skip


RULE = FrameRule(
    code="PLC-036",
    title=_("局长科长由人大常委会决定任免"),
    table="people",
    severity=Severity.ERROR,
    why=_(
        "县政府工作部门正职根据县长提名，由县人大常委会决定任免，报市政府备案；副县长兼任局长也不例外。"
    ),
    sources=(Source("地方各级人民代表大会和地方各级人民政府组织法", "第五十条第一款第十四项"),),
    says=_("{where}拟任{detail}正职，缺少{value}"),
    mends=_(
        "由县长提名，提请县人大常委会决定任命，报市政府备案，并把文件附到本人、职位、变更或者方案。"
    ),
    limits=_(
        "查安置表写明职位的和方案安排兼任的政府工作部门新任正职；正职职位随机构合并转到另一"
        "机构、仍由原正职担任的只作提示，机构更名的不视为新任，免职不查；党委工作机关、部门管理机构正职不属人大常委会决定任免。"
    ),
    needs=("appointments",),
    words=(EvidenceKind,),
    breaches=breaches,
)

"""REG-001: a body exists only with an approval document."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import BodyKind
from sanding.rules.brief import Brief
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import text
from sanding.rules.views.approvals import approved

# set up by the constitution or by departments above, not by a document of the county
NOT_OURS = [str(BodyKind.LEADING_BODY), str(BodyKind.CONGRESS),
            str(BodyKind.CONSULTATIVE_CONFERENCE), str(BodyKind.COURT),
            str(BodyKind.PROCURATORATE), str(BodyKind.LINE_MANAGED)]  # fmt: skip
PAPERS = ("approved_by", "approved_on", "approving_authority")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Bodies without number, day or authority of their approval, for which no paper speaks."""
    blank = pl.any_horizontal(pl.col(name).is_null() for name in PAPERS)
    return (
        brief["bodies"]
        .filter(~text("kind").is_in(NOT_OURS) & blank)
        .select(where="id")
        .join(brief.shared(approved), on="where", how="anti")
    )


RULE = FrameRule(
    code="REG-001",
    title=_("机构须有批准文件"),
    table="bodies",
    severity=Severity.ERROR,
    why=_("擅自设置的机构，不得核拨经费，也不能据以配备人员和领导。"),
    sources=(Source("地方各级人民政府机构设置和编制管理条例", "第六条、第九条、第二十六条第一项"),),
    says=_("{where}缺少批准文号、批准日期或批准机关"),
    mends=_(
        "补录批准文件的文号、日期和批准机关；方案新设的机构，把批准文件附到方案、变更或机构上；没有批准文件的，按规定程序报批或撤销。"
    ),
    limits=_(
        "只看三项是否填写，或者是否附有批准文件，不核对文件真伪；附于整个方案的文件只认方案新设的机构；"
        "宪法法律直接规定的机关和垂直管理机构不查。"
    ),
    breaches=breaches,
)

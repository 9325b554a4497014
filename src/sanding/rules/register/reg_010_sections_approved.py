"""REG-010: the sections of a county body were approved by the establishment office."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import BodyKind
from sanding.rules.brief import Brief
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import body_kinds
from sanding.rules.views.approvals import approved

GOVERNMENT = [str(BodyKind.GOVERNMENT_DEPARTMENT), str(BodyKind.SUBORDINATE_AGENCY)]
PARTY = [str(BodyKind.PARTY_ORGAN)]


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Sections without the number of the paper that approved them, and without the paper.

    Lenient in party organs, of which the regulation does not speak.
    """
    bodies = brief.shared(body_kinds).filter(pl.col("body_kind").is_in([*GOVERNMENT, *PARTY]))
    return (
        brief["sections"]
        .filter(pl.col("approved_by").is_null())
        .select("body", where="id")
        .join(bodies, on="body", how="inner")
        .join(brief.shared(approved), on="where", how="anti")
        .select("where", value="body_name", lenient=pl.col("body_kind").is_in(PARTY))
    )


RULE = FrameRule(
    code="REG-010",
    title=_("内设机构由本级编办审批"),
    table="sections",
    severity=Severity.ERROR,
    why=_("行政机构的内设机构由本级机构编制管理机关审批，部门不得自行设立。"),
    sources=(
        Source("地方各级人民政府机构设置和编制管理条例", "第十三条、第二十六条第一项、第七项"),
    ),
    says=_("{value}内设机构{where}没有批准文号"),
    mends=_(
        "补录县委编办的批准文号；方案新设的，把批准文件附到方案、变更或内设机构上；没有批准的，报批或撤销。"
    ),
    limits=_(
        "只看是否填写批准文号或者附有批准文件，不核对由谁批准；乡镇、事业单位的内设机构不查；党委机关参照执行，只作提示。"
    ),
    needs=("sections",),
    breaches=breaches,
)

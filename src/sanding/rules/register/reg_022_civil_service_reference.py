"""REG-022: administration by reference to the Civil Service Law needs ground and approval."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import Identity, Kind, PostKind
from sanding.register.record_kinds import EvidenceKind
from sanding.rules.brief import Brief
from sanding.rules.papers import papers
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import INSTITUTIONS, in_post, text


class Flaw(Kind):
    """What is wrong with a body's administration by reference."""

    NO_GROUND = "no_ground", _("没有填写法律、法规授权依据")
    NO_APPROVAL = "no_approval", _("没有批准文件")
    SUPPORT_WORKERS = "support_workers", _("工勤人员登记为参公人员")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Institutions by reference without ground or approval; support workers held to be in it."""
    bodies = (
        brief["bodies"]
        .filter(pl.col("civil_service_reference") & text("kind").is_in(INSTITUTIONS))
        .select("reference_basis", "approved_by", where="id")
    )
    approvals = brief.shared(papers).filter(pl.col("kind") == str(EvidenceKind.APPROVAL))
    unapproved = bodies.filter(pl.col("approved_by").is_null()).join(
        approvals, left_on="where", right_on="about", how="anti"
    )
    worker = text("kind") == str(PostKind.SUPPORT)
    referred = text("identity") == str(Identity.CIVIL_SERVICE_REFERENCE)
    workers = brief.shared(in_post).filter(worker & referred).group_by(where="body")
    one = pl.lit(1, pl.Int64)
    found = {
        Flaw.NO_GROUND: bodies.filter(_blank("reference_basis")).select("where", amount=one),
        Flaw.NO_APPROVAL: unapproved.select("where", amount=one),
        Flaw.SUPPORT_WORKERS: workers.agg(amount=pl.len().cast(pl.Int64)),
    }
    return pl.concat(
        rows.with_columns(detail=pl.lit(str(flaw))) for flaw, rows in found.items()
    )  # fmt: skip


def _blank(name: str) -> pl.Expr:
    return pl.col(name).is_null() | (pl.col(name).str.strip_chars() == "")


RULE = FrameRule(
    code="REG-022",
    title=_("参公管理须批准"),
    table="bodies",
    severity=Severity.ERROR,
    why=_(
        "参照公务员法管理只限法律、法规授权的具有公共事务管理职能的事业单位，须经批准，"
        "工勤人员不在其内；自行参公等于擅自改变人员身份。"
    ),
    sources=(Source("公务员法", "第一百一十二条"),),
    says=_("{where}参公管理：{detail}"),
    mends=_("补录授权依据和批准文件；没有批准的，取消参公管理标记，工勤人员按工勤身份登记。"),
    limits=_(
        "只查事业单位，群团机关参公另有规定；批准文件认机构的批准文号或者该机构的"
        "“批准文件”佐证材料，不核对文件是否确为参公批复，也不判断职能是否具有公共事务管理性质。"
    ),
    words=(Flaw,),
    breaches=breaches,
)

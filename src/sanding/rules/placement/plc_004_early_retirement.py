"""PLC-004: a civil servant retires early on own application, with approval, after long service."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.law.retirement import FIGURES
from sanding.register.kinds import Identity, Kind
from sanding.register.record_kinds import EvidenceKind, Outcome
from sanding.rules.brief import Brief
from sanding.rules.papers import lacking
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import months_between
from sanding.rules.views.retirements import NOTHING, Nothing, month, retiring

CIVIL = [str(Identity.CIVIL_SERVANT), str(Identity.CIVIL_SERVICE_REFERENCE)]
PAPERS = (EvidenceKind.OWN_APPLICATION, EvidenceKind.APPOINTING_APPROVAL)


class Asked(Kind):
    """What is asked of a civil servant who retires early (提前退休条件)."""

    CIVIL = "civil", _("限于")
    SERVICE = "service", _("工作月数不得少于")
    PAPERS = "papers", _("须有")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Who is no civil servant, has served too few months, or lacks one of the two papers."""
    people = retiring(brief, law, Outcome.EARLY_RETIRE)
    others = people.filter(~pl.col("identity").is_in(CIVIL)).select(
        where="person", detail=pl.lit(str(Asked.CIVIL)), value="identity",
        limit=pl.lit(str(Identity.CIVIL_SERVANT)), amount=pl.lit(1, pl.Int64),
    )  # fmt: skip
    servants = people.filter(pl.col("identity").is_in(CIVIL))
    wanting = lacking(brief, servants.select(where="person"), PAPERS).select(
        "where", detail=pl.lit(str(Asked.PAPERS)), value=pl.lit(NOTHING), limit="value",
        amount="amount",
    )  # fmt: skip
    return pl.concat([others, _served_too_little(brief, servants, law), wanting])


def _served_too_little(brief: Brief, people: pl.LazyFrame, law: InForce) -> pl.LazyFrame:
    """By the months on file and those until the day they go, else by the day they began."""
    told = brief["service"].select("person", told=pl.col("service_months").cast(pl.Int64))
    goes = pl.col("leaves").fill_null(brief.on)
    ahead = months_between(pl.lit(brief.on), goes).clip(0)
    served = pl.coalesce(pl.col("told") + ahead, months_between(pl.col("worked_since"), goes))
    left = months_between(month(goes), pl.col("statutory"))
    near = (left < law.number("early_retirement_near_age")).fill_null(value=False)
    asked = (
        pl.when(near).then(law.number("early_retirement_shorter_service"))
        .otherwise(law.number("early_retirement_service")).cast(pl.Int64)
    )  # fmt: skip
    lacks = pl.col("asked") - pl.col("served")
    known = people.join(told, on="person", how="left").with_columns(served=served, asked=asked)
    return known.filter(lacks > 0).select(
        where="person", detail=pl.lit(str(Asked.SERVICE)), value=pl.col("served").cast(pl.String),
        limit=pl.col("asked").cast(pl.String), amount=lacks,
    )  # fmt: skip


RULE = FrameRule(
    code="PLC-004",
    title=_("公务员提前退休"),
    table="people",
    severity=Severity.ERROR,
    confirm=_("“距国家规定的退休年龄不足五年”按延迟后的法定退休时间计算，是本项目的读法，须核实。"),
    why=_(
        "提前退休只能由公务员本人自愿申请、任免机关批准，并满足工作年限；"
        "机构改革不得要求或者变相要求提前退休。"
    ),
    sources=(Source("公务员法", "第九十三条"),),
    says=_("{where}公务员提前退休{detail}{limit}，现为{value}"),
    mends=_("补齐本人申请和任免机关批准；工作年限不足的改为其他去向。"),
    limits=_(
        "工作月数先用服务年限表，没有的按参加工作时间推算，都没有的不提示；"
        "国家规定的其他提前退休情形，附核准例外后只作提示；参公人员按公务员掌握。"
    ),
    figures=(
        *FIGURES, "early_retirement_service", "early_retirement_shorter_service",
        "early_retirement_near_age",
    ),
    needs=("placements",),
    words=(Asked, Nothing, Identity, EvidenceKind),
    breaches=breaches,
)  # fmt: skip

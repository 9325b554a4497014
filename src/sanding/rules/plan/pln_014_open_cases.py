"""PLN-014: cases that are open are handed over and keep their clocks."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import Kind, PowerKind
from sanding.register.record_kinds import OpenCaseKind
from sanding.rules.brief import Brief
from sanding.rules.papers import BETWEEN
from sanding.rules.rule import Confirmed, FrameRule, Severity, Source
from sanding.rules.views import text


class Break(Kind):
    """What goes wrong with an open brief."""

    GONE = "gone", _("移交后不在台账")
    NOBODY = "nobody", _("承办机构不存在")
    POWERLESS = "powerless", _("承办机构已无此类职权")
    RESTARTED = "restarted", _("起算日期或到期日期后移")


# by which kind of power a case is decided
POWER_OF = {
    str(OpenCaseKind.PERMIT): str(PowerKind.PERMIT),
    str(OpenCaseKind.PENALTY): str(PowerKind.PENALTY),
    str(OpenCaseKind.SEIZURE): str(PowerKind.COMPULSION),
}


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Open cases that are lost, nobody's or begun anew; amount is the days gained, at least one."""
    now = brief["open_cases"].select("id", "body", started="started_on", due="due_on")
    bodies = brief["bodies"].select(body="id", there=pl.lit(value=True))
    kind = text("kind").replace_strict(POWER_OF, default=None, return_dtype=pl.String)
    joined = (
        brief.was["open_cases"]
        .select("id", "started_on", "due_on", power=kind, body_was="body")
        .join(now, on="id", how="left")
        .join(bodies, on="body", how="left")
        .join(_used(brief.was, "had"), left_on=["body_was", "power"], right_on=["body", "power"],
              how="left")
        .join(_used(brief, "has"), on=["body", "power"], how="left")
    )  # fmt: skip
    later = pl.max_horizontal(_days("started", "started_on"), _days("due", "due_on"), 0)
    found = [pl.when(said).then(pl.lit(str(what))) for what, said in _breaks(later > 0).items()]
    return (
        joined.with_columns(value=pl.concat_list(found).list.drop_nulls(), later=later)
        .filter(pl.col("value").list.len() > 0)
        .select(
            where="id", value=pl.col("value").list.join(BETWEEN), amount=pl.col("later").clip(1)
        )
    )


def _breaks(restarted: pl.Expr) -> dict[Break, pl.Expr]:
    gone = pl.col("body").is_null()
    return {
        Break.GONE: gone,
        Break.NOBODY: ~gone & pl.col("there").is_null(),
        Break.POWERLESS: pl.col("there") & pl.col("had") & pl.col("has").is_null(),
        Break.RESTARTED: restarted,
    }


def _days(now: str, before: str) -> pl.Expr:
    return (pl.col(now) - pl.col(before)).dt.total_days()


def _used(brief: Brief, name: str) -> pl.LazyFrame:
    """Kinds of power a body uses: `body, power`, and `name`, which is true."""
    return (
        brief["powers"].select("body", power=text("kind")).unique().with_columns(
            pl.lit(value=True).alias(name)
        )
    )  # fmt: skip


RULE = FrameRule(
    code="PLN-014",
    title=_("在办事项承接且时限不重算"),
    table="open_cases",
    severity=Severity.ERROR,
    confirmed=Confirmed.UNVERIFIED,
    confirm=_("办理期限已核原文；机构调整移交不重新计算期限是本系统的理解，须由法制机构确认。"),
    why=_("机构调整不能成为案件和办件超期的理由，在办的许可、处罚、查封扣押、信访和信息公开申请要连同起算日期一并移交。"),
    sources=(
        Source("行政许可法", "第四十二条"),
        Source("行政处罚法", "第六十条"),
        Source("行政强制法", "第二十五条"),
    ),
    says=_("在办事项{where}：{value}"),
    mends=_("把在办事项移交给有职权的承接机构，起算日期和到期日期保持不变。"),
    limits=_("比对改革前后的在办事项台账；承办机构原有此类权力、改革后一项也没有的，视为已无职权；"
             "依法中止、延长期限的须另行说明。"),
    needs=("open_cases",),
    words=(Break,),
    breaches=breaches,
)  # fmt: skip

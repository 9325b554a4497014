"""RFM-002: nobody is raised in level or rank while the freeze holds (突击提拔)."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import Kind, Level, Rank
from sanding.rules.brief import Brief
from sanding.rules.rule import Confirmed, FrameRule, Severity
from sanding.rules.views import height, placed
from sanding.rules.views.freeze import CONFIRM, DISCIPLINE, here, moved_in_freeze


class Raised(Kind):
    """How a person was raised."""

    LEVEL = "level", _("任现职务层次")
    RANK = "rank", _("任现职级")
    PROPOSED = "proposed", _("按安置表晋升")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """People raised in the freeze, or to be raised in it by a placement, without an approval."""
    people = here(brief["people"])
    rises = _rises("level", Level) | _rises("rank", Rank)
    counties = brief["people"].select("county", person="id")
    proposed = brief.shared(placed).filter(rises).join(counties, on="person", how="inner")
    rows: dict[Kind, pl.LazyFrame] = {
        Raised.LEVEL: people.select("county", where="id", day="level_since"),
        Raised.RANK: people.select("county", where="id", day="rank_since"),
        Raised.PROPOSED: proposed.select("county", where="person", day="effective_on"),
    }
    return moved_in_freeze(brief, rows)


def _rises(name: str, kind: type[Kind]) -> pl.Expr:
    return (height(name, kind) < height(f"{name}_was", kind)).fill_null(value=False)


RULE = FrameRule(
    code="RFM-002",
    title=_("冻结期内不得突击提拔"),
    table="people",
    severity=Severity.ERROR,
    confirmed=Confirmed.UNVERIFIED,
    confirm=CONFIRM,
    why=_("改革方案酝酿期间突击提拔职务、晋升职级，会改变安置时的职务职级基础，对其他人不公。"),
    sources=DISCIPLINE,
    says=_("{where}{detail}的时间是{value}，在{limit}起的冻结期内，没有批准文件"),
    mends=_(
        "核实晋升的程序和依据；冻结前已经决定或者经批准办理的，登记涉及本人的批准文件，其余予以纠正。"
    ),
    limits=_(
        "方案没有写明冻结日的，不判定；冻结当日也算；台账只有任现层次、职级的时间，"
        "新录用人员试用期满任职定级、平级重新任职也会提示；安置表没有写明生效日期的不提示。"
    ),
    needs=("plan:freeze_on",),
    words=(Raised,),
    breaches=breaches,
)

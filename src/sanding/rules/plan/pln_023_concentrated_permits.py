"""PLN-023: concentrating permit powers needs the State Council and the province."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import ItemKind, PowerKind
from sanding.register.record_kinds import EvidenceKind
from sanding.rules.brief import Brief
from sanding.rules.plan_papers import plan_papers, unproved
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views.powers import items_taken_over, powers_taken_over

LISTS = ((powers_taken_over, PowerKind.PERMIT), (items_taken_over, ItemKind.PERMIT))
KINDS = (EvidenceKind.STATE_COUNCIL_APPROVAL, EvidenceKind.PROVINCIAL_DECISION)


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Bodies that take over permits of others, with the decisions they lack.

    A permit may stand among the powers, the items or both: the longer list counts.
    """
    lists = [
        brief.shared(view)
        .filter((pl.col("kind") == str(permit)) & ~pl.col("with_duty"))
        .select("receiver", listed=pl.lit(place))
        for place, (view, permit) in enumerate(LISTS)
    ]
    counted = pl.concat(lists).group_by("receiver", "listed").agg(permits=pl.len())
    taken = counted.group_by(where="receiver").agg(amount=pl.col("permits").max().cast(pl.Int64))
    there = brief.shared(plan_papers).filter(pl.col("field").is_null()).select("about", "kind")
    return unproved(taken, there, KINDS)


RULE = FrameRule(
    code="PLN-023",
    title=_("相对集中许可权须国务院批准"),
    table="bodies",
    severity=Severity.ERROR,
    why=_("一个机关行使其他机关的行政许可权，须经国务院批准并由省级人民政府决定。"),
    sources=(Source("行政许可法", "第二十五条"),),
    says=_("{where}接过其他机构的行政许可{amount}项，缺少{value}"),
    mends=_(
        "补充国务院批准和省级人民政府决定；没有批准的，许可仍由原机关实施，可以进驻大厅统一受理。"
    ),
    limits=_(
        "原机构撤并后由承接机构继续实施的、新设机构只从一个机构划入的、许可随对应职责一并划转的不算"
        "集中；许可同时列在权力事项和政务服务事项的，按较多的一边计；注明执法领域的决定不算许可的决定。"
    ),
    needs=("changes",),
    words=(EvidenceKind,),
    breaches=breaches,
)

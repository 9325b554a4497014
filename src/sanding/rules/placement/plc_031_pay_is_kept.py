"""PLC-031: a placement records that pay, benefits and insurance are kept."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import Kind
from sanding.register.record_kinds import Outcome
from sanding.rules.brief import Brief
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import placed
from sanding.rules.views.appointments import OWN_WISH
from sanding.rules.views.promotions import CIVIL
from sanding.rules.views.standing import LEAVING

UNMOVED = [str(Outcome.STAY), *LEAVING, *OWN_WISH]


class Said(Kind):
    """What a placement says of pay, benefits and insurance."""

    NOTHING = "nothing", _("没有写明待遇保持不变")
    CHANGED = "changed", _("写明待遇不予保持")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Civil servants whom a placement moves and whose treatment it does not say is kept.

    Lenient where it says the treatment changes and by which clause.
    """
    changed = pl.col("treatment_kept").is_not_null()
    moved = pl.col("identity_was").is_in(CIVIL) & ~pl.col("outcome").is_in(UNMOVED)
    return (
        brief.shared(placed)
        .filter(moved & ~pl.col("treatment_kept").fill_null(value=False))
        .select(
            where="person",
            value="outcome",
            detail=pl.when(changed).then(pl.lit(str(Said.CHANGED)))
            .otherwise(pl.lit(str(Said.NOTHING))),
            lenient=changed & pl.col("clause").is_not_null(),
        )
        .unique()
    )  # fmt: skip


RULE = FrameRule(
    code="PLC-031",
    title=_("不得擅自改变待遇"),
    table="people",
    severity=Severity.ERROR,
    why=_(
        "任何机关不得违反国家规定自行更改公务员工资、福利、保险政策，改革安置不得擅自提高或者降低待遇。"
    ),
    sources=(Source("公务员法", "第八十四条第一款"), Source("试点做法（人员安置）")),
    says=_("{where}去向为{value}，安置表{detail}"),
    mends=_("在安置表写明待遇保持不变；依国家规定应当变动的，写明依据条款。"),
    limits=_(
        "查公务员和参公人员；原岗留任、离职退休和本人申请的去向不查。只看安置表是否写明，"
        "不核对实际工资、福利、保险；写了依据条款的变动只作提示。"
    ),
    needs=("placements",),
    words=(Said, Outcome),
    breaches=breaches,
)

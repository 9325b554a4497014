"""RFM-003: nobody is moved about in the bodies of the plan while the freeze holds (突击调动)."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import Kind
from sanding.rules.brief import Brief
from sanding.rules.rule import Confirmed, FrameRule, Severity
from sanding.rules.views.freeze import CONFIRM, DISCIPLINE, here, moved_in_freeze, touched


class Moved(Kind):
    """How a person was moved."""

    APPOINTED = "appointed", _("任职")
    LENT = "lent", _("借调或者挂职")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """People appointed, or lent, in the freeze in a body the plan touches, without an approval.

    Of the register before the plan: what the plan's own changes do is no rush.
    """
    involved = brief.shared(touched)
    positions = brief.was["positions"].select("body", position="id")
    appointed = (
        brief.was["appointments"]
        .select("county", "position", day="since", where="person")
        .join(positions, on="position", how="inner")
        .join(involved, on="body", how="semi")
    )
    lent = here(brief.was["people"]).filter(pl.col("working_body").is_not_null())
    lent = lent.select("county", "body", "working_body", day="away_since", where="id")
    home = lent.join(involved, on="body", how="semi")
    host = lent.join(involved, left_on="working_body", right_on="body", how="semi")
    return moved_in_freeze(brief, {Moved.APPOINTED: appointed, Moved.LENT: pl.concat([home, host])})


RULE = FrameRule(
    code="RFM-003",
    title=_("冻结期内不得突击调动"),
    table="people",
    severity=Severity.ERROR,
    confirmed=Confirmed.UNVERIFIED,
    confirm=CONFIRM,
    why=_("在涉改单位突击任免、借调人员，会打乱人员底数，使人随职责走无从对照。"),
    sources=DISCIPLINE,
    says=_("{where}于{value}在涉改单位{detail}，在{limit}起的冻结期内，没有批准文件"),
    mends=_(
        "核实任免、借调的依据；冻结前已经决定或者经批准办理的，登记涉及本人的批准文件，其余予以纠正。"
    ),
    limits=_(
        "方案没有写明冻结日的，不判定；冻结当日也算；只查方案变更所涉的机构，"
        "方案自身的任职安排不算突击；编制关系的调动没有日期，由“进入本单位时间”查。"
    ),
    needs=("plan:freeze_on",),
    words=(Moved,),
    breaches=breaches,
)

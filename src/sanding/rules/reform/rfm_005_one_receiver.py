"""RFM-005: every upper department has one lead receiver that is there."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.effects.counterparts import receivers
from sanding.law import InForce
from sanding.rules.brief import Brief
from sanding.rules.rule import Confirmed, FrameRule, Severity, Source


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Upper departments whose lead receiver is missing or not in the register."""
    return (
        receivers(brief)
        .filter(pl.col("receiver").is_null())
        .select(where="upper", value=pl.col("duties").cast(pl.String))
    )


RULE = FrameRule(
    code="RFM-005",
    title=_("上级部门须有一个牵头对口机构"),
    table="uppers",
    severity=Severity.ERROR,
    confirmed=Confirmed.UNVERIFIED,
    confirm=_("一对多对口是试点做法，没有全国性条文；须由县委、县政府的分工文件确认。"),
    why=_("一个部门对口多个上级部门时，每个上级部门都要有人牵头接收，文件和会议才不会落空。"),
    sources=(Source("试点做法（一对多对口机制）"),),
    says=_("{where}没有牵头对口机构，{value}项职责对它负责"),
    mends=_("指定一个牵头对口机构，其他机构按职责配合接收。"),
    limits=_("只看是否指定了现存机构，不看其能否胜任。"),
    needs=("uppers",),
    breaches=breaches,
)

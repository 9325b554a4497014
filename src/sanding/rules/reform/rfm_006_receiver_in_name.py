"""RFM-006: the lead receiver has at least one of the duties that answer to the upper department."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.effects.counterparts import receivers
from sanding.law import InForce
from sanding.rules.brief import Brief
from sanding.rules.rule import Confirmed, FrameRule, Severity, Source


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Upper departments whose duties all lie with others than the lead receiver.

    A body that runs an enforcement team receives by the powers it uses, not by duties.
    """
    teams = brief["teams"].select(receiver="body").unique()
    idle = pl.col("receiver").is_not_null() & (pl.col("duties") > 0) & (pl.col("own") == 0)
    return (
        receivers(brief)
        .filter(idle)
        .join(teams, on="receiver", how="anti")
        .select(
            where="upper", value="receiver", amount="duties", limit=pl.col("others").list.join("、")
        )
    )


RULE = FrameRule(
    code="RFM-006",
    title=_("牵头对口机构须承担对应职责"),
    table="uppers",
    severity=Severity.WARNING,
    confirmed=Confirmed.UNVERIFIED,
    confirm=_("一对多对口是试点做法，没有全国性条文；须由县委、县政府的分工文件确认。"),
    why=_("牵头机构一项对应职责也没有，接收的任务只能转手，多一道环节。"),
    sources=(Source("试点做法（一对多对口机制）"),),
    says=_("{where}的牵头对口机构{value}不承担对应的{amount}项职责，职责在{limit}"),
    mends=_("改由承担职责最多的机构牵头，或写明转办的责任人和时限。"),
    limits=_("职责与上级部门的对应关系以台账的对口关系表为准；执法队伍所在机构按权力接收，不查。"),
    needs=("uppers", "counterparts"),
    breaches=breaches,
)

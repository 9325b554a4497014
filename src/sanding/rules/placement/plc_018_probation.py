"""PLC-018: recruits and promoted leaders serve a probation."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import Kind, Level
from sanding.register.record_kinds import Outcome
from sanding.rules.brief import Brief
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import body_kinds, height, months_between, placed
from sanding.rules.views.promotions import CIVIL, place, promoted


class Newly(Kind):
    """Why a probation is asked for (试用事由)."""

    RECRUITED = "recruited", _("新录用公务员")
    LEADING = "leading", _("提拔担任领导职务")


COLUMNS = ("person", "effective_on", "probation_until")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Recruits and promoted leaders whose probation is not written down or too short."""
    recruits = brief.shared(placed).filter(pl.col("outcome") == str(Outcome.RECRUITMENT_EXAM))
    asked = [
        _asked(recruits, Newly.RECRUITED, law.number("recruit_probation_months")),
        _asked(_leaders(brief, law), Newly.LEADING, law.number("leader_probation_months")),
    ]
    # the last day of a probation is served
    served = months_between(pl.col("effective_on"), pl.col("probation_until").dt.offset_by("1d"))
    written = pl.col("probation_until").is_not_null()
    told = pl.when(written).then(served.clip(lower_bound=0)).otherwise(0)
    missing = pl.col("months") - told
    return pl.concat(asked).filter(missing > 0).select(
        "detail", where="person", amount=missing, limit=pl.col("months").cast(pl.String),
        value=told.cast(pl.String),
    )  # fmt: skip


def _asked(rows: pl.LazyFrame, why: Newly, months: int) -> pl.LazyFrame:
    return rows.select(*COLUMNS, detail=pl.lit(str(why)), months=pl.lit(months, pl.Int64))


def _leaders(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Civil servants promoted to a leadership post that is not filled by election."""
    kinds = brief.shared(body_kinds).select(seat_body="body", seat_kind="body_kind")
    leads = height("level", Level) <= place(law.value("lowest_leadership_level"), Level)
    return brief.shared(promoted).join(kinds, on="seat_body", how="left").filter(
        leads & pl.col("raised_level"),
        pl.coalesce("identity", "identity_was").is_in(CIVIL),
        pl.col("seat_role").is_in(law.names("leader_probation_roles")),
        pl.coalesce("body_kind", "seat_kind").is_in(law.names("leader_probation_bodies")),
    )  # fmt: skip


RULE = FrameRule(
    code="PLC-018",
    title=_("试用期"),
    table="people",
    severity=Severity.ERROR,
    confirm=_(
        "领导职务的试用期和适用职务须核对《党政领导干部选拔任用工作条例》关于任职试用期的条款。"
    ),
    why=_("新录用公务员试用期满合格才能任职，提拔的领导干部试用期满考核胜任才正式任职。"),
    sources=(Source("公务员法", "第三十四条、第四十八条"), Source("党政领导干部选拔任用工作条例")),
    says=_("{where}属{detail}，试用期应为{limit}个月，只写明{value}个月，差{amount}个月"),
    mends=_("在安置表写明试用期截止日期；试用期满按规定考核后办理正式任职。"),
    limits=_(
        "录用按去向认定；提拔按职务层次提高、任部门副职或内设机构领导职务认定，正职、乡镇等经选举或者人大"
        "任命的不查，事业单位领导人员不查；没有写明生效日期的不算长短。"
    ),
    figures=(
        "recruit_probation_months", "leader_probation_months", "leader_probation_roles",
        "leader_probation_bodies", "lowest_leadership_level",
    ),
    needs=("placements",),
    words=(Newly,),
    breaches=breaches,
)  # fmt: skip

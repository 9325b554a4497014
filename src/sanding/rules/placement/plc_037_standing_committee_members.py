"""PLC-037: members of the standing committee hold no post of the state beside it."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import BodyKind, PositionRole
from sanding.rules.brief import Brief
from sanding.rules.papers import BETWEEN
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import body_kinds, text
from sanding.rules.views.appointments import appointed
from sanding.rules.views.standing import LEAVING

STATE = [str(BodyKind.GOVERNMENT_DEPARTMENT), str(BodyKind.SUBORDINATE_AGENCY),
         str(BodyKind.DISPATCHED_AGENCY), str(BodyKind.LINE_MANAGED), str(BodyKind.COURT),
         str(BodyKind.PROCURATORATE)]  # fmt: skip
# bodies with posts of the party beside those of the state
MIXED = [str(BodyKind.LEADING_BODY), str(BodyKind.PARTY_ORGAN), str(BodyKind.TOWNSHIP)]
LEADS = [str(PositionRole.CHIEF), str(PositionRole.EXECUTIVE_DEPUTY), str(PositionRole.DEPUTY)]
CALLED = pl.concat_str("body_name", "name", ignore_nulls=True)


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Members of the standing committee who hold, or are placed into, a post of the state.

    Lenient where only the role, not the name, says that it is a seat.
    """
    seat = CALLED.str.contains_any(law.names("standing_committee_seats")).fill_null(value=False)
    office = pl.concat_str("name", "section_name", ignore_nulls=True).str.contains_any(
        law.names("congress_office_words")
    )
    leads = pl.col("role").is_in(LEADS) & ~office.fill_null(value=False)
    named = CALLED.str.contains_any(law.names("state_post_words"))
    of_state = pl.col("body_kind").is_in(STATE) | (pl.col("body_kind").is_in(MIXED) & named)
    held = brief.shared(appointed)
    sections = brief["sections"].select(section="id", section_name="name")
    members = (
        held.filter(pl.col("body_kind") == str(BodyKind.CONGRESS))
        .join(sections, on="section", how="left")
        .filter(seat | leads)
        .select("person", "until", lenient=~seat)
    )
    beside = held.filter(of_state).join(members.drop("until"), on="person", how="inner")
    into = _placed(brief, members).filter(of_state)
    return (
        pl.concat(one.select("person", "position", "body", "lenient") for one in (beside, into))
        .group_by(where="person")
        .agg(
            value=pl.col("body").unique().sort().str.join(BETWEEN),
            amount=pl.col("position").n_unique().cast(pl.Int64), lenient=pl.col("lenient").all(),
        )
    )  # fmt: skip


def _placed(brief: Brief, members: pl.LazyFrame) -> pl.LazyFrame:
    """Positions into which members are placed before they leave the standing committee."""
    gone = (pl.col("until") <= pl.col("effective_on")).fill_null(value=False)
    positions = brief["positions"].select("name", "body", position="id")
    return (
        brief["placements"]
        .filter(pl.col("position").is_not_null() & ~text("outcome").is_in(LEAVING))
        .select("person", "position", "effective_on")
        .join(members, on="person", how="inner")
        .filter(~gone)
        .join(positions, on="position", how="inner")
        .join(brief.shared(body_kinds), on="body", how="left")
    )


RULE = FrameRule(
    code="PLC-037",
    title=_("人大常委会组成人员不得兼任行政等职务"),
    table="people",
    severity=Severity.ERROR,
    why=_(
        "人大常委会监督行政、监察、审判和检察机关，其组成人员不得担任这些机关的职务；"
        "担任的，必须先辞去常委会的职务。"
    ),
    sources=(
        Source("地方各级人民代表大会和地方各级人民政府组织法", "第四十七条第三款"),
        Source("宪法", "第一百零三条第三款"),
    ),
    says=_("{where}是人大常委会组成人员，同时任有或者拟任{value}的职务"),
    mends=_("辞去常委会的职务后再任职，登记免职日期；或者改由他人任职。"),
    limits=_(
        "常委会组成人员按人大机关职位名称中的主任、副主任、委员认定，只凭正职、副职角色认定的只作提示；"
        "党委、乡镇和领导机关中按名称"
        "带政府、监委或者县长、乡镇长等字样认定；未登记任职的委员看不出。"
    ),
    figures=("congress_office_words", "standing_committee_seats", "state_post_words"),
    needs=("appointments",),
    breaches=breaches,
)

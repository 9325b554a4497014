"""PLC-016: no rank above the highest that county and township bodies have."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import BodyKind, Level, PositionRole, Rank
from sanding.rules.brief import Brief
from sanding.rules.rule import Confirmed, FrameRule, Severity, Source
from sanding.rules.views import body_kinds, height, holders, placed
from sanding.rules.views.promotions import LEADING, place, seats

# bodies whose chiefs and deputies of division rank belong to the county's leading group
OF_THE_GROUP = [str(BodyKind.LEADING_BODY), str(BodyKind.CONGRESS),
                str(BodyKind.CONSULTATIVE_CONFERENCE)]  # fmt: skip
DIVISION = [str(Level.ZHENGCHU), str(Level.FUCHU)]


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Placements that give a rank above the highest there is for the body or the leading group."""
    bodies = law.value("county_bodies_highest_rank")
    group = law.value("county_leaders_highest_rank")
    given = pl.col("rank").ne_missing(pl.col("rank_was"))
    ours = pl.col("body_kind").ne_missing(pl.lit(str(BodyKind.LINE_MANAGED)))
    high = brief.shared(placed).filter(height("rank", Rank) < place(bodies, Rank), given & ours)
    highest = pl.when("leads").then(pl.lit(group)).otherwise(pl.lit(bodies))
    return (
        _leads(brief, high.select("person", "position", "rank"))
        .select("rank", where="person", limit=highest)
        .select("where", "limit", value="rank", amount=height("limit", Rank) - height("rank", Rank))
        .filter(pl.col("amount") > 0)
    )


def _leads(brief: Brief, rows: pl.LazyFrame) -> pl.LazyFrame:
    """Add whether the position named, or else one held, is in the county's leading group."""
    held = brief.shared(holders).select("person", held="position")
    kinds = brief.shared(body_kinds).select("body_kind", seat_body="body")
    county = pl.col("seat_role") == str(PositionRole.COUNTY_LEADER)
    high = pl.col("seat_role").is_in(LEADING) & pl.col("seat_level").is_in(DIVISION)
    leads = county | (high & pl.col("body_kind").is_in(OF_THE_GROUP))
    return (
        rows.join(held, on="person", how="left")
        .with_columns(position=pl.coalesce("position", "held"))
        .join(seats(brief), on="position", how="left")
        .join(kinds, on="seat_body", how="left")
        .group_by("person", "rank")
        .agg(leads=leads.fill_null(value=False).any())
    )


RULE = FrameRule(
    code="PLC-016",
    title=_("县乡机关最高职级"),
    table="people",
    severity=Severity.ERROR,
    confirmed=Confirmed.SECONDARY,
    confirm=_(
        "据转引，须核对《公务员职务与职级并行规定》第十条县领导班子和县、乡镇机关的最高职级。"
    ),
    why=_(
        "职级按机关规格设置，县、乡镇机关没有的职级不能晋升；超出的职级批不下来，安置承诺就会落空。"
    ),
    sources=(Source("公务员职务与职级并行规定", "第十条"),),
    says=_("{where}拟任{value}，所在机关最高为{limit}，高出{amount}级"),
    mends=_("改为本机关设置的职级；确应担任更高职级的，先按管理权限报批并核实所在机关规格。"),
    limits=_(
        "只看安置表新给的职级，随人保留的原有职级不提示；县领导班子按县级领导职位和县委、政府、人大、政协"
        "的处级领导职位认定；垂直管理机构和其他职级序列不查。"
    ),
    figures=("county_bodies_highest_rank", "county_leaders_highest_rank"),
    needs=("placements",),
    words=(Rank,),
    breaches=breaches,
)

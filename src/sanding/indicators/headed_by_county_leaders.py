"""Departments headed by county leaders (县领导兼任部门主要负责人)."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.indicators.indicator import Direction, Indicator, each
from sanding.register import Frames
from sanding.register.kinds import PositionRole


def counted(frames: Frames) -> pl.LazyFrame:
    """Bodies whose chief also holds a county leader's position, each body once."""
    now = frames["appointments"].filter(pl.col("until").is_null())
    roles = frames["positions"].select(
        "county", "body", "certainty", position="id", role=pl.col("role").cast(pl.String)
    )
    held = now.select("county", "person", "position").join(roles, on=["county", "position"])
    leaders = held.filter(pl.col("role") == str(PositionRole.COUNTY_LEADER)).select(
        "county", "person"
    )
    chiefs = held.filter(pl.col("role") == str(PositionRole.CHIEF))
    headed = chiefs.join(leaders, on=["county", "person"], how="semi").sort("position")
    return each(headed.unique(["county", "body"], keep="first", maintain_order=True), "body")


INDICATOR = Indicator(
    id="headed_by_county_leaders",
    label=_("县领导兼任主要负责人的部门"),
    unit=_("个"),
    direction=Direction.NEITHER,
    scope=_("由县领导担任正职的机构"),
    counted=counted,
)

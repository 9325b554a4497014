"""Upper departments without a lead receiver (无对口的上级部门)."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.indicators.indicator import Direction, Indicator, each
from sanding.register import Frames


def counted(frames: Frames) -> pl.LazyFrame:
    """Upper departments that no body of the county answers to."""
    bodies = frames["bodies"].select("county", receiver="id")
    return each(frames["uppers"].join(bodies, on=["county", "receiver"], how="anti"))


INDICATOR = Indicator(
    id="uppers_without_receiver",
    label=_("无牵头对口的上级部门"),
    unit=_("个"),
    direction=Direction.LESS,
    scope=_("没有牵头对口机构的上级部门"),
    counted=counted,
)

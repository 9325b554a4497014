"""Duties without a lead body (无主职责)."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.indicators.indicator import Direction, Indicator, each
from sanding.register import Frames


def counted(frames: Frames) -> pl.LazyFrame:
    """Duties whose lead body is not in the register."""
    bodies = frames["bodies"].select("county", body="id")
    return each(frames["duties"].join(bodies, on=["county", "body"], how="anti"))


INDICATOR = Indicator(
    id="orphan_duties",
    label=_("无主职责"),
    unit=_("项"),
    direction=Direction.LESS,
    scope=_("没有牵头机构的职责"),
    counted=counted,
)

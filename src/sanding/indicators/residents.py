"""Residents (常住人口)."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.indicators.indicator import Direction, Indicator, summed
from sanding.register import Frames


def counted(frames: Frames) -> pl.LazyFrame:
    """Residents of the county; a county that does not say has none here."""
    return summed(frames["counties"], pl.col("residents").fill_null(0), key="id")


INDICATOR = Indicator(
    id="residents",
    label=_("常住人口"),
    unit=_("人"),
    direction=Direction.NEITHER,
    scope=_("台账所采用的常住人口数"),
    counted=counted,
)

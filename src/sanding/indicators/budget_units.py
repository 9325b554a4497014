"""Budget units (独立核算预算单位数)."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.indicators.indicator import Direction, Indicator, each
from sanding.register import Frames


def counted(frames: Frames) -> pl.LazyFrame:
    """Separately accounted budget units."""
    return each(frames["budget_units"])


INDICATOR = Indicator(
    id="budget_units",
    label=_("独立核算预算单位"),
    unit=_("个"),
    direction=Direction.LESS,
    scope=_("独立核算的预算单位"),
    counted=counted,
)

"""Enforcement teams (执法队伍数)."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.indicators.indicator import Direction, Indicator, each
from sanding.register import Frames


def counted(frames: Frames) -> pl.LazyFrame:
    """Enforcement teams."""
    return each(frames["teams"])


INDICATOR = Indicator(
    id="enforcement_teams",
    label=_("执法队伍"),
    unit=_("支"),
    direction=Direction.LESS,
    scope=_("事业性质的行政执法队伍"),
    counted=counted,
)

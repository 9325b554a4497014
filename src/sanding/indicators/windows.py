"""Service windows (服务窗口数)."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.indicators.indicator import Direction, Indicator, each
from sanding.register import Frames


def counted(frames: Frames) -> pl.LazyFrame:
    """Windows at which applications are accepted."""
    return each(frames["windows"])


INDICATOR = Indicator(
    id="windows",
    label=_("服务窗口"),
    unit=_("个"),
    direction=Direction.LESS,
    scope=_("各服务大厅的受理窗口"),
    counted=counted,
)

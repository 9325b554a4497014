"""Public institutions (事业单位数)."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.indicators.indicator import Direction, Indicator, each
from sanding.indicators.scopes import INSTITUTIONS, of_kind
from sanding.register import Frames


def counted(frames: Frames) -> pl.LazyFrame:
    """Public institutions, enforcement institutions and the party school included."""
    return each(of_kind(frames, *INSTITUTIONS))


INDICATOR = Indicator(
    id="institutions",
    label=_("事业单位"),
    unit=_("个"),
    direction=Direction.LESS,
    scope=_("不含学校和医院，县委党校计入"),
    counted=counted,
)

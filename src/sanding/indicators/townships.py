"""Townships (乡镇数)."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.indicators.indicator import Direction, Indicator, each
from sanding.indicators.scopes import of_kind
from sanding.register import Frames
from sanding.register.kinds import BodyKind


def counted(frames: Frames) -> pl.LazyFrame:
    """Townships and towns."""
    return each(of_kind(frames, BodyKind.TOWNSHIP))


INDICATOR = Indicator(
    id="townships",
    label=_("乡镇"),
    unit=_("个"),
    direction=Direction.NEITHER,
    scope=_("乡和镇"),
    counted=counted,
)

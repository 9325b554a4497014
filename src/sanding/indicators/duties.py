"""Duties (职责)."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.indicators.indicator import Direction, Indicator, each
from sanding.register import Frames


def counted(frames: Frames) -> pl.LazyFrame:
    """Duties with a lead body."""
    return each(frames["duties"])


INDICATOR = Indicator(
    id="duties",
    label=_("职责"),
    unit=_("项"),
    direction=Direction.NEITHER,
    scope=_("全部职责，改革前后应当相等"),
    counted=counted,
)

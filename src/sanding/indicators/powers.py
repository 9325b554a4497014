"""Powers (权力事项)."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.indicators.indicator import Direction, Indicator, each
from sanding.register import Frames


def counted(frames: Frames) -> pl.LazyFrame:
    """Powers on the list, of every class and field."""
    return each(frames["powers"])


INDICATOR = Indicator(
    id="powers",
    label=_("权力事项"),
    unit=_("项"),
    direction=Direction.NEITHER,
    scope=_("权责清单所列全部事项，改革前后应当相等"),
    counted=counted,
)

"""Administrative posts (行政编制)."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.indicators.indicator import Direction, Indicator, summed
from sanding.register import Frames
from sanding.register.kinds import PostKind


def counted(frames: Frames) -> pl.LazyFrame:
    """Approved posts of the kind administrative, in all bodies."""
    kind = pl.col("kind").cast(pl.String) == str(PostKind.ADMINISTRATIVE)
    return summed(frames["establishment"].filter(kind), pl.col("approved"))


INDICATOR = Indicator(
    id="approved_administrative",
    label=_("行政编制"),
    unit=_("名"),
    direction=Direction.NEITHER,
    scope=_("全县各机构"),
    counted=counted,
)

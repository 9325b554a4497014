"""Politics-and-law posts (政法专项编制)."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.indicators.indicator import Direction, Indicator, summed
from sanding.register import Frames
from sanding.register.kinds import PostKind


def counted(frames: Frames) -> pl.LazyFrame:
    """Approved posts of the kind politics_and_law, in all bodies."""
    kind = pl.col("kind").cast(pl.String) == str(PostKind.POLITICS_AND_LAW)
    return summed(frames["establishment"].filter(kind), pl.col("approved"))


INDICATOR = Indicator(
    id="approved_politics_and_law",
    label=_("政法专项编制"),
    unit=_("名"),
    direction=Direction.NEITHER,
    scope=_("全县各机构"),
    counted=counted,
)

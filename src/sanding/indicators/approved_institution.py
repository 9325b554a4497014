"""Institution posts of all bodies (全部事业编制)."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.indicators.indicator import Direction, Indicator, summed
from sanding.register import Frames
from sanding.register.kinds import PostKind


def counted(frames: Frames) -> pl.LazyFrame:
    """Approved posts of the kind institution, in all bodies."""
    kind = pl.col("kind").cast(pl.String) == str(PostKind.INSTITUTION)
    return summed(frames["establishment"].filter(kind), pl.col("approved"))


INDICATOR = Indicator(
    id="approved_institution",
    label=_("全部事业编制"),
    unit=_("名"),
    direction=Direction.NEITHER,
    scope=_("含学校、医院和乡镇"),
    counted=counted,
)

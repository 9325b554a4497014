"""People over the posts (超编人员)."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.indicators.indicator import Direction, Indicator, summed
from sanding.indicators.staff import balance
from sanding.register import Frames


def counted(frames: Frames) -> pl.LazyFrame:
    """People beyond the approved posts, by body and kind of post; excess is no negative vacancy."""
    excess = pl.col("people") - pl.col("approved")
    return summed(balance(frames).filter(excess > 0), excess)


INDICATOR = Indicator(
    id="over_posts_people",
    label=_("超编人员"),
    unit=_("人"),
    direction=Direction.LESS,
    scope=_("按机构和编制类别分别计算后相加，不与空编相抵"),
    counted=counted,
)

"""Vacancies (空编)."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.indicators.indicator import Direction, Indicator, summed
from sanding.indicators.staff import balance
from sanding.register import Frames


def counted(frames: Frames) -> pl.LazyFrame:
    """Approved posts without people, by body and kind of post."""
    empty = pl.col("approved") - pl.col("people")
    return summed(balance(frames).filter(empty > 0), empty)


INDICATOR = Indicator(
    id="vacancies",
    label=_("空编"),
    unit=_("名"),
    direction=Direction.NEITHER,
    scope=_("按机构和编制类别分别计算后相加，不与超编相抵"),
    counted=counted,
)

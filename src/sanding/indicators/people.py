"""People in post (实有人员)."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.indicators.indicator import Direction, Indicator, each
from sanding.indicators.staff import in_post
from sanding.register import Frames


def counted(frames: Frames) -> pl.LazyFrame:
    """People on the establishment of any body."""
    return each(in_post(frames))


INDICATOR = Indicator(
    id="people",
    label=_("财政供养在编人员"),
    unit=_("人"),
    direction=Direction.NEITHER,
    scope=_("在编在职，不含编外和离退休"),
    counted=counted,
)

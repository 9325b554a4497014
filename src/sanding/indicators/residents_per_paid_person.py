"""Residents per paid person (财政供养比)."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.indicators.indicator import Direction, Indicator, each
from sanding.indicators.residents import counted
from sanding.indicators.staff import in_post
from sanding.register import Frames


def paid(frames: Frames) -> pl.LazyFrame:
    """People on the establishment of any body."""
    return each(in_post(frames))


INDICATOR = Indicator(
    id="residents_per_paid_person",
    label=_("每名财政供养人员对应常住人口"),
    unit=_("人"),
    direction=Direction.MORE,
    scope=_("常住人口除以在编在职人员，含教师和医务人员"),
    counted=counted,
    per=paid,
)

"""Institution staff over the posts (事业单位超编人员)."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.indicators.indicator import Direction, Indicator, summed
from sanding.indicators.scopes import INSTITUTIONS, of_kind
from sanding.indicators.staff import balance
from sanding.register import Frames


def counted(frames: Frames) -> pl.LazyFrame:
    """People of public institutions beyond the approved posts."""
    excess = pl.col("people") - pl.col("approved")
    bodies = of_kind(frames, *INSTITUTIONS).select("county", body="id")
    rows = balance(frames).filter(excess > 0).join(bodies, on=["county", "body"], how="semi")
    return summed(rows, excess)


INDICATOR = Indicator(
    id="over_posts_institutions",
    label=_("其中事业单位超编"),
    unit=_("人"),
    direction=Direction.LESS,
    scope=_("事业单位（不含学校、医院）"),
    counted=counted,
)

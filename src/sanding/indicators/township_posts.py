"""Institution posts of townships (乡镇事业编制)."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.indicators.indicator import Direction, Indicator, summed
from sanding.indicators.scopes import of_kind, posts_of
from sanding.register import Frames
from sanding.register.kinds import BodyKind, PostKind


def counted(frames: Frames) -> pl.LazyFrame:
    """Approved institution posts of townships."""
    rows = posts_of(frames, of_kind(frames, BodyKind.TOWNSHIP))
    kind = pl.col("kind").cast(pl.String) == str(PostKind.INSTITUTION)
    return summed(rows.filter(kind), pl.col("approved"))


INDICATOR = Indicator(
    id="township_posts",
    label=_("乡镇事业编制"),
    unit=_("名"),
    direction=Direction.MORE,
    scope=_("乡镇所属站所中心的事业编制"),
    counted=counted,
)

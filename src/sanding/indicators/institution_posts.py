"""Posts of public institutions (事业编制)."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.indicators.indicator import Direction, Indicator, summed
from sanding.indicators.scopes import INSTITUTIONS, of_kind, posts_of
from sanding.register import Frames
from sanding.register.kinds import PostKind


def counted(frames: Frames) -> pl.LazyFrame:
    """Approved institution posts of public institutions."""
    rows = posts_of(frames, of_kind(frames, *INSTITUTIONS))
    kind = pl.col("kind").cast(pl.String) == str(PostKind.INSTITUTION)
    return summed(rows.filter(kind), pl.col("approved"))


INDICATOR = Indicator(
    id="institution_posts",
    label=_("事业编制"),
    unit=_("名"),
    direction=Direction.LESS,
    scope=_("县直事业单位的事业编制，不含学校、医院和乡镇"),
    counted=counted,
)

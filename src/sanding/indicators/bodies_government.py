"""Bodies of the government series (政府系列机构数)."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.indicators.indicator import Direction, Indicator, each
from sanding.indicators.scopes import counted_bodies
from sanding.register import Frames
from sanding.register.kinds import BodyKind


def counted(frames: Frames) -> pl.LazyFrame:
    """Government departments that count."""
    return each(counted_bodies(frames, BodyKind.GOVERNMENT_DEPARTMENT))


INDICATOR = Indicator(
    id="bodies_government",
    label=_("其中政府系列"),
    unit=_("个"),
    direction=Direction.LESS,
    scope=_("政府工作部门，合署于党委机构的不计"),
    counted=counted,
)

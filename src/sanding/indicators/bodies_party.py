"""Bodies of the party series (党委系列机构数)."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.indicators.indicator import Direction, Indicator, each
from sanding.indicators.scopes import counted_bodies
from sanding.register import Frames
from sanding.register.kinds import BodyKind


def counted(frames: Frames) -> pl.LazyFrame:
    """Party organs that count."""
    return each(counted_bodies(frames, BodyKind.PARTY_ORGAN))


INDICATOR = Indicator(
    id="bodies_party",
    label=_("其中党委系列"),
    unit=_("个"),
    direction=Direction.LESS,
    scope=_("与政府部门合署的计入党委系列"),
    counted=counted,
)

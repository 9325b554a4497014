"""Party and government bodies (党政机构数)."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.indicators.indicator import Direction, Indicator, each
from sanding.indicators.scopes import counted_bodies
from sanding.register import Frames
from sanding.register.kinds import BodyKind


def counted(frames: Frames) -> pl.LazyFrame:
    """Bodies of both series that count against the ceiling."""
    kinds = (BodyKind.PARTY_ORGAN, BodyKind.GOVERNMENT_DEPARTMENT)
    return each(counted_bodies(frames, *kinds))


INDICATOR = Indicator(
    id="bodies",
    label=_("党政机构"),
    unit=_("个"),
    direction=Direction.LESS,
    scope=_("党委、政府系列，合署计一个，牌子和部门管理机构不计"),
    counted=counted,
)

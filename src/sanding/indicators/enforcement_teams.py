"""Enforcement teams (执法队伍数)."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.indicators.indicator import Direction, Indicator, each
from sanding.indicators.scopes import INSTITUTIONS, of_kind
from sanding.register import Frames


def counted(frames: Frames) -> pl.LazyFrame:
    """Teams that stand in a public institution, not in a department itself."""
    bodies = of_kind(frames, *INSTITUTIONS).select("county", body="id")
    return each(frames["teams"].join(bodies, on=["county", "body"], how="semi"))


INDICATOR = Indicator(
    id="enforcement_teams",
    label=_("执法队伍"),
    unit=_("支"),
    direction=Direction.LESS,
    scope=_("设在事业单位的行政执法队伍，部门自身的不计"),
    counted=counted,
)

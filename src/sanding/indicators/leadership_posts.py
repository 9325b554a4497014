"""Leadership posts (党政群机关科级领导职数)."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.indicators.indicator import Direction, Indicator, summed
from sanding.indicators.scopes import LEADERSHIP_SCOPE, of_kind
from sanding.register import Frames


def counted(frames: Frames) -> pl.LazyFrame:
    """Approved leadership posts of party, government and mass bodies."""
    bodies = of_kind(frames, *LEADERSHIP_SCOPE).select("county", body="id")
    rows = frames["leadership"].join(bodies, on=["county", "body"], how="semi")
    return summed(rows, pl.sum_horizontal("chief", "deputy", "other"))


INDICATOR = Indicator(
    id="leadership_posts",
    label=_("党政群科级领导职数"),
    unit=_("名"),
    direction=Direction.LESS,
    scope=_("含群团，不含乡镇、人大政协、法检和部门管理机构"),
    counted=counted,
)

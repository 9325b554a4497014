"""Sections for civil affairs and human resources (民政人社内设机构)."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.indicators.indicator import Direction, Indicator, each
from sanding.register import Frames


def counted(frames: Frames) -> pl.LazyFrame:
    """Sections of the bodies that answer to civil affairs and human resources above."""
    uppers = frames["uppers"].filter(
        pl.col("name").str.ends_with("民政局")
        | pl.col("name").str.ends_with("人力资源和社会保障局")
    )
    bodies = uppers.select("county", body="receiver").unique()
    return each(frames["sections"].join(bodies, on=["county", "body"], how="semi"))


INDICATOR = Indicator(
    id="sections_civil_affairs_hr",
    label=_("民政、人社内设机构"),
    unit=_("个"),
    direction=Direction.LESS,
    scope=_("对口上级民政局、人社局的机构的内设机构"),
    empty_is_unknown=True,
    counted=counted,
)

"""Windows for the three insurances (三项社保窗口)."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.indicators.indicator import Direction, Indicator, each
from sanding.register import Frames


def counted(frames: Frames) -> pl.LazyFrame:
    """Windows that accept the items of the bundle of three insurances."""
    bundle = frames["bundles"].filter(pl.col("name") == "三项社会保险")
    chosen = frames["bundle_items"].join(
        bundle.select("county", bundle="id"), on=["county", "bundle"], how="semi"
    )
    items = frames["items"].join(
        chosen.select("county", id="item"), on=["county", "id"], how="semi"
    )
    used = items.select("county", id="window").drop_nulls().unique()
    return each(frames["windows"].join(used, on=["county", "id"], how="semi"))


INDICATOR = Indicator(
    id="windows_insurance",
    label=_("三项社会保险受理窗口"),
    unit=_("个"),
    direction=Direction.LESS,
    scope=_("养老、工伤、失业保险登记要跑的窗口，按“三项社会保险”一件事计"),
    empty_is_unknown=True,
    counted=counted,
)

"""Internal sections (内设机构数)."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.indicators.indicator import Direction, Indicator, each
from sanding.indicators.scopes import of_kind
from sanding.register import Frames
from sanding.register.kinds import BodyKind


def counted(frames: Frames) -> pl.LazyFrame:
    """Sections of party organs and government departments."""
    kinds = (BodyKind.PARTY_ORGAN, BodyKind.GOVERNMENT_DEPARTMENT)
    bodies = of_kind(frames, *kinds).select("county", body="id")
    return each(frames["sections"].join(bodies, on=["county", "body"], how="semi"))


INDICATOR = Indicator(
    id="sections",
    label=_("内设机构"),
    unit=_("个"),
    direction=Direction.LESS,
    scope=_("党政机构的内设股室"),
    counted=counted,
)

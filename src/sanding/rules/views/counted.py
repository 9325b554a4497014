"""Which bodies count against a ceiling, for the rules that count them."""

from __future__ import annotations

import polars as pl

from sanding.register.kinds import Level
from sanding.rules.brief import Brief
from sanding.rules.views import DEPARTMENTS, text

COUNTED_LEVELS = [str(Level.ZHENGCHU), str(Level.FUCHU), str(Level.ZHENGKE), str(Level.FUKE)]


def counted_bodies(brief: Brief) -> pl.LazyFrame:
    """Party organs and government departments that count (机构限额): `county, body, kind`.

    A co-located body counts with its host, once and in the host's series, or by itself if its
    host does not count. Plaques, bodies below section rank and those managed by a department do
    not count.
    """
    series = brief["bodies"].filter(
        text("kind").is_in(DEPARTMENTS) & text("level").is_in(COUNTED_LEVELS)
    )
    hosts = series.select(co_located_with="id")
    return series.join(hosts, on="co_located_with", how="anti").select(
        "county", body="id", kind=text("kind")
    )

"""Which bodies a figure is about (口径), as the counting rules say."""

from __future__ import annotations

import polars as pl

from sanding.register import Frames
from sanding.register.kinds import BodyKind, Level

COUNTED_LEVELS = [Level.ZHENGCHU, Level.FUCHU, Level.ZHENGKE, Level.FUKE]
SERIES = (BodyKind.PARTY_ORGAN, BodyKind.GOVERNMENT_DEPARTMENT)
INSTITUTIONS = (BodyKind.INSTITUTION, BodyKind.ENFORCEMENT_INSTITUTION)
LEADERSHIP_SCOPE = (
    BodyKind.PARTY_ORGAN,
    BodyKind.GOVERNMENT_DEPARTMENT,
    BodyKind.MASS_ORGANISATION,
)


def of_kind(frames: Frames, *kinds: BodyKind) -> pl.LazyFrame:
    """Bodies of these kinds."""
    return frames["bodies"].filter(pl.col("kind").cast(pl.String).is_in([str(k) for k in kinds]))


def counted_bodies(frames: Frames, *kinds: BodyKind) -> pl.LazyFrame:
    """Bodies of these kinds that count against the ceiling (机构限额).

    A co-located body counts with its host, once and in the host's series, or by itself if its
    host does not count. Bodies below section rank and those managed by a department do not count;
    line-managed bodies, mass organisations, congress, conference, court and procuratorate have
    kinds of their own and never come in.
    """
    ranked = pl.col("level").cast(pl.String).is_in([str(level) for level in COUNTED_LEVELS])
    hosts = of_kind(frames, *SERIES).filter(ranked)
    return (
        of_kind(frames, *kinds)
        .filter(ranked)
        .join(
            hosts.select("county", co_located_with="id"),
            on=["county", "co_located_with"],
            how="anti",
        )
    )


def posts_of(frames: Frames, bodies: pl.LazyFrame) -> pl.LazyFrame:
    """Rows of establishment of these bodies."""
    return frames["establishment"].join(
        bodies.select("county", body="id"), on=["county", "body"], how="semi"
    )

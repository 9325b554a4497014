"""Duty coverage (职责覆盖): each duty has exactly one lead; gaps, overlaps and splits."""

from __future__ import annotations

from enum import StrEnum

import polars as pl

from sanding.effects.overlaps import CATCH_ALL
from sanding.register import Frames

PUNCTUATION = r"[\s，。、；：（）()“”·,.;:]"


class Coverage(StrEnum):
    """How a duty is led."""

    ONE = "one"  # exactly one lead
    GAP = "gap"  # nobody leads it
    OVERLAP = "overlap"  # the same duty is led by several bodies


def coverage(frames: Frames) -> pl.LazyFrame:
    """Return every duty with how it is led.

    Columns `county, duty, name, theme, statutory, body, leads, coverage`: the lead or null, how
    many bodies lead a duty of the same wording, and a value of `Coverage`. What every body has in
    the same words (交办的其他事项) is no overlap.
    """
    bodies = frames["bodies"].select(there="id")
    same = pl.col("name").str.replace_all(PUNCTUATION, "")
    duties = (
        frames["duties"]
        .select("county", "id", "name", "theme", "statutory", "body", same=same)
        .join(bodies, left_on="body", right_on="there", how="left", coalesce=False)
        .with_columns(body=pl.when(pl.col("there").is_not_null()).then("body"))
    )
    leads = pl.col("body").drop_nulls().n_unique().over("county", "same").cast(pl.Int64)
    return (
        duties.with_columns(leads=leads)
        .select(
            "county", "name", "theme", "statutory", "body", "leads", duty="id",
            coverage=pl.when(pl.col("body").is_null()).then(pl.lit(str(Coverage.GAP)))
            .when((pl.col("leads") > 1) & ~pl.col("name").str.contains(CATCH_ALL))
            .then(pl.lit(str(Coverage.OVERLAP)))
            .otherwise(pl.lit(str(Coverage.ONE))),
        )
        .sort("county", "duty")
    )  # fmt: skip


def splits(frames: Frames) -> pl.LazyFrame:
    """Return how many bodies share each theme (职责分散): `county, theme, duties, bodies`.

    One business in several bodies is what merging is to end; a theme of one body is whole.
    """
    return (
        frames["duties"]
        .group_by("county", "theme")
        .agg(
            duties=pl.len().cast(pl.Int64),
            bodies=pl.col("body").drop_nulls().n_unique().cast(pl.Int64),
        )
        .sort("bodies", "duties", "county", "theme", descending=[True, True, False, False])
    )


def followed(before: Frames, after: Frames, succession: pl.DataFrame) -> pl.LazyFrame:
    """Return where each duty went: `duty, name, before, after, coverage, followed`.

    `succession` is that of the plan (`table, id, heir_table, heir`). `before` and `after` are
    leads; `followed` is kept, heir (with the body that ended), moved or lost.
    """
    heirs = succession.lazy().filter(pl.col("table") == "bodies").select(before="id", heir="heir")
    duties = succession.lazy().filter(pl.col("table") == "duties").select(duty="id", into="heir")
    now = coverage(after).select(into="duty", after="body", coverage="coverage")
    led = coverage(before).select("duty", "name", before="body").join(duties, on="duty", how="left")
    return (
        led.with_columns(into=pl.coalesce("into", "duty"))
        .join(now, on="into", how="left")
        .join(heirs.group_by("before").agg("heir"), on="before", how="left")
        .select(
            "duty", "name", "before", "after", "coverage",
            followed=pl.when(pl.col("after").is_null()).then(pl.lit("lost"))
            .when(pl.col("after") == pl.col("before")).then(pl.lit("kept"))
            .when(pl.col("heir").list.contains(pl.col("after")).fill_null(value=False))
            .then(pl.lit("heir"))
            .otherwise(pl.lit("moved")),
        )
        .unique()
        .sort("duty", "after")
    )  # fmt: skip

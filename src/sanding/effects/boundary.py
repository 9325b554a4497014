"""Boundary of supervision and enforcement (监管—执法边界), field by field."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import polars as pl

from sanding.register import Frames
from sanding.register.kinds import BodyKind, EnforcementField, PowerKind

ENFORCING = [str(PowerKind.PENALTY), str(PowerKind.COMPULSION)]
# institutions serve and line-managed bodies are not the county's: neither supervises for it
SUPERVISING = [str(BodyKind.PARTY_ORGAN), str(BodyKind.GOVERNMENT_DEPARTMENT),
               str(BodyKind.SUBORDINATE_AGENCY)]  # fmt: skip
FIELDS = Path(__file__).parent / "fields.toml"
BETWEEN = "、"


def boundary(frames: Frames) -> pl.LazyFrame:
    """Return for each county and field who supervises and who enforces, one row each.

    Columns `county, field, supervises, inspects, enforces, teams` (lists of ids, sorted), `powers`
    (penalties and compulsion), `unowned` (those without a body that is there) and `shared` (whether
    some body both supervises and enforces, so that nothing has to be handed over).
    Who supervises is read off the themes of duties, see `fields.toml`.
    """
    counties = frames["counties"].select(county="id")
    fields = pl.LazyFrame({"field": [str(one) for one in EnforcementField]})
    found = (
        counties.join(fields, how="cross")
        .join(_supervising(frames), on=["county", "field"], how="left")
        .join(_using(frames), on=["county", "field"], how="left")
    )
    lists = ("supervises", "inspects", "enforces", "teams")
    shared = pl.col("supervises").list.set_intersection("enforces").list.len() > 0
    return (
        found.with_columns(pl.col(name).fill_null([]) for name in lists)
        .with_columns(pl.col("powers", "unowned").fill_null(0), shared=shared)
        .select("county", "field", *lists, "powers", "unowned", "shared")
        .sort("county", "field")
    )


@cache
def themes() -> dict[str, list[str]]:
    """Return the themes of duties that are the supervision of each field."""
    return tomllib.loads(FIELDS.read_text(encoding="utf-8"))


def _supervising(frames: Frames) -> pl.LazyFrame:
    pairs = [(theme, field) for field, some in themes().items() for theme in some]
    of_field = pl.LazyFrame(pairs, schema={"theme": pl.String, "field": pl.String}, orient="row")
    ours = frames["bodies"].filter(pl.col("kind").cast(pl.String).is_in(SUPERVISING))
    return (
        frames["duties"]
        .join(of_field, on="theme", how="inner")
        .join(ours.select(body="id"), on="body", how="semi")
        .group_by("county", "field")
        .agg(supervises=pl.col("body").drop_nulls().unique().sort())
    )


def _using(frames: Frames) -> pl.LazyFrame:
    kind, there = pl.col("kind").cast(pl.String), pl.col("there").is_not_null()
    enforcing = kind.is_in(ENFORCING)
    return (
        frames["powers"]
        .filter(pl.col("field").is_not_null())
        .with_columns(pl.col("field").cast(pl.String))
        .join(
            frames["bodies"].select(there="id"), left_on="body", right_on="there", how="left",
            coalesce=False,
        )
        .group_by("county", "field")
        .agg(
            inspects=_bodies(kind == str(PowerKind.INSPECTION)),
            enforces=_bodies(enforcing & there),
            teams=pl.col("team").filter(enforcing).drop_nulls().unique().sort(),
            powers=enforcing.sum().cast(pl.Int64),
            unowned=(enforcing & ~there).sum().cast(pl.Int64),
        )
    )  # fmt: skip


def _bodies(chosen: pl.Expr) -> pl.Expr:
    return pl.col("body").filter(chosen).drop_nulls().unique().sort()

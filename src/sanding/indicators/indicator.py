"""What an indicator is: the rows it counts, and what the count rests on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import polars as pl

from sanding.register import Frames
from sanding.register.kinds import Certainty


class Direction(StrEnum):
    """Which way is better (方向)."""

    LESS = "less"
    MORE = "more"
    NEITHER = "neither"


Counted = Callable[[Frames], pl.LazyFrame]


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A figure computed from rows (指标).

    `counted` returns the rows that count, with `key` (text), `amount` (Int64) and `certainty`; the
    value is the sum of the amounts. With `per`, the value is that sum divided by the sum of `per`.
    """

    id: str
    label: str
    unit: str
    direction: Direction
    scope: str
    counted: Counted
    per: Counted | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """The value of an indicator and the shares of it that rest on rows of each certainty.

    `value` is None where there is nothing to divide or nothing to divide by. Shares are per mille
    and sum to 1000, or are all 0 where nothing counted says how sure it is. A ratio rests on both
    its sides alike.
    """

    indicator: Indicator
    value: float | int | None
    rests_on: dict[str, int]


def figure(indicator: Indicator, frames: Frames) -> Figure:
    """Compute one indicator."""
    rows = indicator.counted(frames).select("amount", pl.col("certainty").cast(pl.String)).collect()
    total = int(rows["amount"].sum())
    if indicator.per is None:
        return Figure(indicator, total, _shares(_amounts(rows)))
    below = indicator.per(frames).select("amount", pl.col("certainty").cast(pl.String)).collect()
    divisor = int(below["amount"].sum())
    value = round(total / divisor, 1) if total and divisor else None
    sides = (_shares(_amounts(rows)), _shares(_amounts(below)))
    return Figure(indicator, value, _shares({c: sides[0][c] + sides[1][c] for c in sides[0]}))


def _amounts(rows: pl.DataFrame) -> dict[str, int]:
    sums = dict(rows.group_by("certainty").agg(pl.col("amount").sum()).rows())
    return {str(c): int(sums.get(c.value, 0)) for c in Certainty}


def _shares(known: dict[str, int]) -> dict[str, int]:
    total = sum(known.values())
    if not total:
        return dict.fromkeys(known, 0)
    shares = {c: amount * 1000 // total for c, amount in known.items()}
    largest = max(shares, key=lambda c: known[c])
    shares[largest] += 1000 - sum(shares.values())
    return shares


def each(rows: pl.LazyFrame, key: str = "id") -> pl.LazyFrame:
    """Count every row as one."""
    return rows.select(pl.col(key).alias("key"), pl.lit(1, pl.Int64).alias("amount"), "certainty")


def summed(rows: pl.LazyFrame, amount: pl.Expr, key: str = "body") -> pl.LazyFrame:
    """Count every row by an amount."""
    return rows.select(pl.col(key).alias("key"), amount.cast(pl.Int64).alias("amount"), "certainty")

"""What an indicator is: the rows it counts, and what the count rests on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import polars as pl

from sanding.register import Frames, engine_for
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
    `empty_is_unknown` says that a register without any such row does not keep what is counted.
    """

    id: str
    label: str
    unit: str
    direction: Direction
    scope: str
    counted: Counted
    per: Counted | None = None
    empty_is_unknown: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """The value of an indicator and the shares of it that rest on rows of each certainty.

    `value` is None where it is unknown: nothing to divide, nothing to divide by, or what is counted
    is not kept. Shares are per mille of all that counts; what is missing to 1000 comes from rows
    that do not say how sure they are. A ratio rests on both its sides alike.
    """

    indicator: Indicator
    value: float | int | None
    rests_on: dict[str, int]


def figure(indicator: Indicator, frames: Frames) -> Figure:
    """Compute one indicator."""
    engine = engine_for(frames)
    columns = ("amount", pl.col("certainty").cast(pl.String))
    rows = indicator.counted(frames).select(columns).collect(engine=engine)
    total = int(rows["amount"].sum())
    if indicator.per is None:
        unknown = indicator.empty_is_unknown and rows.is_empty()
        return Figure(indicator, None if unknown else total, _shares(_amounts(rows)))
    below = indicator.per(frames).select(columns).collect(engine=engine)
    divisor = int(below["amount"].sum())
    value = round(total / divisor, 1) if total and divisor else None
    sides = (_shares(_amounts(rows)), _shares(_amounts(below)))
    both = {c: sides[0][c] + sides[1][c] for c in sides[0]}
    return Figure(indicator, value, _shares(both | {UNSTATED: 2000 - sum(both.values())}))


UNSTATED = "unstated"


def _amounts(rows: pl.DataFrame) -> dict[str, int]:
    sums = dict(rows.group_by("certainty").agg(pl.col("amount").sum()).rows())
    return {str(c): int(sums.get(c.value, 0)) for c in Certainty} | {UNSTATED: sums.get(None, 0)}


def _shares(amounts: dict[str, int]) -> dict[str, int]:
    total = sum(amounts.values())
    if not total:
        return {str(c): 0 for c in Certainty}
    shares = {c: amount * 1000 // total for c, amount in amounts.items()}
    largest = max(shares, key=lambda c: amounts[c])
    shares[largest] += 1000 - sum(shares.values())
    return {str(c): shares[c] for c in Certainty}


def each(rows: pl.LazyFrame, key: str = "id") -> pl.LazyFrame:
    """Count every row as one."""
    return rows.select(pl.col(key).alias("key"), pl.lit(1, pl.Int64).alias("amount"), "certainty")


def summed(rows: pl.LazyFrame, amount: pl.Expr, key: str = "body") -> pl.LazyFrame:
    """Count every row by an amount."""
    return rows.select(pl.col(key).alias("key"), amount.cast(pl.Int64).alias("amount"), "certainty")

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
    amounts = _amounts(indicator.counted, frames)
    total = sum(amounts.values())
    if indicator.per is None:
        unknown = indicator.empty_is_unknown and not amounts
        return Figure(indicator, None if unknown else total, _shares(amounts))
    below = _amounts(indicator.per, frames)
    divisor = sum(below.values())
    value = round(total / divisor, 1) if total and divisor else None
    sides = (_shares(amounts), _shares(below))
    both = {c: sides[0][c] + sides[1][c] for c in sides[0]}
    return Figure(indicator, value, _shares(both | {UNSTATED: 2000 - sum(both.values())}))


UNSTATED = "unstated"


def _amounts(counted: Counted, frames: Frames) -> dict[str, int]:
    """Amounts by certainty, `UNSTATED` where rows do not say; empty if there is no row."""
    sums = counted(frames).group_by(pl.col("certainty").cast(pl.String)).agg(pl.col("amount").sum())
    told = dict(sums.collect(engine=engine_for(frames)).iter_rows())
    return {
        UNSTATED if certainty is None else certainty: amount for certainty, amount in told.items()
    }


def _shares(amounts: dict[str, int]) -> dict[str, int]:
    total = sum(amounts.values())
    if not total:
        return {str(c): 0 for c in Certainty}
    every = {c: amounts.get(c, 0) for c in (*map(str, Certainty), UNSTATED)}
    shares = {c: amount * 1000 // total for c, amount in every.items()}
    largest = max(shares, key=lambda c: every[c])
    shares[largest] += 1000 - sum(shares.values())
    return {str(c): shares[c] for c in Certainty}


def each(rows: pl.LazyFrame, key: str = "id") -> pl.LazyFrame:
    """Count every row as one."""
    return rows.select(pl.col(key).alias("key"), pl.lit(1, pl.Int64).alias("amount"), "certainty")


def summed(rows: pl.LazyFrame, amount: pl.Expr, key: str = "body") -> pl.LazyFrame:
    """Count every row by an amount."""
    return rows.select(pl.col(key).alias("key"), amount.cast(pl.Int64).alias("amount"), "certainty")

"""The rules on people as they are written for the product's fused pass.

What makes it quick is told in docs/methods/rules-speed.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache, reduce
from operator import add
from typing import Any

import polars as pl

from bench.rules_eighty import DIGIT, HUNDRED, LEVEL_SINCE, PROVINCES, RANK_SINCE
from bench.rules_twenty import (
    BORN,
    DAY,
    ENTERED,
    ID,
    IDENTITY,
    LEFT,
    LEVEL,
    NAME,
    SEX,
    STATUS,
    WORKED,
    Check,
)
from sanding.law import national_law
from sanding.rules.judge import fused
from sanding.rules.rule import RowRule, Severity

LAW = national_law().on(DAY)
DIGITS, BORN_IN = pl.col("id_number.digits"), pl.col("id_number.born_on")
BLANKS = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)  # white space, as regular expressions take it
CHECK_DIGITS = "10X98765432"
Layer = Mapping[str, pl.Expr]


def found(frame: pl.LazyFrame, number: int) -> pl.DataFrame:
    """What the product's fused pass finds by the first so many rules.

    Columns `rule, where, value, limit, amount`, one row per breach.
    """
    rules = [_rule(one) for one in ours(number)]
    return fused(frame, ["id"], rules, LAW, pieces=_pieces(), engine="streaming")


def _rule(check: Check) -> RowRule:
    """A check as a rule of the product."""
    suspect, amount = check.suspect, check.amount
    return RowRule(
        code=check.code, title=check.code, table="people", severity=Severity.WARNING, why="",
        sources=(), says="", mends="", breach=lambda law: check.breach,
        suspect=(lambda law: suspect) if suspect is not None else None,
        amount=(lambda law: amount) if amount is not None else None,
    )  # fmt: skip


@cache
def _pieces() -> tuple[Layer, ...]:
    """Columns by name; a column may be read by those of the layers after it.

    Small integers are what is looked up by quickest: the number is split in eight and nine digits.
    """
    high, low = pl.col("id_number.high"), pl.col("id_number.low")
    month, rest = pl.col("id_number.month"), pl.col("id_number.rest")
    sums, day = weighted_sums(), rest // 1000
    total = look_up(sums, high // 100) * 4 + look_up(sums, month) * 9 + look_up(sums, rest) * 2
    last = ID.cast(pl.Binary).bin.get(17, null_on_oob=True)
    before, days = months()
    there = day.is_between(1, look_up(days, month))
    born = look_up(before, month) + day.cast(pl.Int32)
    small = pl.UInt32
    return (
        {"id_number.digits": ID.str.slice(0, 17).cast(pl.Int64, strict=False)},
        {"id_number.high": pl.when(DIGITS >= 10**16).then(DIGITS // 10**9)},
        {"id_number.low": (DIGITS - high * 10**9).cast(small), "id_number.high": high.cast(small)},
        {"id_number.month": high % 100 * 10_000 + low // 10**5, "id_number.rest": low % 10**5},
        {
            "id_number.right": look_up(check_digits(), total) == last,
            "id_number.born_on": pl.when(there).then(born).cast(pl.Date),
        },
    )


def look_up(table: pl.Series, at: pl.Expr) -> pl.Expr:
    """The value that stands at a place of a table; null where there is no place."""
    return pl.lit(table).gather(at)


@cache
def weighted_sums() -> pl.Series:
    """Weighted sum modulo 11 of six digits, the last of them with weight 1, by their number.

    Weights of GB 11643 are powers of two modulo 11: of the 17 digits, five have weights 2 times
    those, the six before them 2 ** 6 = 9 times, the six in front 2 ** 12 = 4 times.
    """
    number = pl.int_range(10**6, dtype=pl.UInt32, eager=True)
    total = reduce(add, (number // 10**at % 10 * 2**at for at in range(6)))
    return (total % 11).cast(pl.UInt8)


@cache
def check_digits() -> pl.Series:
    """The byte of the check digit by the weighted sum."""
    return pl.Series([ord(CHECK_DIGITS[total % 11]) for total in range(256)], dtype=pl.UInt8)


@cache
def months() -> tuple[pl.Series, pl.Series]:
    """By year and month as one number: the day before its first (0 is 1970-01-01), and its days.

    A month that does not exist has no days.
    """
    year_0 = pl.lit(-719_528, pl.Int32).cast(pl.Date)
    first = pl.date_range(year_0, pl.date(9999, 12, 1), "1mo", eager=True).dt
    at = first.year().cast(pl.Int64) * 100 + first.month()
    known = pl.DataFrame(
        {"at": at, "before": first.offset_by("-1d"), "days": first.days_in_month()}
    )
    every = pl.select(at=pl.int_range(10**6))
    found = every.join(known, on="at", how="left", maintain_order="left")
    return found["before"].to_physical(), found["days"].fill_null(0)


def younger(day: pl.Expr, born: pl.Expr, years: int) -> pl.Expr:
    """Whether less than so many years may lie between: never false where it is so."""
    return day.to_physical() - born.to_physical() < 366 * years


def _quicker() -> dict[str, dict[str, Any]]:
    """What replaces the plain breach of a rule, or goes before it."""
    women, men = SEX == "female", SEX == "male"
    even = pl.col("id_number.rest") % 2 == 0
    said = ~(pl.col("id_number.right") & (ID.str.len_bytes() == 18) & BORN_IN.is_not_null())
    retired = STATUS == "retired"
    ranked = pl.col("rank").is_in(["principal_1", "principal_2"])
    return {
        "id_number_wrong": {"breach": ID.is_not_null() & said.fill_null(value=True)},
        "id_number_other_sex": {"breach": (men & even) | (women & ~even)},
        "name_odd": {"suspect": NAME.str.contains_any([*DIGIT, *BLANKS]) | (NAME == "")},
        "id_number_other_birth": {"breach": BORN_IN != BORN},
        "id_number_province": {"breach": ~(pl.col("id_number.high") // 10**6).is_in(PROVINCES)},
        "senior_title_low_education": {
            "suspect": (pl.col("education") == "high_school") & pl.col("title").is_not_null()
        },
        "worked_as_child": {"suspect": younger(WORKED, BORN, 16)},
        "civil_servant_entered_as_minor": {
            "suspect": (IDENTITY == "civil_servant") & younger(ENTERED, BORN, 18)
        },
        "township_head_young": {
            "suspect": (LEVEL == "zhengke") & younger(LEVEL_SINCE, BORN, 25)
        },
        "retired_man_young": {"suspect": retired & men & younger(LEFT, BORN, 50)},
        "retired_woman_young": {"suspect": retired & women & younger(LEFT, BORN, 45)},
        "ranked_on_entry": {"suspect": ranked & younger(RANK_SINCE, ENTERED, 2)},
    }  # fmt: skip


@cache
def ours(number: int) -> tuple[Check, ...]:
    """The first so many of the hundred rules, as they are written for the fused pass."""
    quicker = _quicker()
    return tuple(replace(rule, **quicker.get(rule.code, {})) for rule in HUNDRED[:number])

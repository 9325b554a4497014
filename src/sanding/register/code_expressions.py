"""The checks of `base.codes` said as expressions over whole columns."""

from __future__ import annotations

from functools import reduce
from operator import add, mul

import polars as pl

from sanding.base import codes
from sanding.register.table import Code


def is_code(column: str, code: Code) -> pl.Expr:
    """Whether the text in `column` passes the check of `code`; null where there is no text."""
    text = pl.col(column)
    return pl.when(text.is_not_null()).then(_CHECKS[code](text))


def _total(text: pl.Expr, alphabet: str, weights: tuple[int, ...], start: int) -> pl.Expr:
    values = list(range(len(alphabet)))
    terms = [
        text.str.slice(start + at, 1).replace_strict(
            list(alphabet), values, default=0, return_dtype=pl.Int32
        )
        * weight
        for at, weight in enumerate(weights)
    ]
    return reduce(add, terms)


def _value(text: pl.Expr, alphabet: str, at: int) -> pl.Expr:
    values = list(range(len(alphabet)))
    return text.str.slice(at, 1).replace_strict(
        list(alphabet), values, default=-1, return_dtype=pl.Int32
    )


def _credit(text: pl.Expr) -> pl.Expr:
    whole = _total(text, codes.CREDIT_ALPHABET, codes.CREDIT_WEIGHTS, 0)
    body = _total(text, codes.BODY_CODE_ALPHABET, codes.BODY_CODE_WEIGHTS, 8)
    return (
        text.str.contains(codes.CREDIT_PATTERN)
        & ((31 - whole % 31) % 31 == _value(text, codes.CREDIT_ALPHABET, 17))
        & ((11 - body % 11) % 11 == _value(text, "0123456789X", 16))
    )


def _sums(weights: tuple[int, ...]) -> pl.Series:
    """The weighted sum of each number of so many digits, in the order of the numbers."""
    width = len(weights)
    numbers = (f"{number:0{width}}" for number in range(10**width))
    sums = [sum(map(mul, map(int, number), weights)) for number in numbers]
    return pl.Series(sums, dtype=pl.Int32)


_ID_SUMS = [
    (at, len(weights), _sums(weights))
    for at in range(0, 17, 3)
    if (weights := codes.ID_WEIGHTS[at : min(at + 3, 17)])
]  # fmt: skip


def _id_number(text: pl.Expr) -> pl.Expr:
    """Three digits at a time are looked up: seventeen slices of text would cost ten times."""
    digits = text.str.slice(0, 17).cast(pl.Int64, strict=False)
    total = reduce(add, (
        pl.lit(sums).gather(digits // 10 ** (17 - at - width) % 10**width)
        for at, width, sums in _ID_SUMS
    ))  # fmt: skip
    last = text.str.slice(17, 1)
    check = pl.when(last == "X").then(10).otherwise(last.cast(pl.Int64, strict=False))
    born = text.str.slice(6, 8).str.to_date("%Y%m%d", strict=False)
    return (
        text.str.contains(codes.ID_PATTERN)
        & ((12 - total % 11) % 11 == check).fill_null(False)
        & born.is_not_null()
    )


def _county(text: pl.Expr) -> pl.Expr:
    return text.is_in(list(codes.divisions()))


def _township(text: pl.Expr) -> pl.Expr:
    return text.str.contains(codes.TOWNSHIP_PATTERN) & _county(text.str.slice(0, 6))


_CHECKS = {
    Code.CREDIT: _credit,
    Code.ID_NUMBER: _id_number,
    Code.COUNTY: _county,
    Code.TOWNSHIP: _township,
}

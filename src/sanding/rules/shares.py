"""Shares of a whole, which the law gives per mille."""

from __future__ import annotations

import polars as pl

WHOLE = 1000


def within(share: int, of: str) -> pl.Expr:
    """Return how many of the column `of` lie within a share per mille, part of one left out."""
    return pl.col(of).cast(pl.Int64) * share // WHOLE

"""Words in what officers write: reasons of changes, contents of papers."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

# “不新设行政许可” names no new permit: a denial is taken out before words are looked for
DENIALS = (
    "不", "不得", "不再", "不含", "不包括", "不涉及", "未", "没有", "无", "禁止", "严禁",
)  # fmt: skip


def named_in(column: pl.Expr, words: Sequence[str]) -> pl.Expr:
    """Return the list of `words` that a text names and does not deny, each once, in order."""
    denied = {denial + one: "" for denial in DENIALS for one in words}
    plain = column.fill_null("").str.replace_many(denied)
    found = plain.str.extract_many(list(words), overlapping=False, leftmost=True)
    return found.list.unique().list.sort()

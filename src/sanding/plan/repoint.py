"""When ids end: what referred to them refers to their heir, and rows whose keys meet fold."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from functools import reduce
from typing import Any

import polars as pl

from sanding.register import Fold, Register, Rows, Table, referring
from sanding.register.kinds import Certainty

CHUNKS = 32  # a table in more pieces is put into one


def repointed(register: Register, table: str, ended: Sequence[str], heir: str) -> Register:
    """Return the register in which all that referred to `ended` of `table` refers to `heir`.

    The columns come from the schema, never from a list made by hand. Where keys meet, rows fold
    as their table says: counts add up, else the heir's row stays, else that of the first named.
    The rows of `ended` themselves are left to the caller.
    """
    turned: dict[str, Rows] = {}
    folded: dict[str, pl.DataFrame] = {}
    for target, column in referring(table):
        rows = turned.get(target.name, register.rows[target.name])
        turned[target.name] = rows.turned(column, ended, heir)
        if column in target.key and sum(rows.names(column, one) for one in (heir, *ended)) > 1:
            named = rows.loose.get_column(column).to_list()
            folded[target.name] = _folded(turned[target.name].loose, named, (heir, *ended), target)
    return register.with_rows(turned).with_tables(folded)


def _folded(
    frame: pl.DataFrame, named: Sequence[str], order: Sequence[str], table: Table
) -> pl.DataFrame:
    """Rows of one key made one; the first of those that `named` what is first in `order` stays."""
    ranks = {one: at for at, one in enumerate(order)}
    here = (at for at, one in enumerate(named) if one in ranks)
    key = [frame.get_column(name) for name in table.key]
    groups: dict[tuple[Any, ...], list[int]] = {}
    for at in sorted(here, key=lambda at: ranks[named[at]]):
        groups.setdefault(tuple(column[at] for column in key), []).append(at)
    meeting = [group for group in groups.values() if len(group) > 1]
    if table.fold is Fold.ADD:
        frame = _added_up(frame, meeting, table)
    return without_rows(frame, [at for group in meeting for at in group[1:]])


def _added_up(frame: pl.DataFrame, groups: Sequence[Sequence[int]], table: Table) -> pl.DataFrame:
    """The first row of each group with the posts of all of it, and as sure as its least sure."""
    frame = frame.clone()
    for name in ("certainty", *(one.name for one in table.columns if one.unit == "posts")):
        cells = frame.get_column(name).to_list()
        for group in groups:
            several = [cells[at] for at in group]
            cells[group[0]] = _least_sure(several) if name == "certainty" else sum(several)
        column = pl.Series(name, cells, table.schema[name])
        frame.replace_column(frame.get_column_index(name), column)
    return frame


def _least_sure(told: Sequence[str | None]) -> str | None:
    """Of what adds up: the least sure, none if one is silent."""
    sure = [Certainty(one) for one in told if one is not None]
    return str(max(sure, key=list(Certainty).index)) if len(sure) == len(told) else None


def without_rows(frame: pl.DataFrame, gone: Iterable[int]) -> pl.DataFrame:
    """Return the frame without some of its rows."""
    bounds = itertools.pairwise((-1, *sorted(gone), len(frame)))
    parts = [frame.slice(start + 1, end - start - 1) for start, end in bounds]
    kept = reduce(pl.DataFrame.vstack, parts)
    return kept.rechunk() if kept.n_chunks() > CHUNKS else kept

"""What happened to a body from revision to revision, in plain words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from sanding.plan.diff import ADD, CHANGE, REMOVE
from sanding.register import TABLES, Register, Table
from sanding_web.registers import bridge
from sanding_web.registers.intake_cells import as_text
from sanding_web.registers.models import Revision
from sanding_web.registers.queries.revisions import TableChanges, counted, difference

MOST = 12  # revisions looked back through


@dataclass(frozen=True, slots=True)
class CellLine:
    """A cell of the body before and after, as officers read it."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Heir:
    """A body that now stands where an ended one was named, in how many records."""

    id: str
    name: str
    records: int


@dataclass(frozen=True, slots=True)
class Happening:
    """What a revision did to the body; `what` is first, came, changed or ended."""

    number: int
    day: date
    reason: str
    what: str
    cells: Sequence[CellLine] = ()
    tables: Sequence[TableChanges] = ()
    heirs: Sequence[Heir] = ()


@dataclass(frozen=True, slots=True)
class History:
    """What happened, the newest first; `name` is the last it bore, "" if it never was.

    `more` says that there are older revisions that were not looked through.
    """

    name: str
    happenings: Sequence[Happening]
    more: bool


def history(revision: Revision, body: str) -> History:
    """Return what happened to a body up to a revision, following each to the one before it."""
    name, found = "", []
    now: Revision | None = revision
    for _step in range(MOST):
        if now is None:
            break
        register, before = bridge.register_of(now), now.parent
        if not name and register.has("bodies", body):
            name = str(register.cell("bodies", body, "name"))
        happening = _happening(now, register, before, body)
        if happening is not None:
            found.append(happening)
        now = before
    return History(name, found, now is not None)


def _happening(
    revision: Revision, register: Register, before: Revision | None, body: str
) -> Happening | None:
    here = register.has("bodies", body)
    told = (revision.number, revision.day, revision.reason)
    if before is None:
        return Happening(*told, "first") if here else None
    old = bridge.register_of(before)
    there = old.has("bodies", body)
    if not here and not there:
        return None
    cells = difference(before, revision)
    if not there:
        return Happening(*told, "came")
    if not here:
        return Happening(*told, "ended", heirs=_heirs(cells, body, register))
    own = _own(cells, old, register, body)
    if own.is_empty():
        return None
    mine = own.filter(pl.col("table") == "bodies")
    rest = own.filter(pl.col("table") != "bodies")
    return Happening(*told, "changed", _cells(mine, old, register), counted(rest))


def _own(cells: pl.DataFrame, old: Register, new: Register, body: str) -> pl.DataFrame:
    """The cells of records that are the body's, before or after."""
    key = json.dumps([body], ensure_ascii=False)
    parts = [cells.filter((pl.col("table") == "bodies") & (pl.col("key") == key))]
    for name in cells.get_column("table").unique().sort():
        table = TABLES[name]
        if "body" in table.column:
            keys = {*_keys(table, old, body), *_keys(table, new, body)}
            hit = (pl.col("table") == name) & pl.col("key").is_in(keys)
            parts.append(cells.filter(hit))
    return pl.concat(parts)


def _keys(table: Table, register: Register, body: str) -> Iterator[str]:
    """The keys of the body's records, written as a difference writes them."""
    mine = register.loose(table.name).filter(pl.col("body") == body)
    for key in mine.select(pl.col(name).cast(pl.String) for name in table.key).iter_rows():
        yield json.dumps(list(key), ensure_ascii=False)


def _cells(cells: pl.DataFrame, old: Register, new: Register) -> list[CellLine]:
    table = TABLES["bodies"]
    lines = []
    changed = cells.filter(pl.col("op") == CHANGE).select("column", "before", "after")
    for column, before, after in changed.rows():
        lines.append(
            CellLine(
                table.column[column].label,
                _said(table, column, before, old),
                _said(table, column, after, new),
            )
        )
    return lines


def _said(table: Table, column: str, value: str | None, register: Register) -> str:
    frame = pl.DataFrame({column: [value]}, schema={column: pl.String})
    declared = table.column[column]
    return str(frame.select(as_text(table, declared, pl.col(column), register)).item())


def _heirs(cells: pl.DataFrame, body: str, register: Register) -> list[Heir]:
    """Who stands where the body was named: in a record's cell, or in a record with a new key.

    A record whose key holds its body goes and comes; it is its heir's if the rest is the same.
    """
    names = [column for table in TABLES.values() for column in table.refs("bodies")]
    turned = cells.filter(
        (pl.col("op") == CHANGE) & pl.col("column").is_in(names) & (pl.col("before") == body)
    ).select(heir="after")
    gone, come = (_keyed(cells, op) for op in (REMOVE, ADD))
    moved = (
        gone.filter(pl.col("body") == body)
        .join(come, on=["table", "rest"], suffix="_new")
        .select(heir="body_new")
    )
    found = pl.concat([turned, moved]).drop_nulls().group_by("heir").len().sort("len", "heir")
    return [
        Heir(one, str(register.cell("bodies", one, "name")), count)
        for one, count in found.reverse().rows()
        if register.has("bodies", one)
    ]


def _keyed(cells: pl.DataFrame, op: str) -> pl.DataFrame:
    """Records keyed by a body among others that came or went: `table, body, rest`."""
    rows = []
    wanted = cells.filter(pl.col("op") == op).select("table", "key").unique(maintain_order=True)
    for name, key in wanted.rows():
        values = json.loads(key)
        columns = TABLES[name].key
        if "body" in columns and len(columns) > 1:
            at = columns.index("body")
            rows.append((name, values[at], json.dumps([*values[:at], *values[at + 1 :]])))
    schema = {"table": pl.String, "body": pl.String, "rest": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")

"""What taking an upload over would do: rows and cells against the revision in force, and faults."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import polars as pl

from sanding.exchange import preview
from sanding.plan.diff import ADD, CHANGE, REMOVE
from sanding.register import TABLES, Register
from sanding.register.integrity import faults
from sanding_web.registers import bridge
from sanding_web.registers.intake_cells import as_text, names
from sanding_web.registers.models import Upload

MOST = 200  # cells and rows listed; the counts are of all


@dataclass(frozen=True, slots=True)
class TableChange:
    """How many rows of a table would come, change and go."""

    table: str
    label: str
    added: int
    changed: int
    removed: int


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell before and after: the record, the column, both values as officers read them."""

    label: str
    record: str
    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that comes or goes."""

    label: str
    record: str


@dataclass(frozen=True, slots=True)
class Integrity:
    """A fault of the register that would be kept."""

    label: str
    record: str
    column: str
    value: str
    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Preview:
    """An upload against the revision in force (导入预览)."""

    first: bool
    same: bool
    day_before: date | None
    day: date
    tables: Sequence[TableChange]
    changes: Sequence[CellChange]
    changed_cells: int
    removed: Sequence[RowChange]
    added_rows: int
    changed_rows: int
    removed_rows: int
    claims: bool
    faults: Sequence[Integrity]
    fault_count: int


def preview_of(upload: Upload) -> Preview:
    """Return what an upload would do to the revision it was compared with."""
    new = bridge.register_of(upload)
    old = bridge.register_of(upload.base) if upload.base else None
    return _preview(old, new)


@lru_cache(maxsize=8)
def _preview(old: Register | None, new: Register) -> Preview:
    found = faults(new)
    tables = _everything(new) if old is None else []
    difference = preview(old, new) if old is not None else None
    changes: list[CellChange] = []
    removed: list[RowChange] = []
    cells = 0
    if old is not None and difference is not None:
        tables = _counted(difference)
        cell_changes = difference.filter(pl.col("op") == CHANGE)
        cells = cell_changes.height
        changes = _cells(cell_changes.head(MOST), old, new)
        gone = difference.filter(pl.col("op") == REMOVE)
        removed = _gone(gone.select("table", "key").unique(maintain_order=True).head(MOST), old)
    claims = old is not None and not new.claims.is_empty() and not new.claims.equals(old.claims)
    return Preview(
        first=old is None, same=old is not None and old.hash == new.hash and not claims,
        day_before=old.day if old is not None and old.day != new.day else None, day=new.day,
        tables=tables, changes=changes, changed_cells=cells, removed=removed,
        added_rows=sum(one.added for one in tables),
        changed_rows=sum(one.changed for one in tables),
        removed_rows=sum(one.removed for one in tables), claims=claims,
        faults=_faults(found.head(MOST), new), fault_count=found.height,
    )  # fmt: skip


def _everything(new: Register) -> list[TableChange]:
    rows = {name: new.loose(name).height for name in TABLES}
    return [
        TableChange(name, TABLES[name].label, rows[name], 0, 0) for name in TABLES if rows[name]
    ]


def _counted(difference: pl.DataFrame) -> list[TableChange]:
    counts = difference.group_by("table", "op").agg(pl.col("key").n_unique()).rows()
    by_table: dict[str, dict[str, int]] = {}
    for table, op, rows in counts:
        by_table.setdefault(table, {})[op] = rows
    return [
        TableChange(name, table.label, told.get(ADD, 0), told.get(CHANGE, 0), told.get(REMOVE, 0))
        for name, table in TABLES.items()
        if (told := by_table.get(name))
    ]


def _cells(changes: pl.DataFrame, old: Register, new: Register) -> list[CellChange]:
    """The first cell changes, each value with the words of the register it belongs to."""
    lines = []
    for name, key, column, before, after in changes.select(
        "table", "key", "column", "before", "after"
    ).rows():
        table = TABLES[name]
        declared = table.column[column]
        said = pl.DataFrame({column: [before, after]}, schema={column: pl.String})
        was = said.select(as_text(table, declared, pl.col(column), old)).item(0, 0)
        now = said.select(as_text(table, declared, pl.col(column), new)).item(1, 0)
        record = _record(name, json.loads(key), new)
        lines.append(CellChange(table.label, record, declared.label, was, now))
    return lines


def _gone(rows: pl.DataFrame, old: Register) -> list[RowChange]:
    return [
        RowChange(TABLES[table].label, _record(table, json.loads(key), old))
        for table, key in rows.rows()
    ]


def _record(table: str, key: Sequence[str | None], register: Register) -> str:
    """What a record is called: its name, or the names of what its key refers to."""
    declared = TABLES[table]
    if declared.has_id:
        one = key[0] or ""
        return names(register, table).get(one, one)
    said = []
    for name, value in zip(declared.key, key, strict=True):
        column = declared.column[name]
        if value is None:
            continue
        if column.ref is not None:
            value = names(register, column.ref).get(value, value)
        elif column.kind is not None:
            value = str(column.kind(value).label)
        said.append(value)
    return " · ".join(said)


def _faults(found: pl.DataFrame, register: Register) -> list[Integrity]:
    lines = []
    for row in found.iter_rows(named=True):
        table = TABLES[row["table"]]
        what, _mark, remedy = row["message"].partition("；")
        record = names(register, table.name).get(row["key"], row["key"])
        label = table.column[row["column"]].label
        lines.append(Integrity(table.label, record, label, row["value"] or "", what, remedy))
    return lines

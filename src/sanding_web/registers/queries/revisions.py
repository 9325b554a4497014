"""Revisions of a county: what each changed, and one written out as a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
from django.core.paginator import Page, Paginator

from sanding.exchange import write_workbook
from sanding.plan.diff import ADD, CHANGE, REMOVE, diff
from sanding.register import TABLES, Register
from sanding_web.accounts.access import Actor
from sanding_web.registers import bridge
from sanding_web.registers.models import Revision

PAGE = 10  # revisions; each is compared with the one before


@dataclass(frozen=True, slots=True)
class TableChanges:
    """Rows of a table that came, changed and went."""

    table: str
    label: str
    added: int
    changed: int
    removed: int


@dataclass(frozen=True, slots=True)
class RevisionLine:
    """A revision (版本): who put it in, when and why, what it changed; `first` has no before."""

    number: int
    day: date
    at: datetime
    by: str
    reason: str
    hash: str
    in_force: bool
    first: bool
    rows: int
    changes: Sequence[TableChanges]


def revision_lines(actor: Actor, county: str, page: Any) -> Page[RevisionLine]:
    """Return a page of the county's revisions, the newest first."""
    seen = Revision.objects.visible_to(actor).filter(county_id=county)
    every = seen.select_related("by", "parent", "county").order_by("-number")
    found = Paginator(every, PAGE).get_page(page)
    lines: Any = found
    lines.object_list = [_line(one) for one in found.object_list]
    return lines  # type: ignore[no-any-return]


def _line(revision: Revision) -> RevisionLine:
    register = bridge.register_of(revision)
    return RevisionLine(
        number=revision.number, day=revision.day, at=revision.at,
        by=revision.by.name if revision.by else "", reason=revision.reason,
        hash=revision.hash[:12], in_force=revision.pk == revision.county.head_id,
        first=revision.parent is None, rows=rows_of(register),
        changes=() if revision.parent is None else changes(revision.parent, revision),
    )  # fmt: skip


def rows_of(register: Register) -> int:
    """How many rows a register has."""
    return sum(register.loose(name).height for name in TABLES)


def difference(before: Revision, after: Revision) -> pl.DataFrame:
    """Return what differs between two revisions, see `plan.diff`; shared tables are not read."""
    shared = frozenset(before.tables.items()) & frozenset(after.tables.items())
    same = frozenset(name for name, _digest in shared if name in TABLES)
    return _difference(bridge.register_of(before), bridge.register_of(after), same)


@lru_cache(maxsize=64)
def _difference(before: Register, after: Register, same: frozenset[str]) -> pl.DataFrame:
    return diff(before, after.with_rows({name: before.rows[name] for name in same}))


def changes(before: Revision, after: Revision) -> list[TableChanges]:
    """Count the rows that came, changed and went, by table."""
    return counted(difference(before, after))


def counted(cells: pl.DataFrame) -> list[TableChanges]:
    """Count the rows of a difference by table and what happened to them."""
    told: dict[str, dict[str, int]] = {}
    for table, op, rows in cells.group_by("table", "op").agg(pl.col("key").n_unique()).rows():
        told.setdefault(table, {})[op] = rows
    return [
        TableChanges(name, table.label, one.get(ADD, 0), one.get(CHANGE, 0), one.get(REMOVE, 0))
        for name, table in TABLES.items()
        if (one := told.get(name))
    ]


def workbook(revision: Revision) -> tuple[bytes, int]:
    """Return a revision as a workbook, sensitive personal values masked, and its rows."""
    register = bridge.register_of(revision)
    with TemporaryDirectory() as place:
        path = Path(place) / "register.xlsx"
        write_workbook(register, path)
        return path.read_bytes(), rows_of(register)

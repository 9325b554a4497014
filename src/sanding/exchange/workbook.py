"""The register as an Excel workbook in the shape establishment offices keep (编制台账工作簿).

One sheet per table under its Chinese name, Chinese headings, drop-down lists, and a sheet 说明 that
says how to fill it in. Money stands in yuan. Reading is strict: all of it or nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path

import polars as pl

from sanding.base import BadInput, Fault, _
from sanding.base.fault_kinds import FaultKind
from sanding.exchange.book import DAY, GUIDE, Book, write_book
from sanding.exchange.intake import Format, Grid, assembled, grid, normal
from sanding.exchange.sheets import Sheet, read_sheets
from sanding.register import CLAIMS, TABLES, Register, Table

FINDINGS = _("合规提示")  # a sheet that `annotated` writes and import leaves aside
FORM = Format(as_text=False, in_yuan=True, whole=True)


def read_workbook(
    path: Path, *, day: date | None = None, otherwise: date | None = None
) -> Register:
    """Return the register in a workbook; raise BadInput with every fault, importing nothing.

    It speaks for `day`, else for the day on its first sheet, else for `otherwise`.
    """
    sheets = read_sheets(path)
    if day is None:
        day = next(filter(None, (_told_day(one) for one in sheets if _is(one, GUIDE))), None)
    grids, faults = book_grids(sheets, (*TABLES.values(), CLAIMS))
    there = {one.table.name for one in grids}
    if not there:
        said = _("{file} 里没有一张台账工作表；请用模板填写").format(file=path.name)
        raise BadInput([Fault(FaultKind.WRONG_HEADER, said)])
    missing = [t for t in TABLES.values() if t.name not in there and not t.optional]
    for table in missing:
        message = _("缺少这张工作表；请按模板补上（可以没有数据行）")
        faults.append(Fault(FaultKind.WRONG_HEADER, message, table.label))
    day = day or otherwise
    if day is None:
        message = _("没有台账日期；请在“台账日期”右边填写，如 2025-07-01，或用 --on 指定")
        faults.append(Fault(FaultKind.MISSING_VALUE, message, GUIDE))
    unread = [table.name for table in missing]
    return assembled(grids, faults, unread, day=day or date.min)


def book_grids(sheets: Iterable[Sheet], tables: Iterable[Table]) -> tuple[list[Grid], list[Fault]]:
    """Read the sheets as the tables whose Chinese names they bear; and what is wrong with them."""
    by_label = {normal(table.label): table for table in tables}
    grids: list[Grid] = []
    faults: list[Fault] = []
    for sheet in sheets:
        if not sheet.visible:
            message = _("工作表是隐藏的；请取消隐藏并核对内容，或删去这张表")
            faults.append(Fault(FaultKind.HIDDEN_SHEET, message, sheet.name))
        table = by_label.get(normal(sheet.name))
        if table is not None:
            grids.append(grid(table, sheet, FORM))
        elif sheet.visible and not _is(sheet, GUIDE, FINDINGS):
            message = _("不认识这张工作表；请按模板更正表名，或删去这张表")
            faults.append(Fault(FaultKind.WRONG_HEADER, message, sheet.name))
    return grids, faults


def _is(sheet: Sheet, *names: str) -> bool:
    return normal(sheet.name) in names


def _told_day(sheet: Sheet) -> date | None:
    """The day written beside 台账日期 on the first sheet."""
    for row in sheet.rows:
        if len(row) > 1 and normal(str(row[0])) == DAY:
            told = row[1]
            if isinstance(told, datetime):
                return told.date()
            if isinstance(told, date):
                return told
            try:
                return date.fromisoformat(str(told).strip())
            except ValueError:
                return None
    return None


def write_template(path: Path) -> None:
    """Write an empty workbook to fill in."""
    frames = {name: table.empty() for name, table in TABLES.items()}
    write_book(path, Book(tables=TABLES, frames=frames))


def write_workbook(
    register: Register, path: Path, *, tables: Iterable[str] | None = None, masked: bool = True
) -> None:
    """Write a register, or some of its tables; sensitive personal values are masked unless told.

    Raises BadInput if a value does not fit into a cell.
    """
    names = list(TABLES if tables is None else tables)
    frames = {name: register.frame(name) for name in names}
    if tables is None and not register.claims.is_empty():
        frames[CLAIMS.name] = register.claims
    write_book(path, book_of(register, frames, masked=masked))


def book_of(register: Register, frames: Mapping[str, pl.DataFrame], *, masked: bool = True) -> Book:
    """Return the workbook of a register: frames of its tables and claims, not yet written."""
    known = {**TABLES, CLAIMS.name: CLAIMS}
    several = len(register.counties) != 1
    return Book(tables=known, frames=frames, day=register.day, several=several, masked=masked)

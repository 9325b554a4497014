"""The register as CSV files, one per table: UTF-8, English headings, values as stored."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from sanding.base import BadInput, Fault, _
from sanding.base.fault_kinds import FaultKind
from sanding.exchange.folder import put_in_place
from sanding.exchange.intake import Format, Grid, assembled, grid
from sanding.exchange.sheets import read_sheets
from sanding.register import CLAIMS, TABLES, Register, Table

FORM = Format(as_text=True, in_yuan=False, whole=False)


def write_csvs(register: Register, folder: Path) -> None:
    """Write one file per table that has rows; the county column only where there are several.

    All of it or nothing; replaces an older export, and refuses a folder with anything else in it.
    """
    frames = {name: register.frame(name) for name in TABLES}
    frames[CLAIMS.name] = register.claims
    files: dict[str, bytes] = {}
    for name, frame in frames.items():
        if frame.is_empty():
            continue
        one = len(register.counties) == 1 and "county" in frame.columns
        files[f"{name}.csv"] = (frame.drop("county") if one else frame).write_csv().encode()
    put_in_place(files, folder, own=[f"{name}.csv" for name in frames])


def read_csvs(folder: Path, *, day: date) -> Register:
    """Return the register in a folder of CSV files; raise BadInput with every fault.

    Columns that are neither required nor part of a key may be left out.
    """
    grids, faults, unread = csv_grids(folder, (*TABLES.values(), CLAIMS))
    if "counties" not in {one.table.name for one in grids}:
        message = _("缺少 counties.csv；请补上县代码和名称")
        faults.append(Fault(FaultKind.WRONG_HEADER, message))
        unread.add("counties")
    return assembled(grids, faults, unread, day=day)


def csv_grids(folder: Path, tables: Iterable[Table]) -> tuple[list[Grid], list[Fault], set[str]]:
    """Read the CSV files of a folder as the tables they are named for.

    Returns the grids, what is wrong, and the tables that could not be read. Raises BadInput if
    there is no file.
    """
    files = sorted(folder.glob("*.csv")) if folder.is_dir() else []
    if not files:
        said = _("{folder} 里没有 CSV 文件；请指定放 CSV 文件的文件夹").format(folder=folder)
        raise BadInput([Fault(FaultKind.UNREADABLE, said)])
    named = {f"{table.name}.csv": table for table in tables}
    grids: list[Grid] = []
    faults: list[Fault] = []
    for file in files:
        table = named.get(file.name)
        if table is None:
            message = _("不认识这个文件；请按表名更正文件名，或移走")
            faults.append(Fault(FaultKind.WRONG_HEADER, message, file.name))
            continue
        try:
            grids += [grid(table, sheet, FORM) for sheet in read_sheets(file)]
        except BadInput as refusal:
            faults += refusal.faults
    there = {named[file.name].name for file in files if file.name in named}
    return grids, faults, there - {one.table.name for one in grids}

"""Personnel files of a placement (安置材料): a workbook or a folder of CSV files, read strictly.

They are read by the same machinery as the register and beside it: who is named must be there.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from sanding.base import BadInput, Fault, _
from sanding.base.fault_kinds import FaultKind
from sanding.exchange.book import HOW_TO, Book, write_book
from sanding.exchange.csvs import csv_grids
from sanding.exchange.intake import sound
from sanding.exchange.sheets import read_sheets
from sanding.exchange.workbook import book_grids
from sanding.register import TABLES, Register
from sanding.register.personnel import PERSONNEL

REFERRED = sorted({c.ref for table in PERSONNEL.values() for c in table.columns if c.ref})
HOW = (
    _("只填用得上的工作表，用不上的留空或者删去；人员只写编号，不写姓名。"),
    _("人员、机构、内设机构、职位的编号以台账为准；方案新设的，用方案里的编号。"),
    _("佐证材料的“涉及对象”填变更、机构、内设机构、职位或人员的编号；空为整个方案。"),
    *HOW_TO[:2], *HOW_TO[3:4], *HOW_TO[5:],
)  # fmt: skip


def read_personnel(path: Path, *registers: Register) -> dict[str, pl.DataFrame]:
    """Return the tables of `PERSONNEL` that a workbook or a folder of CSV files has.

    People, bodies, sections and positions must stand in one of the registers, before or after the
    plan; what a paper is about may be a change and is not looked up. Raises BadInput with every
    fault, taking over nothing.
    """
    if path.is_dir() or path.suffix.lower() == ".csv":
        grids, faults, unread = csv_grids(path, PERSONNEL.values())
    else:
        (grids, faults), unread = book_grids(read_sheets(path), PERSONNEL.values()), set()
        if not grids and not faults:
            said = _("{file} 里没有一张安置材料工作表；请用模板填写").format(file=path.name)
            raise BadInput([Fault(FaultKind.WRONG_HEADER, said)])
    around = {name: _rows(name, registers) for name in REFERRED}
    counties = sorted({code for one in registers for code in one.counties})
    frames = sound(grids, faults, around, unread, counties=counties)
    return {name: PERSONNEL[name].conform(frame) for name, frame in frames.items()}


def _rows(table: str, registers: tuple[Register, ...]) -> pl.LazyFrame:
    """Rows of a table in all registers; what stands in several stands there several times."""
    return pl.concat([TABLES[table].empty(), *(one.loose(table) for one in registers)]).lazy()


def write_personnel_template(path: Path) -> None:
    """Write an empty workbook of personnel files to fill in, a sheet per table."""
    frames = {name: table.empty() for name, table in PERSONNEL.items()}
    title = _("安置材料")
    write_book(path, Book(tables=PERSONNEL, frames=frames, title=title, how_to=HOW, dated=False))

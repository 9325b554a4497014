"""Exchange (数据交换): everything that comes in or goes out as a file.

`sheets` opens a workbook or CSV from outside and refuses what is hostile or broken; `cells` turns
columns of cells into typed values; `intake` joins headings, cells and the integrity of the whole,
all or nothing, each fault with sheet, row and column. On these stand the forms a register takes:
`workbook` (what officers fill in), `csvs` (one file per table), `folder` (Parquet, the form it is
kept in, also lazily for a nation). `real_name` brings in the wide lists offices really have, by a
saved mapping. `preview` shows what a re-import would do before anything is written.

Nothing is half done: a reader gives a whole register or raises `BadInput` with every fault there
is; a writer writes beside its place and renames. The same register gives the same bytes. No cell
of a file is ever run, no entity expanded, nothing unpacked before its size was looked at.
"""

from sanding.base.fault_kinds import FaultKind
from sanding.exchange.csvs import read_csvs, write_csvs
from sanding.exchange.folder import read_register, scan_register, write_register
from sanding.exchange.preview import preview, taken_over
from sanding.exchange.sheets import Sheet, read_sheets
from sanding.exchange.workbook import read_workbook, write_template, write_workbook

__all__ = [
    "FaultKind",
    "Sheet",
    "preview",
    "read_csvs",
    "read_register",
    "read_sheets",
    "read_workbook",
    "scan_register",
    "taken_over",
    "write_csvs",
    "write_register",
    "write_template",
    "write_workbook",
]

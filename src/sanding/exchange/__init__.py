"""Exchange (数据交换): everything that comes in or goes out as a file.

`sheets` opens a workbook or CSV from outside and refuses what is hostile or broken; `cells` turns
columns of cells into typed values; `intake` joins headings, cells and the integrity of the whole,
all or nothing, each fault with sheet, row and column; `book` is how a workbook is written. On
these stand the forms a register takes: `workbook` (what officers fill in), `csvs` (one file per
table), `folder` (Parquet, the form it is kept in, also lazily for a nation).

What offices already have comes in by a saved `mapping` and its `mappings`: `real_name` the wide
lists of people (with `headings`, `mismatches` and the `person_` modules: rows, values, bodies,
merge), `organograms` published ones. `personnel` reads the files of a placement, `three_lists`
the lists of two other offices for a reconciliation and writes its workbook, `submissions` what
counties hand in for review. `preview` shows what a re-import would do before anything is written.

What goes out to be read: `comparison` (before and after a reform), `annotated` (findings where
they belong), `opinions` and `return_letters` (the drafts of a review). They stand on
`printed_pages` for sheets and `letter_paper` for documents.

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

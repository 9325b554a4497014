"""What the screens of intake show: a table as a sheet, and an upload against what is in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl
from django.http import Http404
from django.utils.translation import gettext as _

from sanding.register import TABLES, Column, Register, Table
from sanding.register.integrity import key_text
from sanding_web.accounts.access import Actor
from sanding_web.registers import bridge
from sanding_web.registers.access import may_export, may_import
from sanding_web.registers.intake_cells import is_hidden, shown
from sanding_web.registers.intake_edits import may_be_set
from sanding_web.registers.models import County, Revision, Upload

PAGE = 100  # rows
UNITS = {"fen": "元"}  # money is shown in yuan
EMPTY = "（空）"  # filters by what holds nothing
FEW = 200  # distinct values that are offered to choose from
ASIDE = ("county", "certainty", "source", "note")  # shown when asked for
FORMULA = r"^\s*[=+\-@＝＋－＠|]|^[\t\r\n]"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a sheet is asked for, as it stands in the address."""

    text: str = ""
    column: str = ""
    value: str = ""
    sort: str = ""  # a column, with - before it for the other way round
    columns: tuple[str, ...] = ()
    page: int = 1


@dataclass(frozen=True, slots=True)
class TableLine:
    """A table at the left: its name, heading and number of rows."""

    name: str
    label: str
    rows: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading: whether it is shown, masked, and how it is sorted by."""

    name: str
    label: str
    unit: str = ""
    shown: bool = True
    hidden: bool = False
    editable: bool = False
    sorted: str = ""  # up, down or nothing
    next_sort: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text; `body` is the id of the body it names, if it names one."""

    text: str
    body: str = ""


@dataclass(frozen=True, slots=True)
class SheetPage:
    """A table of a revision, filtered, sorted and cut into pages (台账表)."""

    county: str
    name: str
    revision: Revision
    older: bool
    table: str
    label: str
    tables: Sequence[TableLine]
    columns: Sequence[Heading]
    headings: Sequence[Heading]
    rows: Sequence[Sequence[Cell]]
    keys: Sequence[str]  # of the rows, as an edit names them
    found: int
    total: int
    page: int
    pages: int
    values: Sequence[str]
    asked: Asked
    may_export: bool
    may_import: bool

    @property
    def keyed(self) -> list[tuple[str, Sequence[Cell]]]:
        """Each row with its key."""
        return list(zip(self.keys, self.rows, strict=True))

    @property
    def may_edit(self) -> bool:
        """Whether rows can be ticked and set: in the register in force, by who keeps it."""
        return self.may_import and not self.older

    @property
    def before(self) -> int:
        """The page before."""
        return self.page - 1

    @property
    def after(self) -> int:
        """The page after."""
        return self.page + 1


@dataclass(frozen=True)
class Found:
    """The rows of a table that were asked for: their cells as text, in the order asked for."""

    register: Register
    table: Table
    columns: Sequence[str]
    cells: pl.DataFrame
    places: pl.Series

    @property
    def label(self) -> str:
        """The table's heading."""
        return self.table.label


def revision_shown(actor: Actor, county: str, number: int | None = None) -> Revision:
    """Return the revision in force, or the one of a number.

    Raises `DoesNotExist` for a county that is not seen or has no register yet.
    """
    there = Revision.objects.visible_to(actor).select_related("county", "parent", "by")
    if number is not None:
        return there.get(county_id=county, number=number)
    return there.get(pk=County.objects.visible_to(actor).get(pk=county).head_id or 0)


def sheet_page(actor: Actor, revision: Revision, table: str, asked: Asked) -> SheetPage:
    """Return one page of a table; raise `Http404` if there is no such table."""
    found = rows_found(revision, table, asked)
    pages = max(1, -(-found.cells.height // PAGE))
    page = min(max(asked.page, 1), pages)
    headings = _headings(found.table, found.columns, asked)
    return SheetPage(
        county=revision.county_id, name=revision.county.name, revision=revision,
        older=revision.pk != revision.county.head_id, table=table, label=found.table.label,
        tables=_tables(found.register), columns=headings,
        headings=[one for one in headings if one.shown], rows=_rows(found, page),
        keys=_keys(found, page),
        found=found.cells.height, total=found.register.loose(table).height, page=page,
        pages=pages, values=_values(found, asked), asked=asked,
        may_export=may_export(actor, revision.county_id),
        may_import=may_import(actor, revision.county_id),
    )  # fmt: skip


def rows_found(revision: Revision, table: str, asked: Asked) -> Found:
    """Return the rows that were asked for; masked cells are filtered and sorted as masked."""
    if table not in TABLES:
        raise Http404
    register, declared = bridge.register_of(revision), TABLES[table]
    texts = shown(register, table)
    columns = _chosen(declared, texts, asked)
    kept = pl.lit(True)
    words = asked.text.lower().split()
    for word in words:  # every word, each in whatever column
        hits = [
            pl.col(name).str.to_lowercase().str.contains(word, literal=True) for name in columns
        ]
        kept = kept & pl.any_horizontal(hits)
    if asked.column in declared.column and asked.value:
        value = "" if asked.value == EMPTY else asked.value
        kept = kept & (pl.col(asked.column) == value)
    places = texts.with_row_index("place").filter(kept).get_column("place")
    order = _order(register, declared, texts, asked)
    if order is not None:
        both = pl.DataFrame({"place": places, "rank": order.gather(places)})
        down = asked.sort.startswith("-")
        ranked = both.sort("rank", descending=down, nulls_last=True, maintain_order=True)
        places = ranked.get_column("place")
    return Found(register, declared, columns, texts[places], places)


def as_csv(found: Found) -> bytes:
    """Return the rows found as CSV an office's spreadsheet opens: a mark of UTF-8, no formulas."""
    labels = [found.table.column[name].label for name in found.columns]
    safe = found.cells.select(_harmless(name) for name in found.columns)
    safe.columns = labels
    return safe.write_csv(include_bom=True, line_terminator="\r\n").encode()


def _harmless(name: str) -> pl.Expr:
    """A column's texts; before one that a spreadsheet would run stands an apostrophe."""
    runs = pl.col(name).str.contains(FORMULA)
    return (pl.when(runs).then(pl.lit("'")).otherwise(pl.lit("")) + pl.col(name)).alias(name)


def _chosen(table: Table, texts: pl.DataFrame, asked: Asked) -> tuple[str, ...]:
    """The columns shown: those asked for, else all that hold something."""
    names = [column.name for column in table.columns]
    if wanted := [name for name in names if name in asked.columns]:
        return tuple(wanted)
    filled = texts.select((pl.col(name) != "").any() for name in names).row(0)
    held = [name for name, some in zip(names, filled, strict=True) if some and name not in ASIDE]
    return tuple(held or [name for name in names if name not in ASIDE])


def _order(register: Register, table: Table, texts: pl.DataFrame, asked: Asked) -> pl.Series | None:
    """What rows are sorted by: values, but names for references and masks for what is masked."""
    column = table.column.get(asked.sort.removeprefix("-"))
    if column is None:
        return None
    if column.ref is not None or is_hidden(table.name, column):
        named = texts.get_column(column.name)
        return named.set(named == "", None)
    return register.frame(table.name).get_column(column.name)


def _headings(table: Table, columns: Sequence[str], asked: Asked) -> list[Heading]:
    return [_heading(table, column, column.name in columns, asked.sort) for column in table.columns]


def _heading(table: Table, column: Column, shown_: bool, sort: str) -> Heading:
    way = {column.name: "up", f"-{column.name}": "down"}.get(sort, "")
    return Heading(
        name=column.name, label=column.label,
        unit=UNITS.get(column.unit or "", ""), shown=shown_,
        hidden=is_hidden(table.name, column), editable=may_be_set(table, column), sorted=way,
        next_sort=f"-{column.name}" if way == "up" else column.name,
    )  # fmt: skip


def _rows(found: Found, page: int) -> list[list[Cell]]:
    first = (page - 1) * PAGE
    texts = found.cells.slice(first, PAGE).select(found.columns)
    places = found.places.slice(first, PAGE)
    values = found.register.frame(found.table.name)[places]
    bodies = {
        name: values.get_column(named_by).to_list()
        for name, named_by in _naming_bodies(found).items()
    }
    return [
        [
            Cell(text, bodies[name][at] or "" if name in bodies else "")
            for name, text in zip(found.columns, row, strict=True)
        ]
        for at, row in enumerate(texts.iter_rows())
    ]


def _keys(found: Found, page: int) -> list[str]:
    places = found.places.slice((page - 1) * PAGE, PAGE)
    values = found.register.frame(found.table.name)[places]
    return values.select(key_text(found.table)).to_series().to_list()


def _naming_bodies(found: Found) -> dict[str, str]:
    """Columns that lead to a body's page, and the column with its id."""
    linked = {name: name for name in found.columns if found.table.column[name].ref == "bodies"}
    if found.table.name == "bodies":
        linked |= {name: "id" for name in ("name",) if name in found.columns}
    return linked


def _tables(register: Register) -> list[TableLine]:
    return [
        TableLine(name, table.label, register.loose(name).height) for name, table in TABLES.items()
    ]


def _values(found: Found, asked: Asked) -> list[str]:
    """The values of the column filtered by, if they are few enough to choose from."""
    if asked.column not in found.table.column:
        return []
    texts = shown(found.register, found.table.name).get_column(asked.column)
    values = texts.unique()
    return sorted(one or EMPTY for one in values.to_list()) if len(values) <= FEW else []


def county_of(actor: Actor, county: str) -> County:
    """Return a county the actor sees, or whose first register they may put in (not kept yet).

    Raises `Http404` for any other.
    """
    seen = County.objects.visible_to(actor).filter(pk=county).first()
    if seen is None and not may_import(actor, county):
        raise Http404(_("没有这个县"))
    return seen or County(code=county, name=county)


def waiting(actor: Actor, county: str) -> list[Upload]:
    """Return the uploads of a county that wait to be confirmed, the newest first."""
    seen = Upload.objects.visible_to(actor).select_related("by")
    return list(seen.filter(county_id=county, state=Upload.State.WAITING)[:FEW])

"""From sheets to a register: headings, cells, then the integrity of the whole, all or nothing.

Workbook and CSV come through here. Every fault found is kept with its place; what is broken in
form is still understood where its meaning is clear, so that faults do not breed faults.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import polars as pl

from sanding.base import BadInput, Fault, _
from sanding.base.fault_kinds import FaultKind
from sanding.exchange.cells import short, shown, typed
from sanding.exchange.sheets import Area, Cell, Sheet, letter
from sanding.register import CLAIMS, TABLES, Register, Table
from sanding.register.integrity import faults as integrity_faults
from sanding.register.integrity import key_text

TITLE_ROWS = 10  # the heading is looked for in so many rows


@dataclass
class Grid:
    """One table as read from one sheet: typed rows, where they stood, and what was wrong."""

    table: Table
    sheet: Sheet
    frame: pl.DataFrame
    numbers: list[int]  # of the rows, as the sheet numbers them
    places: dict[str, int]  # column name: position in the sheet
    faults: list[Fault] = field(default_factory=list)
    touched: set[tuple[int, str]] = field(default_factory=set)  # (row number, column) at fault

    def heading(self, column: str) -> str:
        """The column as the officer sees it: heading with letter."""
        label = self.table.column[column].label
        at = self.places.get(column)
        return label if at is None else f"{label}({letter(at)})"


@dataclass(frozen=True)
class Format:
    """How a kind of file writes its tables."""

    as_text: bool  # CSV: everything is text
    in_yuan: bool  # money in yuan, not in fen
    whole: bool  # every heading must be there
    wanted: tuple[str, ...] = ()  # headings that must be there when not `whole`


def grid(table: Table, sheet: Sheet, form: Format) -> Grid:
    """Read one sheet as `table`."""
    header_at = _header_row(table, sheet)
    if header_at is None:
        fault = Fault(FaultKind.WRONG_HEADER, _("没有表头；请用模板重新填写"), sheet.name, 1)
        return Grid(table, sheet, table.empty(), [], {}, [fault])
    places, faults = _header(table, sheet, header_at, form)
    numbers = [
        at + 1 for at, row in enumerate(sheet.rows) if at > header_at and any(map(_filled, row))
    ]
    result = Grid(table, sheet, table.empty(), numbers, places, faults)
    _note_merged(result, header_at)
    _note_formula_errors(result)
    series = [_column(result, name, at, form) for name, at in places.items()]
    for column in table.columns:
        if column.name not in places:
            series.append(pl.Series(column.name, [None] * len(numbers), dtype=column.dtype))
    result.frame = pl.DataFrame(series).select(c.name for c in table.columns)
    return result


def assembled(
    grids: Sequence[Grid], faults: Iterable[Fault], unread: Iterable[str] = (), *, day: date
) -> Register:
    """Return the register the grids make; raise BadInput with every fault there is.

    `unread`: tables that are missing by mistake, so that who refers to them is not to blame.
    """
    every, codes = list(faults), [""]
    for one in grids:
        if one.table.name == "counties":
            codes = one.frame.get_column("id").drop_nulls().to_list()
            if not codes:
                message = _("没有一行县；请填写县代码和名称")
                every.append(Fault(FaultKind.MISSING_VALUE, message, one.sheet.name))
    empty = {name: table.empty().lazy() for name, table in TABLES.items()}
    frames = sound(grids, every, empty, unread, counties=codes)
    claims = frames.pop(CLAIMS.name, None)
    register = Register.of(frames, day=day)
    return register if claims is None else replace(register, claims=CLAIMS.conform(claims))


def sound(
    grids: Sequence[Grid],
    faults: Iterable[Fault],
    around: Mapping[str, pl.LazyFrame],
    unread: Iterable[str] = (),
    *,
    counties: Sequence[str],
) -> dict[str, pl.DataFrame]:
    """Return the rows of the grids by table; raise BadInput with every fault there is.

    `around`: tables the grids may refer to; `counties`: codes, for a county column left out.
    """
    every = [*faults, *_given_twice(grids), *_given_county(grids, counties)]
    frames = {one.table.name: one.frame for one in grids}
    for one in grids:
        every += one.faults
    lost = {one.table.name for one in grids if not set(one.table.key) <= set(one.places)}
    known = {**around, **{name: frame.lazy() for name, frame in frames.items()}}
    every += _located(grids, known, {*unread, *lost})
    if every:
        order = {one.sheet.name: at for at, one in enumerate(grids)}
        raise BadInput(sorted(every, key=lambda fault: _position(fault, order)))
    return frames


def normal(text: object) -> str:
    """A heading or sheet name without blanks, width variants or marks of obligation."""
    return "".join(unicodedata.normalize("NFKC", str(text)).split()).rstrip("*")


def _filled(cell: Cell) -> bool:
    return cell != "" and not (isinstance(cell, str) and cell.isspace())


def _position(fault: Fault, order: Mapping[str, int]) -> tuple[int, int, str, str]:
    at = order.get(fault.sheet or "", -1)
    return at, fault.row or 0, fault.column or "", fault.message


def _known(table: Table) -> dict[str, str]:
    """Column names by what may stand as their heading."""
    names = {column.name: column.name for column in table.columns}
    return names | {normal(column.label): column.name for column in table.columns}


def _header_row(table: Table, sheet: Sheet) -> int | None:
    """The row that has the most of the table's headings: a title may stand above it."""
    known = _known(table)
    filled = [at for at, row in enumerate(sheet.rows[:TITLE_ROWS]) if any(map(_filled, row))]
    hits = {at: sum(normal(cell) in known for cell in sheet.rows[at]) for at in filled}
    return max(filled, key=lambda at: (hits[at], -at), default=None)


def _header(
    table: Table, sheet: Sheet, at: int, form: Format
) -> tuple[dict[str, int], list[Fault]]:
    """Positions of the columns, and what is wrong with the headings."""
    known = _known(table)
    places: dict[str, int] = {}
    faults: list[Fault] = []

    def fault(message: str, heading: str, value: str | None = None) -> None:
        faults.append(Fault(FaultKind.WRONG_HEADER, message, sheet.name, at + 1, heading, value))

    for position, cell in enumerate(sheet.rows[at]):
        if not _filled(cell):
            if any(_filled(row[position]) for row in sheet.rows[at + 1 :]):
                fault(_("这一列没有表头；请补上表头或清空该列"), letter(position))
            continue
        name, heading = known.get(normal(cell)), f"{short(str(cell))}({letter(position)})"
        if name is None:
            fault(_("表头不认识；请按模板的列名更正或删去该列"), heading, str(cell))
        elif name in places:
            fault(_("表头重复；请只保留一列"), heading, str(cell))
        else:
            places[name] = position
    for column in table.columns:
        needed = form.whole or column.name in table.key or (column.required and not form.whole)
        if needed and column.name not in places and column.name != "county":
            fault(_("缺少这一列；请按模板补上"), column.label)
    return places, faults


def _note_merged(result: Grid, header_at: int) -> None:
    """Report merged areas; their rows read as if each cell had the area's value."""
    rows, names = result.sheet.rows, {at: name for name, at in result.places.items()}
    for area in result.sheet.merged:
        (top, left), (bottom, right) = area
        bottom, right = (
            min(bottom, len(rows) - 1),
            min(right, max(map(len, rows[:1]), default=0) - 1),
        )
        message = _("{area} 是合并单元格；请取消合并，在每一行分别填写").format(area=_range(area))
        place = names.get(left)
        heading = result.heading(place) if place else letter(left)
        result.faults.append(
            Fault(FaultKind.MERGED_CELLS, message, result.sheet.name, top + 1, heading)
        )
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if row > header_at and rows[row][column] == "" and column == left:
                    rows[row][column] = rows[top][left]
                if column in names:
                    result.touched.add((row + 1, names[column]))


def _range(area: Area) -> str:
    (top, left), (bottom, right) = area
    return f"{letter(left)}{top + 1}:{letter(right)}{bottom + 1}"


def _note_formula_errors(result: Grid) -> None:
    names = {at: name for name, at in result.places.items()}
    for row, column, text in result.sheet.errors:
        name = names.get(column)
        heading = result.heading(name) if name else letter(column)
        message = _("公式结果是错误值 {value}；请改正公式或填写数值").format(value=text)
        result.faults.append(
            Fault(FaultKind.FORMULA_ERROR, message, result.sheet.name, row + 1, heading, text)
        )
        if name:
            result.touched.add((row + 1, name))


def _column(result: Grid, name: str, at: int, form: Format) -> pl.Series:
    rows, column = result.sheet.rows, result.table.column[name]
    cells = [rows[number - 1][at] for number in result.numbers]
    series, problems = typed(column, cells, as_text=form.as_text, in_yuan=form.in_yuan)
    heading = result.heading(name)
    for problem in problems:
        row = result.numbers[problem.at]
        if (row, name) not in result.touched:
            result.faults.append(
                Fault(problem.kind, problem.message, result.sheet.name, row, heading, problem.value)
            )
        result.touched.add((row, name))
    return series


def _given_twice(grids: Sequence[Grid]) -> Iterator[Fault]:
    """Sheets of one table whose names differ in blanks only: rows of one would be lost."""
    first: dict[str, str] = {}
    for one in grids:
        name = first.setdefault(one.table.name, one.sheet.name)
        if name != one.sheet.name:
            message = _("与工作表“{first}”是同一张表；请合成一张").format(first=name)
            yield Fault(FaultKind.WRONG_HEADER, message, one.sheet.name)


def _given_county(grids: Sequence[Grid], codes: Sequence[str]) -> Iterator[Fault]:
    """Fill in the county where there is one and its column was left out."""
    code = codes[0] if len(codes) == 1 else None if codes else ""  # of several: not known
    for one in grids:
        if "county" not in one.table.column or "county" in one.places:
            continue
        one.frame = one.frame.with_columns(county=pl.lit(code, pl.String))
        one.touched |= {(number, "county") for number in one.numbers if not code}
        if len(codes) > 1 and one.numbers:
            label = one.table.column["county"].label
            message = _("有多个县，须有这一列；请补上并填写县代码")
            yield Fault(FaultKind.WRONG_HEADER, message, one.sheet.name, 1, label)


def _located(
    grids: Sequence[Grid], frames: Mapping[str, pl.LazyFrame], unread: set[str]
) -> Iterator[Fault]:
    """Integrity faults with the sheet, row and column they stand in."""
    names = [one.table.name for one in grids]
    found = integrity_faults(frames, names)
    for one in grids:
        mine = found.filter(pl.col("table") == one.table.name)
        if mine.is_empty():
            continue
        rows = one.frame.with_columns(key_text(one.table)).with_columns(
            number=pl.Series(one.numbers, dtype=pl.Int64)
        )
        wanted = rows.join(mine, on="key", how="semi")
        by_key: dict[str, list[dict[str, object]]] = {}
        for row in wanted.iter_rows(named=True):
            by_key.setdefault(str(row["key"]), []).append(row)
        for fault in mine.iter_rows(named=True):
            yield from _placed(one, fault, by_key.get(fault["key"], []), unread)


def _placed(
    one: Grid, fault: Mapping[str, str], rows: Sequence[Mapping[str, object]], unread: set[str]
) -> Iterator[Fault]:
    name = fault["column"]
    column, code = one.table.column[name], FaultKind(fault["code"])
    if name not in one.places and name != "county":
        return  # the missing heading has been reported
    if code is FaultKind.MISSING_REFERENCE and column.ref in unread:
        return
    message = fault["message"]
    if code is FaultKind.DUPLICATE_KEY:
        first = min(int(str(row["number"])) for row in rows)
        rows = [row for row in rows if row["number"] != first]
        message = _("与第{row}行重复：{message}").format(row=first, message=message)
    elif len(rows) > 1:
        alike = [row for row in rows if _said(column.name, row) == fault["value"]]
        rows = alike or rows
    for row in rows:
        number = int(str(row["number"]))
        keys = one.table.key if code is FaultKind.DUPLICATE_KEY else (name,)
        if any((number, key) in one.touched for key in keys):
            continue
        value = row[name]
        text = None if value is None else shown(column, value)
        yield Fault(code, message, one.sheet.name, number, one.heading(name), text)
        if code is not FaultKind.DUPLICATE_KEY:
            one.touched.add((number, name))


def _said(name: str, row: Mapping[str, object]) -> str | None:
    value = row[name]
    return None if value is None else str(value)

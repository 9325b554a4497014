"""How a workbook is written: a sheet per table with headings, lists and comments, and a guide.

`workbook` writes registers by it, `personnel` templates, `annotated` rows that are set off.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import polars as pl
import xlsxwriter
from xlsxwriter.format import Format as Style
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from sanding.base import BadInput, Fault, _
from sanding.base.codes import masked as masked_text
from sanding.base.fault_kinds import FaultKind
from sanding.exchange.cells import FALSE, TRUE, is_exact, labels
from sanding.register import TABLES, Column, Table

GUIDE = _("说明")
DAY = _("台账日期")
CREATED = datetime(2000, 1, 1)  # for the same bytes on any day
SPARE_ROWS = 2_000  # below the last row, drop-down lists still work
LONGEST = 32_767  # characters a cell holds
MOST_ROWS = 1_048_576  # of a sheet, the heading included
UNITS = {
    "posts": _("名"), "people": _("人"), "fen": _("元"), "minutes": _("分钟"),
    "working hours": _("工作小时"), "copies": _("份"), "year": _("年"), "cases": _("件"),
    "months": _("月"), "days": _("天"),
}  # fmt: skip
HOW_TO = (
    _("每张工作表是一张表，第一行是表头，请勿改动表名和表头，也不要隐藏工作表。"),
    _("一行填一条；不要合并单元格，不要插入合计行；没有的内容留空。"),
    _("编号全国唯一、永不重用，以县代码开头；引用别的表时填写那张表的编号。"),
    _("有下拉列表的列只能从列表中选择；日期按 2020-06-30 的样子填写；数字用半角，不要存为文本。"),
    _("金额以元为单位；身份证号等敏感信息导出时默认掩码，掩码的值不能再导入。"),
    _("导入时检查全部内容，有一处错误即整本不导入，并逐条指出工作表、行和列。"),
)
LONGEST_LIST, LISTS_FROM = 255, 25  # characters a drop-down holds; a column out of sight
COMMENT_WIDTH, COMMENT_LINE, LINE_HEIGHT = 380, 28, 18  # pixels, characters, pixels
LOOKS: dict[str, dict[str, object]] = {  # told apart in black and white, too
    "error": {"bg_color": "#F8CBBF", "bold": True},
    "warning": {"bg_color": "#FFF2CC", "italic": True},
}


@dataclass(frozen=True, slots=True)
class RowNote:
    """How a row is set off: the look of its cells, and a comment on the first of them."""

    look: str  # of LOOKS
    comment: str


@dataclass(frozen=True, kw_only=True)
class Book:
    """A workbook to write: rows of tables by name, what the guide says, which rows are set off.

    `notes` are by table and position of the row in its frame; `cover` writes the first sheets.
    """

    tables: Mapping[str, Table]
    frames: Mapping[str, pl.DataFrame]
    title: str = _("机构编制台账")
    how_to: Sequence[str] = HOW_TO
    dated: bool = True  # whether the guide has a place for the day
    day: date | None = None
    several: bool = False  # counties, so that their column is there
    masked: bool = True
    notes: Mapping[str, Mapping[int, RowNote]] = field(default_factory=dict)
    cover: Callable[[xlsxwriter.Workbook], None] | None = None


def write_book(path: Path, told: Book) -> None:
    """Write a workbook beside its place, then put it there; raise BadInput if that cannot be."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with xlsxwriter.Workbook(partial, {"in_memory": True}) as book:
            book.set_properties({"title": told.title, "created": CREATED})
            _sheets(book, told)
        partial.replace(path)
    except (xlsxwriter.exceptions.XlsxWriterException, OSError) as error:
        message = _("无法写入 {file}（{reason}）；请核对文件夹是否存在、文件是否正打开")
        said = message.format(file=path.name, reason=type(error).__name__)
        raise BadInput([Fault(FaultKind.UNREADABLE, said)]) from None
    finally:
        partial.unlink(missing_ok=True)


def _sheets(book: xlsxwriter.Workbook, told: Book) -> None:
    if told.cover:
        told.cover(book)
    styles = _styles(book, LOOKS if told.notes else {})
    tables = {name: told.tables[name] for name in told.frames}
    guide = book.add_worksheet(GUIDE)
    _guide(guide, styles, tables.values(), told)
    lists = _long_lists(guide, tables.values())
    for name, frame in told.frames.items():
        columns = [c for c in tables[name].columns if told.several or c.name != "county"]
        sheet = book.add_worksheet(tables[name].label)
        notes = told.notes.get(name, {})
        _table(sheet, styles, tables[name], columns, frame, notes, lists, masked=told.masked)
        for row, note in notes.items():
            lines = sum(1 + len(line) // COMMENT_LINE for line in note.comment.split("\n"))
            size = {"width": COMMENT_WIDTH, "height": LINE_HEIGHT * min(lines + 1, 30)}
            sheet.write_comment(row + 1, 0, note.comment, size)


def _styles(
    book: xlsxwriter.Workbook, looks: Mapping[str, Mapping[str, object]]
) -> dict[str, Style]:
    """Formats by name; of a row that is set off, name and look with a blank between."""
    head = {"bold": True, "bg_color": "#DCE6F1", "border": 1, "text_wrap": True, "valign": "top"}
    cells: dict[str, dict[str, object]] = {
        "day": {"num_format": "yyyy-mm-dd"},
        "text": {"num_format": "@"},
        "count": {"num_format": "0"},
        "money": {"num_format": "0.00"},
    }
    plain = {
        "required": {**head, "font_color": "#9C0006"},
        "head": head,
        "title": {"bold": True, "font_size": 14},
        "wrap": {"text_wrap": True, "valign": "top"},
        **cells,
    }
    set_off = {
        f"{name} {look}": {**cell, **more} for name, cell in cells.items()
        for look, more in looks.items()
    }  # fmt: skip
    return {name: book.add_format(one) for name, one in {**plain, **set_off}.items()}


def _style(column: Column) -> str:
    if column.dtype == pl.Date:
        return "day"
    if column.dtype.is_integer():
        return "money" if column.unit == "fen" else "count"
    return "text"


def _table(
    sheet: Worksheet,
    styles: dict[str, Style],
    table: Table,
    columns: list[Column],
    frame: pl.DataFrame,
    notes: Mapping[int, RowNote],
    lists: dict[str, str],
    *,
    masked: bool,
) -> None:
    if frame.height >= MOST_ROWS:
        message = _("超过 {most} 行，Excel 工作表放不下；请改用 CSV 导出")
        said = message.format(most=MOST_ROWS - 1)
        raise BadInput([Fault(FaultKind.UNREADABLE, said, table.label)])
    sheet.freeze_panes(1, 0)
    last = min(frame.height + SPARE_ROWS, MOST_ROWS - 1)
    for at, column in enumerate(columns):
        style = styles[_style(column)]
        sheet.set_column(at, at, _width(column), style)
        sheet.write_string(0, at, column.label, styles["required" if column.required else "head"])
        sheet.write_comment(0, at, _about(column), {"x_scale": 1.5})
        allowed: list[str] | str = _allowed(column)
        if allowed:
            allowed = lists.get(",".join(allowed), allowed)
            sheet.data_validation(
                1, at, last, at,
                {"validate": "list", "source": allowed, "error_title": column.label,
                 "error_message": _("请从下拉列表中选择")},
            )  # fmt: skip
        looks = {row + 1: styles[f"{_style(column)} {note.look}"] for row, note in notes.items()}
        for row, look in looks.items():  # also where there is nothing
            sheet.write_blank(row, at, None, look)
        series = _officers(column, frame.get_column(column.name), masked=masked)
        _cells(sheet, table, column, at, series, style, looks)


def _cells(
    sheet: Worksheet,
    table: Table,
    column: Column,
    at: int,
    series: pl.Series,
    style: Style,
    looks: Mapping[int, Style],
) -> None:
    values = enumerate(series.to_list(), start=1)
    if column.dtype == pl.Date:
        for row, value in values:
            if isinstance(value, date) and value.year >= 1900:
                sheet.write_datetime(row, at, value, looks.get(row, style))
            elif value is not None:
                sheet.write_string(row, at, value.isoformat(), looks.get(row, style))
    elif column.dtype.is_integer():
        for row, value in values:
            if value is not None:
                sheet.write_number(row, at, value, looks.get(row, style))
    else:
        for row, value in values:
            if value and len(value) > LONGEST:
                message = _("内容超过 {most} 字，Excel 单元格放不下；请改用 CSV 导出")
                said = message.format(most=LONGEST)
                raise BadInput(
                    [Fault(FaultKind.UNREADABLE, said, table.label, row + 1, column.label)]
                )
            if value:
                sheet.write_string(row, at, value, looks.get(row, style))


def _officers(column: Column, series: pl.Series, *, masked: bool) -> pl.Series:
    """Values as officers read them: labels, 是 and 否, yuan; sensitive ones masked."""
    if column.kind is not None:
        values = [member.value for member in column.kind]
        return series.cast(pl.String).replace_strict(values, labels(column.kind))
    if column.dtype == pl.Boolean:
        return series.replace_strict([True, False], [TRUE, FALSE], return_dtype=pl.String)
    if column.unit == "fen":
        return series / 100
    if masked and column.personal and column.personal.sensitive:
        return series.map_elements(masked_text, return_dtype=pl.String)
    return series


def _long_lists(guide: Worksheet, tables: Iterable[Table]) -> dict[str, str]:
    """Write lists too long for a drop-down beside the guide, hidden; return where each stands."""
    found: dict[str, str] = {}
    for table in tables:
        for column in table.columns:
            allowed = _allowed(column)
            joined = ",".join(allowed)
            if len(joined) > LONGEST_LIST and joined not in found:
                at = LISTS_FROM + len(found)
                guide.write_column(0, at, allowed)
                guide.set_column(at, at, None, None, {"hidden": True})
                letter = xl_col_to_name(at, col_abs=True)
                found[joined] = f"='{GUIDE}'!{letter}$1:{letter}${len(allowed)}"
    return found


def _allowed(column: Column) -> list[str]:
    if column.kind is not None:
        return labels(column.kind)
    return [TRUE, FALSE] if column.dtype == pl.Boolean else []


def _width(column: Column) -> int:
    if column.dtype == pl.Date:
        return 12
    wide = {"name": 32, "basis": 36, "duties": 48, "purpose": 36, "id": 20, "note": 24}
    return wide.get(column.name, 20 if is_exact(column) else max(10, 2 * len(column.label) + 2))


def _about(column: Column) -> str:
    """What the comment on a heading says: obligation, meaning, form, unit, purpose."""
    lines: list[str] = [_("必填") if column.required else _("可空")]
    lines += [column.means] if column.means else []
    lines += [_form(column)]
    if column.unit in UNITS:
        lines.append(_("单位：{unit}").format(unit=UNITS[column.unit]))
    if column.personal:
        kind = _("敏感个人信息") if column.personal.sensitive else _("个人信息")
        purpose = column.personal.purpose
        lines.append(_("{kind}，用途：{purpose}").format(kind=kind, purpose=purpose))
    return "\n".join(lines)


def _form(column: Column) -> str:
    if column.ref:
        return _("填写【{table}】表的编号").format(table=TABLES[column.ref].label)
    if column.kind is not None:
        return _("从列表选择：{labels}").format(labels="、".join(labels(column.kind)))
    if column.dtype == pl.Date:
        return _("日期，例如 2020-06-30")
    if column.dtype == pl.Boolean:
        return _("是或否")
    if column.dtype.is_integer():
        return _("金额，最多两位小数") if column.unit == "fen" else _("整数")
    return _("文本")


def _guide(sheet: Worksheet, styles: dict[str, Style], tables: Iterable[Table], told: Book) -> None:
    sheet.set_column(0, 1, 20)
    sheet.set_column(2, 2, 10)
    sheet.set_column(3, 4, 60, styles["wrap"])
    sheet.write_string(0, 0, told.title, styles["title"])
    row = 1
    if told.dated:
        sheet.write_string(row, 0, DAY, styles["head"])
        sheet.write_blank(row, 1, None, styles["day"])
        row = 2
    if told.day is not None:
        sheet.write_datetime(1, 1, told.day, styles["day"])
    for line in told.how_to:
        sheet.write_string(row, 0, line)
        row += 1
    row += 1
    for at, head in enumerate((_("工作表"), _("列"), _("是否必填"), _("怎样填"), _("含义"))):
        sheet.write_string(row, at, head, styles["head"])
    for table in tables:
        for column in table.columns:
            row += 1
            unit = UNITS.get(column.unit or "")
            form = _form(column)
            if unit:
                form = _("{form}（单位：{unit}）").format(form=form, unit=unit)
            needed = _("必填") if column.required else ""
            for at, text in enumerate((table.label, column.label, needed, form, column.means)):
                sheet.write_string(row, at, text)

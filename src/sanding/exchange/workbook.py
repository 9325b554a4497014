"""The register as an Excel workbook in the shape establishment offices keep (编制台账工作簿).

One sheet per table under its Chinese name, Chinese headings, drop-down lists, and a sheet 说明 that
says how to fill it in. Money stands in yuan. Reading is strict: all of it or nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

import polars as pl
import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.format import Format as Style
from xlsxwriter.worksheet import Worksheet

from sanding.base import BadInput, Fault, _
from sanding.base.codes import masked as masked_text
from sanding.base.fault_kinds import FaultKind
from sanding.exchange.cells import FALSE, TRUE, is_exact, labels
from sanding.exchange.intake import Format, assembled, grid, normal
from sanding.exchange.sheets import Sheet, read_sheets
from sanding.register import CLAIMS, TABLES, Column, Register, Table

GUIDE = _("说明")
DAY = _("台账日期")
CREATED = datetime(2000, 1, 1)  # for the same bytes on any day
SPARE_ROWS = 2_000  # below the last row, drop-down lists still work
LONGEST = 32_767  # characters a cell holds
UNITS = {
    "posts": _("名"), "people": _("人"), "fen": _("元"), "minutes": _("分钟"),
    "working hours": _("工作小时"), "copies": _("份"), "year": _("年"), "cases": _("件"),
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
FORM = Format(as_text=False, in_yuan=True, whole=True)


def read_workbook(
    path: Path, *, day: date | None = None, otherwise: date | None = None
) -> Register:
    """Return the register in a workbook; raise BadInput with every fault, importing nothing.

    It speaks for `day`, else for the day on its first sheet, else for `otherwise`.
    """
    by_label = {normal(table.label): table for table in (*TABLES.values(), CLAIMS)}
    faults, grids = [], []
    for sheet in read_sheets(path):
        if day is None and normal(sheet.name) == GUIDE:
            day = _told_day(sheet)
        if not sheet.visible:
            message = _("工作表是隐藏的；请取消隐藏并核对内容，或删去这张表")
            faults.append(Fault(FaultKind.HIDDEN_SHEET, message, sheet.name))
        table = by_label.get(normal(sheet.name))
        if table is not None:
            grids.append(grid(table, sheet, FORM))
        elif sheet.visible and normal(sheet.name) != GUIDE:
            message = _("不认识这张工作表；请按模板更正表名，或删去这张表")
            faults.append(Fault(FaultKind.WRONG_HEADER, message, sheet.name))
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
    _write(path, {name: table.empty() for name, table in TABLES.items()}, day=None, several=False)


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
    _write(path, frames, day=register.day, several=len(register.counties) != 1, masked=masked)


def _write(
    path: Path,
    frames: dict[str, pl.DataFrame],
    *,
    day: date | None,
    several: bool,
    masked: bool = True,
) -> None:
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with xlsxwriter.Workbook(partial, {"in_memory": True}) as book:
            book.set_properties({"title": _("机构编制台账"), "created": CREATED})
            styles = _styles(book)
            tables = {name: CLAIMS if name == CLAIMS.name else TABLES[name] for name in frames}
            guide = book.add_worksheet(GUIDE)
            _guide(guide, styles, tables.values(), day)
            lists = _long_lists(guide, tables.values())
            for name, frame in frames.items():
                columns = [c for c in tables[name].columns if several or c.name != "county"]
                sheet = book.add_worksheet(tables[name].label)
                _table(sheet, styles, tables[name], columns, frame, lists=lists, masked=masked)
        partial.replace(path)
    except (xlsxwriter.exceptions.XlsxWriterException, OSError) as error:
        message = _("无法写入 {file}（{reason}）；请核对文件夹是否存在、文件是否正打开")
        said = message.format(file=path.name, reason=type(error).__name__)
        raise BadInput([Fault(FaultKind.UNREADABLE, said)]) from None
    finally:
        partial.unlink(missing_ok=True)


def _styles(book: xlsxwriter.Workbook) -> dict[str, Style]:
    head = {"bold": True, "bg_color": "#DCE6F1", "border": 1, "text_wrap": True, "valign": "top"}
    return {
        "required": book.add_format({**head, "font_color": "#9C0006"}),
        "head": book.add_format(head),
        "title": book.add_format({"bold": True, "font_size": 14}),
        "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
        "day": book.add_format({"num_format": "yyyy-mm-dd"}),
        "text": book.add_format({"num_format": "@"}),
        "count": book.add_format({"num_format": "0"}),
        "money": book.add_format({"num_format": "0.00"}),
    }


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
    *,
    lists: dict[str, str],
    masked: bool,
) -> None:
    sheet.freeze_panes(1, 0)
    last = frame.height + SPARE_ROWS
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
        _cells(sheet, table, column, at, frame.get_column(column.name), style, masked=masked)


def _cells(
    sheet: Worksheet,
    table: Table,
    column: Column,
    at: int,
    series: pl.Series,
    style: Style,
    *,
    masked: bool,
) -> None:
    values = enumerate(_officers(column, series, masked=masked).to_list(), start=1)
    if column.dtype == pl.Date:
        for row, value in values:
            if isinstance(value, date) and value.year >= 1900:
                sheet.write_datetime(row, at, value, style)
            elif value is not None:
                sheet.write_string(row, at, value.isoformat(), style)
    elif column.dtype.is_integer():
        for row, value in values:
            if value is not None:
                sheet.write_number(row, at, value, style)
    else:
        for row, value in values:
            if value and len(value) > LONGEST:
                message = _("内容超过 {most} 字，Excel 单元格放不下；请改用 CSV 导出")
                said = message.format(most=LONGEST)
                raise BadInput(
                    [Fault(FaultKind.UNREADABLE, said, table.label, row + 1, column.label)]
                )
            if value:
                sheet.write_string(row, at, value, style)


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


def _guide(
    sheet: Worksheet, styles: dict[str, Style], tables: Iterable[Table], day: date | None
) -> None:
    sheet.set_column(0, 1, 20)
    sheet.set_column(2, 2, 10)
    sheet.set_column(3, 4, 60, styles["wrap"])
    sheet.write_string(0, 0, _("机构编制台账"), styles["title"])
    sheet.write_string(1, 0, DAY, styles["head"])
    if day is None:
        sheet.write_blank(1, 1, None, styles["day"])
    else:
        sheet.write_datetime(1, 1, day, styles["day"])
    row = 2
    for line in HOW_TO:
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

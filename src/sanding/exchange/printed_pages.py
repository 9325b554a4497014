"""Sheets of a workbook that are read and printed: title, note, groups of columns, rows, totals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from xlsxwriter.format import Format as Style
from xlsxwriter.worksheet import Worksheet

from sanding.base import _

LONGEST, CUT = 32_767, _("……（后文从略）")  # characters a cell holds
MOST_ROWS = 1_000_000  # a sheet of Excel holds a few more
TOO_MANY = _("……（行数过多，其余从略；请分市核对）")
TITLE, NOTE, GROUPS = 0, 1, 2  # rows; headings follow
LINE_HEIGHT, HIGHEST = 13.5, 409.0  # points; the highest a row can be
BY_VALUE = "by value"  # a look that depends on what the cell says, see `Page.looks`
FONT = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
BOX = {**FONT, "border": 1, "text_wrap": True}
LOOKS: dict[str, dict[str, Any]] = {
    "title": {**FONT, "font_name": "黑体", "font_size": 16},
    "note": {**FONT, "font_color": "#555555"},
    "head": {**BOX, "bold": True, "bg_color": "#DDE6EF", "align": "center"},
    "above": {**BOX, "bg_color": "#DDE6EF", "bottom": 0},
    "below": {**BOX, "bold": True, "bg_color": "#DDE6EF", "align": "center", "top": 0},
    "turned": {**BOX, "bold": True, "bg_color": "#DDE6EF", "align": "center", "rotation": 90},
    "text": BOX,
    "count": {**BOX, "num_format": "#,##0", "align": "center"},
    "total": {**BOX, "num_format": "#,##0", "align": "center", "bold": True},
    "returned": {**BOX, "bold": True, "bg_color": "#F8CBBF"},
    "asked": {**BOX, "italic": True, "bg_color": "#FFF2CC"},
}


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: the group it stands in, its name, its width in characters, its look."""

    name: str
    width: float
    group: str = ""
    look: str = "text"


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet: headings and rows; `turned` headings stand upright, `fits` one page wide.

    `kept` columns at the left stay in view, `totals` are a last row, `note` stands below the
    title. `looks` are by the text of a cell, for columns whose look is `BY_VALUE`.
    """

    name: str
    headings: Sequence[Heading]
    rows: Iterable[Sequence[Any]]
    note: str = ""
    kept: int = 2
    turned: bool = False
    fits: bool = True
    totals: Sequence[Any] = ()
    looks: Mapping[str, str] = field(default_factory=dict)


def write_page(sheet: Worksheet, page: Page, title: str, styles: Mapping[str, Style]) -> None:
    """Write a sheet from the top down; of a book that keeps no row, each is written once.

    `styles` are the book's formats by the names of `LOOKS`.
    """
    sheet.set_row(TITLE, 26)
    _cell(sheet, TITLE, 0, title, styles["title"])
    _cell(sheet, NOTE, 0, page.note, styles["note"])
    head = _headings(sheet, page, styles)
    last = head
    for last, row in enumerate(page.rows, start=head + 1):
        if last == MOST_ROWS:
            _cell(sheet, last, 0, TOO_MANY, styles["text"])
            break
        sheet.set_row(last, _height(row, page.headings))
        for at, value in enumerate(row):
            look = page.headings[at].look
            chosen = page.looks.get(str(value), "text") if look == BY_VALUE else look
            _cell(sheet, last, at, value, styles[chosen])
    for at, value in enumerate(page.totals):
        _cell(sheet, last + 1, at, value, styles["total"])
    sheet.freeze_panes(head + 1, page.kept)
    sheet.autofilter(head, 0, last, len(page.headings) - 1)
    _printed(sheet, page, head)


def _headings(sheet: Worksheet, page: Page, styles: Mapping[str, Style]) -> int:
    """Write groups, if there are any, and headings; return the row of the headings."""
    grouped = any(one.group for one in page.headings)
    for first, last, group in _groups(page.headings) if grouped else ():
        if group and last > first:
            sheet.merge_range(GROUPS, first, GROUPS, last, group, styles["head"])
            continue
        for at in range(first, last + 1):
            _cell(sheet, GROUPS, at, group, styles["head" if group else "above"])
    head = GROUPS + 1 if grouped else GROUPS
    sheet.set_row(head, 66 if page.turned else 30)
    for at, one in enumerate(page.headings):
        look = "below" if grouped and not one.group else "head"
        sheet.set_column(at, at, one.width)
        _cell(
            sheet, head, at, one.name, styles["turned" if page.turned and at >= page.kept else look]
        )
    return head


def _height(row: Sequence[Any], headings: Sequence[Heading]) -> float:
    """Points that the longest text of a row takes in its column."""
    lines = max(
        -(-len(value.encode("gb18030", "replace")) // max(int(one.width) - 1, 1))
        for value, one in zip(row, headings, strict=True)
        if isinstance(value, str)
    )
    return min(LINE_HEIGHT * max(lines, 1) + 2, HIGHEST)


def _printed(sheet: Worksheet, page: Page, head: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.repeat_rows(GROUPS, head)
    if page.fits:
        sheet.fit_to_pages(1, 0)
    else:
        sheet.repeat_columns(0, page.kept - 1)
    sheet.set_footer(_("&C第 &P 页，共 &N 页"))


def _groups(headings: Sequence[Heading]) -> Iterator[tuple[int, int, str]]:
    """Runs of headings of one group: first, last, its name."""
    first = 0
    for at in range(1, len(headings) + 1):
        if at == len(headings) or headings[at].group != headings[first].group:
            yield first, at - 1, headings[first].group
            first = at


def _cell(sheet: Worksheet, row: int, column: int, value: Any, style: Style) -> None:
    """Write a value as what it is: a text that begins with “=” is no formula."""
    if value is None or value == "":
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, style)
    else:
        text = str(value)
        short = text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT
        sheet.write_string(row, column, short, style)

"""Cells into typed columns: one column at a time, with a fault for each cell that will not do.

A cell that is wrong in form but clear in meaning (a number kept as text, full-width digits) is
reported and still understood, so that one mistake does not look like ten.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache

import polars as pl

from sanding.base import _
from sanding.base.codes import masked, without_id_numbers
from sanding.base.fault_kinds import FaultKind
from sanding.exchange.sheets import Cell
from sanding.register import Column
from sanding.register.kinds import Kind

FULL_WIDTH = re.compile("[\uff01-\uff5e\u3000]")
NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,6})?")
GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,6})?")
DAY = re.compile(r"([0-9]{4})(?:-|/|\.|年)([0-9]{1,2})(?:-|/|\.|月)([0-9]{1,2})日?")
COMPACT_DAY = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
EARLIEST, LATEST = date(1850, 1, 1), date(2150, 1, 1)
EXACT = 10**15  # a spreadsheet keeps fifteen digits
TRUE, FALSE = _("是"), _("否")
FLAGS = {TRUE: True, FALSE: False, "true": True, "false": False, "TRUE": True, "FALSE": False}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one cell of a column, `at` counted from 0."""

    at: int
    kind: FaultKind
    message: str
    value: str


class Refusal(Exception):
    """A cell that will not do; `meant` is what it evidently says, if that is clear."""

    def __init__(self, kind: FaultKind, message: str, meant: object = None) -> None:
        """Hold what is wrong, what to do, and the value meant."""
        super().__init__(message)
        self.kind, self.message, self.meant = kind, message, meant


def typed(
    column: Column, cells: Sequence[Cell], *, as_text: bool = False, in_yuan: bool = False
) -> tuple[pl.Series, list[Problem]]:
    """Return the values of a column and the problems of its cells.

    `as_text`: the file knows no types (CSV), so text is the right form of everything.
    `in_yuan`: money stands in yuan, not in fen.
    """
    reader = _reader(column, as_text=as_text, in_yuan=in_yuan)
    values, problems = _fast(column, cells), []
    free = column.dtype == pl.String and not is_exact(column)
    if values is None:
        values = _by_distinct(cells, reader, free=free)
    if values is None:
        values = []
        known: dict[tuple[type, Cell], object] = {}
        for at, cell in enumerate(cells):
            if isinstance(cell, str):
                bare = cell.strip()
                if not bare:
                    values.append(None)
                    continue
                cell = cell if free else bare
            key = (type(cell), cell)
            try:
                if key not in known:
                    known[key] = reader(cell)
                values.append(known[key])
            except Refusal as refusal:
                values.append(refusal.meant)
                problems.append(Problem(at, refusal.kind, refusal.message, shown(column, cell)))
    return pl.Series(column.name, values, dtype=column.dtype), problems


def _by_distinct(
    cells: Sequence[Cell], reader: Callable[[Cell], object], *, free: bool
) -> list[object] | None:
    """Values of a column, each distinct cell read once; None if one will not do."""
    if len(set(map(type, cells)) - {str}) > 1:
        return None  # 1, 1.0 and True are one key
    known: dict[Cell, object] = {}
    for cell in set(cells):
        bare = cell.strip() if isinstance(cell, str) else cell
        try:
            known[cell] = None if bare == "" else reader(cell if free else bare)
        except Refusal:
            return None
    return [known[cell] for cell in cells]


def shown(column: Column, cell: Cell) -> str:
    """Return a cell's text for a message, masked where the column is sensitive."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < EXACT:
        cell = int(cell)
    text = str(cell)
    if column.personal and column.personal.sensitive:
        return masked(text)
    return short(text)


def is_exact(column: Column) -> bool:
    """Whether the text of a column is compared letter by letter: ids, references, codes."""
    return column.name == "id" or column.ref is not None or column.code is not None


def labels(kind: type[Kind]) -> list[str]:
    """The Chinese labels of a closed list, in its order."""
    return [member.label for member in kind]


def _fast(column: Column, cells: Sequence[Cell]) -> list[object] | None:
    """Values of a column whose cells are all of the one right type, or None."""
    types = set(map(type, cells))
    if types <= {str} and not any(cells):
        return [None] * len(cells)
    if column.dtype == pl.String and column.kind is None and types <= {str}:
        texts: list[str] = cells  # type: ignore[assignment]
        if column.personal and column.personal.sensitive:
            return None
        joined = "\n".join(texts)
        if is_exact(column) and (FULL_WIDTH.search(joined) or re.search(r"[ \t\r]", joined)):
            return None
        return [text if text and not text.isspace() else None for text in texts]
    return None


def _reader(column: Column, *, as_text: bool, in_yuan: bool) -> Callable[[Cell], object]:
    """Return the function that turns one non-empty cell of `column` into its value."""
    if column.kind is not None:
        kind = column.kind
        return lambda cell: _member(kind, cell)
    if column.dtype == pl.Date:
        return _day
    if column.dtype == pl.Boolean:
        return _flag
    if column.dtype.is_integer():
        scale = 100 if in_yuan and column.unit == "fen" else 1
        bits = 31 if column.dtype == pl.Int32 else 63
        return lambda cell: _count(cell, scale, 2**bits, as_text=as_text)
    return lambda cell: _text(column, cell)


@cache
def _members(kind: type[Kind]) -> dict[str, str]:
    members = {member.value: member.value for member in kind}
    return members | {member.label: member.value for member in kind}


def _member(kind: type[Kind], cell: Cell) -> str:
    text = str(cell)
    found = _members(kind).get(text)
    if found is not None:
        return found
    allowed = labels(kind)
    some = "、".join(allowed[:8])
    if len(allowed) > 8:
        some = _("{some}等").format(some=some)
    narrow = unicodedata.normalize("NFKC", text).strip()
    if narrow in _members(kind):
        raise Refusal(
            FaultKind.FULL_WIDTH_DIGITS,
            _("“{value}”含全角字符；请改为“{narrow}”").format(value=text, narrow=narrow),
            _members(kind)[narrow],
        )
    said = _("“{value}”不在允许的取值内；请从下拉列表选择：{some}")
    raise Refusal(FaultKind.WRONG_CODE, said.format(value=short(text), some=some))


def _flag(cell: Cell) -> bool:
    if isinstance(cell, bool):
        return cell
    found = FLAGS.get(str(cell))
    if found is None:
        said = _("“{value}”应为“是”或“否”；请从下拉列表选择").format(value=short(str(cell)))
        raise Refusal(FaultKind.WRONG_CODE, said)
    return found


def _count(cell: Cell, scale: int, limit: int, *, as_text: bool) -> int:
    """Whole number of a cell; text is refused but understood, unless the file knows only text."""
    if isinstance(cell, str):
        narrow = unicodedata.normalize("NFKC", cell).strip()
        bare = narrow.replace(",", "") if GROUPED.fullmatch(narrow) else narrow
        if not NUMBER.fullmatch(bare):
            said = _("“{value}”不是数字；请改为整数").format(value=short(cell))
            raise Refusal(FaultKind.NUMBER_AS_TEXT, said)
        value = _whole(float(bare) if "." in bare else int(bare), scale, limit)
        if FULL_WIDTH.search(cell):
            said = _("“{value}”含全角字符；请改为半角数字 {narrow}").format(
                value=short(cell), narrow=narrow
            )
            raise Refusal(FaultKind.FULL_WIDTH_DIGITS, said, value)
        if not as_text or bare != narrow:
            said = _("“{value}”是文本形式的数字；请转换为数字").format(value=short(cell))
            raise Refusal(FaultKind.NUMBER_AS_TEXT, said, value)
        return value
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        said = _("“{value}”不是数字；请改为整数").format(value=cell)
        raise Refusal(FaultKind.WRONG_CODE, said)
    return _whole(cell, scale, limit)


def _whole(number: float, scale: int, limit: int) -> int:
    scaled = number * scale
    if scaled != scaled or abs(scaled) >= min(limit, EXACT * 10):
        raise Refusal(FaultKind.WRONG_CODE, _("数字过大；请核对单位和位数"))
    whole = round(scaled)
    if abs(scaled - whole) > (1e-6 if scale == 1 else 1e-3):
        what = _("整数") if scale == 1 else _("最多两位小数的金额（元）")
        said = _("{value} 应为{what}；请更正").format(value=number, what=what)
        raise Refusal(FaultKind.WRONG_CODE, said, whole)
    return whole


def _day(cell: Cell) -> date:
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return _sound(cell)
    if isinstance(cell, str):
        narrow = unicodedata.normalize("NFKC", cell).strip()
        found = DAY.fullmatch(narrow) or COMPACT_DAY.fullmatch(narrow)
        if found:
            day = _sound(_calendar_day(cell, *map(int, found.groups())))
            if FULL_WIDTH.search(cell):
                said = _("“{value}”含全角字符；请改为 {day}").format(value=short(cell), day=day)
                raise Refusal(FaultKind.FULL_WIDTH_DIGITS, said, day)
            return day
    if isinstance(cell, time | float | int) and not isinstance(cell, bool):
        message = _("“{value}”是数字，不是日期；请设为日期格式，例如 2020-06-30")
        raise Refusal(FaultKind.BAD_DATE, message.format(value=cell))
    message = _("“{value}”不是完整日期；请按 2020-06-30 填写年月日")
    raise Refusal(FaultKind.BAD_DATE, message.format(value=short(str(cell))))


def _calendar_day(cell: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        said = _("“{value}”在日历上没有这一天；请更正").format(value=short(cell))
        raise Refusal(FaultKind.BAD_DATE, said) from None


def _sound(day: date) -> date:
    if not EARLIEST <= day < LATEST:
        raise Refusal(FaultKind.BAD_DATE, _("{day} 年份不合理；请核对").format(day=day))
    return day


def _text(column: Column, cell: Cell) -> str:
    if isinstance(cell, bool):
        return TRUE if cell else FALSE
    if isinstance(cell, float | int):
        if abs(cell) >= EXACT:
            said = _("以数字存放，末几位已丢失；请把该列设为文本格式后重新填写")
            raise Refusal(FaultKind.WRONG_CODE, said)
        return str(int(cell)) if float(cell).is_integer() else str(cell)
    if isinstance(cell, date | datetime):
        return cell.isoformat()[:10]
    text = str(cell)
    if column.personal and column.personal.sensitive and "*" in text:
        said = _("是掩码，不是原值；请用未掩码的工作簿，或清空该列")
        raise Refusal(FaultKind.WRONG_CODE, said)
    if is_exact(column) and FULL_WIDTH.search(text):
        narrow = unicodedata.normalize("NFKC", text)
        if column.personal:
            raise Refusal(FaultKind.FULL_WIDTH_DIGITS, _("含全角字符；请改为半角"), narrow)
        said = _("“{value}”含全角字符；请改为半角")
        raise Refusal(FaultKind.FULL_WIDTH_DIGITS, said.format(value=short(text)), narrow)
    return text


def short(text: str) -> str:
    """Return the beginning of a text, masked before it is cut: half a number tells a birthday."""
    text = without_id_numbers(text)
    return text if len(text) <= 40 else text[:40] + "…"

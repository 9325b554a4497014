"""From a sheet to rows of people: what is a person, what a total, what a remark.

Everything is turned into text, one column at a time; each row keeps its place in the sheet, and a
value filled down from merged cells keeps the row in which it was written.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

import polars as pl

from sanding.base import Fault, _
from sanding.base.fault_kinds import FaultKind
from sanding.exchange.headings import Header
from sanding.exchange.mapping import PEOPLE, Mapping, plain
from sanding.exchange.mismatches import Mismatch, NoteKind, places
from sanding.exchange.sheets import Sheet

DATES = tuple(name for name, column in PEOPLE.items() if column.dtype == pl.Date)
SPREAD_FROM = 0.3  # share of blank unit cells from which "written once" is this sheet's habit
NUMBERS = (*DATES, "id_number")  # where a number in a cell is not the same as its text
_WIDE = "".join(map(chr, (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))))
_HALF = {one: chr(ord(one) - 0xFEE0) for one in _WIDE + "\uff0e\uff0d\uff0f"} | {"\u3000": " "}
_TOTAL_END = r"[:：(（]?\d{0,9}[人名]?[)）]?$"  # what may follow the word of a total
_COUNT = re.compile(r"^(\d{1,9})(?:\.0+)?[人名]?$")


@dataclass(frozen=True)
class PersonRows:
    """The people of a sheet as text (人员行): sheet, row, the mapped columns and their places.

    `c__row` is the row in which the value of column `c` was written, `c__number` whether a
    number stood there.
    """

    frame: pl.DataFrame
    notes: list[Fault]
    faults: list[Fault]


def person_rows(sheet: Sheet, header: Header, mapping: Mapping, before: int = 0) -> PersonRows:
    """Return the rows of people; `before` is how many stand on the sheets before this one."""
    notes = _heading_notes(sheet, header)
    faults = _formula_faults(sheet, header)
    wide = _texts(sheet, header)
    wide, full_width = _half_width(wide)
    notes += _full_width_notes(sheet, header, full_width)
    wide = _classified(wide, header, mapping)
    notes += _left_out_notes(sheet, wide)
    faults += _stray_faults(sheet, wide)
    faults += _total_faults(sheet, header, wide, mapping, before)
    frame = _people(sheet, header, wide)
    frame, filled = _filled(sheet, header, frame)
    notes += filled
    return PersonRows(frame.drop("block"), notes, faults)


def _heading_notes(sheet: Sheet, header: Header) -> list[Fault]:
    row = header.first + 1

    def note(kind: NoteKind, message: str, at: int | None = None) -> Fault:
        return Fault(kind, message, sheet.name, row, None if at is None else header.at(at))

    unknown = _("不认识这个表头，整列未导入；如需导入，请在映射中写明对应的台账列")
    notes = [note(NoteKind.HEADING_UNMAPPED, unknown, at) for at in header.unmapped]
    if header.ignored:
        left = "、".join(header.headings[at] for at in header.ignored)
        said = _("台账不收这些列：{columns}").format(columns=left)
        notes.append(note(NoteKind.HEADING_IGNORED, said))
    for column, sure in header.confidence.items():
        if sure < 90 and column in PEOPLE:
            said = _("按“{column}”理解，请核对").format(column=PEOPLE[column].label)
            notes.append(note(NoteKind.HEADING_UNSURE, said, header.columns[column]))
    return notes


def _formula_faults(sheet: Sheet, header: Header) -> list[Fault]:
    mapped = set(header.columns.values())
    return [
        Fault(
            FaultKind.FORMULA_ERROR,
            _("公式出错（{value}）；请改为数值或文字").format(value=text),
            sheet.name, row + 1, header.at(column), text,
        )
        for row, column, text in sheet.errors
        if row >= header.end and column in mapped
    ]  # fmt: skip


def _texts(sheet: Sheet, header: Header) -> pl.DataFrame:
    """Every column below the header as text, "0", "1", …, with the row and what were numbers."""
    rows = sheet.rows[header.end :]
    width = len(header.headings)
    columns = list(zip(*rows, strict=True)) if rows else [()] * width
    dated = {header.columns[c] for c in NUMBERS if c in header.columns}
    series = [pl.Series("row", range(header.end + 1, header.end + 1 + len(rows)), pl.Int64)]
    for at, cells in enumerate(columns[:width]):
        texts = [cell if isinstance(cell, str) else _written(cell) for cell in cells]
        series.append(pl.Series(str(at), texts, pl.String))
        if at in dated:
            flags = [isinstance(cell, (int, float)) for cell in cells]
            series.append(pl.Series(f"{at}__number", flags, pl.Boolean))
    return pl.DataFrame(series)


def _written(cell: object) -> str | None:
    """Return a cell that is not text as text: days as 2020-06-30, whole numbers without a point."""
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return None if cell is None else str(cell)


def _half_width(wide: pl.DataFrame) -> tuple[pl.DataFrame, dict[int, list[int]]]:
    """Return text in half width, blank as null, and by column the rows that had full width."""
    names = [name for name in wide.columns if name.isdigit()]
    digits = pl.col(names).str.contains(f"[{_WIDE}]").fill_null(False)
    flags = wide.select("row", digits)
    found = {
        int(name): flags.filter(pl.col(name)).get_column("row").to_list()
        for name in names
        if flags.get_column(name).any()
    }
    clean = pl.col(names).str.replace_many(_HALF).str.strip_chars().str.replace_all(r"\s+", " ")
    return wide.with_columns(clean.replace("", None)), found


def _full_width_notes(sheet: Sheet, header: Header, found: dict[int, list[int]]) -> list[Fault]:
    return [
        Fault(
            NoteKind.FULL_WIDTH, _("全角字符已改为半角，{places}").format(places=places(rows)),
            sheet.name, rows[0], header.at(at),
        )
        for at, rows in found.items()
        if at in header.columns.values()
    ]  # fmt: skip


def _classified(wide: pl.DataFrame, header: Header, mapping: Mapping) -> pl.DataFrame:
    """Drop blank rows and give each row its `sort`: person, total, remark, header or stray."""
    names = [name for name in wide.columns if name.isdigit()]
    cells = pl.concat_list(names).list.drop_nulls()
    wide = wide.with_columns(cells=cells).filter(pl.col("cells").list.len() > 0)
    words = "|".join(map(re.escape, sorted(mapping.totals, key=len, reverse=True)))
    total = rf"^[^\d]{{0,30}}?({words}){_TOTAL_END}"
    remark = rf"^({'|'.join(map(re.escape, mapping.remarks))})(\d*[:：(（]|$)"
    squeezed = pl.element().str.replace_all(" ", "")
    name, kind = (
        pl.col(str(header.columns[c])) if c in header.columns else pl.lit(None, pl.String)
        for c in ("name", "kind")
    )
    bare = name.str.replace_all(" ", "")
    loose = name.is_null() | bare.str.contains(rf"{total}|{remark}|{_COUNT.pattern}")
    none = pl.lit(None, pl.String)
    word = pl.col("cells").list.eval(squeezed.str.extract(total, 1).drop_nulls()).list.first()
    first = pl.col("cells").list.first().str.replace_all(" ", "")
    sort = (
        pl.when(bare.str.replace_all(r"\*", "") == plain(_heading(header))).then(pl.lit("header"))
        .when(~loose).then(pl.lit("person"))
        .when(pl.col("word").is_not_null()).then(pl.lit("total"))
        .when(first.str.contains(remark) | bare.str.contains(remark)).then(pl.lit("remark"))
        .when((pl.col("cells").list.len() >= 3) & kind.is_not_null()).then(pl.lit("person"))
        .otherwise(pl.lit("stray"))
    )  # fmt: skip
    wide = wide.with_columns(word=pl.when(loose).then(word).otherwise(none) if words else none)
    wide = wide.with_columns(sort=sort)
    last = wide.filter(pl.col("sort") == "person").get_column("row").max()
    after = (pl.col("sort") == "stray") & (pl.col("row") > pl.lit(last))
    return wide.with_columns(
        sort=pl.when(after).then(pl.lit("remark")).otherwise("sort"),
        block=(pl.col("sort") == "total").cum_sum(),
    )


def _heading(header: Header) -> str:
    return header.headings[header.columns["name"]].rpartition("/")[2]


def _left_out_notes(sheet: Sheet, wide: pl.DataFrame) -> list[Fault]:
    said = {
        "total": (NoteKind.TOTAL_LEFT_OUT, _("小计、合计行不是人员，核对人数后未导入")),
        "remark": (NoteKind.REMARK_LEFT_OUT, _("表末说明、签名行不是人员，未导入")),
        "header": (NoteKind.HEADER_REPEATED, _("重复的表头行，未导入")),
    }
    notes = []
    for sort, (kind, message) in said.items():
        rows = wide.filter(pl.col("sort") == sort).get_column("row").to_list()
        if rows:
            whole = _("{message}，{places}").format(message=message, places=places(rows))
            notes.append(Fault(kind, whole, sheet.name, rows[0]))
    return notes


def _stray_faults(sheet: Sheet, wide: pl.DataFrame) -> list[Fault]:
    stray = wide.filter(pl.col("sort") == "stray")
    return [
        Fault(
            Mismatch.STRAY_ROW,
            _("这一行没有姓名，也不是合计或说明；请补全、删除，或写在表末"),
            sheet.name, row, None, cells[0],
        )
        for row, cells in stray.select("row", "cells").rows()
    ]  # fmt: skip


def _total_faults(
    sheet: Sheet, header: Header, wide: pl.DataFrame, mapping: Mapping, before: int
) -> list[Fault]:
    """Totals that no counting of the rows explains.

    A total counts the people since the last total of its own degree or a higher one, or all.
    """
    counted = wide.with_columns(people=(pl.col("sort") == "person").cum_sum())
    since = dict.fromkeys(mapping.totals.values(), 0)
    faults = []
    totals = counted.filter(pl.col("sort") == "total").select("row", "word", "cells", "people")
    for row, word, cells, people in totals.rows():
        degree = mapping.totals[word]
        right = {people - since[degree], people, people + before}
        said = _numbers(cells, word)
        if said and not right & set(said):
            message = _("{word}写{said}人，逐行数是{counted}人；请核对").format(
                word=word, said=said[0], counted=people - since[degree]
            )
            faults.append(
                Fault(
                    Mismatch.TOTAL_DISAGREES, message, sheet.name, row,
                    _place_of(header, wide, row, word), str(said[0]),
                )
            )  # fmt: skip
        since |= {other: people for other in since if other <= degree}
    return faults


def _numbers(cells: list[str], word: str) -> list[int]:
    """Counts that a total row states, in its order."""
    squeezed = [cell.replace(" ", "") for cell in cells]
    start = next(at for at, cell in enumerate(squeezed) if word in cell)
    own = re.findall(r"\d+", squeezed[start].partition(word)[2])
    rest = [found[1] for cell in squeezed[start + 1 :] if (found := _COUNT.match(cell))]
    return [int(one) for one in (*own, *rest)]


def _place_of(header: Header, wide: pl.DataFrame, row: int, word: str) -> str | None:
    """Column in which a total row says its number, else its word."""
    names = [name for name in wide.columns if name.isdigit()]
    cells = wide.filter(pl.col("row") == row).select(names).row(0)
    texts = {int(n): t.replace(" ", "") for n, t in zip(names, cells, strict=True) if t}
    start = next(at for at, text in texts.items() if word in text)
    if re.search(r"\d", texts[start].partition(word)[2]):
        return header.at(start)
    after = (at for at, text in texts.items() if at > start and _COUNT.match(text))
    return header.at(next(after, start))


def _people(sheet: Sheet, header: Header, wide: pl.DataFrame) -> pl.DataFrame:
    """Rows of people with the mapped columns under the register's names."""
    flags = {c: f"{at}__number" for c, at in header.columns.items() if c in NUMBERS}
    return wide.filter(pl.col("sort") == "person").select(
        pl.lit(sheet.name).alias("sheet"),
        "row",
        "block",
        *(pl.col(str(at)).alias(column) for column, at in header.columns.items()),
        *(pl.col("row").alias(f"{column}__row") for column in header.columns),
        *(pl.col(flag).alias(f"{column}__number") for column, flag in flags.items()),
    )


def _filled(sheet: Sheet, header: Header, frame: pl.DataFrame) -> tuple[pl.DataFrame, list[Fault]]:
    """Fill merged cells down, and the unit where the sheet writes it only once."""
    notes = []
    for column, at in header.columns.items():
        if column in ("name", "id_number"):
            continue  # one row, one person
        spans = [
            (top + 1, bottom + 1)
            for (top, left), (bottom, _right) in sheet.merged
            if left == at and bottom > top >= header.end
        ]
        if spans:
            frame, rows = _from_spans(frame, column, spans)
        elif column == "body":
            frame, rows = _from_above(frame, column)
        else:
            continue
        if rows:
            message = _("合并或省略的单元格已按上一格补全，{places}").format(places=places(rows))
            place = header.place(column)
            notes.append(Fault(NoteKind.FILLED_DOWN, message, sheet.name, rows[0], place))
    return frame, notes


def _from_spans(
    frame: pl.DataFrame, column: str, spans: list[tuple[int, int]]
) -> tuple[pl.DataFrame, list[int]]:
    """Give the rows of each merged span the value of its first row."""
    joined = pl.DataFrame(spans, schema=["top", "bottom"], orient="row").sort("top")
    texts = frame.select("row", value=pl.col(column))
    tops = joined.join(texts, left_on="top", right_on="row", how="inner")
    frame = frame.join_asof(
        tops, left_on="row", right_on="top", coalesce=False, check_sortedness=False
    )
    inside = pl.col(column).is_null() & (pl.col("row") <= pl.col("bottom"))
    rows = frame.filter(inside & pl.col("value").is_not_null()).get_column("row").to_list()
    return _taken(frame, column, inside, "value", "top").drop("bottom", "value"), rows


def _from_above(frame: pl.DataFrame, column: str) -> tuple[pl.DataFrame, list[int]]:
    """Fill blanks down within a block if leaving them out is this sheet's habit."""
    blank = pl.col(column).is_null()
    if frame.is_empty() or frame.select(blank.mean()).item() < SPREAD_FROM:
        return frame, []
    written = pl.when(~blank).then("row")
    frame = frame.with_columns(
        value=pl.col(column).forward_fill().over("block"),
        top=written.forward_fill().over("block"),
    )
    rows = frame.filter(blank & pl.col("value").is_not_null()).get_column("row").to_list()
    return _taken(frame, column, blank, "value", "top").drop("value"), rows


def _taken(frame: pl.DataFrame, column: str, where: pl.Expr, value: str, row: str) -> pl.DataFrame:
    """Take a value and its row over into a column."""
    return frame.with_columns(
        pl.when(where).then(pl.col(value)).otherwise(pl.col(column)).alias(column),
        pl.when(where & pl.col(row).is_not_null())
        .then(pl.col(row)).otherwise(pl.col(f"{column}__row")).alias(f"{column}__row"),
    ).drop(row)  # fmt: skip

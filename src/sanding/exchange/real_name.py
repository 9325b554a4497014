"""Import of an office's own list of people, one wide row for each (实名制导入).

Nothing is imported while a single row contradicts itself or the register: a wrong person is wrong
in every count. What could be put right without a doubt is put right and noted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import polars as pl

from sanding.base import BadInput, Fault, _
from sanding.base.codes import county_code
from sanding.base.fault_kinds import FaultKind
from sanding.exchange.headings import Header, find_header, missing_headings
from sanding.exchange.mapping import Mapping, vocabulary
from sanding.exchange.mismatches import NoteKind, in_order
from sanding.exchange.person_bodies import county_name, place_people
from sanding.exchange.person_merge import GONE, PEOPLE, gone, merged
from sanding.exchange.person_rows import person_rows
from sanding.exchange.person_values import Values, read_values
from sanding.exchange.sheets import Sheet, read_sheets
from sanding.register import TABLES, Register
from sanding.register.integrity import faults as integrity_faults

TOUCHED = ("people", "bodies", "sections", "establishment", "appointments")


@dataclass(frozen=True)
class Imported:
    """What an import gives (导入结果): the register, what was put right, and who was not listed.

    `missing` are the ids of people of the register given who had not retired or left, and do not
    stand in the sheet.
    """

    register: Register
    notes: tuple[Fault, ...]
    people: int
    missing: tuple[str, ...] = ()


def read_real_name(
    path: Path,
    mapping: Mapping | None = None,
    *,
    register: Register | None,
    county: str,
    day: date,
    drop_missing: bool = False,
) -> Imported:
    """Read a list of people; raise BadInput with every fault, each with sheet, row and column.

    With a register its people are brought up to date: people keep their ids, and whatever the
    sheet says nothing of keeps its value. Who is not listed stays as before and is noted; with
    `drop_missing` they stay as people who left on `day`, and what they held ends.
    Without a register, bodies and sections come from the sheet. New people get the county's next
    numbers in the order of body, name and birth: no id tells anything about its person, and none
    is used again.
    """
    _check_county(county, register)
    mapping = vocabulary() if mapping is None else mapping
    values, notes, faults = _read(read_sheets(path), mapping)
    read_values(values, day)
    tables = place_people(values, mapping, register, county)
    _doubles(values)
    if faults := faults + values.faults:
        raise BadInput(in_order(faults))
    base = Register.of({"counties": _county(county)}, day=day) if register is None else register
    old = base.frame("people").filter(pl.col("county") == county)
    listed = merged(values, old, county)
    if values.faults:
        raise BadInput(in_order(values.faults))
    people = PEOPLE.conform(listed.select(one.name for one in PEOPLE.columns))
    rest = base.frame("people").join(people, on="id", how="anti")
    missing = _missing(rest, county)
    notes += values.notes
    tables["people"] = pl.concat([people, rest])
    if missing:
        notes.append(_missing_note(len(missing), drop_missing))
    if missing and drop_missing:
        tables |= gone(tables["people"], base.frame("appointments"), missing, day)
    after = replace(base.with_tables(tables), day=day)
    _check_whole(after, listed, values)
    return Imported(after, tuple(notes), values.frame.height, missing)


def _check_county(county: str, register: Register | None) -> None:
    """Refuse a county that there is not, or that the register has not."""
    code = FaultKind.WRONG_CODE
    if not county_code(county):
        message = _("“{county}”不是县级行政区划代码；请写六位县代码，例如 141027")
        raise BadInput([Fault(code, message.format(county=county))])
    if register is not None and county not in register.counties:
        known = "、".join(register.counties[:5])
        message = _("台账中没有县“{county}”，只有{known}；请核对县代码")
        raise BadInput([Fault(code, message.format(county=county, known=known))])


def _missing(rest: pl.DataFrame, county: str) -> tuple[str, ...]:
    """Ids of people of the county who are not listed, though they had not retired or left."""
    here = (pl.col("county") == county) & ~pl.col("status").cast(pl.String).is_in(GONE)
    return tuple(rest.filter(here).get_column("id").sort())


def _missing_note(count: int, drop_missing: bool) -> Fault:
    message = _("原台账有{count}人不在本表中，仍予保留；确属减员的请逐人核实后再移出")
    if drop_missing:
        message = _("原台账有{count}人不在本表中，已按要求记为离职，编号保留")
    return Fault(NoteKind.MISSING_PERSON, message.format(count=count))


def _check_whole(after: Register, listed: pl.DataFrame, values: Values) -> None:
    """Refuse a register that would not be whole, each fault where it stands in the list."""
    found = integrity_faults(after, TOUCHED)
    if found.is_empty():
        return
    rows = {one: (sheet, row) for one, sheet, row in listed.select("id", "sheet", "row").rows()}
    faults = []
    for table, key, column, code, said in found.select(
        "table", "key", "column", "code", "message"
    ).rows():
        if table == PEOPLE.name and key in rows:
            sheet, row = rows[key]
            faults.append(Fault(code, said, sheet, row, values.place(sheet, column)))
        else:
            message = _("导入后【{table}】{key} 有误：{said}")
            label = TABLES[table].label
            faults.append(Fault(code, message.format(table=label, key=key, said=said)))
    raise BadInput(in_order(faults))


def _county(county: str) -> pl.DataFrame:
    return pl.DataFrame({"id": [county], "name": [county_name(county)]})


def _read(sheets: Iterable[Sheet], mapping: Mapping) -> tuple[Values, list[Fault], list[Fault]]:
    """Text of all people of all sheets; raise BadInput if no sheet has what is needed."""
    frames: list[pl.DataFrame] = []
    notes: list[Fault] = []
    faults: list[Fault] = []
    places: dict[str, dict[str, str]] = {}
    for sheet, header in _lists(sheets, mapping, notes):
        lacking = missing_headings(header)
        if lacking:
            message = _("没有找到这些列：{columns}；请核对表头，或在映射中写明")
            said = message.format(columns="、".join(lacking))
            raise BadInput([Fault(FaultKind.WRONG_HEADER, said, sheet.name, header.first + 1)])
        rows = person_rows(sheet, header, mapping, before=sum(one.height for one in frames))
        frames.append(rows.frame)
        notes += rows.notes
        faults += rows.faults
        places[sheet.name] = {column: header.place(column) for column in header.columns}
    if not frames:
        message = _("没有找到人员表：前20行中没有“姓名”“单位”“编制类型”等表头；请核对文件或映射")
        raise BadInput([Fault(FaultKind.WRONG_HEADER, message)])
    frame = pl.concat(frames, how="diagonal")
    return Values(frame, mapping, places), notes, faults


def _lists(
    sheets: Iterable[Sheet], mapping: Mapping, notes: list[Fault]
) -> Iterable[tuple[Sheet, Header]]:
    """Sheets that are lists of people; the others are noted."""
    for sheet in sheets:
        header = None
        if not sheet.visible:
            why = _("隐藏的工作表，未导入；如需导入，请先取消隐藏")
        elif mapping.sheets and sheet.name not in mapping.sheets:
            why = _("映射没有列出这张工作表，未导入")
        else:
            why = _("没有“姓名”“单位”等表头，不是人员表，未导入")
            header = find_header(sheet, mapping)
        if header is not None:
            yield sheet, header
        elif any(cell not in ("", None) for row in sheet.rows for cell in row):
            notes.append(Fault(NoteKind.SHEET_LEFT_OUT, why, sheet.name))


def _doubles(values: Values) -> None:
    """Nobody twice: one number, or one name, month of birth and body unless numbers differ."""
    frame = values.frame
    number = "id_number__value" if values.has("id_number__value") else None
    told = pl.lit(False)
    if number:
        again = pl.col(number).is_not_null() & ~pl.col(number).is_first_distinct()
        values.frame = frame = frame.with_columns(__again=again)
        told = pl.col("__again")
        message = _("身份证号“{value}”与前面的人重复；同一个人只能列一次")
        values.blame("id_number", told, FaultKind.DUPLICATE_KEY, message)
    if values.has("born_on__value"):
        month = pl.col("born_on__value").dt.truncate("1mo")  # many lists know no day
        values.frame = frame = frame.with_columns(__month=month)
        key = ["name__value", "__month", "body__id"]
        whole = pl.all_horizontal(pl.col(one).is_not_null() for one in key)
        apart = pl.lit(False)
        if number:
            every = pl.col(number).is_not_null().all().over(key)
            apart = every & (pl.col(number).n_unique().over(key) == pl.len().over(key))
        again = whole & ~pl.struct(key).is_first_distinct() & ~apart & ~told
        message = _("“{value}”与前面的人同名、同出生年月、同单位；同一个人只能列一次")
        values.blame("name", again, FaultKind.DUPLICATE_KEY, message)

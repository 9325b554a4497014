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
from sanding.base.fault_kinds import FaultKind
from sanding.exchange.headings import Header, find_header, missing_headings
from sanding.exchange.mapping import COLUMNS, UNIT_COLUMNS, Mapping, vocabulary
from sanding.exchange.mismatches import NoteKind, in_order
from sanding.exchange.person_bodies import county_name, place_people
from sanding.exchange.person_rows import person_rows
from sanding.exchange.person_values import Values, read_values
from sanding.exchange.sheets import Sheet, read_sheets
from sanding.register import TABLES, Register

_PEOPLE = TABLES["people"]


@dataclass(frozen=True)
class Imported:
    """What an import gives (导入结果): the register, what was put right, and who was not listed.

    `missing` are the ids of people of the register given who do not stand in the sheet.
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

    With a register its people are brought up to date: people keep their ids, and columns that the
    sheet lacks keep their values. Who is not listed stays and is noted, unless `drop_missing`.
    Without one, bodies and sections come from the sheet. New people get the county's next numbers
    in the order of body, name and birth: no id tells anything about its person.
    """
    mapping = vocabulary() if mapping is None else mapping
    values, notes, faults = _read(read_sheets(path), mapping)
    read_values(values, day)
    tables = place_people(values, mapping, register, county)
    _doubles(values)
    notes += values.notes
    faults += values.faults
    if faults:
        raise BadInput(in_order(faults))
    base = Register.of({"counties": _county(county)}, day=day) if register is None else register
    people, missing = _people(values.frame, base, county)
    tables["people"] = people
    if missing:
        message = _("原台账有{count}人不在本表中，仍予保留；确属减员的请逐人核实后再移出")
        if drop_missing:
            message = _("原台账有{count}人不在本表中，已按要求移出")
        notes.append(Fault(NoteKind.MISSING_PERSON, message.format(count=len(missing))))
    if drop_missing and missing:
        tables |= _without(base, people, missing)
    after = replace(base.with_tables(tables), day=day)
    return Imported(after, tuple(notes), values.frame.height, missing)


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


def _people(
    frame: pl.DataFrame, base: Register, county: str
) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """People of the sheet with their ids and all people not in it, and the ids of these."""
    sheet = _sheet_people(frame, county)
    old = base.frame("people").filter(pl.col("county") == county)
    others = base.frame("people").filter(pl.col("county") != county)
    sheet = _numbered(_recognised(sheet, old), old, county)
    kept = [c.name for c in _PEOPLE.columns if c.name not in sheet.columns]
    sheet = sheet.join(old.select("id", *kept), on="id", how="left")
    listed = _PEOPLE.conform(sheet.select(one.name for one in _PEOPLE.columns))
    left = old.join(listed, on="id", how="anti")
    missing = tuple(left.get_column("id").sort())
    return pl.concat([listed, left, others]), missing


def _sheet_people(frame: pl.DataFrame, county: str) -> pl.DataFrame:
    """Columns of the sheet under the register's names and types."""
    told = "status__value" if "status__value" in frame.columns else pl.lit(None, pl.String)
    status = pl.coalesce(told, pl.lit("in_post")).cast(_PEOPLE.column["status"].dtype)
    taken = [pl.lit(county).alias("county"), status.alias("status")]
    for column in COLUMNS:
        if column == "status":
            continue
        value = f"{column}__id" if f"{column}__id" in frame.columns else f"{column}__value"
        if column not in UNIT_COLUMNS and value in frame.columns:
            taken.append(pl.col(value).cast(_PEOPLE.column[column].dtype).alias(column))
    return frame.select(taken)


def _recognised(sheet: pl.DataFrame, old: pl.DataFrame) -> pl.DataFrame:
    """Give people of the register their ids again: by number, else by name, birth and body."""
    sheet = sheet.with_row_index("__at").with_columns(id=pl.lit(None, pl.String))
    for key in (["id_number"], ["name", "born_on", "body"], ["name", "born_on"], ["name", "body"]):
        if not set(key) <= set(sheet.columns):
            continue
        free = old.filter(~pl.col("id").is_in(sheet.get_column("id").drop_nulls().implode()))
        free = free.drop_nulls(key).unique(key, keep="none")
        open_ = sheet.filter(pl.col("id").is_null()).drop_nulls(key).unique(key, keep="none")
        both = open_.select("__at", *key).join(free.select(*key, found="id"), on=key)
        both = _not_contradicted(both, sheet, old, key)
        sheet = sheet.join(both.select("__at", "found"), on="__at", how="left")
        sheet = sheet.with_columns(id=pl.coalesce("id", "found")).drop("found")
    return sheet.drop("__at")


def _not_contradicted(
    both: pl.DataFrame, sheet: pl.DataFrame, old: pl.DataFrame, key: list[str]
) -> pl.DataFrame:
    """Leave out pairs whose numbers or births are both known and differ."""
    told = [c for c in ("id_number", "born_on") if c in sheet.columns and c not in key]
    if not told:
        return both
    both = both.join(sheet.select("__at", *told), on="__at", how="left")
    was = old.select(found="id", **{f"was_{c}": c for c in told})
    both = both.join(was, on="found", how="left")
    if key == ["id_number"]:
        return both  # a birth may be corrected, a number says who it is
    differs = [(pl.col(c) != pl.col(f"was_{c}")).fill_null(False) for c in told]
    return both.filter(~pl.any_horizontal(differs))


def _numbered(sheet: pl.DataFrame, old: pl.DataFrame, county: str) -> pl.DataFrame:
    """Give newcomers the next numbers, whatever the order of rows and columns in the sheet."""
    prefix = f"{county}-r-"
    used = old.get_column("id").str.extract(rf"^{prefix}(\d+)$").cast(pl.Int64, strict=False).max()
    start = (int(used) if isinstance(used, int) else 0) + 1
    order: list[str] = ["body", "name", "born_on", "id_number"]
    order = [c for c in order if c in sheet.columns]
    order += sorted(c for c in sheet.columns if c not in (*order, "id"))
    new = sheet.filter(pl.col("id").is_null()).sort(pl.col(order).cast(pl.String))
    number = pl.int_range(start, start + new.height, eager=True).cast(pl.String).str.zfill(5)
    new = new.with_columns((prefix + number).alias("id"))
    return pl.concat([sheet.filter(pl.col("id").is_not_null()), new])


def _without(
    base: Register, people: pl.DataFrame, missing: tuple[str, ...]
) -> dict[str, pl.DataFrame]:
    """Tables without the people who left, and without what they held."""
    held = base.frame("appointments")
    return {
        "people": people.filter(~pl.col("id").is_in(missing)),
        "appointments": held.filter(~pl.col("person").is_in(missing)),
    }

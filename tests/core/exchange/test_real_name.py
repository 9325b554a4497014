"""A messy list of 6,000 people imports by mapping, and every planted mismatch is named."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from sanding.base import BadInput, Fault
from sanding.examples import example
from sanding.exchange.headings import guess
from sanding.exchange.mapping import COLUMNS, load_mapping, vocabulary
from sanding.exchange.real_name import Imported, read_real_name
from sanding.exchange.sheets import read_sheets
from sanding.register import TABLES
from tests.core.exchange.real_name_lists import (
    COUNTY,
    DAY,
    KINDS,
    LAYOUT,
    PER_UNIT,
    UNITS,
    List,
    id_number,
    register,
    units,
    write,
)  # fmt: skip

Planted = set[tuple[str, int, str | None]]


def imported(path: Path, **more: object) -> Imported:
    given = {"register": register(), "county": COUNTY, "day": DAY} | more
    return read_real_name(path, **given)  # type: ignore[arg-type]


def refusal(path: Path, **more: object) -> tuple[Fault, ...]:
    with pytest.raises(BadInput) as caught:
        imported(path, **more)
    return caught.value.faults


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("lists") / "right.xlsx", List())


def plant(made: List) -> Planted:
    """Put 38 mismatches of 11 kinds into the list and return their codes and places."""
    found: Planted = set()

    def put(code: str, at: int, key: str, cell: object) -> None:
        made.people[at][key] = cell
        found.add((code, made.row(at), made.column(key)))

    for at in (11, 2_222, 5_999):
        put("missing_value", at, "name", "")
    for at, cell in ((31, "国企编"), (1_031, "乙类"), (4_031, "未明")):
        put("unknown_value", at, "kind", cell)
    for at, cell in ((42, "副部级"), (1_042, "厅局级正职"), (4_042, "科长")):
        put("unknown_value", at, "level", cell)
    for at, cell in ((50, "1985.13"), (1_050, "1985年2月30日"), (4_050, "待查")):
        put("bad_date", at, "born", cell)
    for at, cell in ((57, "2033.05"), (1_057, "七十年代")):
        put("bad_date", at, "worked", cell)
    for at, cell in ((60, "85.6"), (1_060, 1985.1), (4_060, "85年6月")):
        put("ambiguous_date", at, "born", cell)
    for at in (71, 1_071, 4_071):
        number = made.people[at]["id_number"]
        put("wrong_code", at, "id_number", number[:-1] + ("1" if number[-1] != "1" else "2"))
    for at in (82, 1_082, 4_082):
        put("birthday_disagrees", at, "born", date(1979, 1, 31))
        made.people[at]["worked"] = date(2001, 7, 1)
    for at in (93, 1_093, 4_093):
        put("sex_disagrees", at, "sex", {"男": "女", "女": "男"}[made.people[at]["sex"]])
    for at in (102, 1_122, 4_122):
        made.people[at]["kind"] = "行政"
        put("identity_disagrees", at, "identity", "专业技术人员")
    for at, other in ((3_001, 101), (5_001, 301)):
        made.people[at] |= {k: made.people[other][k] for k in ("name", "sex", "born", "worked")}
        put("duplicate_key", at, "id_number", made.people[other]["id_number"])
    made.people[1_515] |= made.people[1_510] | {"number": 1516}
    found.add(("duplicate_key", made.row(1_515), made.column("name")))
    for unit in (3, 44):
        made.units[unit] = f"县无名{unit}局"
        row = made.row(unit * PER_UNIT)
        found.add(("missing_reference", row, made.column("unit")))
    made.people[2_525]["section"] = "督查股"
    found.add(("missing_reference", made.row(2_525), made.column("section")))
    for unit, said in ((7, 99), (20, 101)):
        made.subtotals[unit] = said
        row = made.row((unit + 1) * PER_UNIT) - 1
        found.add(("total_disagrees", row, made.column("name")))
    made.total = 5_998
    end = made.row(UNITS * PER_UNIT)
    found.add(("total_disagrees", end, made.column("name")))
    return found


@pytest.fixture(scope="module")
def wrong(tmp_path_factory: pytest.TempPathFactory) -> tuple[List, Planted, tuple[Fault, ...]]:
    made = List()
    planted = plant(made)
    faults = refusal(write(tmp_path_factory.mktemp("lists") / "wrong.xlsx", made))
    return made, planted, faults


def test_every_planted_mismatch_is_named_and_no_other(
    wrong: tuple[List, Planted, tuple[Fault, ...]],
) -> None:
    _made, planted, faults = wrong
    assert len(planted) == 38
    assert len({code for code, _row, _column in planted}) == 11
    named = Counter((fault.code, fault.row, fault.column) for fault in faults)
    assert set(named) == planted
    assert set(named.values()) == {1}
    assert {fault.sheet for fault in faults} == {"实名制信息表"}


def test_no_message_shows_a_whole_identity_number(
    wrong: tuple[List, Planted, tuple[Fault, ...]],
) -> None:
    made, _planted, faults = wrong
    numbers = {person["id_number"] for person in made.people} - {""}
    for text in (*map(str, faults), *(str(fault.value) for fault in faults)):
        assert not any(part in numbers for part in [text[i : i + 18] for i in range(len(text))])


def test_a_mended_list_imports_and_its_counts_agree(right: Path) -> None:
    after = imported(right)
    people = after.register.frame("people")
    made = List().people
    assert people.height == after.people == UNITS * PER_UNIT
    assert people.get_column("id").n_unique() == UNITS * PER_UNIT
    stored = {written: kind for written, _identity, kind, _stored in KINDS}
    expected = Counter((person["unit"], stored[person["kind"]]) for person in made)
    names = dict(register().frame("bodies").select("id", "name").rows())
    counted = people.group_by("body", "kind").len().rows()
    assert {(names[body], kind): n for body, kind, n in counted} == expected
    identities = {written: one for _kind, written, _stored, one in KINDS if written != "公务员"}
    for written, one in identities.items():
        people_of = sum(person["identity"] == written for person in made)
        assert people.filter(pl.col("identity") == one).height == people_of


def test_days_are_read_in_every_way_of_writing(right: Path) -> None:
    people = imported(right).register.frame("people")
    made = List().people
    read = dict(people.drop_nulls("id_number").select("id_number", "born_on").rows())
    assert read == {one["id_number"]: one["born"] for one in made if one["id_number"]}
    months = Counter((one["born"].year, one["born"].month) for one in made)
    assert Counter((day.year, day.month) for day in people.get_column("born_on")) == months
    worked = people.get_column("worked_since")
    assert Counter(worked.to_list()) == Counter(one["worked"] for one in made)


def test_what_was_put_right_is_noted(right: Path) -> None:
    notes = Counter(note.code for note in imported(right).notes)
    assert notes["total_left_out"] == notes["remark_left_out"] == notes["heading_ignored"] == 1
    assert notes["sheet_left_out"] == 2  # one hidden, one without people
    assert notes["filled_down"] == 2  # unit and section
    assert notes["full_width"] >= 2
    assert notes["month_only"] == notes["text_date"] == 3
    unmapped = [n for n in imported(right).notes if n.code == "heading_unmapped"]
    assert [note.column for note in unmapped] == ["劳模等次（R）"]


def test_the_order_of_columns_and_of_units_does_not_change_the_hash(
    right: Path, tmp_path: Path
) -> None:
    made = List()
    groups = [LAYOUT[:10], LAYOUT[10:13], *([one] for one in LAYOUT[13:])]
    random.Random(3).shuffle(groups)  # noqa: S311
    made.layout = [one for group in groups for one in group]
    turned = [made.people[at : at + PER_UNIT] for at in range(0, len(made.people), PER_UNIT)]
    made.people = [person for block in reversed(turned) for person in block]
    shuffled = imported(write(tmp_path / "shuffled.xlsx", made)).register
    assert sorted(shuffled.frame("people").columns) == sorted(register().frame("people").columns)
    plain = imported(right).register
    same = ["id", "name", "sex", "id_number", "body", "section", "kind", "identity", "level"]
    left, other = (one.frame("people").select(same) for one in (plain, shuffled))
    assert left.equals(other)


def test_reordered_columns_alone_give_the_same_hash(right: Path, tmp_path: Path) -> None:
    made = List()
    made.layout = list(reversed(made.layout))
    turned = imported(write(tmp_path / "turned.xlsx", made))
    assert turned.register.hash == imported(right).register.hash


def test_a_saved_mapping_gives_the_same_register(right: Path, tmp_path: Path) -> None:
    mapping = guess(read_sheets(right)[0])
    assert mapping is not None
    assert mapping.unmapped == ("劳模等次",)
    assert mapping.confidence["name"] == 100
    mapping.save(tmp_path / "mapping.yaml")
    loaded = load_mapping(tmp_path / "mapping.yaml")
    assert loaded == mapping
    by_mapping = imported(right, mapping=loaded).register
    assert by_mapping.hash == imported(right).register.hash


def test_without_a_register_bodies_and_sections_come_from_the_list(right: Path) -> None:
    after = imported(right, register=None).register
    assert sorted(after.frame("bodies").get_column("name")) == sorted(units()[:UNITS])
    assert after.frame("sections").height == UNITS * 4
    assert after.frame("counties").get_column("name").to_list() == ["浮山县"]
    assert after.frame("establishment").is_empty()  # people in post are not approved posts
    people = after.frame("people")
    assert set(people.get_column("body")) == set(after.frame("bodies").get_column("id"))


def test_a_second_import_keeps_ids_and_never_drops_silently(right: Path, tmp_path: Path) -> None:
    first = imported(right).register
    made = List()
    gone = made.people[3_030]
    unit = made.people[:PER_UNIT]
    made.people[3_030] = gone | {
        "name": "欧阳新来", "born": date(1990, 3, 3), "sex": "女", "worked": date(2012, 7, 1),
        "id_number": id_number(date(1990, 3, 3), 77, male=False),
    }  # fmt: skip
    unit[0]["education"] = "博士"
    path = write(tmp_path / "second.xlsx", made)
    second = imported(path, register=first)
    before, after = first.frame("people"), second.register.frame("people")
    assert after.height == before.height + 1
    assert len(second.missing) == 1
    assert [note.code for note in second.notes].count("missing_person") == 1
    joined = before.join(after, on="id", suffix="_after")
    assert joined.height == before.height
    assert joined.filter(pl.col("name") != pl.col("name_after")).is_empty()
    assert joined.filter(pl.col("education") != pl.col("education_after")).height == 1
    fresh = after.join(before, on="id", how="anti").get_column("id").to_list()
    assert fresh == [f"{COUNTY}-r-06001"]
    dropped = imported(path, register=first, drop_missing=True).register.frame("people")
    assert dropped.height == before.height + 1
    left = dropped.filter(pl.col("status") == "left")
    assert left.select("id", "left_on").rows() == [(*second.missing, DAY)]


def test_the_shipped_vocabulary_says_each_value_once() -> None:
    words = vocabulary()
    for column, texts in words.values.items():
        said = [text for several in texts.values() for text in several]
        assert len(said) == len(set(said)), column


def test_a_broken_mapping_is_refused_line_by_line(tmp_path: Path) -> None:
    file = tmp_path / "mapping.yaml"
    file.write_text(
        "name: x\nheadings: {colour: [颜色]}\nvalues: {sex: {other: [其他]}}\n"
        "dates: {century: 18}\n",
        encoding="utf-8",
    )
    with pytest.raises(BadInput) as caught:
        load_mapping(file)
    assert len(caught.value.faults) == 3
    file.write_text("name: [", encoding="utf-8")
    with pytest.raises(BadInput, match="YAML"):
        load_mapping(file)


def test_a_pilot_county_comes_back_from_its_own_list(tmp_path: Path) -> None:
    county = example("fushan")
    names = {
        table: dict(county.frame(table).select("id", "name").rows())
        for table in ("bodies", "sections")
    }
    people = county.frame("people").sort("name", "id")
    columns = [c for c in TABLES["people"].columns if c.name in COLUMNS]
    rows = []
    for person in people.select(c.name for c in columns).rows():
        cells = zip(columns, person, strict=True)
        rows.append([names[c.ref].get(cell) if c.ref else cell for c, cell in cells])
    book = xlsxwriter.Workbook(tmp_path / "list.xlsx", {"default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, [column.label for column in columns])
    for at, row in enumerate(rows, start=1):
        for inside, (column, cell) in enumerate(zip(columns, row, strict=True)):
            sheet.write(at, inside, column.kind(cell).label if column.kind and cell else cell)
    book.close()
    again = imported(tmp_path / "list.xlsx", register=county, day=county.day)
    assert not again.missing
    assert again.register.hash == county.hash

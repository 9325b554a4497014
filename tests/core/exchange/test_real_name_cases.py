"""Small lists, each with one thing that offices do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter

from sanding.base import BadInput
from sanding.exchange.headings import guess, guess_all
from sanding.exchange.mapping import Dates, load_mapping, vocabulary
from sanding.exchange.real_name import Imported, read_real_name
from sanding.exchange.sheets import Sheet, read_sheets
from sanding.register import Register

COUNTY, DAY = "141027", date(2020, 6, 30)
HEAD = ["单位", "姓名", "出生年月", "编制类型"]
PLANNING = "发展和改革局"


def book(path: Path, *sheets: list[list[Any]], merged: tuple[str, ...] = ()) -> Path:
    with xlsxwriter.Workbook(path) as written:
        for at, rows in enumerate(sheets):
            sheet = written.add_worksheet(f"表{at + 1}")
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if isinstance(cell, str) and cell.startswith("="):
                        sheet.write_formula(row, column, cell, None, "#REF!")
                    else:
                        sheet.write(row, column, cell)
            for area in merged:
                sheet.merge_range(area, "")
                top = sheets[at][int(area[1]) - 1][ord(area[0]) - 65]
                sheet.write(area.split(":")[0], top)
    return path


def read(path: Path, *, register: Register | None = None, **more: Any) -> Imported:
    return read_real_name(path, register=register, county=COUNTY, day=DAY, **more)


def faults(path: Path, **more: Any) -> list[tuple[str, int | None, str | None]]:
    with pytest.raises(BadInput) as caught:
        read(path, **more)
    return [(fault.code, fault.row, fault.column) for fault in caught.value.faults]


def people(path: Path, **more: Any) -> pl.DataFrame:
    return read(path, **more).register.frame("people")


def person(
    unit: str = "县教育局", name: str = "张三", born: Any = "1985.06", *rest: Any
) -> list[Any]:
    return [unit, name, born, *(rest or ("行政",))]


def county() -> Register:
    tables = {
        "counties": pl.DataFrame({"id": [COUNTY], "name": ["浮山县"]}),
        "bodies": pl.DataFrame({
            "county": COUNTY, "id": [f"{COUNTY}-fgj", f"{COUNTY}-jyj"],
            "name": [f"县{PLANNING}", "县教育局"], "short_name": ["发改局", None],
            "kind": "government_department", "level": "zhengke",
        }),
        "plaques": pl.DataFrame({
            "county": [COUNTY], "id": [f"{COUNTY}-p1"], "name": ["县粮食局"], "kind": ["plaque"],
            "body": [f"{COUNTY}-fgj"],
        }),
    }  # fmt: skip
    return Register.of(tables, day=DAY)


@pytest.mark.parametrize(
    "name",
    [
        f"县{PLANNING}",
        f"浮山县{PLANNING}",
        PLANNING,
        f"浮山{PLANNING}",
        "发改局",
        "县粮食局",
        "发改",
    ],
)
def test_a_body_is_found_by_each_of_its_names(tmp_path: Path, name: str) -> None:
    file = book(tmp_path / "a.xlsx", [HEAD, person(name.format(PLANNING))])
    mapping = replace(vocabulary(), bodies={"发改": f"{COUNTY}-fgj"})
    found = people(file, register=county(), mapping=mapping)
    assert found.get_column("body").to_list() == [f"{COUNTY}-fgj"]


def test_an_unknown_body_is_named_with_the_nearest(tmp_path: Path) -> None:
    file = book(tmp_path / "a.xlsx", [HEAD, person("县教育体育局")])
    with pytest.raises(BadInput, match="是不是“县教育局”"):
        read(file, register=county())


def test_a_unit_written_once_is_filled_down(tmp_path: Path) -> None:
    rows = [HEAD, person(), person("", "李四"), person("", "王五"), ["小计", 3],
            person("县民政局", "赵六"), person("", "钱七"), ["小计", "2人"],
            ["合计", 5]]  # fmt: skip
    after = read(book(tmp_path / "a.xlsx", rows)).register
    names = dict(after.frame("bodies").select("id", "name").rows())
    units = [names[body] for body in after.frame("people").sort("name").get_column("body")]
    assert sorted(units) == ["县教育局"] * 3 + ["县民政局"] * 2


def test_one_unit_forgotten_is_not_filled_down(tmp_path: Path) -> None:
    rows = [HEAD, *(person(name=f"张{one}") for one in "一二三四五六七八"), person("", "李四")]
    assert faults(book(tmp_path / "a.xlsx", rows)) == [("missing_value", 10, "单位（A）")]


def test_totals_count_within_their_degree(tmp_path: Path) -> None:
    one, two = (
        [person(name=f"张{one}") for one in "一二三"],
        [person(name=f"李{one}") for one in "一二"],
    )
    rows = [HEAD, *one, ["小计", 3], *two, ["小计（2人）"], ["合 计", "", 5],
            person("县民政局", "王一"), ["小计", 1], ["合计", 1], ["总计", "6人"]]  # fmt: skip
    assert read(book(tmp_path / "a.xlsx", rows)).people == 6
    rows[8] = ["合 计", "", 4]
    assert faults(book(tmp_path / "b.xlsx", rows)) == [("total_disagrees", 9, "出生年月（C）")]


def test_a_total_may_count_all_sheets(tmp_path: Path) -> None:
    first = [HEAD, person()]
    second = [HEAD, person(name="李四"), ["总计", 2]]
    assert read(book(tmp_path / "a.xlsx", first, second)).people == 2


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1985.06", date(1985, 6, 1)), ("1985.6", date(1985, 6, 1)), (1985.06, date(1985, 6, 1)),
        ("1985年6月", date(1985, 6, 1)), ("1985年06月17日", date(1985, 6, 17)),
        ("198506", date(1985, 6, 1)), (198506, date(1985, 6, 1)), (19850617, date(1985, 6, 17)),
        ("1985-06-17", date(1985, 6, 17)), ("1985/6/17", date(1985, 6, 17)),
        ("１９８５．０６", date(1985, 6, 1)), (31215, date(1985, 6, 17)),
        (1985.12, date(1985, 12, 1)), ("1985 年 6 月", date(1985, 6, 1)),
        ("1985.6.", date(1985, 6, 1)), ("", None), ("不详", None),
    ],
)  # fmt: skip
def test_a_day_in_each_form(tmp_path: Path, cell: Any, expected: date | None) -> None:
    rows = [HEAD, person(born=cell)]
    assert people(book(tmp_path / "a.xlsx", rows)).get_column("born_on").to_list() == [expected]


@pytest.mark.parametrize("cell", ["85.6", "85年6月", "85-06-01", 1985.1, 19856])
def test_an_ambiguous_day_is_not_guessed(tmp_path: Path, cell: Any) -> None:
    rows = [HEAD, person(born=cell)]
    assert faults(book(tmp_path / "a.xlsx", rows)) == [("ambiguous_date", 2, "出生年月（C）")]


@pytest.mark.parametrize("cell", ["1985.13", "1985-02-30", "1985", "六月", "2031.01", "1850.01"])
def test_an_impossible_day_is_refused(tmp_path: Path, cell: Any) -> None:
    rows = [HEAD, person(born=cell)]
    assert faults(book(tmp_path / "a.xlsx", rows)) == [("bad_date", 2, "出生年月（C）")]


def test_an_officer_may_decide_what_ambiguous_days_mean(tmp_path: Path) -> None:
    rows = [HEAD, person(born="85.6"), person(name="李四", born=1985.1)]
    mapping = replace(vocabulary(), dates=Dates(century=1900, one_decimal=10))
    found = people(book(tmp_path / "a.xlsx", rows), mapping=mapping)
    assert sorted(found.get_column("born_on")) == [date(1985, 6, 1), date(1985, 10, 1)]


def test_an_identity_number_kept_as_a_number_has_lost_digits(tmp_path: Path) -> None:
    rows = [[*HEAD, "身份证号"], [*person(), 141027198506171234]]
    with pytest.raises(BadInput, match="存成了数值") as caught:
        read(book(tmp_path / "a.xlsx", rows))
    assert "14102719850617" not in str(caught.value)


def test_headings_that_are_missing_are_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="编制类别"):
        read(book(tmp_path / "a.xlsx", [["单位", "姓名", "性别"], ["县教育局", "张三", "男"]]))
    assert faults(book(tmp_path / "b.xlsx", [["甲", "乙"], [1, 2]])) == [
        ("wrong_header", None, None)
    ]


def test_a_person_over_two_rows_is_named(tmp_path: Path) -> None:
    rows = [HEAD, person(), ["", "", "1990.01", ""], person(name="李四")]
    file = book(tmp_path / "a.xlsx", rows, merged=("A2:A3", "B2:B3"))
    assert faults(file) == [("stray_row", 3, None)]


def test_a_repeated_header_is_left_out(tmp_path: Path) -> None:
    after = read(book(tmp_path / "a.xlsx", [HEAD, person(), HEAD, person(name="李四")]))
    assert after.people == 2
    assert "header_repeated" in [note.code for note in after.notes]


def test_a_formula_error_is_named(tmp_path: Path) -> None:
    rows = [HEAD, person(), person(name="李四", born="=A99")]
    assert ("formula_error", 3, "出生年月（C）") in faults(book(tmp_path / "a.xlsx", rows))


def test_remarks_below_the_last_person_are_left_out(tmp_path: Path) -> None:
    rows = [
        ["浮山县人员表"],
        [],
        HEAD,
        person(),
        ["填表人：李四", "审核人：王五"],
        [],
        ["说明："],
        ["一、本表…"],
    ]
    after = read(book(tmp_path / "a.xlsx", rows))
    assert after.people == 1


@pytest.mark.parametrize(
    ("cell", "column", "stored"), [("正科级", "level", "zhengke"), ("22级3档", "grade", "22级3档")]
)
def test_one_heading_is_understood_by_its_values(
    tmp_path: Path, cell: str, column: str, stored: str
) -> None:
    rows = [[*HEAD, "级别"], [*person(), cell]]
    assert people(book(tmp_path / "a.xlsx", rows)).get_column(column).to_list() == [stored]


def test_two_header_rows_tell_the_same_words_apart() -> None:
    rows = [
        ["实名制表", "", "", "", "", "", ""],
        ["单位", "姓名", "编制类型", "现任职务", "", "职级", ""],
        ["", "", "", "层次", "任职时间", "名称", "任职时间"],
        ["县教育局", "张三", "行政", "正科级", "2015.01", "四级调研员", "2018.01"],
    ]
    mapping = guess(Sheet("表", True, [list(row) for row in rows]))
    assert mapping is not None
    assert mapping.headings == {
        "name": ("姓名",), "body": ("单位",), "kind": ("编制类型",), "level": ("现任职务/层次",),
        "level_since": ("现任职务/任职时间",), "rank": ("职级/名称",),
        "rank_since": ("职级/任职时间",),
    }  # fmt: skip


def test_a_text_file_of_the_office_imports_too(tmp_path: Path) -> None:
    lines = [",".join(map(str, row)) for row in (HEAD, person(), person(name="李　四"))]
    file = tmp_path / "人员.csv"
    file.write_bytes("\n".join(lines).encode("gb18030"))
    assert people(file).get_column("name").to_list() == ["张三", "李四"]


def test_approved_posts_beside_each_person_become_the_establishment(tmp_path: Path) -> None:
    rows = [[*HEAD, "核定编制数"], [*person(), 12], [*person(name="李四"), 12]]
    after = read(book(tmp_path / "a.xlsx", rows)).register
    assert after.frame("establishment").select("kind", "approved").rows() == [
        ("administrative", 12)
    ]
    rows[2][-1] = 13
    assert faults(book(tmp_path / "b.xlsx", rows)) == [("duplicate_key", 2, "核定编制数（E）")]


def test_columns_a_list_lacks_keep_their_values(tmp_path: Path) -> None:
    first = [[*HEAD, "籍贯", "学历"], [*person(), "浮山", "大专"]]
    before = read(book(tmp_path / "a.xlsx", first), register=county()).register
    second = [[*HEAD, "学历"], [*person(), "大学"]]
    after = people(book(tmp_path / "b.xlsx", second), register=before)
    assert after.select("native_place", "education").rows() == [("浮山", "bachelor")]


def test_no_sheet_is_read_that_the_mapping_does_not_name(tmp_path: Path) -> None:
    file = book(tmp_path / "a.xlsx", [HEAD, person()], [HEAD, person(name="李四")])
    mapping = guess(read_sheets(file)[1])
    assert mapping is not None
    assert mapping.sheets == ("表2",)
    assert people(file, mapping=mapping).get_column("name").to_list() == ["李四"]


def test_one_mapping_serves_all_sheets_of_a_book(tmp_path: Path) -> None:
    other = ["姓名", "所在单位", "编制性质", "出生日期"]
    rows = [["李四", "县民政局", "事业", "1990.01"]]
    file = book(tmp_path / "a.xlsx", [HEAD, person()], [["说明"]], [other, *rows])
    mapping = guess_all(read_sheets(file))
    assert mapping is not None
    assert mapping.sheets == ("表1", "表3")
    mapping.save(tmp_path / "mapping.yaml")
    loaded = load_mapping(tmp_path / "mapping.yaml")
    assert read(file, mapping=loaded).register.hash == read(file).register.hash
    assert read(file).people == 2

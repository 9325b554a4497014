"""Personnel files come in whole, by workbook or CSV, or are refused with every fault by place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from openpyxl import Workbook, load_workbook

from sanding.base import BadInput
from sanding.exchange import FaultKind as K
from sanding.exchange import write_template
from sanding.exchange.personnel import read_personnel, write_personnel_template
from sanding.plan import apply
from sanding.plan.create_body import CreateBody
from sanding.register.kinds import BodyKind, Level
from sanding.register.personnel import PERSONNEL
from tests.builders import CODE, ROWS, county, plan

Rows = Mapping[str, list[dict[str, Any]]]
REGISTER = county()
CHIEF, DEPUTY = "r-fgj-c1", "r-fgj-d1"
WHOLE: Rows = {  # at least a row of every table, in the officer's own words
    "安置表": [
        {"编号": "z-1", "人员": CHIEF, "去向": "原岗留任", "安置机构": "fgj", "职位": "fgj-c1"},
        {
            "编号": "z-2", "人员": DEPUTY, "去向": "转隶转任", "安置机构": "fgj",
            "内设机构": "fgj-gj", "编制类别": "行政编制", "生效日期": date(2020, 9, 1),
            "待遇保持不变": "是", "理由": "随职责划转",
        },
    ],
    "亲属关系": [{"人员": CHIEF, "亲属": DEPUTY, "关系": "夫妻"}],
    "亲属经商办企业": [
        {"人员": CHIEF, "关系": "子女", "企业": "甲公司", "监管主管机构": "gxj"}
    ],
    "处分": [{"人员": DEPUTY, "处分种类": "警告", "处分日期": date(2019, 5, 1)}],
    "年度考核": [{"人员": CHIEF, "年度": 2019, "等次": "优秀"}],
    "服务年限": [{"人员": CHIEF, "工作月数": 300, "养老保险缴费月数": 240}],
    "任职经历": [{"人员": CHIEF, "起始日期": date(2015, 1, 1), "截止日期": date(2018, 1, 1)}],
    "人员情形": [{"人员": DEPUTY, "情形": "医疗期", "起始日期": date(2020, 1, 1)}],
    "周转池台账": [{"编号": "c-1", "人员": DEPUTY, "周转池": "科级干部周转池", "原机构": "gxj"}],
    "聘用合同": [{"人员": DEPUTY, "起始日期": date(2018, 1, 1), "初次就业": "否"}],
    "离职从业": [{"人员": CHIEF, "离职日期": date(2020, 1, 1), "从业单位": "乙公司"}],
    "个人信息字段": [{"字段": "身份证号", "用途": "核对身份"}],
    "佐证材料": [{"编号": "e-1", "涉及对象": "变更1", "材料种类": "集体研究纪要"}],
}  # fmt: skip


def headings(label: str) -> list[str]:
    table = next(one for one in PERSONNEL.values() if one.label == label)
    return [column.label for column in table.columns if column.name != "county"]


def book(path: Path, rows: Rows, **more: Any) -> Path:
    """A workbook that an office has filled in; the product's writer has no part in it."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for label, some in rows.items():
        sheet = workbook.create_sheet(label)
        heads = more.get("headings", {}).get(label) or headings(label)
        sheet.append(heads)
        for row in some:
            sheet.append([row.get(heading) for heading in heads])
    for label in more.get("hidden", ()):
        workbook[label].sheet_state = "hidden"
    workbook.save(path)
    return path


def csvs(folder: Path, tables: Mapping[str, pl.DataFrame]) -> Path:
    folder.mkdir()
    for name, frame in tables.items():
        frame.drop("county").write_csv(folder / f"{name}.csv")
    return folder


def faults(path: Path, *registers: Any) -> list[tuple[str, str | None, int | None, str | None]]:
    with pytest.raises(BadInput) as caught:
        read_personnel(path, *(registers or (REGISTER,)))
    return [(one.code, one.sheet, one.row, one.column) for one in caught.value.faults]


def test_a_workbook_and_its_csv_files_give_the_same_tables(tmp_path: Path):
    by_book = read_personnel(book(tmp_path / "安置.xlsx", WHOLE), REGISTER)
    assert set(by_book) == set(PERSONNEL)
    by_csv = read_personnel(csvs(tmp_path / "csv", by_book), REGISTER)
    for name, frame in by_book.items():
        assert frame.height == len(WHOLE[PERSONNEL[name].label]), name
        assert frame.schema == PERSONNEL[name].schema
        assert by_csv[name].equals(frame), name


def test_values_come_in_as_the_tables_declare_them(tmp_path: Path):
    told = read_personnel(book(tmp_path / "安置.xlsx", WHOLE), REGISTER)
    row = told["placements"].row(by_predicate=pl.col("id") == "z-2", named=True)
    assert (row["county"], row["outcome"], row["kind"]) == (CODE, "transfer", "administrative")
    assert (row["effective_on"], row["treatment_kept"]) == (date(2020, 9, 1), True)
    assert told["service"]["contribution_months"].to_list() == [240]


def test_what_is_not_there_is_left_out(tmp_path: Path):
    rows = {"处分": WHOLE["处分"]}
    assert set(read_personnel(book(tmp_path / "a.xlsx", rows), REGISTER)) == {"sanctions"}


def test_the_template_lacks_nothing_but_rows(tmp_path: Path):
    write_personnel_template(tmp_path / "模板.xlsx")
    told = read_personnel(tmp_path / "模板.xlsx", REGISTER)
    assert {name: frame.height for name, frame in told.items()} == dict.fromkeys(PERSONNEL, 0)
    guide = load_workbook(tmp_path / "模板.xlsx")["说明"]
    said = [str(cell.value) for cell in guide["A"]]
    assert said[0] == "安置材料"
    assert "台账日期" not in said


def test_a_template_that_was_filled_in_is_taken_over(tmp_path: Path):
    write_personnel_template(tmp_path / "模板.xlsx")
    workbook = load_workbook(tmp_path / "模板.xlsx")
    for label, rows in WHOLE.items():
        heads = [cell.value for cell in workbook[label][1]]
        for at, row in enumerate(rows, start=2):
            for heading, value in row.items():
                workbook[label].cell(at, heads.index(heading) + 1).value = value
    workbook.save(tmp_path / "安置.xlsx")
    told = read_personnel(tmp_path / "安置.xlsx", REGISTER)
    plain = read_personnel(book(tmp_path / "手写.xlsx", WHOLE), REGISTER)
    assert all(told[name].equals(frame) for name, frame in plain.items())


def test_ids_after_the_plan_are_known_too(tmp_path: Path):
    new = CreateBody(
        county=CODE, body="xj", name="县新局",
        body_kind=BodyKind.GOVERNMENT_DEPARTMENT, level=Level.ZHENGKE,
    )  # fmt: skip
    after = apply(plan(new), REGISTER).after
    row = {"编号": "z-1", "人员": CHIEF, "去向": "转隶转任", "安置机构": "xj"}
    path = book(tmp_path / "安置.xlsx", {"安置表": [row]})
    assert faults(path) == [(K.MISSING_REFERENCE, "安置表", 2, "安置机构(D)")]
    assert read_personnel(path, REGISTER, after)["placements"]["body"].to_list() == ["xj"]


# one fault each: kind, sheet, row, heading, and what is written there
SPOILT = [
    (K.MISSING_REFERENCE, "安置表", 3, "人员", "r-nobody"),
    (K.MISSING_REFERENCE, "安置表", 2, "职位", "fgj-c9"),
    (K.MISSING_REFERENCE, "安置表", 3, "内设机构", "fgj-xx"),
    (K.MISSING_REFERENCE, "亲属关系", 2, "亲属", "r-nobody"),
    (K.MISSING_REFERENCE, "周转池台账", 2, "原机构", "县工业和信息化局"),
    (K.MISSING_VALUE, "安置表", 2, "人员", None),
    (K.MISSING_VALUE, "处分", 2, "处分日期", None),
    (K.WRONG_CODE, "安置表", 2, "去向", "退休"),
    (K.WRONG_CODE, "安置表", 3, "待遇保持不变", "保持"),
    (K.WRONG_CODE, "年度考核", 2, "年度", 2019.5),
    (K.NUMBER_AS_TEXT, "服务年限", 2, "工作月数", "300"),
    (K.NUMBER_AS_TEXT, "服务年限", 2, "工作月数", "三百"),
    (K.NEGATIVE, "服务年限", 2, "工作月数", -1),
    (K.BAD_DATE, "安置表", 3, "生效日期", "2020年9月"),
    (K.BAD_DATE, "任职经历", 2, "截止日期", date(2014, 1, 1)),
    (K.BAD_DATE, "聘用合同", 2, "起始日期", 20180101),
    (K.FULL_WIDTH_DIGITS, "离职从业", 2, "人员", "ｒ-fgj-c1"),
    (K.DUPLICATE_KEY, "安置表", 3, "编号", "z-1"),
]  # fmt: skip


def spoilt(sheet: str, row: int, heading: str, value: object, rows: Rows = WHOLE) -> Rows:
    """The whole files with one cell written over."""
    copied = {label: [dict(one) for one in some] for label, some in rows.items()}
    copied[sheet][row - 2][heading] = value
    return copied


def place(sheet: str, heading: str) -> str:
    return f"{heading}({chr(ord('A') + headings(sheet).index(heading))})"


@pytest.mark.parametrize(("kind", "sheet", "row", "heading", "value"), SPOILT)
def test_a_planted_error_is_the_one_thing_reported(
    tmp_path: Path, kind: K, sheet: str, row: int, heading: str, value: object
):
    path = book(tmp_path / "安置.xlsx", spoilt(sheet, row, heading, value))
    assert faults(path) == [(kind, sheet, row, place(sheet, heading))]


def test_all_errors_are_reported_at_once(tmp_path: Path):
    rows, planted = WHOLE, set()
    for kind, sheet, row, heading, value in SPOILT:
        if kind is not K.DUPLICATE_KEY and (sheet, row, place(sheet, heading)) not in planted:
            rows = spoilt(sheet, row, heading, value, rows)
            planted.add((sheet, row, place(sheet, heading)))
    assert len(planted) > 10
    assert {one[1:] for one in faults(book(tmp_path / "安置.xlsx", rows))} == planted


def test_a_row_that_comes_twice_is_refused(tmp_path: Path):
    twice = {"亲属关系": [*WHOLE["亲属关系"], {**WHOLE["亲属关系"][0], "关系": "近姻亲"}]}
    path = book(tmp_path / "安置.xlsx", twice)
    assert faults(path) == [(K.DUPLICATE_KEY, "亲属关系", 3, "人员(A)")]


def test_sheets_that_are_unknown_or_hidden_are_refused(tmp_path: Path):
    more = {"人员": [{"编号": CHIEF}], **{label: WHOLE[label] for label in ("处分", "安置表")}}
    path = book(tmp_path / "安置.xlsx", more, headings={"人员": ["编号"]}, hidden=["处分"])
    assert sorted(faults(path)) == [
        (K.HIDDEN_SHEET, "处分", None, None),
        (K.WRONG_HEADER, "人员", None, None),
    ]


def test_two_sheets_of_one_table_are_refused(tmp_path: Path):
    rows = {"处分": WHOLE["处分"], "处分 ": [{**WHOLE["处分"][0], "人员": CHIEF}]}
    path = book(tmp_path / "安置.xlsx", rows, headings={"处分 ": headings("处分")})
    assert faults(path) == [(K.WRONG_HEADER, "处分 ", None, None)]


def test_headings_that_lack_or_are_unknown_are_refused(tmp_path: Path):
    heads = [one for one in headings("处分") if one != "处分种类"] + ["姓名"]
    path = book(tmp_path / "安置.xlsx", {"处分": []}, headings={"处分": heads})
    assert faults(path) == [
        (K.WRONG_HEADER, "处分", 1, "处分种类"),
        (K.WRONG_HEADER, "处分", 1, "姓名(F)"),
    ]


def test_a_workbook_of_something_else_is_one_line(tmp_path: Path):
    only_guide = Workbook()
    only_guide.active.title = "说明"
    only_guide.save(tmp_path / "a.xlsx")
    assert faults(tmp_path / "a.xlsx") == [(K.WRONG_HEADER, None, None, None)]
    write_template(tmp_path / "台账.xlsx")
    assert {one[0] for one in faults(tmp_path / "台账.xlsx")} == {K.WRONG_HEADER}
    assert faults(tmp_path / "none.xlsx") == [(K.UNREADABLE, None, None, None)]


def test_faults_of_csv_files_name_file_row_and_column(tmp_path: Path):
    folder = csvs(tmp_path / "csv", read_personnel(book(tmp_path / "a.xlsx", WHOLE), REGISTER))
    kin, marks = folder / "kinships.csv", folder / "assessments.csv"
    kin.write_text(kin.read_text(encoding="utf-8").replace("spouse", "wife"), encoding="utf-8")
    marks.write_text(marks.read_text(encoding="utf-8").replace(CHIEF, "r-0"), encoding="utf-8")
    (folder / "people.csv").write_text("id\nr-1\n", encoding="utf-8")
    assert sorted(faults(folder)) == [
        (K.MISSING_REFERENCE, "assessments", 2, "人员(A)"),
        (K.WRONG_CODE, "kinships", 2, "关系(C)"),
        (K.WRONG_HEADER, "people.csv", None, None),
    ]


@pytest.mark.parametrize("name", ["空", "kinships.csv"])
def test_a_folder_without_csv_files_is_one_line(tmp_path: Path, name: str):
    (tmp_path / "空").mkdir()
    assert faults(tmp_path / name) == [(K.UNREADABLE, None, None, None)]


def test_where_there_are_several_counties_each_row_names_its_own(tmp_path: Path):
    other = {"id": "140930", "name": "河曲县"}
    two = county(counties=[*ROWS["counties"], other])
    path = book(tmp_path / "安置.xlsx", {"处分": WHOLE["处分"]})
    assert faults(path, two) == [(K.WRONG_HEADER, "处分", 1, "县")]
    named = [{"县": CODE, **WHOLE["处分"][0]}]
    heads = {"处分": ["县", *headings("处分")]}
    path = book(tmp_path / "名.xlsx", {"处分": named}, headings=heads)
    assert read_personnel(path, two)["sanctions"]["county"].to_list() == [CODE]
    path = book(tmp_path / "错.xlsx", {"处分": [{**named[0], "县": "140930"}]}, headings=heads)
    assert [one[:3] for one in faults(path, two)] == [(K.MISSING_REFERENCE, "处分", 2)]


def test_a_day_with_a_time_of_day_is_a_day(tmp_path: Path):
    rows = spoilt("处分", 2, "处分日期", datetime(2019, 5, 1, 8, 30))
    told = read_personnel(book(tmp_path / "安置.xlsx", rows), REGISTER)
    assert told["sanctions"]["since"].to_list() == [date(2019, 5, 1)]

"""The lists of other offices as they come, the workbook of differences, and the command."""

from __future__ import annotations

import contextlib
import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import typer
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from sanding.base import BadInput
from sanding.cli.reconcile import reconcile_command
from sanding.exchange import write_register
from sanding.exchange.three_lists import (
    PeopleList,
    counted,
    named,
    read_payroll,
    read_roster,
    write_reconciliation,
)
from sanding.register.kinds import Identity, PersonStatus, PostKind
from sanding.register.reconciliation import PAYROLL, PERSONNEL_ROSTER, reconciliation
from tests.builders import DAY as BUILT
from tests.builders import county as built
from tests.core.register.lawful_looks import ALIKE
from tests.core.register.planted_differences import DIFFERENT
from tests.core.register.test_reconciliation import compared, found, small
from tests.core.register.three_offices import DAY, Case, number

COUNTY = "141027"
LABELS = {"kind": PostKind, "identity": Identity, "status": PersonStatus}
ROSTER = {
    "序 号": None, "姓名": "name", "社会保障号码": "id_number", "参保单位": "body",
    "编制性质": "kind", "人员身份": "identity", "人员类别": "status", "退休时间": "retired_on",
    "缴费基数": 5321.5, "联系电话": 13800000000,
}  # fmt: skip
PAID = {
    "序号": None, "单位名称": "body", "姓名*": "name", "身份证号码": "id_number",
    "编制类别": "kind", "在职离退": "status", "发放月份": "paid_on", "基本工资": 3000.5,
    "应发合计": 5000,
}  # fmt: skip


def table(rows: pl.DataFrame, columns: dict[str, Any]) -> list[list[Any]]:
    """Rows as an office writes them: labels, and columns nobody asked for."""
    lines: list[list[Any]] = [list(columns)]
    for at, row in enumerate(rows.to_dicts(), start=1):
        line = []
        for column in columns.values():
            cell = at if column is None else row.get(column) if isinstance(column, str) else column
            kind = LABELS.get(column) if isinstance(column, str) else None
            line.append(kind(cell).label if kind and cell else cell)
        lines.append(line)
    return lines


def book(path: Path, *sheets: list[list[Any]], merged: tuple[str, ...] = ()) -> Path:
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as written:
        for at, lines in enumerate(sheets):
            sheet = written.add_worksheet(f"表{at + 1}")
            for row, cells in enumerate(lines):
                for column, cell in enumerate(cells):
                    if isinstance(cell, str) and cell.startswith("="):
                        sheet.write_formula(row, column, cell, None, "#REF!")
                    elif cell is not None:
                        sheet.write(row, column, cell)
            for area in merged:
                sheet.merge_range(area, lines[int(area[1]) - 1][ord(area[0]) - 65])
    return path


def csv_file(path: Path, lines: list[list[Any]], encoding: str = "gb18030") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(lines)
    return path


def payroll(path: Path, *lines: list[Any], head: list[Any] | None = None) -> PeopleList:
    whole = [head or ["单位", "姓名", "身份证号", "发放月份"], *lines]
    return read_payroll(book(path / "工资.xlsx", whole), county=COUNTY)


def refused(path: Path, *lines: list[Any], head: list[Any] | None = None) -> list[str]:
    with pytest.raises(BadInput) as caught:
        payroll(path, *lines, head=head)
    return [str(fault) for fault in caught.value.faults]


@pytest.fixture(scope="module")
def spoilt() -> Case:
    """A small county with every difference and every lawful look of one that fits into it."""
    case = Case.of(small())
    for plant in (*DIFFERENT[:10], *ALIKE[:3]):
        plant(case)
    return case


def test_lists_as_offices_have_them_are_read_whole(tmp_path: Path, spoilt: Case):
    _register, roster, paid = spoilt.frames()
    theirs = table(roster, ROSTER)
    title = [["浮山县机关事业单位参保人员名册"], [None, None, "单位：元"]]
    foot = [["合计", len(roster), None, None, None, None, None, None, 99999.5], ["填表人：张某某"]]
    file = book(tmp_path / "人社.xlsx", [*title, *theirs, *foot], [["说明"], ["按月报送"]])
    read = read_roster(file, county=COUNTY)
    assert read.frame.sort(pl.all()).equals(roster.sort(pl.all()))
    notes = [str(note) for note in read.notes]
    assert "【人社.xlsx：表1】第3行：对账不用这些列，未读入：序号、缴费基数、联系电话" in notes
    assert "【人社.xlsx：表2】：没有“姓名”“单位”等表头，不是人员名单，未读入" in notes
    for encoding in ("gb18030", "utf-8-sig"):
        file = csv_file(tmp_path / "财政.csv", table(paid, PAID), encoding)
        assert read_payroll(file, county=COUNTY).frame.sort(pl.all()).equals(paid.sort(pl.all()))


def test_lists_from_files_give_the_differences_of_the_frames(tmp_path: Path, spoilt: Case):
    register, roster, paid = spoilt.frames()
    theirs = read_roster(book(tmp_path / "a.xlsx", table(roster, ROSTER)), county=COUNTY)
    listed = read_payroll(book(tmp_path / "b.xlsx", table(paid, PAID)), county=COUNTY)
    result = reconciliation(register, theirs.frame, listed.frame, on=DAY)
    assert result.differences.height > 10
    assert found(result) == found(compared(spoilt))


@pytest.mark.parametrize(
    "written",
    ["2025-06", "202506", 202506, "2025年6月", "2025.06", "2025/6/15", date(2025, 6, 30),
     "2025年06月10日", "20250610", "２０２５．０６"],
)  # fmt: skip
def test_a_month_is_read_as_offices_write_it(tmp_path: Path, written: Any):
    read = payroll(tmp_path, ["县水利局", "赵一", number(1), written])
    assert read.frame["paid_on"].to_list() == [date(2025, 6, 1)]


def test_a_list_with_the_body_written_once_in_merged_cells(tmp_path: Path):
    lines = [
        ["单位", "姓名", "身份证号"],
        ["县水利局", "赵一", number(1)],
        [None, "钱二", number(2)],
    ]
    file = book(tmp_path / "a.xlsx", lines, merged=("A2:A3",))
    assert read_payroll(file, county=COUNTY).frame["body"].to_list() == ["县水利局", "县水利局"]


def test_a_header_of_two_rows_and_several_sheets(tmp_path: Path):
    head = [["单位", "人员信息", "人员信息", "工资"], [None, "姓名", "身份证号", "实发"]]
    sheets = ([*head, [f"县{one}局", f"{one}某", number(at), 5]] for at, one in enumerate("水教"))
    file = book(tmp_path / "a.xlsx", *sheets, merged=("B1:C1",))
    assert read_payroll(file, county=COUNTY).frame["name"].to_list() == ["教某", "水某"]


def test_the_budget_unit_stands_for_the_body_only_where_there_is_no_body(tmp_path: Path):
    both = ["预算单位", "单位名称", "姓名", "身份证号"]
    read = payroll(tmp_path, ["县教育局", "城关小学", "赵一", number(1)], head=both)
    assert read.frame["body"].to_list() == ["城关小学"]
    read = payroll(tmp_path, ["县教育局", "赵一", number(1)], head=[both[0], *both[2:]])
    assert read.frame["body"].to_list() == ["县教育局"]


def test_a_value_nobody_understands_is_noted_and_not_compared(tmp_path: Path):
    head = ["单位", "姓名", "身份证号", "编制类别", "人员类别"]
    read = payroll(
        tmp_path,
        ["县水利局", "赵一", number(1), "全额事业", "离休人员"],
        ["县水利局", "钱二", number(2), "甲类", "在职"],
        head=head,
    )
    assert read.frame.select("kind", "status").rows() == [
        ("institution", "retired"),
        (None, "in_post"),
    ]
    [said] = [str(note) for note in read.notes]
    assert said == (
        "【工资.xlsx：表1】第3行“编制类别（D）”列：不认识“甲类”，这些人的这一列未比对，共1处（第3行）"
    )


def test_numbers_that_are_wrong_or_missing_are_left_to_the_comparison(tmp_path: Path):
    lines = [
        ["县水利局", name, text]
        for name, text in zip("甲乙丙丁", ["1234", "无", "", number(1)], strict=True)
    ]
    texts = payroll(tmp_path, *lines).frame.sort("name")["id_number"].to_list()
    assert sorted(map(str, texts)) == sorted(["1234", "None", "None", number(1)])


def test_the_reference_to_the_civil_service_law_in_the_kind_says_the_identity(tmp_path: Path):
    head = ["单位", "姓名", "身份证号", "编制类型", "人员身份"]
    file = book(tmp_path / "a.xlsx", [head, ["县水利局", "赵一", number(1), "参公", None]])
    read = read_roster(file, county=COUNTY)
    assert read.frame.select("kind", "identity").rows() == [
        ("institution", "civil_service_reference")
    ]


# --- what is refused, in one line each ------------------------------------------------------------


def test_a_number_that_a_spreadsheet_rounded_is_refused_once(tmp_path: Path):
    said = refused(tmp_path, *(["县水利局", "赵一", int(number(1)[:17] + "0")] for _ in range(9)))
    assert said == [
        "【工资.xlsx：表1】第2行“身份证号（C）”列：身份证号存成了数值，末几位已丢失；请按文本重新导出，"
        "共9处（第2、3、4、5、6…行）"
    ]


def test_a_month_that_is_none_is_refused_once(tmp_path: Path):
    one = ["县水利局", "赵一", number(1)]
    [said] = refused(tmp_path, [*one, "六月"], [*one, "六月"], [*one, "2025-06"])
    assert (
        said
        == "【工资.xlsx：表1】第2行“发放月份（D）”列：不是年月；请写成2025-06，共2处（第2、3行）"
    )
    [said] = refused(tmp_path, [*one, 2025.1])
    assert "可能是1月，也可能是10月" in said


def test_faults_say_file_sheet_row_and_column(tmp_path: Path):
    said = refused(tmp_path, ["县水利局", "赵一1", number(1)], ["县水利局", "=1/0", number(2)])
    assert said[0].startswith("【工资.xlsx：表1】第2行“姓名（B）”列：“赵一1”不是姓名")
    assert any(one.startswith("【工资.xlsx：表1】第3行“姓名（B）”列：公式出错") for one in said)


def test_no_fault_shows_a_number_in_full(tmp_path: Path):
    said = refused(tmp_path, ["县水利局", f"赵一{number(1)}", number(1)])
    assert number(1) not in "".join(said)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.xlsx", b"", "是空文件"),
        ("a.xlsx", "姓名,单位\n".encode(), "不是 Excel 工作簿"),
        ("a.xlsx", b"PK\x03\x04" + bytes(64), "已损坏"),
        ("a.xlsx", bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le"),
         "已加密"),
        ("a.csv", b"\0\0\0", "含有空字节"),
        ("a.csv", bytes([0x81, 0xFF, 0xFE, 0xFF]), "编码既不是"),
        ("a.csv", "日期,金额\n2025,3\n".encode(), "没有人员名单"),
        ("a.csv", "姓名,单位,身份证号\n".encode(), "没有一个人"),
        ("a.csv", "姓名,身份证号,编制类别\n赵一,1,行政\n".encode(), "没有人员名单"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("read", [read_roster, read_payroll])
def test_a_wrong_file_gives_one_line(
    tmp_path: Path, read: Any, name: str, content: bytes, said: str
):
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(BadInput) as caught:
        read(file, county=COUNTY)
    [fault] = caught.value.faults
    assert said in str(fault)
    assert "\n" not in str(fault)
    assert name in str(fault)


def test_a_file_that_is_not_there_gives_one_line(tmp_path: Path):
    with pytest.raises(BadInput, match="找不到文件"):
        read_roster(tmp_path / "没有.xlsx", county=COUNTY)


CELLS = st.sampled_from(
    ["", "合计", "赵一", "县水利局", number(1), "2025-06", "2025.1", "行政", "=1", "\u3000",
     "小计：3人", "注：", "１２３", "1e400", "-", "99999999999999999999", "\x07", "𠮷", "a" * 200,
     "退休", "13"]
)  # fmt: skip


@given(st.lists(st.lists(CELLS, min_size=7, max_size=7), max_size=6))
def test_whatever_the_cells_hold_there_is_a_list_or_a_reason(
    tmp_path_factory: pytest.TempPathFactory, lines: list[list[str]]
):
    head = ["单位", "姓名", "身份证号", "编制类别", "人员类别", "发放月份", "退休时间"]
    file = csv_file(tmp_path_factory.getbasetemp() / "乱.csv", [head, *lines], "utf-8")
    for read, declared in ((read_roster, PERSONNEL_ROSTER), (read_payroll, PAYROLL)):
        with contextlib.suppress(BadInput):
            frame = read(file, county=COUNTY).frame
            assert frame.schema == declared.schema
            assert 0 < frame.height <= len(lines)


# --- the workbook ---------------------------------------------------------------------------------


def test_the_workbook_has_a_summary_and_every_difference_masked(tmp_path: Path, spoilt: Case):
    register, *_lists = spoilt.frames()
    result = compared(spoilt)
    out = tmp_path / "三方对账.xlsx"
    write_reconciliation(result, register, out, on=DAY, notes=["提示一"])
    written = load_workbook(out)
    assert written.sheetnames == ["汇总", "差异清单"]
    lines = list(written["差异清单"].iter_rows(values_only=True))
    assert len(lines) == result.differences.height + 1
    assert written["差异清单"].auto_filter.ref == f"A1:I{len(lines)}"
    told = named(result, register).select("reason", "source", "name", "id_number", "body").rows()
    assert [line[:5] for line in lines[1:]] == told
    every = [str(cell) for sheet in written for row in sheet.values for cell in row if cell]
    numbers = {row["id_number"] for row in spoilt.people.values()}
    assert not [cell for cell in every if cell in numbers or any(n in cell for n in numbers if n)]
    assert {"提示一", "编办、人社、财政三方对账（2025-07-01）"} <= set(every)
    by_reason = {line[:3] for line in written["汇总"].iter_rows(values_only=True)}
    assert set(counted(result).rows()) <= by_reason


def test_the_same_result_gives_the_same_bytes_and_no_formula(tmp_path: Path):
    case = Case.of(small())
    case.stranger(case.payroll, name='=HYPERLINK("x")\x07', body="@坏" * 20_000)
    register, roster, paid = case.frames()
    result = reconciliation(register, roster, paid, on=DAY)
    files = [tmp_path / "a.xlsx", tmp_path / "b.xlsx"]
    for file in files:
        write_reconciliation(result, register, file, on=DAY)
    assert files[0].read_bytes() == files[1].read_bytes()
    cell = load_workbook(files[0])["差异清单"]["C2"]
    assert cell.data_type == "s"


# --- the command ----------------------------------------------------------------------------------


def call(*words: object) -> int:
    app = typer.Typer(add_completion=False)
    app.command("reconcile")(reconcile_command)
    code = app([str(word) for word in words], standalone_mode=False)
    return code if isinstance(code, int) else 0


@pytest.fixture
def files(tmp_path: Path, spoilt: Case) -> list[Any]:
    register, roster, paid = spoilt.frames()
    write_register(register, tmp_path / "台账")
    theirs = book(tmp_path / "人社.xlsx", table(roster, ROSTER))
    listed = book(tmp_path / "财政.xlsx", table(paid, PAID))
    return [tmp_path / "台账", "--roster", theirs, "--payroll", listed]


def test_differences_are_shown_and_end_in_one(files: list[Any], capsys: pytest.CaptureFixture[str]):
    assert call(*files) == 1
    out = capsys.readouterr().out
    assert "领薪而不在册（疑似吃空饷）【财政供养名单】欧阳乙 140" in out
    assert not [row for row in range(20) if number(row) in out]


def test_lists_that_agree_end_in_zero(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    register, roster, paid = Case.of(small()).frames()
    write_register(register, tmp_path / "reg")
    theirs = csv_file(tmp_path / "a.csv", table(roster, ROSTER))
    listed = csv_file(tmp_path / "b.csv", table(paid, PAID))
    assert call(tmp_path / "reg", "--roster", theirs, "--payroll", listed) == 0
    assert "没有差异" in capsys.readouterr().out


def test_the_answer_as_json_and_as_a_workbook_is_the_same(
    files: list[Any], tmp_path: Path, spoilt: Case, capsys: pytest.CaptureFixture[str]
):
    out = tmp_path / "三方对账.xlsx"
    assert call(*files, "-o", out, "--json", "--on", "2025-07-01") == 1
    plain = json.loads(capsys.readouterr().out)
    assert plain["written"] == str(out)
    assert len(plain["differences"]) == compared(spoilt).differences.height
    assert load_workbook(out)["差异清单"].max_row == len(plain["differences"]) + 1
    with pytest.raises(BadInput, match="已存在"):
        call(*files, "-o", out)
    assert call(*files, "-o", out, "--force") == 1


def test_a_workbook_is_written_to_an_xlsx_only(files: list[Any], tmp_path: Path):
    with pytest.raises(BadInput, match=r"不是 \.xlsx"):
        call(*files, "-o", tmp_path / "对账.csv")


def test_a_register_of_several_counties_is_refused(tmp_path: Path, files: list[Any]):
    counties = ({"id": "141027", "name": "浮山县"}, {"id": "140930", "name": "河曲县"})
    write_register(built(counties=counties, day=BUILT), tmp_path / "两县")
    with pytest.raises(BadInput, match="分县对账"):
        call(tmp_path / "两县", *files[1:])

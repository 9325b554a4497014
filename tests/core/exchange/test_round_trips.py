"""A register goes out and comes back as the same register, in every form."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from openpyxl import load_workbook

from sanding.base import BadInput
from sanding.exchange import (
    FaultKind,
    read_csvs,
    read_register,
    read_workbook,
    scan_register,
    write_csvs,
    write_register,
    write_template,
    write_workbook,
)
from sanding.plan import apply
from sanding.plan.rename_body import RenameBody
from sanding.register import TABLES, Register
from tests.builders import DAY, ROWS, claims, county, plan

FULL = county(
    people=[
        *ROWS["people"],
        {
            "id": "r-3", "name": "孙 三（女）", "body": "fgj", "id_number": "11010519491231002X",
            "sex": "female", "born_on": date(1949, 12, 31), "native_place": "山西浮山",
            "rank": "staff_1", "worked_since": date(1970, 1, 1),
        },
    ],
    bodies=[
        *ROWS["bodies"],
        {
            "id": "b-9", "name": "=SUM(A1)", "opening_funds": 123_456_789_01,
            "address": 'a\nb,"c"',
            "civil_service_reference": False, "created_on": date(1898, 1, 1), "note": " 空格 ",
            "credit_code": "91350100M000100Y43", "order": 0,
        },
    ],
    budget_units=[{"id": "u1", "name": "单位", "code": "007", "running_cost": 1}],
)  # fmt: skip
TWO = county(
    counties=[{"id": "141027", "name": "浮山县"}, {"id": "140930", "name": "河曲县"}],
    windows=[{"id": "w", "name": "窗口", "body": "fgj"}],
)


def by_workbook(register: Register, folder: Path) -> Register:
    write_workbook(register, folder / "台账.xlsx", masked=False)
    return read_workbook(folder / "台账.xlsx", day=register.day)


def by_csv(register: Register, folder: Path) -> Register:
    write_csvs(register, folder / "csv")
    return read_csvs(folder / "csv", day=register.day)


def by_folder(register: Register, folder: Path) -> Register:
    write_register(register, folder / "register")
    return read_register(folder / "register")


def by_zip(register: Register, folder: Path) -> Register:
    write_register(register, folder / "register.zip")
    return read_register(folder / "register.zip")


FORMS = (by_workbook, by_csv, by_folder, by_zip)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
@pytest.mark.parametrize("register", [county(), FULL, TWO], ids=["small", "full", "two counties"])
def test_a_register_keeps_its_hash(form, register, tmp_path):
    back = form(register, tmp_path)
    for name in TABLES:
        assert back.frame(name).equals(register.frame(name)), name
    assert back.hash == register.hash


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_claims_travel_beside_the_register(form, tmp_path):
    published = claims({"figure": "bodies", "before": 35, "after": 22, "source": "S02"})
    register = replace(county(), claims=published)
    assert form(register, tmp_path).claims.equals(published)


def test_the_journal_travels_with_the_folder(tmp_path):
    change = RenameBody(id="c-1", body="fgj", name="发展改革和工业局")
    register = apply(plan(change), county()).journalled
    journal = register.journal
    assert journal is not None
    assert by_zip(register, tmp_path).journal.equals(journal)
    assert by_folder(register, tmp_path).journal.equals(journal)


@pytest.mark.parametrize("name", ["a.xlsx", "a.zip"])
def test_the_same_register_gives_the_same_bytes(name, tmp_path):
    write = write_workbook if name.endswith("xlsx") else write_register
    write(FULL, tmp_path / name)
    first = (tmp_path / name).read_bytes()
    shuffled = FULL.with_tables({"people": FULL.loose("people").reverse()})
    write(shuffled, tmp_path / name)
    assert (tmp_path / name).read_bytes() == first
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_a_folder_is_replaced_whole(tmp_path):
    write_register(FULL, tmp_path / "r")
    write_register(county(), tmp_path / "r")
    assert read_register(tmp_path / "r").hash == county().hash
    assert [file.name for file in tmp_path.iterdir()] == ["r"]


def test_a_folder_with_other_things_is_not_overwritten(tmp_path):
    (tmp_path / "照片").mkdir()
    (tmp_path / "照片" / "1.jpg").write_bytes(b"x")
    with pytest.raises(BadInput, match="别的内容"):
        write_register(county(), tmp_path / "照片")
    assert (tmp_path / "照片" / "1.jpg").exists()


def test_scanning_reads_a_register_and_a_folder_of_counties(tmp_path):
    write_register(FULL, tmp_path / "one")
    write_register(FULL, tmp_path / "many" / "141027")
    write_register(county(), tmp_path / "many" / "140930")
    one, many = scan_register(tmp_path / "one"), scan_register(tmp_path / "many")
    assert one["people"].collect().equals(FULL.frame("people"))
    assert many["people"].select(pl.len()).collect().item() == 3 + 2
    assert many["workloads"].collect().is_empty()


def test_scanning_what_is_no_register_is_refused(tmp_path):
    with pytest.raises(BadInput, match="没有 Parquet 表"):
        scan_register(tmp_path)
    (tmp_path / "people.parquet").write_bytes(b"nonsense")
    with pytest.raises(BadInput, match="损坏"):
        scan_register(tmp_path)


def test_sensitive_columns_are_masked_unless_asked(tmp_path):
    write_workbook(FULL, tmp_path / "a.xlsx")
    sheet = load_workbook(tmp_path / "a.xlsx")["人员"]
    cells = {cell for row in sheet.iter_rows(values_only=True) for cell in row}
    assert "110*************2X" in cells
    assert not {"11010519491231002X", "山西浮山"} & cells
    with pytest.raises(BadInput) as caught:
        read_workbook(tmp_path / "a.xlsx", day=DAY)
    assert {fault.code for fault in caught.value.faults} == {FaultKind.WRONG_CODE}
    assert all("掩码" in fault.message for fault in caught.value.faults)


def test_the_template_lacks_nothing_but_rows(tmp_path):
    write_template(tmp_path / "模板.xlsx")
    with pytest.raises(BadInput) as caught:
        read_workbook(tmp_path / "模板.xlsx", day=DAY)
    assert [str(fault) for fault in caught.value.faults] == [
        "【县】：没有一行县；请填写县代码和名称"
    ]


def test_the_template_guides_who_fills_it_in(tmp_path):
    write_template(tmp_path / "模板.xlsx")
    book = load_workbook(tmp_path / "模板.xlsx")
    assert book.sheetnames == ["说明", *(table.label for table in TABLES.values())]
    bodies = book["机构"]
    headings = [cell.value for cell in bodies[1]]
    assert headings[:3] == ["编号", "名称", "简称"]
    assert bodies.freeze_panes == "A2"
    lists = {str(rule.sqref): rule.formula1 for rule in bodies.data_validations.dataValidation}
    assert any("政府工作部门" in (choices or "") for choices in lists.values())
    assert "必填" in bodies["A1"].comment.text


def test_only_the_tables_asked_for_are_written(tmp_path):
    write_workbook(FULL, tmp_path / "a.xlsx", tables=["bodies", "people"])
    assert load_workbook(tmp_path / "a.xlsx").sheetnames == ["说明", "机构", "人员"]


def test_a_csv_file_of_windows_is_read(tmp_path):
    write_csvs(county(), tmp_path)
    file = tmp_path / "bodies.csv"
    file.write_bytes(file.read_text(encoding="utf-8").encode("gb18030"))
    assert read_csvs(tmp_path, day=DAY).hash == county().hash


def test_faults_of_csv_files_name_file_row_and_column(tmp_path):
    write_csvs(county(), tmp_path)
    file = tmp_path / "bodies.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("zhengke", "zk", 1), encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        read_csvs(tmp_path, day=DAY)
    (fault,) = caught.value.faults
    assert (fault.sheet, fault.row) == ("bodies", 2)
    assert fault.code == FaultKind.WRONG_CODE

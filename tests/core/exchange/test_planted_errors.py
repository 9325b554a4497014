"""Forty errors of twelve kinds, planted one by one and all at once."""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from openpyxl.utils import get_column_letter

from sanding.base import BadInput
from sanding.exchange import FaultKind as K
from sanding.exchange import read_workbook
from tests.core.exchange.workbooks import Book, sound_book

DAY = date(2020, 6, 30)


@dataclass(frozen=True)
class Planted:
    """One error: its kind, where it is to be reported, and how it comes into the workbook."""

    kind: K
    sheet: str
    row: int | None
    column: str | None  # heading; a fault names it with its letter
    plant: Callable[[Book], object]

    def __str__(self) -> str:
        return f"{self.kind}-{self.sheet}-{self.row}-{self.column}"


def cell(kind: K, sheet: str, row: int, heading: str, value: object) -> Planted:
    return Planted(kind, sheet, row, heading, lambda book: book.put(sheet, row, heading, value))


def bodies_in_a_ring(book: Book) -> None:
    book.put("机构", 9, "隶属机构", "b9")
    book.put("机构", 10, "隶属机构", "b8")


def co_located_in_a_ring(book: Book) -> None:
    book.put("机构", 11, "合署于", "b11")
    book.put("机构", 12, "合署于", "b10")


def merged_cells(sheet: str, area: str) -> Callable[[Book], object]:
    return lambda book: book.merged.append((sheet, area))


def unknown_heading(book: Book) -> None:
    book.headings["任职"].append("工号")
    book.put("任职", 3, "工号", "007")


def sheet_of(name: str, *, hidden: bool = False) -> Callable[[Book], object]:
    def plant(book: Book) -> None:
        book.headings.setdefault(name, ["甲", "乙"])
        if hidden:
            book.hidden.add(name)

    return plant


PLANTED = (
    cell(K.DUPLICATE_KEY, "机构", 15, "编号", "b9"),
    cell(K.DUPLICATE_KEY, "人员", 15, "编号", "r10"),
    Planted(K.DUPLICATE_KEY, "编制", 9, "机构", lambda b: b.put("编制", 9, "机构", "b7")),
    cell(K.MISSING_REFERENCE, "机构", 2, "隶属机构", "b99"),
    cell(K.MISSING_REFERENCE, "内设机构", 3, "机构", "没有的局"),
    cell(K.MISSING_REFERENCE, "人员", 3, "内设机构", "s99"),
    cell(K.MISSING_REFERENCE, "任职", 4, "职位", "p99"),
    cell(K.CYCLE, "机构", 8, "隶属机构", "b7"),
    Planted(K.CYCLE, "机构", 9, "隶属机构", bodies_in_a_ring),
    Planted(K.CYCLE, "机构", 11, "合署于", co_located_in_a_ring),
    cell(K.WRONG_CODE, "机构", 3, "统一社会信用代码", "91350100M000100Y44"),
    cell(K.WRONG_CODE, "人员", 4, "身份证号", "110105194912310021"),
    cell(K.WRONG_CODE, "机构", 4, "区划代码", "991027100"),
    cell(K.WRONG_CODE, "机构", 5, "规格", "科级"),
    cell(K.WRONG_CODE, "县", 2, "编号", "141099"),
    cell(K.BAD_DATE, "人员", 5, "出生日期", "1980-02-30"),
    cell(K.BAD_DATE, "人员", 6, "参加工作时间", 19980701),
    cell(K.BAD_DATE, "任职", 5, "任职日期", "2019年6月"),
    cell(K.BAD_DATE, "任职", 6, "免职日期", date(2001, 1, 1)),
    cell(K.NUMBER_AS_TEXT, "编制", 3, "核定数", "12"),
    cell(K.NUMBER_AS_TEXT, "领导职数", 3, "正职", " 1 "),
    cell(K.NUMBER_AS_TEXT, "内设机构", 4, "编制数", "五"),
    cell(K.FULL_WIDTH_DIGITS, "编制", 4, "核定数", "１２"),
    cell(K.FULL_WIDTH_DIGITS, "机构", 6, "编号", "b５"),
    cell(K.FULL_WIDTH_DIGITS, "人员", 7, "出生日期", "１９８０-01-01"),
    cell(K.FULL_WIDTH_DIGITS, "内设机构", 5, "机构", "ｂ４"),
    Planted(K.MERGED_CELLS, "人员", 9, "编制所在机构", merged_cells("人员", "F9:F10")),
    Planted(K.MERGED_CELLS, "职责", 3, "名称", merged_cells("职责", "B3:C3")),
    Planted(K.HIDDEN_SHEET, "窗口", None, None, sheet_of("窗口", hidden=True)),
    Planted(K.HIDDEN_SHEET, "旧数据", None, None, sheet_of("旧数据", hidden=True)),
    Planted(K.WRONG_HEADER, "任职", 1, "工号", unknown_heading),
    Planted(K.WRONG_HEADER, "职责", 1, "名称", lambda b: b.headings["职责"].append("名称")),
    Planted(K.WRONG_HEADER, "牌子", 1, "挂牌日期", lambda b: b.headings["牌子"].remove("挂牌日期")),
    Planted(K.WRONG_HEADER, "机构表", None, None, sheet_of("机构表")),
    Planted(K.WRONG_HEADER, "执法队伍", None, None, lambda b: b.headings.pop("执法队伍")),
    cell(K.FORMULA_ERROR, "编制", 6, "核定数", "#DIV/0!"),
    cell(K.FORMULA_ERROR, "人员", 12, "姓名", "#REF!"),
    cell(K.FORMULA_ERROR, "机构", 13, "简称", "#N/A"),
)  # fmt: skip


def with_password(path: Path) -> bytes:
    """An OLE container as Excel writes for a workbook with a password to open it."""
    return bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600) + "EncryptedPackage".encode("utf-16-le")


def zip_with_password(path: Path) -> bytes:
    """A workbook whose entries are marked as encrypted."""
    data = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(mark)
        while start >= 0:
            flags = struct.unpack_from("<H", data, start + at)[0]
            struct.pack_into("<H", data, start + at, flags | 1)
            start = data.find(mark, start + 4)
    return bytes(data)


ENCRYPTED = (with_password, zip_with_password)


def refusal(path: Path) -> BadInput:
    with pytest.raises(BadInput) as caught:
        read_workbook(path, day=DAY)
    return caught.value


def expected_column(book: Book, planted: Planted) -> str | None:
    if planted.column is None or planted.sheet not in book.headings:
        return None
    headings = book.headings[planted.sheet]
    if planted.kind is K.WRONG_HEADER and planted.column not in headings:
        return planted.column  # a heading that is missing has no letter
    place = book.place(planted.sheet, planted.column)
    if planted.kind is K.WRONG_HEADER and headings.count(planted.column) == 2:
        return f"{planted.column}({get_column_letter(len(headings))})"
    return place


def test_the_planted_errors_are_forty_of_twelve_kinds():
    kinds = Counter(planted.kind for planted in PLANTED) + Counter([K.ENCRYPTED_FILE] * 2)
    assert kinds.total() == 40
    assert len(kinds) == 12


def test_the_workbook_without_errors_is_taken_over(tmp_path):
    register = read_workbook(sound_book().write(tmp_path / "台账.xlsx"), day=DAY)
    assert register.frame("people").height == 14


@pytest.mark.parametrize("planted", PLANTED, ids=str)
def test_a_planted_error_is_the_one_thing_reported(planted, tmp_path):
    book = sound_book()
    planted.plant(book)
    faults = refusal(book.write(tmp_path / "台账.xlsx")).faults
    assert [str(fault) for fault in faults if fault.code != planted.kind] == []
    assert len(faults) == 1
    fault = faults[0]
    assert (fault.sheet, fault.row) == (planted.sheet, planted.row)
    assert fault.column == expected_column(book, planted)
    assert "；请" in fault.message
    assert planted.sheet in str(fault)


@pytest.mark.parametrize("encrypt", ENCRYPTED)
def test_an_encrypted_workbook_is_one_line(encrypt, tmp_path):
    path = sound_book().write(tmp_path / "台账.xlsx")
    path.write_bytes(encrypt(path))
    faults = refusal(path).faults
    assert [fault.code for fault in faults] == [K.ENCRYPTED_FILE]
    assert "台账.xlsx 已加密；请" in faults[0].message


def test_all_errors_of_a_workbook_are_reported_at_once(tmp_path):
    book = sound_book()
    for planted in PLANTED:
        planted.plant(book)
    faults = refusal(book.write(tmp_path / "台账.xlsx")).faults
    found = Counter((fault.code, fault.sheet, fault.row) for fault in faults)
    assert found == Counter((p.kind, p.sheet, p.row) for p in PLANTED)


def test_an_identity_number_at_fault_is_not_printed(tmp_path):
    book = sound_book()
    book.put("人员", 4, "身份证号", "110105194912310021")
    fault = refusal(book.write(tmp_path / "台账.xlsx")).faults[0]
    assert "19491231" not in str(fault)
    assert fault.value == "110*************21"

"""Files that are broken, huge or meant to harm: one line each, and nothing else happens."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from sanding.base import BadInput
from sanding.exchange import read_csvs, read_register, read_workbook, write_register
from tests.builders import county
from tests.core.exchange.workbooks import sound_book

DAY = date(2020, 6, 30)
LAUGHS = '<!ENTITY l0 "哈">' + "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12)
)


def sound(folder: Path) -> bytes:
    return sound_book().write(folder / "sound.xlsx").read_bytes()


def edited(data: bytes, entry: str, edit) -> bytes:
    """The workbook with one entry of its archive changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for info in old.infolist():
            content = old.read(info)
            new.writestr(info.filename, edit(content) if info.filename == entry else content)
    return out.getvalue()


def truncated(data: bytes) -> bytes:
    return data[: len(data) // 2]


def text_file(data: bytes) -> bytes:
    return "机构,编制\n发改局,12\n".encode()


def empty_file(data: bytes) -> bytes:
    return b""


def zeros(data: bytes) -> bytes:
    return bytes(10 << 20)


def zip_bomb(data: bytes) -> bytes:
    return edited(data, "xl/worksheets/sheet1.xml", lambda xml: xml + b" " * (200 << 20))


def zip_that_lies_about_sizes(data: bytes) -> bytes:
    return data.replace(b"PK\x01\x02", b"PK\x01\x03", 1)


def other_zip(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return out.getvalue()


def billion_laughs(data: bytes) -> bytes:
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [{LAUGHS}]>'.encode()
    return edited(data, "xl/worksheets/sheet1.xml", lambda xml: bomb + xml.split(b"?>", 1)[-1])


def broken_xml(data: bytes) -> bytes:
    return edited(data, "xl/worksheets/sheet2.xml", lambda xml: xml.replace(b"</row>", b"</raw>"))


def no_sheets(data: bytes) -> bytes:
    return edited(data, "xl/workbook.xml", lambda xml: b"<workbook/>")


def cells_far_apart(data: bytes) -> bytes:
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return edited(data, "xl/worksheets/sheet2.xml", lambda xml: xml.replace(b"</sheetData>", far))


def old_binary_noise(data: bytes) -> bytes:
    return bytes.fromhex("D0CF11E0A1B11AE1") + bytes(range(256)) * 8


HOSTILE = (
    truncated, text_file, empty_file, zeros, zip_bomb, zip_that_lies_about_sizes, other_zip,
    billion_laughs, broken_xml, no_sheets, cells_far_apart, old_binary_noise,
)  # fmt: skip


def one_line(caught: pytest.ExceptionInfo[BadInput]) -> str:
    text = str(caught.value)
    assert len(caught.value.faults) == 1
    assert "\n" not in text
    return text


@pytest.mark.parametrize("spoil", HOSTILE, ids=lambda spoil: spoil.__name__)
def test_a_hostile_workbook_is_refused_in_one_line(spoil, tmp_path):
    path = tmp_path / "台账.xlsx"
    path.write_bytes(spoil(sound(tmp_path)))
    with pytest.raises(BadInput) as caught:
        read_workbook(path, day=DAY)
    assert "台账.xlsx" in one_line(caught)


@pytest.mark.parametrize("spoil", HOSTILE, ids=lambda spoil: spoil.__name__)
def test_a_hostile_archive_is_no_register(spoil, tmp_path):
    path = tmp_path / "台账.zip"
    path.write_bytes(spoil(sound(tmp_path)))
    with pytest.raises(BadInput) as caught:
        read_register(path)
    assert "台账.zip" in one_line(caught)


@pytest.mark.parametrize("read", [lambda p: read_workbook(p, day=DAY), read_register])
@pytest.mark.parametrize("name", ["没有.xlsx", "没有/没有.zip", "长" * 300])
def test_a_missing_file_is_one_line(read, name, tmp_path):
    with pytest.raises(BadInput) as caught:
        read(tmp_path / name)
    one_line(caught)


def test_a_folder_is_no_workbook(tmp_path):
    with pytest.raises(BadInput) as caught:
        read_workbook(tmp_path, day=DAY)
    assert "文件夹" in one_line(caught)


@pytest.mark.parametrize("data", [bytes(1000), b"\xff\xfe\xff", b'id,name\n"141027'])
def test_a_csv_file_that_is_none_is_refused(data, tmp_path):
    (tmp_path / "counties.csv").write_bytes(data)
    with pytest.raises(BadInput):
        read_csvs(tmp_path, day=DAY)


@pytest.mark.parametrize("byte", [40, 400, -40])
def test_a_damaged_table_of_a_register_is_noticed(byte, tmp_path):
    write_register(county(), tmp_path / "r")
    table = tmp_path / "r" / "bodies.parquet"
    data = bytearray(table.read_bytes())
    data[byte] ^= 0xFF
    table.write_bytes(bytes(data))
    with pytest.raises(BadInput) as caught:
        read_register(tmp_path / "r")
    assert "损坏" in one_line(caught)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"schema_version": 2', '"schema_version": 99', "请升级本软件"),
        ('"schema_version": 2', '"schema_version": "1"', "无法解析"),
        ('"day": "2020-06-30"', '"day": "2020-06-31"', "无法解析"),
        ('"day": "2020-06-30"', '"day": "2021-06-30"', "校验值不一致"),
        ("{", "[" * 100_000, "无法解析"),
    ],
)
def test_a_register_card_at_fault_is_one_line(old, new, says, tmp_path):
    write_register(county(), tmp_path / "r")
    card = tmp_path / "r" / "register.json"
    text = card.read_text(encoding="utf-8")
    assert old in text
    card.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        read_register(tmp_path / "r")
    assert says in one_line(caught)


def test_a_register_that_lacks_a_table_is_refused(tmp_path):
    write_register(county(), tmp_path / "r")
    (tmp_path / "r" / "people.parquet").unlink()
    with pytest.raises(BadInput, match=r"缺少 people.parquet"):
        read_register(tmp_path / "r")

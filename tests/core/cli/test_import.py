"""`template` and `import`: what offices have becomes a register, seen before it is written."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook, load_workbook

from sanding.exchange import read_register
from sanding.register import Register
from tests.builders import CODE, DAY, county
from tests.core.cli.calls import Sanding, filled, one_line


def test_a_template_has_a_sheet_per_table_in_chinese(sanding: Sanding, tmp_path: Path):
    assert sanding("template", "-o", tmp_path / "t.xlsx").code == 0
    sheets = load_workbook(tmp_path / "t.xlsx").sheetnames
    assert {"说明", "机构", "编制", "人员", "职责"} <= set(sheets)


def test_an_empty_template_lacks_its_day_and_its_county(sanding: Sanding, tmp_path: Path):
    sanding("template", "-o", tmp_path / "t.xlsx")
    answer = sanding("import", tmp_path / "t.xlsx", "-o", tmp_path / "reg")
    assert answer.code == 2
    assert [line[:8] for line in answer.err.splitlines()] == [
        "错误：【说明】：",
        "错误：【县】：没",
    ]
    one_line(sanding("import", tmp_path / "t.xlsx", "-o", tmp_path / "reg", "--on", "2025-07-01"))
    assert not (tmp_path / "reg").exists()


def test_a_workbook_becomes_a_register(sanding: Sanding, tmp_path: Path):
    book = filled(tmp_path / "台账.xlsx", county())
    answer = sanding("import", book, "-o", tmp_path / "reg", "--on", DAY, "--json")
    assert answer.code == 0
    assert answer.plain["written"] is True
    assert answer.plain["hash"] == county().hash == read_register(tmp_path / "reg").hash
    assert answer.plain["rows"]["duties"] == 2


def messy(place: Path) -> Path:
    """A list as offices have it: title row, merged units, odd dates, a row of totals."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (
        ["浮山县机关事业单位人员花名册"],
        ["工作单位", "科室", "姓 名", "性别", "出生年月", "编制性质", "人员身份", "职务"],
        ["县发展和改革局", "公交股", "赵一", "男", "1970.03", "行政", "公务员", "局长"],
        [None, None, "钱二", "女", "１９８０．０５", "行政", "公务员", "科员"],
        ["县政务服务中心", None, "孙三", "女", "1985-06-01", "事业编", "管理人员", None],
        ["合计", 3],
    ):
        sheet.append(line)
    book.save(place)
    return place


def test_a_messy_list_becomes_a_register_and_its_mapping_is_kept(sanding: Sanding, tmp_path: Path):
    book, out, saved = messy(tmp_path / "名册.xlsx"), tmp_path / "reg", tmp_path / "m.yaml"
    words = ("--county", CODE, "--on", DAY, "--json")
    first = sanding("import", book, "-o", out, *words, "--save-mapping", saved)
    assert first.code == 0
    assert (first.plain["rows"]["people"], first.plain["rows"]["bodies"]) == (3, 2)
    assert any("合计" in note for note in first.plain["notes"])
    assert "姓" in saved.read_text(encoding="utf-8")
    other = tmp_path / "other"
    second = sanding("import", book, "-o", other, *words, "--mapping", saved)
    assert second.plain["hash"] == first.plain["hash"]
    assert sanding("check", out, "--json").plain["before"] == [], (
        "whole; what the rules say is another thing"
    )


def test_a_list_without_its_county_is_refused(sanding: Sanding, tmp_path: Path):
    book = messy(tmp_path / "名册.xlsx")
    assert "--county" in one_line(sanding("import", book, "-o", tmp_path / "reg"))


def shorter() -> Register:
    """The small county with a duty renamed and one left out."""
    return county(duties=({"id": "d-1", "name": "拟订规划", "theme": "规划", "body": "fgj"},))


def test_a_second_import_shows_and_does_not_write(sanding: Sanding, tmp_path: Path, reg: Path):
    book, before = filled(tmp_path / "新.xlsx", shorter()), read_register(reg).hash
    shown = sanding("import", book, "-o", reg)
    assert shown.code == 0
    assert "没有写入" in shown.out
    assert "拟订发展规划 → 拟订规划" in shown.out
    asked = sanding("import", book, "-o", reg, "--json").plain
    assert asked["written"] is False
    assert {one["table"] for one in asked["differences"]} == {"duties"}
    assert read_register(reg).hash == before


def test_a_second_import_keeps_what_the_new_table_leaves_out(
    sanding: Sanding, tmp_path: Path, reg: Path
):
    book = filled(tmp_path / "新.xlsx", shorter())
    assert sanding("import", book, "-o", reg, "--yes").code == 0
    duties = dict(read_register(reg).frame("duties").select("id", "name").rows())
    assert duties == {"d-1": "拟订规划", "d-2": "管理工业运行"}


def test_a_second_import_removes_only_when_told_to(sanding: Sanding, tmp_path: Path, reg: Path):
    book = filled(tmp_path / "新.xlsx", shorter())
    assert sanding("import", book, "-o", reg, "--yes", "--remove").code == 0
    assert read_register(reg).frame("duties")["id"].to_list() == ["d-1"]


def test_the_same_import_twice_changes_nothing(sanding: Sanding, tmp_path: Path, reg: Path):
    book = filled(tmp_path / "台账.xlsx", county())
    answer = sanding("import", book, "-o", reg)
    assert answer.code == 0
    assert "没有差异" in answer.out
    assert read_register(reg).hash == county().hash

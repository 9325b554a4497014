"""`check`, `apply`, `revert`, `diff`, `indicators`, `export`: work on a register and a plan."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from sanding.exchange import read_csvs, read_register, read_workbook
from tests.builders import DAY, ROWS, county
from tests.core.cli.calls import PLAN, Sanding, one_line, put, text

SHORT = {"id": "d-1", "name": "拟订规划", "theme": "规划", "body": "fgj"}


def faulty(place: Path) -> Path:
    return put(county(duties=({"id": "d-1", "name": "无主职责", "body": "gone"},)), place)


def test_check_passes_a_whole_register_and_plan(sanding: Sanding, reg: Path, plan: Path):
    alone = sanding("check", reg, "--json")
    assert alone.plain["before"] == []
    answer = sanding("check", reg, "--plan", plan, "--json")
    assert {name: answer.plain[name] for name in ("before", "after", "losses")} == {
        "before": [], "after": [], "losses": [],
    }  # fmt: skip
    # the data are whole; the rules find that papers are missing, and so it ends with 1
    for told in (alone, answer):
        assert {one["rule"] for one in told.plain["findings"]} >= {"REG-001", "REG-010"}
        assert told.plain["errors"] > 0
        assert told.code == 1


def test_check_finds_a_duty_whose_body_is_gone(sanding: Sanding, tmp_path: Path):
    place = faulty(tmp_path / "bad")
    shown = sanding("check", place)
    assert shown.code == 1
    assert "现状台账：1 处数据错误" in shown.out
    (fault,) = sanding("check", place, "--json").plain["before"]
    assert (fault["table"], fault["key"], fault["value"]) == ("duties", "d-1", "gone")
    assert fault["code"] == "missing_reference"


def test_apply_writes_the_register_after(sanding: Sanding, reg: Path, plan: Path, tmp_path: Path):
    answer = sanding("apply", reg, plan, "-o", tmp_path / "after", "--json")
    assert answer.code == 0
    assert answer.plain["changes"] == 1
    assert {"table": "bodies", "id": "gxj", "heir_table": "bodies", "heir": "fgj"} in answer.plain[
        "succession"
    ]
    assert all(line["balance"] == 0 for line in answer.plain["ledger"])
    after = read_register(tmp_path / "after")
    assert after.hash == answer.plain["after_hash"]
    assert "gxj" not in after.frame("bodies")["id"].to_list()
    assert read_register(reg).hash == answer.plain["before_hash"], "the register given stays"


def test_apply_shows_the_ledger(sanding: Sanding, reg: Path, plan: Path, tmp_path: Path):
    answer = sanding("apply", reg, plan, "-o", tmp_path / "after")
    assert answer.code == 0
    assert "增减平衡表" in answer.out
    assert "已施行 1 项变更" in answer.out


def test_apply_refuses_a_plan_for_another_baseline(sanding: Sanding, reg: Path, tmp_path: Path):
    bound = text(
        tmp_path / "bound.yaml", PLAN.replace("changes:", f"baseline: {'a' * 64}\nchanges:")
    )
    assert "现状与这份台账不同" in one_line(sanding("apply", reg, bound, "-o", tmp_path / "after"))
    assert not (tmp_path / "after").exists()


@pytest.mark.parametrize(("old", "new"), [("into: fgj", "into: gxj"), ("absorbed: gxj",
                                          "absorbed: none")])  # fmt: skip
def test_an_impossible_plan_ends_with_3_and_the_reason(
    sanding: Sanding, reg: Path, tmp_path: Path, old: str, new: str
):
    bad = text(tmp_path / "bad.yaml", PLAN.replace(old, new))
    for words in (("apply", reg, bad, "-o", tmp_path / "x"), ("check", reg, "--plan", bad)):
        answer = sanding(*words)
        assert answer.code == 3
        assert answer.err.startswith("无法施行：变更 c-1")
        assert answer.err.count("\n") == 1
    assert not (tmp_path / "x").exists()


def test_revert_gives_the_register_before(sanding: Sanding, reg: Path, plan: Path, tmp_path: Path):
    after, back = tmp_path / "after", tmp_path / "back"
    sanding("apply", reg, plan, "-o", after)
    assert sanding("revert", after, plan, "-o", back).code == 0
    assert read_register(back).hash == read_register(reg).hash
    assert "无从撤回" in one_line(sanding("revert", reg, plan, "-o", tmp_path / "x"))


def test_diff_names_every_cell(sanding: Sanding, reg: Path, tmp_path: Path):
    other = put(county(duties=(SHORT,)), tmp_path / "other")
    found = sanding("diff", reg, other, "--json")
    assert found.code == 0
    changed = [one for one in found.plain if one["op"] == "change"]
    assert ("name", "拟订发展规划", "拟订规划") in [
        (one["column"], one["before"], one["after"]) for one in changed
    ]
    assert {one["key"] for one in found.plain if one["op"] == "remove"} == {'["d-2"]'}
    assert "拟订发展规划 → 拟订规划" in sanding("diff", reg, other).out
    assert sanding("diff", reg, reg, "--json").plain == []


def test_indicators_of_a_register_alone_have_no_after(sanding: Sanding, reg: Path):
    answer = sanding("indicators", reg, "--json")
    assert answer.code == 0
    lines = {one["id"]: one for one in answer.plain["figures"]}
    assert answer.plain["county"] == "浮山县"
    assert (lines["bodies"]["before"], lines["bodies"]["after"]) == (2, None)
    assert "党政机构" in sanding("indicators", reg).out


def test_indicators_with_a_plan_show_both_sides(sanding: Sanding, reg: Path, plan: Path):
    lines = {one["id"]: one for one in sanding("indicators", reg, plan, "--json").plain["figures"]}
    assert (lines["bodies"]["before"], lines["bodies"]["after"]) == (2, 1)
    assert lines["approved_administrative"]["before"] == lines["approved_administrative"]["after"]


def test_export_writes_every_form_and_each_reads_back(sanding: Sanding, reg: Path, tmp_path: Path):
    whole = read_register(reg).hash
    readers = {
        "book.xlsx": ("xlsx", lambda place: read_workbook(place, day=DAY)),
        "csv": ("csv", lambda place: read_csvs(place, day=DAY)),
        "parquet": ("parquet", read_register),
        "reg.zip": ("zip", read_register),
    }
    for name, (form, reader) in readers.items():
        answer = sanding("export", reg, "--as", form, "-o", tmp_path / name)
        assert answer.code == 0, answer.err
        assert reader(tmp_path / name).hash == whole, form


def test_a_zip_is_called_a_zip(sanding: Sanding, reg: Path, tmp_path: Path):
    sanding("export", reg, "--as", "zip", "-o", tmp_path / "reg-1")
    assert (tmp_path / "reg-1.zip").is_file()


def test_export_masks_what_is_sensitive_unless_told_not_to(sanding: Sanding, tmp_path: Path):
    number = "110105194912310021"
    person = {**ROWS["people"][0], "id_number": number}
    place = put(county(people=(person, ROWS["people"][1])), tmp_path / "reg")
    for name, words, shown in (("masked", (), False), ("open", ("--unmasked",), True)):
        book = tmp_path / f"{name}.xlsx"
        assert sanding("export", place, "-o", book, *words).code == 0
        cells = [str(cell.value) for sheet in load_workbook(book) for row in sheet for cell in row]
        assert (number in cells) is shown

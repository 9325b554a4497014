"""Whatever is broken gives one line for each fault, exit code 2, no traceback, and no output."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.builders import county
from tests.core.cli.calls import PLAN, Sanding, filled, one_line, put, text


def broken(kind: str, folder: Path) -> Path:
    place = folder / {"xlsx": "a.xlsx", "zip": "a.zip", "csv": "csv"}.get(kind, "reg")
    if kind in ("xlsx", "zip"):
        place.write_bytes(b"PK\x03\x04 not really")
    elif kind == "csv":
        place.mkdir()
        (place / "bodies.csv").write_text("id,name\n1", encoding="utf-8")
    elif kind == "empty":
        place.mkdir()
    elif kind != "missing":
        put(county(), place)
        spoil = {
            "card": ("register.json", b"{"), "parquet": ("bodies.parquet", b"PAR1 no"),
        }[kind]  # fmt: skip
        (place / spoil[0]).write_bytes(spoil[1])
    return place


@pytest.mark.parametrize("command", ["check", "indicators", "diff", "apply", "revert", "export"])
@pytest.mark.parametrize("kind", ["missing", "empty", "xlsx", "zip", "card", "parquet"])
def test_a_broken_register_gives_one_line(
    sanding: Sanding, tmp_path: Path, plan: Path, command: str, kind: str
):
    place, out = broken(kind, tmp_path), tmp_path / "out"
    more: tuple[object, ...] = {
        "diff": (place,), "apply": (plan, "-o", out), "revert": (plan, "-o", out),
        "export": ("-o", out),
    }.get(command, ())  # fmt: skip
    assert one_line(sanding(command, place, *more)).startswith("错误：")
    assert not out.exists()


@pytest.mark.parametrize("kind", ["missing", "empty", "xlsx", "zip", "card", "parquet"])
def test_a_broken_file_is_not_imported(sanding: Sanding, tmp_path: Path, kind: str):
    place = broken(kind, tmp_path)
    one_line(sanding("import", place, "-o", tmp_path / "out"))
    assert not (tmp_path / "out").exists()


def test_every_fault_of_a_workbook_has_its_line(sanding: Sanding, tmp_path: Path):
    book = filled(tmp_path / "台账.xlsx", county())
    cells = load_workbook(book)
    sheet = cells["职责"]
    heads = {str(cell.value).rstrip("*"): cell.column for row in sheet.iter_rows(max_row=3)
             for cell in row}  # fmt: skip
    column = next(at for name, at in heads.items() if name.startswith("牵头机构"))
    for number in (sheet.max_row - 1, sheet.max_row):
        sheet.cell(number, column).value = "gone"
    cells.save(book)
    answer = sanding("import", book, "-o", tmp_path / "out")
    assert answer.code == 2
    lines = answer.err.splitlines()
    assert len(lines) == 2
    assert all(line.startswith("错误：【职责】第") and "gone" in line for line in lines)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "content",
    [
        "a: [",
        "[]",
        "id: x",
        PLAN.replace("absorb_body", "nothing"),
        PLAN.replace("into", "onto"),
        "\0",
    ],
)
@pytest.mark.parametrize("command", ["apply", "indicators", "check"])
def test_a_broken_plan_ends_with_2(
    sanding: Sanding, reg: Path, tmp_path: Path, command: str, content: str
):
    bad = text(tmp_path / "bad.yaml", content)
    words = {"apply": (bad, "-o", tmp_path / "x"), "check": ("--plan", bad)}.get(command, (bad,))
    answer = sanding(command, reg, *words)
    assert answer.code == 2
    assert answer.out == ""
    assert all(line.startswith("错误：") for line in answer.err.splitlines())
    assert 1 <= answer.err.count("\n") <= 2


def test_a_plan_that_is_not_there_gives_one_line(sanding: Sanding, reg: Path, tmp_path: Path):
    one_line(sanding("indicators", reg, tmp_path / "none.yaml"))
    one_line(sanding("apply", reg, tmp_path, "-o", tmp_path / "x"))


def test_a_form_that_is_not_known_is_refused(sanding: Sanding, reg: Path, tmp_path: Path):
    assert sanding("export", reg, "--as", "pdf", "-o", tmp_path / "x").code == 2
    assert not (tmp_path / "x").exists()


def test_an_export_does_not_overwrite_a_file_with_a_folder(
    sanding: Sanding, reg: Path, tmp_path: Path
):
    mine = text(tmp_path / "mine.txt", "mine")
    assert "mine.txt" in one_line(sanding("export", reg, "--as", "csv", "-o", mine))
    assert mine.read_text(encoding="utf-8") == "mine"

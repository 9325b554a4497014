"""What stands at the place to write to stays, unless --force; no place gives a traceback."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sanding.exchange import read_csvs, read_register
from tests.builders import DAY, county
from tests.core.cli.calls import Sanding, filled, one_line, put, text

COMMANDS = ("template", "apply", "revert", "export", "export csv", "export zip")


@pytest.fixture
def words(sanding: Sanding, reg: Path, plan: Path, tmp_path: Path) -> dict[str, list[object]]:
    """What to call for each command that writes, without the place."""
    after = tmp_path / "applied"
    sanding("apply", reg, plan, "-o", after)
    return {
        "template": ["template"], "apply": ["apply", reg, plan], "revert": ["revert", after, plan],
        "export": ["export", reg], "export csv": ["export", reg, "--as", "csv"],
        "export zip": ["export", reg, "--as", "zip"],
    }  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_there_stays(
    sanding: Sanding, tmp_path: Path, words: dict[str, list[object]], command: str
):
    mine = text(tmp_path / "mine.zip", "mine")
    said = one_line(sanding(*words[command], "-o", mine))
    assert said.endswith("已存在，未作任何改动；换个位置，或加 --force 覆盖\n")
    assert mine.read_text(encoding="utf-8") == "mine"
    folder = tmp_path / "folder.zip"
    folder.mkdir()
    for more in ((), ("--force",)):
        text(folder / "notes.txt", "mine")
        one_line(sanding(*words[command], "-o", folder, *more))
        assert [one.name for one in folder.iterdir()] == ["notes.txt"]
    assert not [one for one in tmp_path.iterdir() if one.name.startswith(".")]


def test_a_link_that_leads_nowhere_is_something(sanding: Sanding, tmp_path: Path):
    (tmp_path / "link.xlsx").symlink_to(tmp_path / "none.xlsx")
    one_line(sanding("template", "-o", tmp_path / "link.xlsx"))
    assert not (tmp_path / "none.xlsx").exists()


@pytest.mark.parametrize("command", COMMANDS)
def test_force_replaces_and_json_says_what_was_written(
    sanding: Sanding, tmp_path: Path, words: dict[str, list[object]], command: str
):
    place = tmp_path / ("out.zip" if command == "export zip" else "out")
    for more in ((), ("--force",)):
        answer = sanding(*words[command], "-o", place, "--json", *more)
        assert (answer.code, answer.err) == (0, "")
        assert answer.plain["written"] == str(place)
    one_line(sanding(*words[command], "-o", place))


def test_an_older_export_does_not_speak_for_a_newer_one(
    sanding: Sanding, tmp_path: Path, reg: Path
):
    out = tmp_path / "csv"
    sanding("export", reg, "--as", "csv", "-o", out)
    less = put(county(duties=()), tmp_path / "less")
    assert (out / "duties.csv").exists()
    assert sanding("export", less, "--as", "csv", "-o", out, "--force").code == 0
    assert not (out / "duties.csv").exists()
    assert read_csvs(out, day=DAY).hash == read_register(less).hash


@pytest.mark.parametrize("place", [".", "/", "..", "./", "//", "sub/.."])
@pytest.mark.parametrize("command", [*COMMANDS, "demo", "import"])
def test_a_root_and_the_folder_one_is_in_are_refused(
    sanding: Sanding, tmp_path: Path, words: dict[str, list[object]], command: str, place: str,
    monkeypatch: pytest.MonkeyPatch,
):  # fmt: skip
    book = filled(tmp_path / "book.xlsx", county())
    here = tmp_path / "here"
    (here / "sub").mkdir(parents=True)
    monkeypatch.chdir(here)
    call = {**words, "demo": ["demo"], "import": ["import", book]}[command]
    if command == "export zip":
        place = os.sep  # any other gets a name of its own: here.zip
    one_line(sanding(*call, "-o", place, *(["--force"] if command in COMMANDS else [])))
    assert [one.name for one in here.rglob("*")] == ["sub"]

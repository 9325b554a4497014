"""`review`: a line per county, table and letters, nothing half done, nobody's folder touched."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import CODE, county
from tests.core.cli.calls import PLAN, Sanding, one_line, text
from tests.core.handed_in import OTHER, handed_in, other

HEAD = PLAN.partition("changes:")[0]
NOTHING = f"{HEAD}changes: []\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    handed_in(tmp_path / "in" / "a", PLAN, county())
    handed_in(tmp_path / "in" / "b", PLAN.replace(CODE, OTHER), other(county()))
    return tmp_path / "in"


def test_every_county_has_its_line_row_and_letter(sanding: Sanding, folder: Path, tmp_path: Path):
    handed_in(folder / "c", PLAN.replace(CODE, "140931"))
    out = tmp_path / "审核"
    answer = sanding("review", folder, "-o", out, "--jobs", 1)
    assert answer.code == 1
    assert re.sub(r"(错误|提示) \d+", r"\1 *", answer.out).splitlines() == [
        "（1/3）河曲县：建议退回修改，错误 *，提示 *",
        "（2/3）保德县：建议退回：材料不全",
        "  没有改革前台账（before、before.zip、现状台账.xlsx 之一）",
        "（3/3）浮山县：建议退回修改，错误 *，提示 *",
        "共 3 个县：建议退回修改 2，建议退回：材料不全 1",
        f"已写出：{out}",
        "建议意见是系统生成的草稿，须由审核人签署；没有提示不等于合法。",
    ]
    assert sorted(one.name for one in (out / "退回函").iterdir()) == [
        "保德县.docx", "河曲县.docx", "浮山县.docx",
    ]  # fmt: skip
    assert (out / "审核意见表.xlsx").is_file()


def test_the_opinions_come_as_json(sanding: Sanding, folder: Path, tmp_path: Path):
    plain = sanding("review", folder, "-o", tmp_path / "out", "--jobs", 1, "--json").plain
    assert [one["name"] for one in plain["counties"]] == ["河曲县", "浮山县"]
    one = plain["counties"][1]
    blocking = sum(found["severity"] == "error" for found in one["findings"])
    assert (one["county"], one["advice"], one["errors"]) == (CODE, "return", blocking)
    assert {"PLN-001", "PLN-017"} <= {found["rule"] for found in one["findings"]}


def test_a_plan_with_nothing_but_warnings_ends_with_0(sanding: Sanding, tmp_path: Path):
    handed_in(tmp_path / "in", NOTHING, county())
    answer = sanding("review", tmp_path / "in", "-o", tmp_path / "out", "--jobs", 1)
    assert (answer.code, "建议核实后报审" in answer.out) == (0, True)


def test_an_overlay_and_a_day_are_obeyed(sanding: Sanding, folder: Path, tmp_path: Path):
    overlay = text(
        tmp_path / "省.toml",
        'area = "14"\ntitle = "省的补充规定"\n[rules.PLN-001]\nseverity = "off"\n'
        'since = 2020-01-01\nconfirmed_by = "省委编办"\n',
    )
    words = ("--overlay", overlay, "--on", "2021-03-01", "--jobs", 1, "--json")
    plain = sanding("review", folder, "-o", tmp_path / "out", *words).plain
    for one in plain["counties"]:
        assert one["overlays"] == ["省的补充规定"]
        assert one["day"] == "2021-03-01"
        assert ["PLN-001", "补充规定停用：省委编办"] in one["not_judged"]
        assert "PLN-015" in {found["rule"] for found in one["findings"]}, "in force since 2021"


def test_what_stands_there_is_left_alone(sanding: Sanding, folder: Path, tmp_path: Path):
    out = tmp_path / "out"
    words = ("review", folder, "-o", out, "--jobs", 1)
    sanding(*words)
    (out / "退回函" / "旧.docx").write_bytes(b"old")
    assert "--force" in one_line(sanding(*words))
    assert (out / "退回函" / "旧.docx").exists()
    assert sanding(*words, "--force").code == 1
    assert not (out / "退回函" / "旧.docx").exists()
    text(out / "批注.txt", "mine")
    assert "别的内容" in one_line(sanding(*words, "--force"))
    assert (out / "批注.txt").read_text(encoding="utf-8") == "mine"
    assert {one.name for one in tmp_path.iterdir()} == {"in", "out"}


def test_a_folder_without_submissions_gives_one_line(sanding: Sanding, tmp_path: Path):
    (tmp_path / "in").mkdir()
    assert "没有报送材料" in one_line(sanding("review", tmp_path / "in", "-o", tmp_path / "out"))
    one_line(sanding("review", tmp_path / "none", "-o", tmp_path / "out"))
    assert not (tmp_path / "out").exists()


def test_an_interrupted_review_leaves_nothing(folder: Path, tmp_path: Path):
    for number in range(6):
        handed_in(folder / f"z{number}", PLAN.replace(CODE, f"1411{number:02}"), county())
    script = "from sanding.cli import main; main()"
    words = ["review", str(folder), "-o", str(tmp_path / "out"), "--jobs", "2"]
    work = subprocess.Popen(
        [sys.executable, "-c", script, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    assert work.stdout is not None
    assert work.stdout.readline().startswith("（1/8）"), "work is under way"
    os.killpg(work.pid, signal.SIGINT)  # as a terminal does: all processes at once
    _out, said = work.communicate(timeout=60)
    assert work.returncode == 130
    assert said == "已中断，没有留下半成品\n"
    assert [one.name for one in tmp_path.iterdir()] == ["in"]

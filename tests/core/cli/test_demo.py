"""`demo`: the main job on both pilot counties, as a program of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from sanding.exchange import read_register
from tests import pilots
from tests.core.cli.calls import Sanding, one_line, text

FIGURE = {"id", "label", "before", "after", "unit", "direction", "scope", "rests_on", "published"}
COMPUTED = {
    "bodies", "bodies_party", "bodies_government", "leadership_posts", "institutions",
    "institution_posts", "township_posts", "sections_civil_affairs_hr", "enforcement_teams",
    "budget_units", "windows_insurance", "townships", "over_posts_people", "people",
    "orphan_duties",
}  # fmt: skip


@dataclass
class Demo:
    """What one run left; Fushan was shown to a reader, Hequ to a program."""

    county: str
    folder: Path
    out: str

    @property
    def plain(self) -> Any:
        return json.loads((self.folder / "indicators.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module", params=pilots.NAMES)
def demo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Demo:
    folder = tmp_path_factory.mktemp("demo") / "dossier"
    words = [sys.executable, "-m", "sanding", "demo", "--county", request.param]
    words += ["--out", str(folder)] + (["--json"] if request.param == "hequ" else [])
    done = subprocess.run(words, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    return Demo(request.param, folder, done.stdout)


def test_the_figures_have_the_agreed_shape(demo: Demo):
    assert demo.plain["county"] == {"fushan": "浮山县", "hequ": "河曲县"}[demo.county]
    assert {one["id"] for one in demo.plain["figures"]} >= COMPUTED
    for one in demo.plain["figures"]:
        assert one.keys() >= FIGURE
        assert one["rests_on"].keys() == {"documented", "typical", "synthetic"}
        assert sum(one["rests_on"].values()) == pytest.approx(1 if one["after"] else 0)
        for said in one["published"]:
            assert said.keys() >= {"before", "after", "change", "source"}
            assert said["source"]


def test_the_figures_are_those_of_the_registers(demo: Demo):
    for one in demo.plain["figures"]:
        assert one["before"] == pilots.values(demo.county, "before")[one["id"]], one["id"]
        assert one["after"] == pilots.values(demo.county, "after")[one["id"]], one["id"]


def test_what_is_printed_serves_its_reader(demo: Demo):
    if demo.county == "hequ":
        printed = json.loads(demo.out)
        assert printed == {**demo.plain, "dossier": str(demo.folder)}
        return
    for word in ("浮山县", "改革前", "改革后", "公布数据", "1,944", "970", "增减平衡表"):
        assert word in demo.out
    rules = json.loads((demo.folder / "dossier.json").read_text(encoding="utf-8"))["rules"]
    line = next(one for one in demo.out.splitlines() if one.startswith("合规提示："))
    for mark, count in (("造成", "caused"), ("消除", "mended"), ("未变", "left")):
        assert f"{mark} {rules[count]} 处" in line
    assert "不作任何决定" in line


def test_the_dossier_is_whole(demo: Demo):
    assert {path.name for path in demo.folder.iterdir()} == {
        "before", "after", "plan.yaml", "ledger.csv", "ledger-lines.csv", "succession.csv",
        "changes.csv", "people.csv", "indicators.json", "dossier.json",
        "改革前后对照.xlsx", "现状台账.xlsx", "合规提示.xlsx", "findings.json",
    }  # fmt: skip
    card = json.loads((demo.folder / "dossier.json").read_text(encoding="utf-8"))
    assert card["balanced"] is True
    for when in ("before", "after"):
        assert read_register(demo.folder / when).hash == card[f"{when}_hash"]
        assert card[f"{when}_hash"] == pilots.register(demo.county, when).hash
    assert load_workbook(demo.folder / "改革前后对照.xlsx", read_only=True).sheetnames
    assert list(demo.folder.parent.iterdir()) == [demo.folder], "nothing half done stays"


def test_the_plan_of_the_dossier_reverts_the_register_after(
    demo: Demo, sanding: Sanding, tmp_path: Path
):
    after, plan, back = demo.folder / "after", demo.folder / "plan.yaml", tmp_path / "back"
    assert sanding("revert", after, plan, "-o", back).code == 0
    assert read_register(back).hash == pilots.register(demo.county, "before").hash


def test_a_folder_of_others_is_left_alone(sanding: Sanding, tmp_path: Path):
    text(tmp_path / "notes.txt", "mine")
    assert "已有别的内容" in one_line(sanding("demo", "--out", tmp_path, "--json"))
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_only_the_two_counties_are_known(sanding: Sanding):
    assert sanding("demo", "--county", "taigu").code == 2

"""The main job in small: a dossier is whole, replaces only its own kind, or is not there."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from sanding.base import ImpossibleChange
from sanding.plan import Plan
from sanding.study import main_job, report
from tests.builders import claims, county
from tests.core.cli.calls import PLAN


def said(_: str) -> None:
    """Say nothing."""


def card(folder: Path) -> dict[str, object]:
    return dict(json.loads((folder / "dossier.json").read_text(encoding="utf-8")))


def test_a_former_dossier_is_replaced(tmp_path: Path):
    folder = tmp_path / "dossier"
    main_job(county(), Plan.from_yaml(PLAN), folder, say=said)
    first = card(folder)
    main_job(county(leadership=()), Plan.from_yaml(PLAN), folder, say=said)
    assert card(folder)["before_hash"] != first["before_hash"]
    assert list(tmp_path.iterdir()) == [folder]


def test_the_same_job_gives_the_same_bytes(tmp_path: Path):
    plan = Plan.from_yaml(PLAN)
    for name in ("one", "two"):
        main_job(county(), plan, tmp_path / name, say=said)
    files = sorted(p.relative_to(tmp_path / "one") for p in (tmp_path / "one").rglob("*.*"))
    assert len(files) > 60
    for file in files:
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_a_plan_that_cannot_be_carried_out_leaves_the_former_dossier(tmp_path: Path):
    folder = tmp_path / "dossier"
    main_job(county(), Plan.from_yaml(PLAN), folder, say=said)
    first = card(folder)
    with pytest.raises(ImpossibleChange, match="c-1"):
        main_job(county(), Plan.from_yaml(PLAN.replace("gxj", "none")), folder, say=said)
    assert card(folder) == first
    assert list(tmp_path.iterdir()) == [folder]


def test_a_dossier_to_which_someone_added_a_file_is_left_alone(tmp_path: Path):
    folder = tmp_path / "dossier"
    main_job(county(), Plan.from_yaml(PLAN), folder, say=said)
    (folder / "批注.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError):
        main_job(county(), Plan.from_yaml(PLAN), folder, say=said)
    assert (folder / "批注.txt").read_text(encoding="utf-8") == "mine"


def test_published_figures_stand_beside_the_computed_ones_and_change_none():
    bare = county()
    told = replace(
        bare,
        claims=claims(
            {"figure": "bodies", "before": 35, "after": 22, "source": "S01", "title": "甲"},
            {"figure": "bodies", "before": 36, "after": 22, "source": "S02", "title": "乙"},
        ),
    )
    line = next(one for one in report(told)["figures"] if one["id"] == "bodies")
    assert [one["before"] for one in line["published"]] == [35, 36]
    assert line["before"] == 2
    without = next(one for one in report(bare)["figures"] if one["id"] == "bodies")
    assert {**line, "published": []} == without

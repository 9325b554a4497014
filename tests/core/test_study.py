"""The main job in small: a dossier is whole, replaces only its own kind, or is not there."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from sanding.base import ImpossibleChange
from sanding.law import national_law
from sanding.plan import Plan
from sanding.rules.book import book_hash
from sanding.rules.marks import Mark
from sanding.rules.review import reviewed
from sanding.study import main_job, report
from tests.builders import ROWS, claims, county
from tests.core.cli.calls import PLAN


def said(_: str) -> None:
    """Say nothing."""


def card(folder: Path) -> dict[str, Any]:
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


def test_the_dossier_holds_what_the_rules_find(tmp_path: Path):
    dossier = main_job(county(), Plan.from_yaml(PLAN), tmp_path / "d", say=said)
    review = reviewed(dossier.outcome.before, outcome=dossier.outcome)
    told = json.loads((tmp_path / "d" / "findings.json").read_text(encoding="utf-8"))
    assert told["findings"] == [one.plain() for one in review.findings]
    assert told["not_judged"] == review.not_judged.to_dicts()
    assert told["law"] == {"on": "2020-06-30", "area": "141027", "overlays": []}
    assert told["errors"] == review.errors > 0


def test_the_card_says_by_which_rules_and_what_came_of_it(tmp_path: Path):
    dossier = main_job(county(), Plan.from_yaml(PLAN), tmp_path / "d", say=said)
    told = json.loads((tmp_path / "d" / "findings.json").read_text(encoding="utf-8"))["findings"]
    rules = card(tmp_path / "d")["rules"]
    assert rules == dossier.rules
    assert rules["book_hash"] == book_hash(national_law())
    assert rules["on"] == "2020-06-30"
    for mark in Mark:
        assert rules[mark] == sum(one["mark"] == mark for one in told)
    assert rules["errors"] + rules["warnings"] == rules["caused"] + rules["left"]
    assert rules["caused"] > 0


def test_the_workbook_of_the_dossier_has_the_rows_that_findings_are_about(tmp_path: Path):
    main_job(county(), Plan.from_yaml(PLAN), tmp_path / "d", say=said)
    book = load_workbook(tmp_path / "d" / "合规提示.xlsx")
    told = json.loads((tmp_path / "d" / "findings.json").read_text(encoding="utf-8"))["findings"]
    assert book.sheetnames == ["合规提示", "说明", "县", "机构", "内设机构"]
    ids = {row[0].value for row in book["机构"].iter_rows(min_row=2)}
    assert ids == {one["where"] for one in told if one["table"] == "bodies"} - {"gxj"}
    assert "人员" not in book.sheetnames, "no more people than findings are about"


def test_no_name_of_a_person_is_in_the_findings(tmp_path: Path):
    twice = [{**ROWS["people"][0], "kind": "institution"}, ROWS["people"][1]]
    main_job(county(people=twice), Plan.from_yaml(PLAN), tmp_path / "d", say=said)
    told = (tmp_path / "d" / "findings.json").read_text(encoding="utf-8")
    assert '"table": "people"' in told
    assert not [row for row in ROWS["people"] if row["name"] in told]


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

"""Every indicator is listed, explained on the methods page, and computed by what the page names."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from sanding.indicators.catalogue import CATALOGUE
from sanding.indicators.indicator import Indicator

ROOT = Path(__file__).resolve().parents[2]
ROOM = ROOT / "src" / "sanding" / "indicators"
PAGE = ROOT / "docs" / "methods" / "indicators.md"
HEADING = re.compile(r"(?m)^### `(\w+)` · (\S+)$")
PARTS = ("Formula", "Unit", "Scope", "Source of the scope", "Limits", "Function")
SHARED = {"__init__", "catalogue", "indicator", "scopes", "staff"}


def ids(one: Indicator) -> str:
    return one.id


@pytest.fixture(scope="module")
def page() -> str:
    return PAGE.read_text(encoding="utf-8")


def section(page: str, one: str) -> str:
    return page.partition(f"### `{one}` · ")[2].partition("\n### ")[0]


def test_one_indicator_one_file_and_each_is_in_the_catalogue():
    assert {file.stem for file in ROOM.glob("*.py")} - SHARED == {one.id for one in CATALOGUE}
    for one in CATALOGUE:
        assert import_module(f"sanding.indicators.{one.id}").INDICATOR is one


def test_ids_and_labels_stand_once():
    assert len({one.id for one in CATALOGUE}) == len(CATALOGUE)
    assert len({one.label for one in CATALOGUE}) == len(CATALOGUE)


def test_the_methods_page_has_every_indicator_in_order_and_no_other(page: str):
    assert HEADING.findall(page) == [(one.id, one.label) for one in CATALOGUE]


@pytest.mark.parametrize("one", CATALOGUE, ids=ids)
def test_its_section_says_all_there_is_to_say(page: str, one: Indicator):
    said = dict(re.findall(r"(?m)^- \*\*([\w ]+):\*\* (\S.*)$", section(page, one.id)))
    assert tuple(said) == PARTS
    assert said["Unit"].startswith(f"{one.unit}; ")
    assert said["Scope"] == one.scope


@pytest.mark.parametrize("one", CATALOGUE, ids=ids)
def test_the_functions_it_names_are_those_that_compute_it(page: str, one: Indicator):
    named = re.findall(r"`(sanding\.indicators\.\w+)\.(\w+)`", section(page, one.id))
    found = [getattr(import_module(module), function) for module, function in named]
    assert found == [one.counted, *([one.per] if one.per else [])]


@pytest.mark.parametrize("one", CATALOGUE, ids=ids)
def test_what_an_officer_reads_is_chinese(one: Indicator):
    for text in (one.label, one.unit, one.scope):
        assert re.search(r"[\u4e00-\u9fff]", text)

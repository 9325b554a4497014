"""What a change is told as: every argument has a Chinese heading, and names stand for ids."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from sanding.plan.catalogue import CATALOGUE
from sanding.plan.change import Change
from sanding.plan.describe import ARGUMENTS, HEAD, described, names_in
from tests.pilots import NAMES, outcome

CHINESE = re.compile(r"[\u4e00-\u9fff]")
RAW_ID = re.compile(r"\b14\d{4}-")


def arguments(kind: type[Change]) -> set[str]:
    return {one.name for one in fields(kind)} - set(HEAD)


@pytest.mark.parametrize("kind", CATALOGUE, ids=lambda kind: kind.kind)
def test_every_argument_has_a_chinese_heading(kind: type[Change]):
    assert arguments(kind) <= set(ARGUMENTS)
    assert all(CHINESE.search(ARGUMENTS[name]) for name in arguments(kind))


def test_no_heading_is_unused():
    assert set(ARGUMENTS) == set().union(*map(arguments, CATALOGUE))


@pytest.mark.parametrize("kind", CATALOGUE, ids=lambda kind: kind.kind)
def test_headings_of_one_change_differ(kind: type[Change]):
    headings = [ARGUMENTS[name] for name in sorted(arguments(kind))]
    assert sorted(headings) == sorted(set(headings))


@pytest.mark.parametrize("county", NAMES)
def test_the_changes_of_the_example_plans_are_told_without_ids(county: str):
    done = outcome(county)
    names = names_in(done.before, done.after)
    told = {change.id: described(change, names) for change in done.plan.changes}
    assert {one: text for one, text in told.items() if RAW_ID.search(text)} == {}
    assert all(CHINESE.search(text) for text in told.values())

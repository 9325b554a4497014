"""Every kind of change is listed, told in stories, described and declared whole."""

from __future__ import annotations

import inspect
import re
from dataclasses import Field, fields
from importlib import import_module
from pathlib import Path
from typing import Any, get_type_hints

import pytest
import yaml

from sanding import plan as room
from sanding.plan import CATALOGUE, KINDS, Change
from sanding.plan.describe import ARGUMENTS
from sanding.plan.transfer_section import FOLLOWS
from sanding.register import TABLES, referring

ROOT = Path(__file__).resolve().parents[2]
STORIES = ROOT / "tests" / "stories" / "plan"
CHINESE = re.compile(r"[\u4e00-\u9fff]")
# words that name something of the county; what holds one must say of which table
IDS = {table.name for table in TABLES.values() if table.has_id}
WORDS_FOR_IDS = {
    *IDS, *(c.name for t in TABLES.values() for c in t.columns if c.ref),
    "absorbed", "giver", "host", "implementing", "into", "part", "plaque", "receiver",
    "successor", "to", "township", "upper",
}  # fmt: skip
# the architecture's list of what a plan can do, as far as it acts on structure; placing a person
# and moving one to the pool come with placement
ARCHITECTURE = {
    "create": "create_body", "merge": "merge_bodies", "split": "split_body",
    "absorb": "absorb_body", "abolish": "abolish_body", "rename": "rename_body",
    "change level": "change_level", "reassign": "reassign_body", "co-locate": "co_locate",
    "hang plaque": "hang_plaque", "remove plaque": "remove_plaque",
    "transfer duty": "transfer_duty", "transfer power": "transfer_power",
    "transfer item": "transfer_item", "transfer section": "transfer_section",
    "regroup sections": "regroup_sections", "assign portfolio": "assign_portfolio",
    "merge townships": "merge_townships", "recode townships": "recode_township",
    "merge budget units": "merge_budget_units", "approve posts": "approve_posts",
    "cut": "cut_posts", "transfer": "transfer_posts", "sink": "sink_posts",
    "approve leadership posts": "approve_leadership", "hold concurrently": "hold_concurrently",
    "unify windows": "unify_windows", "unify enforcement": "unify_enforcement",
    "assign counterpart": "assign_counterpart",
}  # fmt: skip


def modules() -> dict[str, Any]:
    folder = Path(room.__path__[0])
    names = sorted(file.stem for file in folder.glob("*.py") if file.stem != "__init__")
    return {name: import_module(f"sanding.plan.{name}") for name in names}


def defined(module: Any) -> list[type[Change]]:
    return [
        one
        for one in vars(module).values()
        if inspect.isclass(one)
        and issubclass(one, Change)
        and one is not Change
        and one.__module__ == module.__name__
    ]


def own(kind: type[Change]) -> list[Field[Any]]:
    usual = {one.name for one in fields(Change)}
    return [one for one in fields(kind) if one.name not in usual]


every_kind = pytest.mark.parametrize("kind", CATALOGUE, ids=lambda kind: kind.kind)


def test_every_change_defined_is_listed_once_and_alone_in_a_file_of_its_name():
    found = {name: defined(module) for name, module in modules().items()}
    listed = {kind for some in found.values() for kind in some}
    assert listed == set(CATALOGUE)
    assert len(CATALOGUE) == len(KINDS) == len(listed)
    assert all(len(some) <= 1 for some in found.values())
    assert {some[0].kind: name for name, some in found.items() if some} == {k: k for k in KINDS}


@every_kind
def test_a_kind_is_named_alike_everywhere(kind: type[Change]):
    words = kind.kind.split("_")
    assert kind.__name__ == "".join(word.capitalize() for word in words)
    assert CHINESE.search(kind.label)
    assert inspect.getdoc(kind)
    assert not inspect.getdoc(kind).startswith(f"{kind.__name__}(")  # type: ignore[union-attr]
    assert CHINESE.search(import_module(f"sanding.plan.{kind.kind}").__doc__ or "")
    assert "Raise `" in (kind.carry_out.__doc__ or ""), "what it refuses"


def test_no_two_kinds_have_one_label():
    labels = [kind.label for kind in CATALOGUE]
    assert sorted(labels) == sorted(set(labels))


@every_kind
def test_every_argument_that_holds_ids_says_of_which_table(kind: type[Change]):
    hints = get_type_hints(kind)
    for one in own(kind):
        hint, table = hints[one.name], one.metadata.get("ref")
        many = hint == tuple[str, ...]
        assert (table is not None) == (many or one.name in WORDS_FOR_IDS), one.name
        if table is not None:
            assert table in IDS
            assert many or hint in (str, str | None)


def test_a_new_id_is_one_the_change_creates():
    given = {
        (kind.kind, one.name) for kind in CATALOGUE for one in own(kind) if one.metadata.get("new")
    }
    makers = {"create_body": "body", "create_section": "section", "create_position": "position",
              "split_body": "part", "hang_plaque": "plaque"}  # fmt: skip
    into = ("merge_bodies", "regroup_sections", "unify_windows", "unify_enforcement")
    assert given == {*makers.items(), *((kind, "into") for kind in into)}


@every_kind
def test_every_argument_has_a_chinese_heading(kind: type[Change]):
    assert [one.name for one in own(kind) if not CHINESE.search(ARGUMENTS.get(one.name, ""))] == []


def test_no_heading_is_left_of_an_argument_that_is_gone():
    assert set(ARGUMENTS) == {one.name for kind in CATALOGUE for one in own(kind)}


@every_kind
def test_every_kind_has_stories_of_both_outcomes(kind: type[Change]):
    stories = yaml.safe_load((STORIES / f"{kind.kind}.yaml").read_text(encoding="utf-8"))
    assert {"refused" in story for story in stories.values()} == {True, False}
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)+", name) for name in stories)


def test_every_file_of_stories_is_of_a_kind():
    assert {file.stem for file in STORIES.iterdir()} == set(KINDS)


def test_everything_the_architecture_asks_for_is_there():
    assert set(ARCHITECTURE.values()) <= set(KINDS)
    beyond = {"create_section", "create_position", "end_position", "end_co_location"}
    assert set(KINDS) - set(ARCHITECTURE.values()) == beyond


def test_what_follows_a_section_is_what_has_one_and_a_body():
    named = {table.name for table, _ in referring("sections") if "body" in table.column}
    assert set(FOLLOWS) == named == {table.name for table, _ in referring("sections")}

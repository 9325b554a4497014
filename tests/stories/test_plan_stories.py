"""Stories of every kind of change, told in YAML as an establishment officer would tell them.

`given` are the rows there are, `change` is what the plan says, `then` are rows there must be
after it (in a table without ids: all there are), `gone` are ids that ended. Tables not named stay
as they were; succession and ledger are listed whole. `refused` is part of the reason why not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml

from sanding.base import ImpossibleChange, UnknownId
from sanding.plan import KINDS, Outcome, Plan, apply, revert
from sanding.plan.codec import change_of
from sanding.register import TABLES
from sanding.register.integrity import faults
from tests.builders import CODE, told

HERE = Path(__file__).parent / "plan"
WORKS = {"given", "change", "then", "gone", "succession", "ledger"}
REFUSED = {"given", "change", "refused"}
Story = Mapping[str, Any]


def stories() -> Iterator[Any]:
    for file in sorted(HERE.glob("*.yaml")):
        for name, story in yaml.safe_load(file.read_text(encoding="utf-8")).items():
            yield pytest.param(file.stem, story, id=f"{file.stem}: {name}")


def plan_of(kind: str, story: Story) -> Plan:
    plain = {"id": "变更一", "kind": kind, **story["change"]}
    if "county" in {one.name for one in fields(KINDS[kind])}:
        plain.setdefault("county", CODE)
    return Plan(id="方案", title="方案", county=CODE, changes=(change_of(plain),))


@pytest.mark.parametrize(("kind", "story"), list(stories()))
def test_story(kind: str, story: Story):
    before, plan = told(story.get("given", {})), plan_of(kind, story)
    digest = before.hash
    if "refused" in story:
        assert set(story) <= REFUSED
        assert faults(before).rows() == [], "a story starts from a faultless register"
        with pytest.raises((ImpossibleChange, UnknownId), match=story["refused"]):
            plan.changes[0].carry_out(before)
        with pytest.raises(ImpossibleChange, match="变更 变更一"):
            apply(plan, before)
    else:
        assert set(story) <= WORKS
        outcome = apply(plan, before)
        tells(story, outcome)
        keeps_the_laws(outcome)
    assert before.hash == digest


def tells(story: Story, outcome: Outcome) -> None:
    """The register after it is as told, and nothing is different that is not told."""
    then, gone = story.get("then", {}), story.get("gone", {})
    changed = {name for name in TABLES if differs(outcome, name)}
    assert changed == {*then, *gone}, "tables that changed, and tables that were told of"
    for name, rows in then.items():
        there = outcome.after.frame(name).to_dicts()
        for row in rows:
            same = [one for one in there if matches(one, row)]
            assert len(same) == 1, f"{name}: {row} is there {len(same)} times in {there}"
        if not TABLES[name].has_id:
            assert len(there) == len(rows), there
    for name, ids in gone.items():
        assert not [one for one in ids if outcome.after.has(name, one)]
    heirs: dict[str, list[str]] = {}
    for old, heir in outcome.succession.frame().select("id", "heir").rows():
        heirs.setdefault(old, []).append(heir)
    assert heirs == {old: listed(heir) for old, heir in story.get("succession", {}).items()}
    lines = outcome.lines.drop("change").to_dicts()
    entries = story.get("ledger", [])
    assert len(lines) == len(entries), lines
    for entry in entries:
        told_of = {"giver": None, "receiver": None, **entry}
        assert [one for one in lines if matches(one, told_of)], f"{entry} is not in {lines}"


def keeps_the_laws(outcome: Outcome) -> None:
    """Nothing is lost or broken; the plan can be written, read again and reverted."""
    assert outcome.losses().rows() == []
    assert faults(outcome.after).rows() == []
    assert Plan.from_yaml(outcome.plan.to_yaml()) == outcome.plan
    assert revert(outcome.journalled, outcome.plan).hash == outcome.before.hash


def differs(outcome: Outcome, table: str) -> bool:
    return not outcome.before.frame(table).equals(outcome.after.frame(table))


def matches(row: Mapping[str, Any], part: Mapping[str, Any]) -> bool:
    unknown = set(part) - set(row)
    assert not unknown, f"no such column: {unknown}"
    return all(row[name] == one for name, one in part.items())


def listed(one: str | list[str]) -> list[str]:
    return sorted(one) if isinstance(one, list) else [one]


TRUE = yaml.safe_load((HERE / "absorb_body.yaml").read_text(encoding="utf-8"))[
    "posts_add_up_and_the_leaders_of_the_heir_stay"
]
UNTRUE = {
    "a table left out": {**TRUE, "then": {k: v for k, v in TRUE["then"].items() if k != "people"}},
    "a table that did not change": {**TRUE, "then": {**TRUE["then"], "items": []}},
    "a wrong number": {**TRUE, "then": {**TRUE["then"], "leadership": [{"deputy": 5}]}},
    "a row left out": {**TRUE, "then": {**TRUE["then"], "establishment": []}},
    "not gone": {**TRUE, "gone": {"bodies": ["组织部"]}},
    "another heir": {**TRUE, "succession": {"编办": "编办"}},
    "no heir": {k: v for k, v in TRUE.items() if k != "succession"},
    "a line left out": {**TRUE, "ledger": TRUE["ledger"][1:]},
    "another line": {**TRUE, "ledger": [{**one, "posts": 9} for one in TRUE["ledger"]]},
    "no such column": {**TRUE, "then": {**TRUE["then"], "duties": [{"id": "d", "nam": 1}]}},
}


@pytest.mark.parametrize("story", UNTRUE.values(), ids=list(UNTRUE))
def test_a_story_that_is_not_true_is_noticed(story: Story):
    outcome = apply(plan_of("absorb_body", story), told(story["given"]))
    with pytest.raises(AssertionError):
        tells(story, outcome)

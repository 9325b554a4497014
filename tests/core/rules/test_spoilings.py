"""Mutations of a whole dossier: each spoiling is found by exactly the rules that forbid it."""

from __future__ import annotations

import pytest

from sanding.rules.catalogue import RULES
from sanding.rules.rule import Scope
from tests.core.rules.dossier import difference, judged, spoiled, unspoiled
from tests.core.rules.spoiling import Spoiling, spoilings

EVERY = {one.name: one for one in spoilings()}
LEAST = 60
# rules that nothing spoils, with the reason
NEVER: dict[str, str] = {}


@pytest.mark.parametrize("one", EVERY.values(), ids=EVERY)
def test_exactly_the_rules_that_forbid_it_fire(one: Spoiling):
    changed = difference(judged(spoiled(one)))
    found = {
        rule: len(places) if isinstance(one.expects.get(rule), int) else places
        for rule, places in changed.rises.items()
    }
    expected = {
        rule: told if isinstance(told, int) else sorted(told) for rule, told in one.expects.items()
    }
    assert found == expected
    assert changed.falls == one.silences


# one for each way by which an outcome or a judgement is spared
@pytest.mark.parametrize(
    "name",
    [
        "行政事业混编",
        "冻结后任职",
        "行政编制下沉乡镇",
        "职责划转后丢失",
        "缺公告",
        "核准例外使错误成为提示",
        "任副科不满三年",
    ],
)
def test_what_is_spared_changes_nothing(name: str):
    quick, whole = judged(spoiled(EVERY[name])), spoiled(EVERY[name], anew=True).judged()
    order = ["severity", "rule", "table", "where", "detail", "value", "amount"]
    assert quick.findings.sort(order).equals(whole.findings.sort(order))
    assert quick.not_judged.sort("rule").equals(whole.not_judged.sort("rule"))


def test_what_is_as_it_was_differs_in_nothing():
    same = difference(unspoiled())
    assert not same.rises
    assert not same.falls


def test_there_are_enough_of_them_and_each_has_a_name_of_its_own():
    assert len(EVERY) >= LEAST
    assert len(EVERY) == len(spoilings())  # twice in one file is refused as it is read


def test_every_rule_is_spoiled_but_those_told_here():
    asked = {Scope.REGISTER, Scope.PLAN, Scope.PLACEMENT, Scope.REFORM}
    rules = {code for code, rule in RULES.items() if rule.scope in asked}
    fired = {rule for one in EVERY.values() for rule in one.expects}
    assert fired <= rules
    assert rules - fired == set(NEVER)

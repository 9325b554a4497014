"""Mutations of a whole dossier: each spoiling is found by exactly the rules that forbid it."""

from __future__ import annotations

import pytest

from sanding.rules.catalogue import RULES
from tests.core.rules.dossier import difference, judged, spoiled
from tests.core.rules.spoiling import Spoiling, spoilings

EVERY = spoilings()


@pytest.mark.parametrize("one", EVERY, ids=[one.name for one in EVERY])
def test_exactly_the_rules_that_forbid_it_fire(one: Spoiling):
    changed = difference(judged(spoiled(one)))
    counted = {
        rule: len(places) if isinstance(one.expects.get(rule), int) else places
        for rule, places in changed.rises.items()
    }
    assert counted == {
        rule: told if isinstance(told, int) else sorted(told) for rule, told in one.expects.items()
    }
    assert changed.falls == one.silences

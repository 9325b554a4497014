"""Waves and counties: a plan is its county's, and its waves follow one another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sanding.base import BadInput
from sanding.plan import Plan, apply, revert
from tests.builders import county

CHANGES = """\
id: p-1
title: 两批方案
county: '141027'
changes:
- {id: c-1, kind: absorb_body, wave: 1, absorbed: gxj, into: fgj}
- {id: c-2, kind: rename_body, wave: 2, body: fgj, name: 县发展改革和工业局}
"""


def plan() -> Plan:
    return Plan.from_yaml(CHANGES)


def test_waves_one_after_the_other_are_the_whole_plan():
    first = apply(plan().only(1), county()).journalled
    second = apply(plan().only(2), first).after
    assert second.hash == apply(plan(), county()).after.hash


def test_a_later_wave_of_a_bound_plan_follows_its_earlier_one():
    bound = plan().bound_to(county().hash)
    first = apply(bound.only(1), county()).journalled
    second = apply(bound.only(2), first).journalled
    assert revert(revert(second, bound.only(2)), bound.only(1)).hash == county().hash


def test_a_later_wave_of_a_bound_plan_does_not_follow_anything_else():
    bound = plan().bound_to(county().hash)
    first = apply(bound.only(1), county()).journalled
    other = apply(replace(plan().only(2), id="p-2"), first).journalled
    with pytest.raises(BadInput, match="现状"):
        apply(bound.only(2), other)
    moved = first.with_tables(
        {"plaques": first.loose("plaques"), "bodies": county().loose("bodies")}
    )
    with pytest.raises(BadInput, match="现状"):
        apply(bound.only(2), moved)


def test_what_was_carried_out_is_not_carried_out_again():
    bound = plan().bound_to(county().hash)
    for once in (bound, bound.only(1)):
        with pytest.raises(BadInput, match="现状"):
            apply(once, apply(once, county()).journalled)


def test_a_wave_without_changes_is_refused():
    with pytest.raises(BadInput, match="没有第 0 批"):
        plan().only(0)


def test_a_plan_of_another_county_is_refused():
    with pytest.raises(BadInput, match="没有这个县"):
        apply(replace(plan(), county="140930"), county())

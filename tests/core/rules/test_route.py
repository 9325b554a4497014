"""Who proposes, reviews, approves and files: every kind of change has its route."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sanding.base import BadInput
from sanding.examples import COUNTIES, example, example_plan
from sanding.law import law_of, national_law, read_overlay
from sanding.plan import KINDS
from sanding.rules.route import route

OVERLAY = """area = "14"
title = "山西省审批程序"

[[route]]
id = "section"
title = "内设机构变更"
changes = ["regroup_sections"]
proposes = "所在部门"
approves = "市委编委"
instrument = "山西省机构编制管理办法"
"""


def test_every_kind_of_change_is_on_a_route():
    assert set(KINDS) == {kind for one in national_law().routes for kind in one["changes"]}


@pytest.mark.parametrize("county", COUNTIES)
def test_with_the_register_every_change_of_a_pilot_has_a_sure_route(county: str):
    plan = example_plan(county)
    legs = route(plan, law_of(plan.county), example(county))
    assert {leg.change.id for leg in legs} == {change.id for change in plan.changes}
    assert [leg.change.id for leg in legs if not leg.sure or leg.route["id"] == "unknown"] == []


def test_what_becomes_of_a_department_is_decided_one_level_up_and_filed():
    plan = example_plan("fushan")
    legs = route(plan, law_of(plan.county), example("fushan"))
    of = {}
    for leg in legs:
        of.setdefault(leg.change.kind, set()).add(leg.route["id"])
    assert of["unify_enforcement"] == {"penalty_powers"}
    assert of["merge_townships"] == {"township_merged"}
    assert "institution" in of["merge_bodies"]
    assert "institution_posts" in of["sink_posts"]
    assert "posts_across_levels" not in of["sink_posts"], "what is sunk are institution posts"


def test_without_the_register_the_kind_of_body_is_not_sure():
    plan = example_plan("fushan")
    legs = route(plan, law_of(plan.county))
    absorbing = [leg for leg in legs if leg.change.kind == "absorb_body"]
    assert {leg.sure for leg in absorbing} == {False}
    assert {"government_department", "party_organ", "institution"} <= {
        leg.route["id"] for leg in absorbing
    }


def test_a_province_replaces_a_route_in_its_own_area_only(tmp_path: Path):
    file = tmp_path / "14.toml"
    file.write_text(OVERLAY, encoding="utf-8")
    law = national_law().with_overlay(read_overlay(file))
    plan = example_plan("fushan")
    plan = replace(
        plan, changes=tuple(one for one in plan.changes if one.kind == "regroup_sections")
    )
    here = {leg.route["approves"] for leg in route(plan, law)}
    elsewhere = {leg.route["approves"] for leg in route(replace(plan, county="320102"), law)}
    assert here == {"市委编委"}
    assert elsewhere == {"县委编委（县委编办承办）"}


def test_a_route_with_a_field_too_many_is_refused_with_its_line(tmp_path: Path):
    file = tmp_path / "14.toml"
    file.write_text(OVERLAY + 'sings = "谁"\n', encoding="utf-8")
    with pytest.raises(BadInput, match="没有“sings”这个字段") as refused:
        read_overlay(file)
    assert refused.value.faults[0].row == 11

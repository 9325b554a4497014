"""Duty coverage, counterparts and the boundary of supervision and enforcement."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from sanding.effects.boundary import boundary, themes
from sanding.effects.counterparts import load, receivers
from sanding.effects.coverage import coverage, followed, splits
from sanding.register import Register
from sanding.register.kinds import EnforcementField
from tests.builders import told
from tests.pilots import NAMES, outcome

SEED = {"theme": "农业生产"}


def duty(one: str, name: str, body: str | None) -> dict[str, Any]:
    return {"id": one, "name": name, "body": body, **SEED}


def small() -> Register:
    register = told(
        {
            "duties": [
                duty("d1", "监管种子经营", "农业局"),
                duty("d2", "监管 种子经营。", "市监局"),
                duty("d3", "防治动物疫病", "农业局"),
                duty("d4", "推广农机", "农业局"),
            ],
            "uppers": [
                {"id": "省农业厅", "side": "government", "receiver": "农业局"},
                {"id": "省市监局", "side": "government"},
            ],
            "counterparts": [
                {"duty": "d1", "upper": "省农业厅"},
                {"duty": "d2", "upper": "省农业厅"},
                {"duty": "d2", "upper": "省市监局"},
            ],
            "powers": [
                {"id": "p1", "kind": "penalty", "field": "agriculture", "body": "市监局"},
                {"id": "p2", "kind": "inspection", "field": "agriculture", "body": "农业局"},
                {"id": "p3", "kind": "penalty", "field": "market", "body": "市监局"},
            ],
        }
    )
    gone = register.loose("duties").with_columns(
        body=pl.when(pl.col("id") == "d4").then(pl.lit("没有的局")).otherwise("body")
    )
    return register.with_tables({"duties": gone})


def test_each_duty_has_one_lead_or_says_why_not():
    rows = coverage(small()).select("duty", "body", "leads", "coverage").collect().rows()
    assert rows == [
        ("d1", "农业局", 2, "overlap"),
        ("d2", "市监局", 2, "overlap"),
        ("d3", "农业局", 1, "one"),
        ("d4", None, 0, "gap"),
    ]


def test_a_theme_in_several_bodies_is_split():
    assert splits(small()).select("theme", "duties", "bodies").collect().rows() == [
        ("农业生产", 4, 3)
    ]


def test_an_upper_department_has_a_lead_and_others_by_duty():
    rows = receivers(small()).select("upper", "receiver", "duties", "own", "others")
    assert rows.collect().rows() == [
        ("省农业厅", "农业局", 2, 1, ["市监局"]),
        ("省市监局", None, 1, 0, ["市监局"]),
    ]
    assert load(small()).select("body", "lead", "by_duty").collect().rows() == [
        ("农业局", 1, 0),
        ("市监局", 0, 2),
    ]


def test_the_boundary_of_a_field():
    rows = {row["field"]: row for row in boundary(small()).collect().iter_rows(named=True)}
    assert set(rows) == {str(one) for one in EnforcementField} == set(themes())
    field = rows["agriculture"]
    assert field["supervises"] == ["农业局", "市监局"]
    assert (field["inspects"], field["enforces"]) == (["农业局"], ["市监局"])
    assert (field["powers"], field["unowned"], field["shared"]) == (1, 0, True)
    assert rows["market"]["supervises"] == []
    assert rows["market"]["shared"] is False
    assert rows["health"]["powers"] == 0


@pytest.mark.parametrize("name", NAMES)
def test_a_pilot_loses_no_duty_and_each_has_one_lead(name: str):
    done = outcome(name)
    for register in (done.before, done.after):
        found = coverage(register).collect()
        assert found.height == register.frame("duties").height
        assert set(found["coverage"]) == {"one"}
    went = followed(done.before, done.after, done.succession.frame()).collect()
    assert went.height == done.before.frame("duties").height
    assert "lost" not in set(went["followed"])
    assert went.filter(pl.col("followed") == "moved").height == 6, "science leaves education"


@pytest.mark.parametrize("name", NAMES)
def test_a_pilot_has_one_lead_receiver_for_each_upper_department(name: str):
    done = outcome(name)
    for register in (done.before, done.after):
        found = receivers(register).collect()
        assert found.height == register.frame("uppers").height
        assert found["receiver"].null_count() == 0
        leads = load(register).collect()["lead"].sum()
        assert leads == found.height


@pytest.mark.parametrize("name", NAMES)
def test_a_pilot_parts_supervision_from_enforcement_in_all_fields_but_one(name: str):
    done = outcome(name)
    before, after = (boundary(one).collect() for one in (done.before, done.after))
    assert before["unowned"].sum() == after["unowned"].sum() == 0
    assert before["powers"].sum() == after["powers"].sum() > 0
    assert before["shared"].all()
    assert after.filter("shared")["field"].to_list() == ["market"]
    assert {tuple(row) for row in after["teams"].to_list()} == {tuple(after["teams"][0].to_list())}

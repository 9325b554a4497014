"""Suggested bodies: the county's own wording says whose a duty or item may be."""

from __future__ import annotations

from polars.testing import assert_frame_equal

from sanding.effects.receivers import suggested_bodies
from sanding.register import Register
from tests.builders import told

COUNTY = {
    "duties": [
        {"id": "d-1", "name": "管理城镇供水和排水", "body": "zjj"},
        {"id": "d-2", "name": "监督管理食品生产经营", "body": "scj"},
    ],
    "items": [
        {"id": "i-1", "name": "食品经营许可", "body": "scj"},
        {"id": "i-2", "name": "残疾人证办理", "body": "cl"},
    ],
    "powers": [
        {"id": "p-1", "name": "对擅自停止供水的处罚", "body": "zjj"},
        {"id": "p-2", "name": "对无证取水的处罚", "body": "slj"},
    ],
}


def best(register: Register, text: str) -> str:
    return suggested_bodies(register, [text], most=1).item(0, "body")


def test_duties_items_and_powers_all_teach():
    register = told(COUNTY)
    assert best(register, "城镇排水许可") == "zjj"
    assert best(register, "残疾人证换领") == "cl"
    assert best(register, "无证取水的查处") == "slj"


def test_suggestions_come_best_first_in_the_order_of_the_texts():
    found = suggested_bodies(told(COUNTY), ["食品生产许可", "停水审批"], most=3)
    assert found.get_column("text").to_list() == ["食品生产许可"] * 3 + ["停水审批"] * 3
    assert found.get_column("rank").to_list() == [1, 2, 3, 1, 2, 3]
    assert found.filter(rank=1).get_column("body").to_list() == ["scj", "zjj"]
    assert all(0 <= value <= 1000 for value in found.get_column("likeness"))


def test_a_text_given_twice_comes_once():
    register = told(COUNTY)
    once = suggested_bodies(register, ["食品"])
    assert_frame_equal(suggested_bodies(register, ["食品", "食品"]), once)


def test_of_words_the_county_never_used_nothing_is_said():
    assert suggested_bodies(told(COUNTY), ["xyz", ""]).is_empty()


def test_a_body_that_is_not_there_is_not_suggested():
    register = told(COUNTY)
    bodies = register.loose("bodies")
    gone = register.with_tables({"bodies": bodies.filter(bodies["id"] != "zjj")})
    assert "zjj" not in suggested_bodies(gone, ["城镇供水"], most=9).get_column("body")


def test_the_order_of_the_rows_tells_nothing():
    turned = {name: rows[::-1] for name, rows in COUNTY.items()}
    texts = ["供水设施停水审批", "食品摊贩登记"]
    one, other = (suggested_bodies(told(tables), texts) for tables in (COUNTY, turned))
    assert_frame_equal(one, other)


def test_a_county_without_words_suggests_nothing():
    found = suggested_bodies(told({}), ["食品许可"])
    assert found.is_empty()
    assert found.columns == ["text", "body", "rank", "likeness"]

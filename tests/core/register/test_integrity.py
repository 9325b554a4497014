from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanding.base.fault_kinds import FaultKind as K
from sanding.register.integrity import faults
from tests.builders import CODE, ROWS, county

BODIES = ROWS["bodies"]


def found(register, **more) -> set[tuple[str, str, str, str]]:
    rows = faults(register, **more).select("code", "table", "key", "column").rows()
    assert len(rows) == len(set(rows))
    return set(rows)


def body(one: str, **values: object) -> dict[str, object]:
    return {"id": one, "name": one, "kind": "institution", **values}


def person(one: str, **values: object) -> dict[str, object]:
    return {"id": one, "name": one, "body": "fgj", **values}


def test_a_sound_county_has_no_faults():
    assert faults(county()).is_empty()


@pytest.mark.parametrize(
    ("tables", "expected"),
    [
        ({"people": [person("r1"), person("r1")]}, (K.DUPLICATE_KEY, "people", "r1", "id")),
        (
            {"establishment": [{"body": "fgj", "kind": "support", "approved": n} for n in (1, 2)]},
            (K.DUPLICATE_KEY, "establishment", "fgj/support", "body"),
        ),
        (
            {
                "portfolios": [
                    {"body": "fgj", "section": None, "role": "head", "position": one}
                    for one in ("fgj-c1", "fgj-d1")
                ]
            },
            (K.DUPLICATE_KEY, "portfolios", "fgj//head", "body"),
        ),
        ({"people": [person("r1", body="x")]}, (K.MISSING_REFERENCE, "people", "r1", "body")),
        ({"bodies": [*BODIES, body("b", level=None)]}, (K.MISSING_VALUE, "bodies", "b", "level")),
        ({"bodies": [*BODIES, body("b", name="")]}, (K.MISSING_VALUE, "bodies", "b", "name")),
        ({"bodies": [*BODIES, body("b", parent="b")]}, (K.CYCLE, "bodies", "b", "parent")),
        (
            {"leadership": [{"body": "fgj", "chief": -1, "deputy": 0}]},
            (K.NEGATIVE, "leadership", "fgj", "chief"),
        ),
        (
            {"bodies": [*BODIES, body("b", credit_code="1" * 18)]},
            (K.WRONG_CODE, "bodies", "b", "credit_code"),
        ),
        (
            {"people": [person("r1", born_on=date(2000, 1, 1), worked_since=date(1999, 1, 1))]},
            (K.BAD_DATE, "people", "r1", "worked_since"),
        ),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
@pytest.mark.parametrize("big", [0, 10**9], ids=["streamed", "in memory"])
def test_a_fault_is_found_in_memory_and_streamed(tables, expected, big):
    # what the spoilt rows no longer carry must not be referred to
    alone = {"appointments": []} if "people" in tables else {}
    register = county(**alone, **tables)
    assert found(register, big=big) == {tuple(map(str, expected))}


def test_a_reference_into_another_county_is_none():
    two = county(counties=[{"id": CODE, "name": "浮山县"}, {"id": "140930", "name": "河曲县"}])
    people = two.loose("people").with_columns(county=pl.lit("140930"))
    places = {place[3] for place in found(two.with_tables({"people": people}), tables=["people"])}
    assert places == {"body", "section"}


def test_co_location_in_a_ring_is_one_fault_named_once():
    pair = [body("b1", co_located_with="b2"), body("b2", co_located_with="b1")]
    (fault,) = faults(county(bodies=[*BODIES, *pair])).rows(named=True)
    assert (fault["code"], fault["key"]) == (K.CYCLE, "b1")
    assert "b1→b2→b1" in fault["message"]


def test_sensitive_values_are_masked():
    (fault,) = faults(
        county(people=[person("r1", id_number="110105194912310021")], appointments=[])
    ).rows(named=True)
    assert fault["value"] == "110*************21"
    assert "19491231" not in fault["message"]


def test_no_more_rows_are_kept_than_asked_for():
    people = [person(f"r{n}", body="x") for n in range(50)]
    assert faults(county(people=people, appointments=[]), most=7).height == 7


links = st.lists(st.integers(0, 11) | st.none(), min_size=12, max_size=12)


@given(links)
def test_a_ring_is_reported_exactly_where_walking_up_comes_back(parents):
    bodies = [
        body(f"n{at:02}", parent=None if up is None else f"n{up:02}")
        for at, up in enumerate(parents)
    ]
    rings = set()
    for start in range(12):
        path, one = [], start
        while one is not None and one not in path:
            path.append(one)
            one = parents[one]
        if one is not None:
            rings.add(f"n{min(path[path.index(one) :]):02}")
    reported = faults(county(bodies=[*BODIES, *bodies]), ["bodies"]).filter(
        pl.col("code") == "cycle"
    )
    assert sorted(reported.get_column("key")) == sorted(rings)

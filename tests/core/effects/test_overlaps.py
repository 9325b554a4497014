"""Suspected overlaps: the likest pairs of two bodies, against all pairs worked out one by one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from sanding.effects import overlaps, wording
from sanding.effects.overlaps import SCHEMA, suspected_overlaps
from sanding.effects.wording import Wording, nearest
from tests.builders import CODE, told

Duty = dict[str, Any]


def duty(one: str, name: str | None, body: str | None, county: str = CODE) -> Duty:
    return {"id": one, "name": name, "body": body, "county": county}


def frames(duties: Sequence[Duty]) -> dict[str, pl.LazyFrame]:
    schema = dict.fromkeys(("id", "name", "body", "county"), pl.String)
    return {"duties": pl.LazyFrame(duties, schema=schema, orient="row")}


def one_by_one(duties: Sequence[Duty], most: int) -> list[tuple[Any, ...]]:
    """All pairs of one county, each by itself."""
    by_id = sorted(duties, key=lambda one: str(one["id"]))
    names = [one["name"] for one in by_id]
    likeness = {
        (text, near): likeness
        for text, near, _rank, likeness in nearest(names, names, most=len(names)).iter_rows()
    }
    pairs = [
        (-likeness[i, j], one["id"], other["id"], one["body"], other["body"])
        for (i, one), (j, other) in combinations(enumerate(by_id), 2)
        if one["body"] != other["body"] and likeness.get((i, j), 0) > 0
    ]
    return [
        (CODE, one, other, body, other_body, -less, rank)
        for rank, (less, one, other, body, other_body) in enumerate(sorted(pairs)[:most], 1)
    ]


WORDS = ["道路", "交通", "安全", "食品", "监督检查", "编制规划", "许可", "救助", "登记", "管理"]
names = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map("".join)
some_duties = st.lists(st.tuples(names, st.sampled_from("甲乙丙")), max_size=12).map(
    lambda rows: [duty(f"d{at:02}", name, body) for at, (name, body) in enumerate(rows)]
)
PLANTED = [
    duty("a-1", "监督检查食品生产经营安全", "scj"),
    duty("a-2", "登记市场主体", "scj"),
    duty("b-1", "监督检查食品安全", "wjj"),
    duty("b-2", "编制卫生规划", "wjj"),
    duty("c-1", "编制交通规划", "jtj"),
]


@given(some_duties, st.integers(min_value=1, max_value=8))
def test_the_list_is_the_top_of_all_pairs(duties: list[Duty], most: int):
    assert suspected_overlaps(frames(duties), most=most).rows() == one_by_one(duties, most)


@given(some_duties, st.sampled_from([0, 300_000, 900_000]))
def test_how_much_is_looked_at_first_changes_nothing(duties: list[Duty], unseen: int):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(overlaps, "UNSEEN", unseen)
        assert suspected_overlaps(frames(duties), most=3).rows() == one_by_one(duties, 3)


@given(some_duties)
def test_small_blocks_find_the_same(duties: list[Duty]):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wording, "MEETINGS", 20)
        patch.setattr(overlaps, "CHECKED", 2)
        assert suspected_overlaps(frames(duties), most=3).rows() == one_by_one(duties, 3)


@given(some_duties.flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))))
def test_the_order_of_the_rows_tells_nothing(pair: tuple[list[Duty], list[Duty]]):
    duties, mixed = pair
    assert_frame_equal(suspected_overlaps(frames(duties)), suspected_overlaps(frames(mixed)))


def test_a_planted_overlap_comes_first():
    first = suspected_overlaps(told({"duties": PLANTED})).row(0, named=True)
    assert (first["duty"], first["other"]) == ("a-1", "b-1")
    assert (first["body"], first["other_body"], first["rank"]) == ("scj", "wjj", 1)


def test_planted_overlaps_among_many_duties_fill_the_list_before_all_others():
    numbers = range(400)
    texts = ["".join(chr(0x4E00 + (at * 61 + step * 7919) % 5000) for step in range(9))
             for at in numbers]  # fmt: skip
    plain = [duty(f"d{at:03}", text, f"b{at % 20}") for at, text in enumerate(texts)]
    copies = [duty(f"e{at:03}", texts[at] + "等工作", "x") for at in range(0, 400, 8)]
    found = suspected_overlaps(frames(plain + copies), most=len(copies))
    pairs = found.sort("duty").select("duty", "other").rows()
    assert pairs == [(f"d{at:03}", f"e{at:03}") for at in range(0, 400, 8)]


def test_two_duties_of_one_body_are_no_overlap():
    duties = [duty("a", "监督检查食品安全", "scj"), duty("b", "监督检查食品安全", "scj")]
    assert suspected_overlaps(frames(duties)).is_empty()


def test_equals_come_by_id():
    duties = [duty(one, "救助", body) for one, body in [("c", "3"), ("a", "1"), ("b", "2")]]
    found = suspected_overlaps(frames(duties))
    assert found.select("duty", "other", "rank").rows() == [
        ("a", "b", 1), ("a", "c", 2), ("b", "c", 3),
    ]  # fmt: skip


def test_no_more_come_than_are_asked_for():
    assert len(suspected_overlaps(told({"duties": PLANTED}), most=2)) == 2


def test_counties_are_apart_and_each_has_its_own_list():
    elsewhere = [{**one, "id": "z" + one["id"], "county": "141028"} for one in PLANTED]
    both = suspected_overlaps(frames([*PLANTED, *elsewhere]))
    alone = suspected_overlaps(frames(PLANTED))
    assert_frame_equal(both.filter(pl.col("county") == CODE), alone)
    assert both.get_column("county").unique().sort().to_list() == [CODE, "141028"]


@pytest.mark.parametrize(
    "name", ["完成县委、县政府交办的其他任务", "承办县政府交办的其他事项。", "  ", None]
)
def test_what_every_body_has_and_what_says_nothing_is_no_overlap(name: str | None):
    assert suspected_overlaps(frames([duty("a", name, "1"), duty("b", name, "2")])).is_empty()


def test_a_duty_that_says_more_than_the_catch_all_is_compared():
    name = "管理婚姻登记，承办县政府交办的其他事项"
    assert len(suspected_overlaps(frames([duty("a", name, "1"), duty("b", name, "2")]))) == 1


def test_a_duty_without_a_lead_is_nobodys_overlap():
    duties = [duty("a", "救助", None), duty("b", "救助", "2")]
    assert suspected_overlaps(frames(duties)).is_empty()


def test_pairs_without_likeness_do_not_come():
    """Two long texts that share one character."""
    halves = ["".join(chr(start + at) for at in range(700)) for start in range(0x4E00, 0x5A00, 768)]
    duties = [duty("a", "水".join(halves[:2]), "1"), duty("b", "水".join(halves[2:]), "2")]
    assert nearest([duties[0]["name"]], [duties[1]["name"]]).item(0, "likeness") == 0
    assert suspected_overlaps(frames(duties)).is_empty()


def test_texts_meet_by_their_rare_grams_first():
    vectors = Wording.of(WORDS).vectors(["道路交通安全管理", "食品安全监督检查管理"])
    whole, seen = (
        frame.group_by("text").agg(rarest=pl.col("gram").min(), commonest=pl.col("gram").max())
        for frame in (vectors, overlaps._rare_part(vectors))
    )
    met = whole.join(seen, on="text", suffix="_seen")
    assert (met["rarest_seen"] == met["rarest"]).all()
    assert (met["commonest_seen"] < met["commonest"]).all()


def test_no_duties_have_no_overlaps():
    assert suspected_overlaps(frames([])).schema == SCHEMA

"""Every person of three lists ends in one place, and is recognised as one would by hand."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from sanding.register.compared_sides import sides
from sanding.register.reconciliation import PAYROLL, PERSONNEL_ROSTER, reconciliation
from tests.core.register.test_reconciliation import rows, told_with
from tests.core.register.three_offices import DAY, MONTH, number
from tests.laws.strategies import examples

NUMBERS = st.sampled_from([None, *map(number, range(4)), number(1)[:-1], "无"])
NAMES = st.sampled_from(["赵一", "钱二"])
HOMES = st.sampled_from(["slj", "jyj"])
STATES = st.sampled_from(["in_post", "in_post", "in_post", "retired", "seconded", "left"])
KINDS = st.sampled_from(["administrative", "institution", "off_establishment"])
person_rows = st.fixed_dictionaries(
    {"name": NAMES, "id_number": NUMBERS, "body": HOMES, "kind": KINDS, "status": STATES}
)
list_rows = st.fixed_dictionaries(
    {"name": NAMES, "id_number": NUMBERS, "kind": KINDS, "status": st.none() | STATES,
     "body": st.sampled_from(["县水利局", "教育局", "县某中心", None]),
     "paid_on": st.sampled_from([MONTH, date(2025, 5, 1), None])}
)  # fmt: skip


@examples(20)
@given(
    st.lists(person_rows, max_size=7),
    st.lists(list_rows, max_size=7),
    st.lists(list_rows, max_size=7),
)
def test_every_person_of_every_list_ends_in_one_place(people: Any, theirs: Any, listed: Any):
    register = told_with(*({**one, "id": f"r-{at}"} for at, one in enumerate(people)))
    roster, payroll = rows(*theirs, table=PERSONNEL_ROSTER), rows(*listed)
    result = reconciliation(register, roster, payroll, on=DAY)
    heights = {"register": len(people), "roster": len(theirs), "payroll": len(listed)}
    for _county, source, count, whole, *parts in result.summary.rows():
        assert count == heights[source]
        assert sum(parts) == whole <= count
        assert min(parts) >= 0
    unlike = result.differences.select("source", "reason", "person", "name", "id_number")
    for source, _reason, person, _name, _number in unlike.rows():
        assert source in heights
        assert person is None or register.has("people", person)
    again = reconciliation(register, roster.reverse(), payroll.reverse(), on=DAY)
    assert result.differences.equals(again.differences)
    assert result.summary.equals(again.summary)


def well_formed(text: str | None) -> bool:
    return text is not None and text in {number(n) for n in range(4)}


def by_hand(people: list[Any], theirs: list[Any]) -> Counter[str]:
    """What becomes of the rows of a roster, one by one: known, namesakes, nobody."""
    persons: dict[Any, Any] = {}
    for at, one in enumerate(people):
        persons.setdefault(one["id_number"] if well_formed(one["id_number"]) else at, one)
    bodies = {"slj": "县水利局", "jyj": "教育局"}

    def may(row: Any, one: Any) -> bool:
        numbered = well_formed(row["id_number"]) and well_formed(one["id_number"])
        same = row["name"] == one["name"] and row["body"] == bodies[one["body"]]
        return same and not numbered

    known = [row["id_number"] for row in theirs if row["id_number"] in persons]
    waiting = [row for row in theirs if row["id_number"] not in persons]
    ends = Counter({"known": len(known)})
    for row in waiting:
        some = [one for one in persons.values() if may(row, one)]
        rivals = [other for other in waiting if len(some) == 1 and may(other, some[0])]
        free = len(some) == 1 and some[0]["id_number"] not in known
        ends["known" if len(rivals) == 1 and free else "namesakes" if some else "nobody"] += 1
    return +ends


@examples(30)
@given(st.lists(person_rows, max_size=6), st.lists(list_rows, max_size=6))
def test_people_are_recognised_as_by_hand(people: Any, theirs: Any):
    in_post = [{**one, "status": "in_post", "kind": "administrative"} for one in people]
    theirs = [{**one, "status": "in_post", "kind": "administrative"} for one in theirs]
    register = told_with(*({**one, "id": f"r-{at}"} for at, one in enumerate(in_post)))
    three = sides(register, rows(*theirs, table=PERSONNEL_ROSTER), PAYROLL.empty(), DAY)
    named = pl.when("namesakes").then(pl.lit("namesakes")).otherwise(pl.lit("nobody"))
    ends = pl.when(pl.col("person").is_not_null()).then(pl.lit("known")).otherwise(named)
    assert Counter(three.roster.select(ends).to_series()) == by_hand(in_post, theirs)

"""Three lists compared: what is planted is found, nothing else; every person is counted once."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache
from typing import Any

import polars as pl
import pytest

from sanding.base.codes import masked
from sanding.examples import example
from sanding.register import Register
from sanding.register.reconciliation import (
    PAYROLL,
    PERSONNEL_ROSTER,
    Reconciliation,
    reconciled,
    reconciliation,
)
from sanding.register.reconciliation_kinds import Compared, Excuse, Reason
from tests.builders import told
from tests.core.register.lawful_looks import ALIKE
from tests.core.register.planted_differences import DIFFERENT, Expected, Plant
from tests.core.register.three_offices import DAY, MONTH, Case, number


@cache
def hequ() -> Register:
    return example("hequ")


BODIES = (
    {"id": "xzf", "name": "县人民政府", "kind": "leading_body"},
    {"id": "slj", "name": "县水利局", "short_name": "水务局", "parent": "xzf",
     "budget_unit": "bu-s"},
    {"id": "skz", "name": "县水库管理站", "kind": "institution", "parent": "slj",
     "budget_unit": "bu-s", "funding": "full"},
    {"id": "jyj", "name": "县教育局", "parent": "xzf", "budget_unit": "bu-j"},
    {"id": "cgxx", "name": "城关小学", "kind": "school", "parent": "jyj"},
    {"id": "gaj", "name": "县公安局", "parent": "xzf"},
    {"id": "zds", "name": "县招待所", "kind": "institution", "funding": "self"},
    {"id": "swj", "name": "县税务局", "kind": "line_managed"},
    {"id": "ttz", "name": "天坛镇", "kind": "township"},
    {"id": "fcz", "name": "凤城镇", "kind": "township"},
)  # fmt: skip
PAYING = (
    {"id": "bu-s", "name": "县水利局", "code": "301001"},
    {"id": "bu-j", "name": "县教育局", "code": "205001"},
)
PLACES = (  # body, kind, identity
    ("slj", "administrative", "civil_servant"),
    ("skz", "institution", "institution_management"),
    ("cgxx", "institution", "institution_professional"),
    ("gaj", "politics_and_law", "civil_servant"),
)


def small() -> Register:
    """A county one can take in at a glance: four people at each of four places."""
    people = [
        {"id": f"r-{body}-{at}", "name": f"{surname}{body}", "body": body, "kind": kind,
         "identity": identity, "status": "in_post", "pay_source": "full"}
        for body, kind, identity in PLACES
        for at, surname in enumerate("赵钱孙李")
    ]  # fmt: skip
    return told({"bodies": BODIES, "budget_units": PAYING, "people": people}, day=DAY)


def compared(case: Case) -> Reconciliation:
    register, roster, payroll = case.frames()
    return reconciliation(register, roster, payroll, on=DAY)


def found(result: Reconciliation) -> Counter[tuple[str, str, str]]:
    rows = result.differences.with_columns(who=pl.coalesce("person", "name"))
    return Counter(rows.select("reason", "source", "who").rows())


def expected(*plants: Expected) -> Counter[tuple[str, str, str]]:
    return Counter((str(a), str(b), who) for plant in plants for a, b, who in plant)


def test_lists_that_agree_have_no_difference():
    result = compared(Case.of(hequ()))
    assert result.differences.is_empty()
    assert result.summary["people"].to_list() == result.summary["agreed"].to_list()
    assert result.excused.rows() == [("140930", "payroll", "self_funded", 20)]


def test_every_planted_difference_is_found_and_no_other():
    case = Case.of(hequ())
    wanted = expected(*(plant(case) for plant in (*DIFFERENT, *ALIKE)))
    assert found(compared(case)) == wanted
    assert len(wanted) >= 40
    assert {reason for reason, _source, _who in wanted} == {str(one) for one in Reason}


@pytest.mark.parametrize("plant", [*DIFFERENT, *ALIKE], ids=lambda plant: plant.__name__)
def test_a_difference_planted_alone_is_found(plant: Plant):
    case = Case.of(small())
    wanted = expected(plant(case))
    assert found(compared(case)) == wanted


def test_the_order_of_rows_does_not_matter():
    case = Case.of(hequ())
    for plant in (*DIFFERENT, *ALIKE):
        plant(case)
    register, roster, payroll = case.frames()
    first = reconciliation(register, roster, payroll, on=DAY)
    mixed = register.with_tables(
        {name: register.frame(name).reverse() for name in ("people", "bodies", "budget_units")}
    )
    paid = payroll.sample(fraction=1, shuffle=True, seed=3)
    again = reconciliation(mixed, roster.reverse(), paid, on=DAY)
    assert first.differences.equals(again.differences)
    assert first.summary.equals(again.summary)
    assert first.excused.equals(again.excused)


# --- a county with few people, said in full ------------------------------------------------------

ONE = {"id": "r-1", "name": "赵一", "body": "slj", "kind": "administrative",
       "identity": "civil_servant", "status": "in_post", "id_number": number(1)}  # fmt: skip


def rows(*some: dict[str, Any], table: Any = PAYROLL) -> pl.DataFrame:
    """Rows of a list of the small county; what is not said is null."""
    whole = [{"county": "141027", **one} for one in some]
    schema = table.schema
    return pl.DataFrame([{c: one.get(c) for c in schema} for one in whole], schema=schema)


def told_with(*people: dict[str, Any], **tables: Any) -> Register:
    return told({"bodies": BODIES, "budget_units": PAYING, "people": people, **tables}, day=DAY)


def paid(
    *some: dict[str, Any], people: tuple[dict[str, Any], ...] = (ONE,), **tables: Any
) -> list[Any]:
    """Reason, person or name, what the register and what the payroll says, of a payroll only."""
    listed = rows(*({"paid_on": MONTH, **one} for one in some))
    everybody = rows(*people, table=PERSONNEL_ROSTER)
    result = reconciled(told_with(*people, **tables), everybody, listed, on=DAY)
    result = result.filter(pl.col("source") == "payroll")
    who = pl.coalesce("person", "name")
    return result.select("reason", who, "registered", "other").rows()


@pytest.mark.parametrize(
    "body",
    ["slj", "县水利局", "浮山县水利局", "水利局", "浮山水利局", "水务局", "县水务局", "县 水 利 局",
     "县水利局（本级）", "水利局机关", "县河长办", "301001", "bu-s", "县水利局\u3000"],
)  # fmt: skip
def test_a_body_is_known_by_each_of_its_names(body: str):
    plaque = {"id": "pl", "name": "县河长办", "body": "slj", "kind": "plaque"}
    assert paid({**ONE, "body": body}, plaques=[plaque]) == []


def test_a_name_that_two_bodies_have_means_none():
    twins = (*BODIES, {"id": "x", "name": "县一中", "short_name": "一中"},
             {"id": "y", "name": "县第一中学", "short_name": "一中"})  # fmt: skip
    found = paid({**ONE, "body": "一中"}, bodies=twins)
    assert found == [("body_unknown", "r-1", "县水利局", "一中")]


def test_a_township_is_known_by_its_government():
    one = {**ONE, "body": "ttz"}
    assert paid({**one, "body": "天坛镇人民政府"}, people=(one,)) == []


def test_co_located_bodies_are_one_staff():
    pair = (*BODIES, {"id": "hb", "name": "县河务局", "co_located_with": "slj"})
    assert paid({**ONE, "body": "县河务局"}, bodies=pair) == []


def test_bodies_beside_each_other_do_not_pay_for_each_other():
    """Both belong to one budget unit, yet neither is the one that pays."""
    beside = (*BODIES, {"id": "dcz", "name": "县大坝站", "parent": "slj", "budget_unit": "bu-s"})
    one = {**ONE, "body": "skz"}
    found = paid({**one, "body": "县大坝站"}, people=(one,), bodies=beside)
    assert found == [("body_differs", "r-1", "县水库管理站", "县大坝站")]
    assert paid({**one, "body": "县水利局"}, people=(one,), bodies=beside) == []


def test_without_budget_units_the_body_right_above_may_pay_but_no_leading_body():
    plain = [{k: v for k, v in body.items() if k != "budget_unit"} for body in BODIES]
    school = {**ONE, "body": "cgxx"}
    assert paid({**school, "body": "县教育局"}, people=(school,), bodies=plain) == []
    found = paid({**ONE, "body": "县人民政府"}, bodies=plain)
    assert found == [("body_differs", "r-1", "县水利局", "县人民政府")]


def test_a_budget_unit_of_the_leading_body_pays_for_nobody_below_it():
    one = {**ONE, "body": "gaj", "kind": "politics_and_law"}
    seat = {**BODIES[0], "budget_unit": "bu-j"}
    found = paid({**one, "body": "县人民政府"}, people=(one,), bodies=(seat, *BODIES[1:]))
    assert found == [("body_differs", "r-1", "县公安局", "县人民政府")]


def test_a_numbered_row_leaves_a_person_with_another_number_out_of_doubt():
    """Two without numbers cannot be told apart; the third of that name can, and is not paid."""
    people = (
        {**ONE, "id": f"r-{n}", "id_number": number(n) if n == 3 else None} for n in (1, 2, 3)
    )
    found = paid({**ONE, "id_number": number(9)}, people=tuple(people))
    assert {(reason, who) for reason, who, *_ in found} == {
        ("namesakes", "赵一"),
        ("namesakes", "r-1"),
        ("namesakes", "r-2"),
        ("in_post_not_paid", "r-3"),
    }


def test_a_row_with_a_number_may_be_whom_the_register_has_no_number_of():
    """So a second row of that name, without a number, cannot be taken for that person."""
    bare = {**ONE, "id_number": None}
    found = paid(ONE, bare, people=(bare,))
    assert Counter((reason, who) for reason, who, *_ in found) == Counter(
        {("namesakes", "赵一"): 2, ("namesakes", "r-1"): 1, ("no_number", "赵一"): 1}
    )


def test_both_sides_are_told_in_words():
    found = paid({**ONE, "kind": "institution", "body": "县教育局", "name": "赵乙"})
    assert found == [
        ("body_differs", "r-1", "县水利局", "县教育局"),
        ("kind_differs", "r-1", "行政编制", "事业编制"),
        ("name_differs", "r-1", "赵一", "赵乙"),
    ]


def test_a_year_of_pay_names_the_months_after_leaving_once():
    left = {**ONE, "status": "left", "left_on": date(2025, 3, 31)}
    year = [{**ONE, "paid_on": date(2025, month, 28)} for month in range(1, 7)]
    said = "2025-04发放；2025-05发放；2025-06发放"
    assert paid(*year, people=(left,)) == [("paid_after_leaving", "r-1", "离职，2025-03-31", said)]


def test_pay_of_several_months_is_no_double_pay():
    assert paid(*({**ONE, "paid_on": date(2025, month, 1)} for month in range(1, 7))) == []


def test_pay_without_a_month_counts_for_the_day_compared():
    left = {**ONE, "status": "retired", "left_on": date(2025, 6, 30)}
    [(reason, *_rest)] = paid({**ONE, "paid_on": None}, people=(left,))
    assert reason == "paid_after_leaving"


def test_somebody_of_the_same_name_with_another_number_is_nobody_known():
    found = paid({**ONE, "id_number": number(2)})
    said = "slj，人社名册也没有此人，台账同单位有同名的人，证号不同"
    assert found == [
        ("paid_not_registered", "赵一", None, said),
        ("in_post_not_paid", "r-1", "在职", None),
    ]


def test_a_number_on_one_side_only_does_not_keep_people_apart():
    bare = {**ONE, "id_number": None}
    assert paid(ONE, people=(bare,)) == []


def test_whom_the_namesake_next_to_them_excludes_is_not_guessed():
    """One of two namesakes has a number; the row without number may still be either of them."""
    other = {**ONE, "id": "r-2", "id_number": None}
    found = paid(ONE, {**ONE, "id_number": None}, people=(ONE, other))
    assert {(reason, who) for reason, who, *_ in found} == {
        ("namesakes", "r-2"),
        ("namesakes", "赵一"),
        ("no_number", "赵一"),
    }


def test_no_number_is_shown_in_full_wherever_it_slipped():
    slipped = {**ONE, "name": f"赵一{number(3)}", "body": f"水利局{number(4)}",
               "id_number": number(5) + "9"}  # fmt: skip
    result = reconciled(told_with(ONE), rows(table=PERSONNEL_ROSTER), rows(slipped, ONE), on=DAY)
    text = result.write_csv()
    assert not [n for n in range(10) if number(n) in text]
    assert set(result["id_number"]) == {masked(number(1)), masked(number(5) + "9")}


def test_counties_are_compared_apart():
    both = ({"id": "141027", "name": "浮山县"}, {"id": "140930", "name": "河曲县"})
    other = {**ONE, "id": "r-2", "county": "140930", "body": "hq", "name": "钱二"}
    bodies = (*BODIES, {"id": "hq", "name": "县水利局", "county": "140930"})
    register = told_with(ONE, other, counties=both, bodies=bodies)
    listed = rows(ONE, {**other, "body": "县水利局"})
    theirs = rows(ONE, {**other, "body": "县水利局"}, table=PERSONNEL_ROSTER)
    result = reconciliation(register, theirs, listed, on=DAY)
    assert result.differences.is_empty()
    assert result.summary.height == 6


def test_line_managed_and_self_funded_bodies_are_not_expected_on_the_payroll():
    away = {**ONE, "id": "r-2", "body": "swj", "id_number": number(2)}
    inn = {**ONE, "id": "r-3", "body": "zds", "id_number": number(3)}
    theirs = rows(ONE, inn, table=PERSONNEL_ROSTER)
    result = reconciliation(told_with(ONE, away, inn), theirs, rows(ONE), on=DAY)
    assert result.differences.is_empty()
    assert result.excused.rows() == [
        ("141027", str(Compared.ROSTER), str(Excuse.MANAGED_FROM_ABOVE), 1),
        ("141027", str(Compared.PAYROLL), str(Excuse.SELF_FUNDED), 1),
        ("141027", str(Compared.PAYROLL), str(Excuse.MANAGED_FROM_ABOVE), 1),
    ]


def test_empty_lists_leave_everybody_of_the_register_missing():
    empty = PERSONNEL_ROSTER.empty(), PAYROLL.empty()
    result = reconciliation(told_with(ONE), *empty, on=DAY)
    assert result.differences["reason"].to_list() == [
        "in_post_not_paid",
        "registered_not_on_roster",
    ]
    assert result.summary.select("source", "people", "unmatched").rows() == [("register", 1, 1)]
    nobody = reconciliation(told({"bodies": BODIES}, day=DAY), *empty, on=DAY)
    assert nobody.differences.is_empty()


def test_thousands_of_namesakes_are_named_and_not_multiplied():
    crowd = pl.concat([rows({**ONE, "id_number": None})] * 5_000)
    people = [{**ONE, "id": f"r-{n}", "id_number": None} for n in range(3_000)]
    result = reconciliation(told_with(*people), rows(table=PERSONNEL_ROSTER), crowd, on=DAY)
    counted = Counter(result.differences.select("source", "reason").rows())
    assert counted[("payroll", "namesakes")] == 5_000 + 3_000

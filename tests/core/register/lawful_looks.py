"""What lawfully looks different in counties, each planted on somebody else: no difference."""

from __future__ import annotations

from datetime import date

from tests.core.register.planted_differences import ROSTER, Expected, Plant, R
from tests.core.register.three_offices import Case, Row


def seconded_within_the_county(case: Case) -> Expected:
    """Paid at home, listed where the work is."""
    one = case.take()
    one |= {"status": "seconded", "working_body": case.elsewhere_id(one)}
    case.on(case.roster, one).update(body=one["working_body"], status="seconded")
    return []


def on_assignment_out_of_the_county(case: Case) -> Expected:
    one = case.take()
    one["status"] = "on_assignment"
    case.on(case.roster, one)["body"] = "省乡村振兴局"
    return []


def in_the_reassignment_pool(case: Case) -> Expected:
    one = case.take()
    one |= {"status": "in_pool", "working_body": case.elsewhere_id(one)}
    return []


def seconded_without_a_number(case: Case) -> Expected:
    """Recognised by name where the work is; that the number is missing is all there is to say."""
    one = case.take()
    one |= {"status": "seconded", "working_body": case.elsewhere_id(one)}
    case.on(case.roster, one).update(body=one["working_body"], id_number=None)
    return [(R.NO_NUMBER, ROSTER, one["id"])]


def politics_and_law_paid_as_administrative(case: Case) -> Expected:
    one = case.take(kind="politics_and_law")
    case.on(case.payroll, one)["kind"] = "administrative"
    return []


def entered_in_the_month_of_pay(case: Case) -> Expected:
    one = case.take()
    one["entered_on"] = date(2025, 6, 20)
    case.off(case.payroll, one)
    return []


def retired_in_the_month_of_pay(case: Case) -> Expected:
    one = case.take()
    one |= {"status": "retired", "left_on": date(2025, 6, 10)}
    case.on(case.roster, one)["status"] = "retired"
    return []


def retired_and_paid_a_pension(case: Case) -> Expected:
    one = case.take()
    one |= {"status": "retired", "left_on": date(2020, 6, 10)}
    case.on(case.roster, one)["status"] = "retired"
    case.on(case.payroll, one)["status"] = "retired"
    return []


def retired_long_ago_and_in_no_register(case: Case) -> Expected:
    case.stranger(case.roster, status="retired")
    case.stranger(case.payroll, status="retired")
    return []


def retiring_next_year(case: Case) -> Expected:
    case.on(case.roster, case.take())["retired_on"] = date(2026, 3, 31)
    return []


def entering_next_month(case: Case) -> Expected:
    case.stranger(case.roster, entered_on=date(2025, 8, 1))
    return []


def retired_with_what_no_longer_matters(case: Case) -> Expected:
    one = case.take(kind="institution")
    one |= {"status": "retired", "left_on": date(2020, 6, 10)}
    last = {"status": "retired", "body": case.elsewhere(one), "kind": "administrative"}
    case.on(case.roster, one).update(last, identity="support_worker")
    case.on(case.payroll, one).update(last)
    return []


def off_establishment_staff_on_the_roster(case: Case) -> Expected:
    case.stranger(case.roster, kind="off_establishment")
    return []


def a_body_paid_through_the_one_above(case: Case) -> Expected:
    one, above = case.below()
    case.on(case.payroll, one)["body"] = above
    return []


def a_self_funded_body(case: Case) -> Expected:
    """Nobody of it is on the payroll from the start."""
    assert not {row["person"] for row in case.payroll} & {
        one for one, row in case.people.items() if row["pay_source"] == "self"
    }
    return []


def a_name_with_spaces_and_a_small_x(case: Case) -> Expected:
    one: Row = case.take()
    while not one["id_number"].endswith("X"):
        one = case.take()
    row = case.on(case.payroll, one)
    row["name"], row["id_number"] = "　".join(row["name"]), "'" + row["id_number"].lower()
    return []


ALIKE: tuple[Plant, ...] = (
    seconded_within_the_county, on_assignment_out_of_the_county, in_the_reassignment_pool,
    seconded_without_a_number, politics_and_law_paid_as_administrative,
    entered_in_the_month_of_pay, retired_in_the_month_of_pay, retired_and_paid_a_pension,
    retired_long_ago_and_in_no_register, retiring_next_year,
    entering_next_month, retired_with_what_no_longer_matters,
    off_establishment_staff_on_the_roster, a_body_paid_through_the_one_above, a_self_funded_body,
    a_name_with_spaces_and_a_small_x,
)  # fmt: skip

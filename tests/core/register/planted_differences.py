"""Differences as counties have them, each planted on somebody else, with what must be found.

A plant returns the differences it makes: reason, list, and the person's id or a stranger's name.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sanding.register.reconciliation_kinds import Compared, Reason
from tests.core.register.three_offices import Case

R, REGISTER, ROSTER, PAID = Reason, Compared.REGISTER, Compared.ROSTER, Compared.PAYROLL
Expected = list[tuple[Reason, Compared, str]]
Plant = Callable[[Case], Expected]


def a_ghost_is_paid(case: Case) -> Expected:
    return [(R.PAID_NOT_REGISTERED, PAID, case.stranger(case.payroll))]


def a_ghost_without_number_is_paid(case: Case) -> Expected:
    name = case.stranger(case.payroll, id_number=None)
    return [(R.PAID_NOT_REGISTERED, PAID, name), (R.NO_NUMBER, PAID, name)]


def somebody_on_both_lists_never_entered(case: Case) -> Expected:
    name = case.stranger(case.payroll, case.roster)
    return [(R.PAID_NOT_REGISTERED, PAID, name), (R.ROSTER_NOT_REGISTERED, ROSTER, name)]


def somebody_is_on_the_roster_only(case: Case) -> Expected:
    return [(R.ROSTER_NOT_REGISTERED, ROSTER, case.stranger(case.roster))]


def off_establishment_staff_is_paid(case: Case) -> Expected:
    name = case.stranger(case.payroll, case.roster, kind="off_establishment")
    return [(R.PAID_OFF_ESTABLISHMENT, PAID, name)]


def a_retired_stranger_is_paid(case: Case) -> Expected:
    name = case.stranger(case.payroll, case.roster)
    case.roster[-1] |= {"status": "retired", "retired_on": date(2024, 3, 31)}
    return [(R.PAID_AFTER_LEAVING, PAID, name)]


def a_retired_person_is_paid(case: Case) -> Expected:
    one = case.take()
    one |= {"status": "retired", "left_on": date(2024, 12, 31)}
    case.on(case.roster, one)["status"] = "retired"
    return [(R.PAID_AFTER_LEAVING, PAID, one["id"])]


def somebody_left_on_an_unknown_day_and_is_paid(case: Case) -> Expected:
    one = case.take()
    one["status"] = "left"
    case.off(case.roster, one)
    return [(R.PAID_AFTER_LEAVING, PAID, one["id"])]


def retired_on_the_roster_in_post_in_the_register_and_paid(case: Case) -> Expected:
    one = case.take()
    case.on(case.roster, one).update(status="retired", retired_on=date(2025, 5, 31))
    return [(R.STATUS_DIFFERS, ROSTER, one["id"]), (R.PAID_AFTER_LEAVING, PAID, one["id"])]


def retired_on_the_roster_in_post_in_the_register_and_not_paid(case: Case) -> Expected:
    one = case.take()
    case.on(case.roster, one).update(status="retired", retired_on=date(2025, 5, 31))
    case.off(case.payroll, one)
    return [(R.STATUS_DIFFERS, ROSTER, one["id"])]


def retired_in_the_register_in_post_on_the_roster(case: Case) -> Expected:
    one = case.take()
    one |= {"status": "retired", "left_on": date(2025, 1, 31)}
    case.off(case.payroll, one)
    return [(R.STATUS_DIFFERS, ROSTER, one["id"])]


def a_pension_is_paid_to_somebody_in_post(case: Case) -> Expected:
    one = case.take()
    case.on(case.payroll, one)["status"] = "retired"
    return [(R.STATUS_DIFFERS, PAID, one["id"])]


def in_post_and_not_paid(case: Case) -> Expected:
    one = case.take()
    case.off(case.payroll, one)
    return [(R.IN_POST_NOT_PAID, PAID, one["id"])]


def in_post_and_not_on_the_roster(case: Case) -> Expected:
    one = case.take()
    case.off(case.roster, one)
    return [(R.REGISTERED_NOT_ON_ROSTER, ROSTER, one["id"])]


def in_the_register_only(case: Case) -> Expected:
    one = case.take()
    case.off(case.roster, one)
    case.off(case.payroll, one)
    return [(R.REGISTERED_NOT_ON_ROSTER, ROSTER, one["id"]), (R.IN_POST_NOT_PAID, PAID, one["id"])]


def another_body_pays(case: Case) -> Expected:
    one = case.take()
    case.on(case.payroll, one)["body"] = case.elsewhere(one)
    return [(R.BODY_DIFFERS, PAID, one["id"])]


def the_roster_has_another_body(case: Case) -> Expected:
    one = case.take()
    case.on(case.roster, one)["body"] = case.elsewhere(one)
    return [(R.BODY_DIFFERS, ROSTER, one["id"])]


def the_receiving_body_pays_who_is_seconded(case: Case) -> Expected:
    one = case.take()
    one |= {"status": "seconded", "working_body": case.elsewhere_id(one)}
    case.on(case.payroll, one)["body"] = one["working_body"]
    return [(R.BODY_DIFFERS, PAID, one["id"])]


def nobody_knows_the_paying_body(case: Case) -> Expected:
    one = case.take()
    case.on(case.payroll, one)["body"] = "县某某服务中心"
    return [(R.BODY_UNKNOWN, PAID, one["id"])]


def nobody_knows_the_body_on_the_roster(case: Case) -> Expected:
    one = case.take()
    case.on(case.roster, one)["body"] = "县某某服务中心"
    return [(R.BODY_UNKNOWN, ROSTER, one["id"])]


def paid_on_another_kind_of_post(case: Case) -> Expected:
    one = case.take(kind="institution")
    case.on(case.payroll, one)["kind"] = "administrative"
    return [(R.KIND_DIFFERS, PAID, one["id"])]


def another_kind_of_post_on_the_roster(case: Case) -> Expected:
    one = case.take(kind="administrative")
    case.on(case.roster, one)["kind"] = "politics_and_law"
    return [(R.KIND_DIFFERS, ROSTER, one["id"])]


def another_identity_on_the_roster(case: Case) -> Expected:
    one = case.take(identity="institution_professional")
    case.on(case.roster, one)["identity"] = "support_worker"
    return [(R.IDENTITY_DIFFERS, ROSTER, one["id"])]


def paid_under_another_name(case: Case) -> Expected:
    one = case.take()
    case.on(case.payroll, one)["name"] = "司马改名"
    return [(R.NAME_DIFFERS, PAID, one["id"])]


def another_name_on_the_roster(case: Case) -> Expected:
    one = case.take()
    case.on(case.roster, one)["name"] = "司马改名"
    return [(R.NAME_DIFFERS, ROSTER, one["id"])]


def paid_twice(case: Case) -> Expected:
    one = case.take()
    case.payroll.append(dict(case.on(case.payroll, one)))
    return [(R.PAID_TWICE, PAID, one["id"])]


def twice_on_the_roster(case: Case) -> Expected:
    one = case.take()
    case.roster.append(dict(case.on(case.roster, one)))
    return [(R.LISTED_TWICE, ROSTER, one["id"])]


def twice_in_the_register(case: Case) -> Expected:
    one = case.take()
    case.people["zzz"] = {**one, "id": "zzz", "body": case.elsewhere_id(one)}
    return [(R.LISTED_TWICE, REGISTER, one["id"])]


def paid_by_two_bodies(case: Case) -> Expected:
    one = case.take()
    case.payroll.append({**case.on(case.payroll, one), "body": case.elsewhere(one)})
    return [(R.PAID_BY_TWO_BODIES, PAID, one["id"]), (R.BODY_DIFFERS, PAID, one["id"])]


def a_ghost_is_paid_by_two_bodies(case: Case) -> Expected:
    name = case.stranger(case.payroll)
    case.payroll.append({**case.payroll[-1], "body": "县某某服务中心"})
    return [(R.PAID_NOT_REGISTERED, PAID, name), (R.PAID_BY_TWO_BODIES, PAID, name)]


def a_digit_of_the_number_is_missing(case: Case) -> Expected:
    one = case.take()
    case.on(case.payroll, one)["id_number"] = one["id_number"][:-1]
    return [(R.MALFORMED_NUMBER, PAID, one["id"])]


def a_digit_of_the_number_is_wrong(case: Case) -> Expected:
    one = case.take()
    wrong = str((int(one["id_number"][5]) + 1) % 10)
    row = case.on(case.roster, one)
    row["id_number"] = one["id_number"][:5] + wrong + one["id_number"][6:]
    return [(R.MALFORMED_NUMBER, ROSTER, one["id"])]


def no_number_on_the_payroll(case: Case) -> Expected:
    one = case.take()
    case.on(case.payroll, one)["id_number"] = None
    return [(R.NO_NUMBER, PAID, one["id"])]


def no_number_on_the_roster(case: Case) -> Expected:
    one = case.take()
    case.on(case.roster, one)["id_number"] = "  "
    return [(R.NO_NUMBER, ROSTER, one["id"])]


def no_number_in_the_register(case: Case) -> Expected:
    one = case.take()
    one["id_number"] = None
    return [(R.NO_NUMBER, REGISTER, one["id"])]


def a_wrong_number_in_the_register(case: Case) -> Expected:
    one = case.take()
    one["id_number"] = "12345"
    return [(R.MALFORMED_NUMBER, REGISTER, one["id"])]


def posted_elsewhere_without_being_seconded(case: Case) -> Expected:
    """混岗: the register knows where the work is, but no status says that it is lawful."""
    one = case.take()
    one["working_body"] = case.elsewhere_id(one)
    case.on(case.roster, one)["body"] = one["working_body"]
    return [(R.BODY_DIFFERS, ROSTER, one["id"])]


def retired_and_in_post_on_one_roster(case: Case) -> Expected:
    one = case.take()
    case.roster.append({**case.on(case.roster, one), "status": "retired"})
    return [(R.LISTED_TWICE, ROSTER, one["id"]), (R.STATUS_DIFFERS, ROSTER, one["id"])]


def two_rows_for_one_name(case: Case) -> Expected:
    """Nobody has a number: either row may be the person, or neither."""
    one = case.take()
    one["id_number"] = None
    row = case.on(case.payroll, one)
    row["id_number"] = None
    case.payroll.append(dict(row))
    name = one["name"]
    twice = [(R.NAMESAKES, PAID, name), (R.NO_NUMBER, PAID, name)] * 2
    return [*twice, (R.NAMESAKES, PAID, one["id"]), (R.NO_NUMBER, REGISTER, one["id"])]


def namesakes_without_numbers(case: Case) -> Expected:
    """Two of one name in one body, told apart by their numbers on the roster only."""
    pair = [case.take(), case.take()]
    found: Expected = []
    for one in pair:
        one |= {"name": "诸葛同", "body": case.home.item(0, "id")}
        case.on(case.roster, one).update(name="诸葛同", body=one["body"])
        case.on(case.payroll, one).update(name="诸葛同", body=one["body"], id_number=None)
        found += [(R.NAMESAKES, PAID, one["id"]), (R.NAMESAKES, PAID, "诸葛同")]
        found += [(R.NO_NUMBER, PAID, "诸葛同")]
    return found


def a_namesake_who_is_already_recognised(case: Case) -> Expected:
    """A second row without number may be the same person again: nobody can say."""
    one = case.take()
    case.payroll.append({**case.on(case.payroll, one), "id_number": None})
    name = one["name"]
    return [(R.NAMESAKES, PAID, name), (R.NO_NUMBER, PAID, name)]


DIFFERENT: tuple[Plant, ...] = (
    a_ghost_is_paid, a_ghost_without_number_is_paid, somebody_on_both_lists_never_entered,
    somebody_is_on_the_roster_only, off_establishment_staff_is_paid, a_retired_stranger_is_paid,
    a_retired_person_is_paid, somebody_left_on_an_unknown_day_and_is_paid,
    retired_on_the_roster_in_post_in_the_register_and_paid,
    retired_on_the_roster_in_post_in_the_register_and_not_paid,
    retired_in_the_register_in_post_on_the_roster, a_pension_is_paid_to_somebody_in_post,
    in_post_and_not_paid, in_post_and_not_on_the_roster, in_the_register_only, another_body_pays,
    the_roster_has_another_body, the_receiving_body_pays_who_is_seconded,
    nobody_knows_the_paying_body, nobody_knows_the_body_on_the_roster,
    paid_on_another_kind_of_post, another_kind_of_post_on_the_roster,
    another_identity_on_the_roster, paid_under_another_name, another_name_on_the_roster,
    paid_twice, twice_on_the_roster, twice_in_the_register, paid_by_two_bodies,
    a_ghost_is_paid_by_two_bodies, a_digit_of_the_number_is_missing,
    a_digit_of_the_number_is_wrong, no_number_on_the_payroll, no_number_on_the_roster,
    no_number_in_the_register, a_wrong_number_in_the_register,
    posted_elsewhere_without_being_seconded, retired_and_in_post_on_one_roster,
    two_rows_for_one_name, namesakes_without_numbers, a_namesake_who_is_already_recognised,
)  # fmt: skip

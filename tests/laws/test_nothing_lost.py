"""A plan loses nobody and nothing: ids have successors, duties a lead, people their file."""

from __future__ import annotations

from collections import Counter

from hypothesis import given

from sanding.plan import apply
from sanding.register import Register
from tests.laws.oracles import Row, lost, rows
from tests.laws.strategies import ENDING, Case, cases, examples

MOVING = {"body", "section", "working_body"}  # all that a plan may change about a person


@examples(60)
@given(cases())
def test_every_id_that_disappears_has_successors_that_exist(case: Case) -> None:
    outcome = apply(case.plan, case.register)
    assert lost(outcome) == []
    assert outcome.losses().rows() == []


@examples(50)
@given(cases(kinds=ENDING))
def test_who_succeeds_a_successor_succeeds_all_it_stood_for(case: Case) -> None:
    assert lost(apply(case.plan, case.register)) == []


@examples(60)
@given(cases())
def test_duties_keep_one_lead_body_and_people_stay_who_they_are(case: Case) -> None:
    after = apply(case.plan, case.register).after
    bodies = {row["id"] for row in rows(after, "bodies")}
    duties = rows(after, "duties")
    assert Counter(row["id"] for row in duties) == Counter(
        row["id"] for row in rows(case.register, "duties")
    )
    assert all(row["body"] in bodies for row in duties)
    leads = {row["id"]: row["body"] for row in duties}
    assert all(leads[row["duty"]] != row["body"] for row in rows(after, "assists"))
    assert _who(after) == _who(case.register)


def _who(register: Register) -> list[Row]:
    people = sorted(rows(register, "people"), key=lambda row: str(row["id"]))
    return [{name: cell for name, cell in row.items() if name not in MOVING} for row in people]

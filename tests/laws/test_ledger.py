"""Posts are conserved: within each scope, and for each single body, whatever the plan."""

from __future__ import annotations

from hypothesis import given

from sanding.plan import apply
from tests.laws.oracles import booked, columns_of, posts_by_body, posts_by_scope, whole
from tests.laws.strategies import Case, cases, examples


@examples(60)
@given(cases())
def test_the_ledger_balances_within_each_scope_and_for_each_body(case: Case) -> None:
    outcome = apply(case.plan, case.register)
    ledger = outcome.ledger.to_dicts()
    assert columns_of(ledger, "before") == whole(posts_by_scope(case.register))
    assert columns_of(ledger, "after") == whole(posts_by_scope(outcome.after))
    for row in ledger:
        come, gone = row["created"] + row["received"], row["cut"] + row["sunk"] + row["given"]
        assert row["before"] + come == row["after"] + gone
        assert row["balance"] == 0
    bodies, scopes = booked(outcome)  # the lines lead from the posts before to the posts after
    assert bodies == whole(posts_by_body(outcome.after))
    assert scopes == whole(posts_by_scope(outcome.after))

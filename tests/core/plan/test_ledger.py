"""The ledger: nothing is lost on the way, and what would be is caught where it was lost."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from sanding.plan import Change, Entry, Movement, Outcome, Scope, apply, ledger
from sanding.plan.absorb_body import AbsorbBody
from sanding.plan.approve_leadership import ApproveLeadership
from sanding.plan.approve_posts import ApprovePosts
from sanding.plan.cut_posts import CutPosts
from sanding.plan.edit import updated
from sanding.plan.ledger import SCOPES, approved, scope_of
from sanding.plan.sink_posts import SinkPosts
from sanding.register.kinds import BodyKind, PostKind
from tests.builders import county, plan, told

NUMBERS = ("before", "created", "received", "after", "cut", "sunk", "given", "balance")
SINK = SinkPosts(body="zwzx", township="ttz", post_kind=PostKind.INSTITUTION, posts=5)
ABSORB = AbsorbBody(absorbed="zwzx", into="fgj")


def line(outcome: Outcome, scope: Scope, post: str) -> dict[str, int]:
    row = outcome.ledger.filter(scope=scope.value, post=post).select(NUMBERS).to_dicts()
    return {name: number for name, number in row[0].items() if number} if row else {}


def test_posts_are_counted_by_scope_and_kind_leaders_as_kinds_of_their_own():
    assert approved(county()).rows() == [
        ("institutions", "institution", 15),
        ("offices", "administrative", 21),
        ("offices", "chief", 2),
        ("offices", "deputy", 5),
    ]


@pytest.mark.parametrize("kind", BodyKind)
def test_every_kind_of_body_has_one_scope(kind: BodyKind):
    register = told({"bodies": [{"id": "某机构", "kind": kind.value}]})
    own = {BodyKind.SCHOOL, BodyKind.HOSPITAL, BodyKind.TOWNSHIP}
    institutions = {BodyKind.INSTITUTION, BodyKind.ENFORCEMENT_INSTITUTION}
    scope = scope_of(register, "某机构")
    assert scope == SCOPES.get(kind, Scope.OFFICES)
    assert (scope is Scope.INSTITUTIONS) == (kind in institutions)
    assert (scope in {Scope.SCHOOLS, Scope.HOSPITALS, Scope.TOWNSHIPS}) == (kind in own)


def test_what_sinks_leaves_one_scope_and_comes_to_the_other():
    outcome = apply(plan(SINK), county())
    assert line(outcome, Scope.INSTITUTIONS, "institution") == {
        "before": 15,
        "after": 10,
        "sunk": 5,
    }
    assert line(outcome, Scope.TOWNSHIPS, "institution") == {"after": 5, "received": 5}


def test_what_is_given_within_a_scope_is_no_movement_of_it():
    outcome = apply(plan(AbsorbBody(absorbed="gxj", into="fgj")), county())
    assert line(outcome, Scope.OFFICES, "administrative") == {"before": 21, "after": 21}
    assert line(outcome, Scope.OFFICES, "chief") == {"before": 2, "after": 1, "cut": 1}


def test_what_is_given_to_another_scope_is_given_and_received():
    outcome = apply(plan(ABSORB), county())
    assert line(outcome, Scope.INSTITUTIONS, "institution") == {"before": 15, "given": 15}
    assert line(outcome, Scope.OFFICES, "institution") == {"after": 15, "received": 15}


def test_many_movements_of_one_line_add_up():
    changes = (
        ApprovePosts(body="fgj", post_kind=PostKind.ADMINISTRATIVE, approved=20),
        CutPosts(body="fgj", post_kind=PostKind.ADMINISTRATIVE, posts=3),
        CutPosts(body="gxj", post_kind=PostKind.ADMINISTRATIVE, posts=4),
        ApproveLeadership(body="gxj", chief=1, deputy=1, other=2),
    )
    outcome = apply(plan(*changes), county())
    assert line(outcome, Scope.OFFICES, "administrative") == {
        "before": 21, "created": 8, "after": 22, "cut": 7,
    }  # fmt: skip
    assert line(outcome, Scope.OFFICES, "deputy") == {"before": 5, "after": 4, "cut": 1}
    assert line(outcome, Scope.OFFICES, "other") == {"created": 2, "after": 2}


def test_a_post_of_another_kind_never_fills_the_gap():
    before = told({"establishment": [{"body": "甲", "kind": "administrative", "approved": 3}]})
    after = told({"establishment": [{"body": "甲", "kind": "support", "approved": 3}]})
    balance = dict(ledger(before, after, ()).select("post", "balance").rows())
    assert balance == {"administrative": 3, "support": -3}


LOSSES = {
    "a post forgotten": ("establishment", "zwzx", {"approved": 14}, "institutions/institution"),
    "a post made": ("establishment", "fgj", {"approved": 13}, "offices/administrative"),
    "a kind mistaken": ("establishment", "zwzx", {"kind": "support"}, "institutions/institution"),
    "a leader forgotten": ("leadership", "gxj", {"deputy": 1}, "offices/deputy"),
    "posts of nobody": ("establishment", "gxj", {"body": "nobody"}, "offices/administrative"),
    "posts elsewhere": ("establishment", "gxj", {"body": "ttz"}, "townships/administrative"),
}


@pytest.mark.parametrize(("table", "body", "spoilt", "place"), LOSSES.values(), ids=list(LOSSES))
@pytest.mark.parametrize("change", [None, SINK], ids=["nothing done", "posts sunk"])
def test_a_post_lost_by_hand_is_caught_and_located(
    table: str, body: str, spoilt: dict[str, object], place: str, change: Change | None
):
    outcome = apply(plan(*([change] if change else [])), county())
    assert outcome.losses().is_empty()
    corrupt = updated(outcome.after.loose(table), pl.col("body") == body, **spoilt)
    outcome = replace(outcome, after=outcome.after.with_tables({table: corrupt}))
    assert ("establishment", place, "unbalanced") in outcome.losses().rows()


def test_a_line_left_out_is_caught():
    outcome = apply(plan(SINK), county())
    silent = replace(outcome, entries=())
    assert [one for _, one, _ in silent.losses().rows()] == [
        "institutions/institution",
        "townships/institution",
    ]


def test_a_body_that_went_with_its_posts_is_caught_twice():
    outcome = apply(plan(), county())
    bodies = outcome.after.loose("bodies")
    gone = outcome.after.with_tables({"bodies": bodies.filter(bodies["id"] != "zwzx")})
    assert replace(outcome, after=gone).losses().rows() == [
        ("bodies", "zwzx", "orphan"),
        ("establishment", "institutions/institution", "unbalanced"),
    ]


def test_an_empty_ledger_is_a_ledger():
    nothing = told({})
    assert ledger(nothing, nothing, ()).rows() == []
    entry = Entry(Movement.CREATED, PostKind.SUPPORT, 2, None, "甲", None, Scope.SCHOOLS)
    rows = ledger(nothing, nothing, [entry]).select("scope", "post", "created", "balance").rows()
    assert rows == [("schools", "support", 2, 2)]

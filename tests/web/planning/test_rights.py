"""Who may do what to a plan: by role, by county, and nobody decides on what they submitted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from sanding_web.accounts.access import Actor, Held
from sanding_web.planning import actions
from sanding_web.planning.models import TRANSITIONS, Draft, State
from sanding_web.planning.queries import plan_page, plans
from sanding_web.planning.states import IllegalTransition, go
from tests.builders import CODE
from tests.web.builders import actor
from tests.web.planning.told import (
    ABSORB,
    THREE,
    Room,
    applied,
    approved,
    does,
    drafted,
    judged,
    room,
    submitted,
)

pytestmark = pytest.mark.django_db
ROLES = ("officer", "reviewer", "approver", "viewer")
STAGES = {"submit": drafted, "judge": submitted, "send_back": submitted, "approve": judged,
          "carry_out": approved, "revert": applied, "edit": drafted, "comment": drafted,
          "drop": drafted, "rebase": drafted, "undo": drafted}  # fmt: skip
GIVEN = {
    "judge": {"change_id": "并局", "accepted": True, "reason": ""}, "send_back": {"reason": "再议"},
    "edit": {"change": dict(ABSORB)}, "comment": {"change": "", "text": "好"},
}  # fmt: skip
MAY = {
    "edit": {"officer"}, "undo": {"officer"}, "drop": {"officer"}, "rebase": {"officer"},
    "submit": {"officer"}, "carry_out": {"officer"}, "revert": {"officer"},
    "judge": {"reviewer"}, "send_back": {"reviewer", "approver"}, "approve": {"approver"},
    "comment": {"officer", "reviewer", "approver"},
}  # fmt: skip


@pytest.fixture
def at(db: None) -> Room:
    return room()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", sorted(MAY))
def test_each_act_is_open_to_its_roles_and_to_no_other(at: Room, name: str, role: str):
    draft = STAGES[name](at, *THREE)
    given = {"draft_id": draft.pk, **GIVEN.get(name, {})}
    if role in MAY[name]:
        assert does(getattr(actions, name), getattr(at, role), **given).pk == draft.pk
    else:
        with pytest.raises(PermissionDenied):
            does(getattr(actions, name), getattr(at, role), **given)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", sorted(set(MAY) - {"undo", "comment", "edit"}))
def test_the_page_offers_what_the_act_allows(at: Room, name: str, role: str):
    draft = STAGES[name](at, *THREE)
    page = plan_page(draft, getattr(at, role))
    if name == "rebase":  # nothing to be rebased onto
        assert not page.may_rebase
    else:
        assert getattr(page, f"may_{name}") is (role in MAY[name])


def test_plans_of_other_counties_are_not_seen(at: Room):
    drafted(at)
    assert [one.name for one in plans(at.viewer)] == ["方案"]
    assert plans(actor("officer", "140930")) == []
    assert plans(actor("administrator", "")) == []


def all_roles(who: Actor) -> Actor:
    """The same officer, holding every role."""
    return replace(who, held=tuple(Held(role, CODE) for role in ROLES))


def test_who_submitted_a_plan_neither_reviews_nor_approves_it(at: Room):
    both = all_roles(at.officer)
    draft = submitted(at)
    with pytest.raises(PermissionDenied):
        does(actions.judge, both, draft_id=draft.pk, **GIVEN["judge"])
    for one in THREE:
        given = {**GIVEN["judge"], "change_id": one["id"]}
        does(actions.judge, at.reviewer, draft_id=draft.pk, **given)
    with pytest.raises(PermissionDenied):
        does(actions.approve, both, draft_id=draft.pk)
    page = plan_page(Draft.objects.get(pk=draft.pk), both)
    assert (page.may_judge, page.may_approve) == (False, False)
    assert does(actions.approve, at.approver, draft_id=draft.pk).state == State.APPROVED


def test_who_alone_reviewed_every_change_does_not_approve(at: Room):
    draft = judged(at)
    with pytest.raises(PermissionDenied):
        does(actions.approve, all_roles(at.reviewer), draft_id=draft.pk)


def test_the_database_knows_no_plan_approved_by_who_submitted_it(at: Room):
    draft = approved(at)
    draft.approved_by_id = draft.submitted_by_id
    with pytest.raises(IntegrityError), transaction.atomic():
        draft.save()


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("target", State.values)
def test_states_change_by_the_table_alone(at: Room, state: str, target: str):
    draft = drafted(at)
    draft.state = state
    if target in TRANSITIONS[state]:
        go(draft, target)
        assert draft.state == target
    else:
        with pytest.raises(IllegalTransition):
            go(draft, target)
        assert draft.state == state


CLOSED = (submitted, approved, applied)


@pytest.mark.parametrize("stage", CLOSED)
@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("edit", {"change": dict(ABSORB)}),
        ("move", {"change_id": "并局", "position": 1}),
        ("park", {"change_id": "并局"}),
        ("unpark", {"change_id": "并局"}),
        ("remove", {"change_id": "并局"}),
        ("undo", {}),
        ("redo", {}),
        ("rebase", {}),
        ("drop", {}),
    ],
)
def test_a_plan_under_way_is_not_edited(at: Room, stage, name: str, given: dict[str, object]):
    draft = stage(at)
    with pytest.raises(IllegalTransition):
        does(getattr(actions, name), at.officer, draft_id=draft.pk, **given)


@pytest.mark.parametrize(
    ("name", "role"),
    [("judge", "reviewer"), ("send_back", "approver"), ("approve", "approver"),
     ("carry_out", "officer"), ("revert", "officer")],
)  # fmt: skip
def test_a_plan_being_drawn_up_takes_no_later_step(at: Room, name: str, role: str):
    draft = drafted(at, *THREE)
    with pytest.raises(IllegalTransition):
        does(getattr(actions, name), getattr(at, role), draft_id=draft.pk, **GIVEN.get(name, {}))

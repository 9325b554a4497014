"""A plan kept by the database is the plan the core reads, edit by edit, back and forth."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanding.base import SandingError
from sanding.examples import example_plan
from sanding.plan import Plan, apply
from sanding.plan.codec import as_plain, change_of
from sanding.rules.review import reviewed
from sanding.study import figures
from sanding_web.planning import actions, bridge, stepwise
from sanding_web.planning.models import Draft
from sanding_web.registers.models import Revision
from tests.laws.strategies import Case, cases
from tests.web.builders import AT, FUSHAN, actor
from tests.web.planning.told import (
    ABSORB,
    GONE,
    NEW,
    POSTS,
    RENAME,
    THREE,
    core_plan,
    drafted,
    room,
)

pytestmark = pytest.mark.django_db


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(case=cases())
def test_every_change_comes_back_from_the_database_as_it_was(case: Case):
    for change in case.plan.changes:
        assert bridge.change_from(bridge.as_kept(change)) == change == change_of(as_plain(change))


def test_the_documented_plan_comes_back_as_it_was(fushan_revision: Revision):
    plan = example_plan("fushan")
    draft = actions.take_in(county=FUSHAN, text=plan.to_yaml(), by=actor(), at=AT, once=uuid4())
    assert bridge.plan_of(draft.current) == plan
    assert bridge.bound_plan(draft.current) == plan.bound_to(fushan_revision.hash)


def test_papers_and_the_freeze_come_back_as_they_were():
    at = room()
    plan = Plan.from_yaml(
        core_plan(at, *THREE).to_yaml() + "freeze_on: 2026-05-01\nevidence:\n"
        "- {id: 纸一, kind: risk_assessment, about: 并局, dated_on: 2026-01-05, "
        "until: 2027-01-05}\n"
    )
    draft = actions.take_in(
        county=at.register.counties[0], text=plan.to_yaml(), by=at.officer, at=AT, once=uuid4()
    )
    assert bridge.bound_plan(draft.current) == plan
    assert plan.freeze_on == date(2026, 5, 1)


def test_a_version_comes_to_what_the_core_says():
    at = room()
    found = bridge.worked_out(drafted(at, *THREE).current)
    expected = apply(core_plan(at, *THREE), at.register)
    assert found.outcome is not None
    assert found.outcome.after.hash == expected.after.hash
    assert found.losses == []
    assert found.review is not None
    assert found.review.found.equals(reviewed(at.register, outcome=expected).found)
    assert [one.plain for one in found.figures] == [
        one.plain for one in figures(at.register, expected.after)
    ]


def test_a_version_is_worked_out_once_and_one_of_the_same_content_not_again():
    at = room()
    draft = drafted(at, *THREE)
    first = bridge.worked_out(draft.current)
    for act in (actions.undo, actions.redo):
        act(draft_id=draft.pk, by=at.officer, at=AT, once=uuid4())
    assert bridge.worked_out(Draft.objects.get(pk=draft.pk).current) is first


def test_a_plan_that_fails_stands_as_far_as_it_went():
    at = room()
    found = bridge.worked_out(drafted(at, ABSORB, GONE, RENAME).current)
    assert (found.failing, found.done, found.outcome, found.review) == ("落空", 1, None, None)
    assert found.standing.hash == apply(core_plan(at, ABSORB), at.register).after.hash
    assert all(line.after is None for line in found.figures)


def test_what_is_fixed_follows_plan_register_and_book_but_not_titles(monkeypatch):
    at = room()
    draft, other = drafted(at, *THREE), drafted(at, *THREE, name="乙", title="另名")
    assert bridge.fixed(draft.current) == bridge.fixed(other.current)
    shorter = drafted(at, ABSORB, RENAME, name="丙")
    assert bridge.fixed(shorter.current) != bridge.fixed(draft.current)
    before = bridge.fixed(draft.current)
    monkeypatch.setattr(bridge, "book_hash", lambda _law: "another")
    assert bridge.fixed(draft.current) != before


EDITS = ("edit", "insert", "again", "move", "park", "unpark", "remove")
STEPS = st.lists(
    st.tuples(st.sampled_from(EDITS), st.integers(0, 9), st.integers(0, 9)),
    min_size=20,
    max_size=20,
)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(case=cases(), steps=STEPS)
def test_undo_leads_through_every_former_version_and_redo_back(case: Case, steps):
    """Twenty random edits, each a version; what was seen going there is seen coming back."""
    at = room(case.register) if len(case.register.counties) == 1 else room()
    pool = [as_plain(one) for one in case.plan.changes] or [dict(POSTS), dict(RENAME)]
    draft = drafted(at, name=uuid4().hex)
    seen = [stands(draft)]
    for what, which, where in steps:
        done(at, draft, pool, what, which, where)
        if stands(draft) != seen[-1] or moved_pointer(draft, len(seen)):
            seen.append(stands(draft))
    for former in reversed(seen[:-1]):
        actions.undo(draft_id=draft.pk, by=at.officer, at=AT, once=uuid4())
        assert stands(draft) == former
    for later in seen[1:]:
        actions.redo(draft_id=draft.pk, by=at.officer, at=AT, once=uuid4())
        assert stands(draft) == later


def done(at, draft: Draft, pool, what: str, which: int, where: int) -> None:
    """One edit; one that has nothing to be done to adds a change instead."""
    given = {"draft_id": draft.pk, "by": at.officer, "at": AT, "once": uuid4()}
    draft.refresh_from_db()
    sheet = bridge.sheet_of(draft.current)
    there = sheet.parked if what == "unpark" else sheet.plan.changes
    if what in ("edit", "insert") or not there:
        place = where if what == "insert" else None
        actions.edit(change=pool[which % len(pool)], position=place, **given)
        return
    one = there[which % len(there)]
    if what == "again":
        actions.edit(change={**as_plain(one), "reason": f"再议 {where}"}, **given)
    elif what == "move":
        actions.move(change_id=one.id, position=where, **given)
    else:
        getattr(actions, what)(change_id=one.id, **given)


def stands(draft: Draft) -> tuple[object, object]:
    """What the plan holds, read anew."""
    version = Draft.objects.get(pk=draft.pk).current
    return version.plan, version.parked


def moved_pointer(draft: Draft, versions: int) -> bool:
    """Whether an edit made a version that is as the one before."""
    return Draft.objects.get(pk=draft.pk).versions.count() > versions


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(case=cases(), step=st.integers(1, 5))
def test_a_plan_carried_out_in_stages_comes_to_the_same(case: Case, step: int):
    plan = case.plan.bound_to(case.register.hash)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stepwise, "STEP", step)
        found = stepwise.carried_out(plan, case.register)
    whole = apply(plan, case.register)
    assert found.after.hash == whole.after.hash
    assert (found.entries, found.created) == (whole.entries, whole.created)
    assert dict(found.succession.heirs) == dict(whole.succession.heirs)
    assert found.losses().equals(whole.losses())
    assert found.journalled.journal.equals(whole.journalled.journal)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(case=cases(), step=st.integers(1, 5))
def test_a_plan_that_stops_in_a_stage_stops_as_the_whole_one_does(case: Case, step: int):
    for refused in case.refused:
        changes = (*case.plan.changes[: refused.after], replace(refused.change, id="不成"))
        plan = replace(case.plan, changes=changes)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(stepwise, "STEP", step)
            found = bridge.tried(plan, case.register)
        with pytest.raises(SandingError) as whole:
            apply(plan, case.register)
        assert (found.failing, found.done) == ("不成", refused.after)
        assert found.error == str(whole.value)


def test_an_id_ended_in_an_earlier_stage_is_not_given_anew(monkeypatch):
    monkeypatch.setattr(stepwise, "STEP", 1)
    at = room()
    found = bridge.worked_out(drafted(at, ABSORB, {**NEW, "body": "gxj"}).current)
    assert (found.failing, found.done) == ("新设", 1)
    assert "编号永不重用" in found.error

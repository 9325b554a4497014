"""Every act is recorded once, seen only in its county, and closed to who only looks."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from sanding_web.audit.models import Event
from sanding_web.planning import actions
from sanding_web.planning.models import Draft
from sanding_web.registers.models import Revision
from tests.builders import CODE
from tests.web.builders import actor
from tests.web.planning.told import (
    ABSORB,
    RENAME,
    THREE,
    Room,
    applied,
    approved,
    core_plan,
    does,
    drafted,
    judged,
    moved_on,
    room,
    submitted,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(db: None) -> Room:
    return room()


def acts(at: Room):
    """Every act, with where it begins: its name, function, actor and arguments."""
    begun = {"county": CODE, "name": "新", "title": "新方案"}
    text = core_plan(at, *THREE).to_yaml()
    yield actions.begin, at.officer, lambda: begun
    yield actions.take_in, at.officer, lambda: {"county": CODE, "text": text}
    yield actions.edit, at.officer, lambda: of(drafted(at, ABSORB), change=dict(RENAME))
    yield actions.move, at.officer, lambda: of(drafted(at, *THREE), change_id="核编", position=0)
    for act in (actions.park, actions.remove):
        yield act, at.officer, lambda: of(drafted(at, *THREE), change_id="核编")
    yield actions.unpark, at.officer, lambda: of(with_parked(at), change_id="核编")
    yield actions.undo, at.officer, lambda: of(drafted(at, *THREE))
    yield actions.redo, at.officer, lambda: of(undone(at))
    yield actions.drop, at.officer, lambda: of(drafted(at, *THREE))
    yield actions.comment, at.officer, lambda: of(drafted(at, ABSORB), change="并局", text="好")
    yield actions.submit, at.officer, lambda: of(drafted(at, *THREE))
    yield (
        actions.judge, at.reviewer,
        lambda: of(submitted(at), change_id="核编", accepted=False, reason="不可"),
    )  # fmt: skip
    yield actions.send_back, at.reviewer, lambda: of(submitted(at), reason="再议")
    yield actions.approve, at.approver, lambda: of(judged(at, refusing=("改名",)))
    yield actions.carry_out, at.officer, lambda: of(approved(at))
    yield actions.revert, at.officer, lambda: of(applied(at))
    yield actions.rebase, at.officer, lambda: of(behind(at))


def of(draft: Draft, **given: object) -> dict[str, object]:
    return {"draft_id": draft.pk, **given}


def with_parked(at: Room) -> Draft:
    return does(actions.park, at.officer, draft_id=drafted(at, *THREE).pk, change_id="核编")


def undone(at: Room) -> Draft:
    return does(actions.undo, at.officer, draft_id=drafted(at, *THREE).pk)


def behind(at: Room) -> Draft:
    draft = drafted(at, *THREE)
    moved_on(at)
    return draft


NAMES = [one for one in actions.__all__ if one.islower()]


def story(at: Room, name: str):
    if name == "resolve":
        draft = drafted(at, ABSORB)
        does(actions.comment, at.officer, draft_id=draft.pk, change="", text="好")
        return actions.resolve, at.officer, {"comment_id": draft.comments.get().pk}
    act, by, begin = next(one for one in acts(at) if one[0].__name__ == name)
    return act, by, begin()


@pytest.mark.parametrize("name", NAMES)
def test_an_act_is_recorded_once_and_a_repeat_does_nothing(at: Room, name: str):
    act, by, given = story(at, name)
    before, mark = Event.objects.count(), uuid4()
    first = does(act, by, once=mark, **given)
    there = state_of(first)
    done = Event.objects.count() - before
    again = does(act, by, once=mark, **given)
    assert (again.pk, state_of(again)) == (first.pk, there)
    assert Event.objects.count() - before == done
    event = Event.objects.get(once=mark)
    assert (event.kind, event.about, event.by_id) == ("plan", str(first.pk), by.id)
    assert (event.county, event.verb[:5]) == (CODE, "plan.")


def state_of(draft: Draft) -> tuple[object, ...]:
    fresh = Draft.objects.get(pk=draft.pk)
    counts = fresh.versions.count(), fresh.comments.count(), fresh.verdicts.count()
    return (fresh.state, fresh.current_id, fresh.base_id, Revision.objects.count(), *counts)


@pytest.mark.parametrize("name", NAMES)
def test_an_act_is_not_seen_from_another_county(at: Room, name: str):
    act, _by, given = story(at, name)
    with pytest.raises(Exception, match="matching query does not exist") as refusal:
        does(act, actor("officer", "140930"), **given)
    assert type(refusal.value).__name__ == "DoesNotExist"


@pytest.mark.parametrize("name", NAMES)
def test_who_only_looks_does_nothing(at: Room, name: str):
    act, _by, given = story(at, name)
    before = Event.objects.count()
    with pytest.raises(PermissionDenied):
        does(act, at.viewer, **given)
    assert Event.objects.count() == before

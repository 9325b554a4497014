"""Drawing a plan up: each edit makes a version, what cannot be is refused."""

from __future__ import annotations

from datetime import date

import pytest

from sanding.base import BadInput
from sanding_web.audit.models import Event
from sanding_web.planning import actions, bridge
from sanding_web.planning.actions import Drifted, IllegalTransition
from sanding_web.planning.models import Comment, Draft, State, Version
from tests.builders import CODE, county
from tests.web.builders import AT, actor
from tests.web.planning.told import (
    ABSORB,
    GONE,
    POSTS,
    RENAME,
    THREE,
    Room,
    core_plan,
    does,
    drafted,
    moved_on,
    room,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(db: None) -> Room:
    return room()


def ids(draft: Draft) -> list[str]:
    draft.refresh_from_db()
    return [one.id for one in bridge.plan_of(draft.current).changes]


def parked(draft: Draft) -> list[str]:
    draft.refresh_from_db()
    return [one.id for one in bridge.sheet_of(draft.current).parked]


def test_a_plan_begins_empty_on_the_register_in_force(at: Room):
    draft = does(
        actions.begin, at.officer, county=CODE, name="甲", title="方案甲",
        freeze_on=date(2026, 5, 1),
    )  # fmt: skip
    assert (draft.state, draft.base, ids(draft)) == (State.DRAFT, at.revision, [])
    assert bridge.plan_of(draft.current).freeze_on == date(2026, 5, 1)


def test_a_plan_file_is_taken_in_as_it_is(at: Room):
    plan = core_plan(at, *THREE)
    draft = does(actions.take_in, at.officer, county=CODE, text=plan.to_yaml())
    assert bridge.bound_plan(draft.current) == plan


def test_a_plan_file_bound_to_an_older_register_is_refused_and_told_what_differs(at: Room):
    text = core_plan(at, *THREE).to_yaml()
    moved_on(at)
    with pytest.raises(Drifted, match=f"请在最新台账上重新核对方案.*县 {CODE}"):
        does(actions.take_in, at.officer, county=CODE, text=text)


def test_a_plan_file_of_another_county_is_refused(at: Room):
    text = core_plan(at, *THREE).to_yaml().replace(f"county: '{CODE}'", "county: '140930'")
    with pytest.raises(BadInput, match="不是 141027 的"):
        does(actions.take_in, at.officer, county=CODE, text=text)


@pytest.mark.parametrize(("name", "title"), [("", "方案"), ("乙", ""), ("方案", "同名")])
def test_a_plan_needs_a_name_of_its_own_and_a_title(at: Room, name: str, title: str):
    drafted(at)
    with pytest.raises(BadInput):
        does(actions.begin, at.officer, county=CODE, name=name, title=title)


def test_changes_are_added_at_the_end_or_where_they_are_wanted(at: Room):
    draft = drafted(at, ABSORB, RENAME)
    does(actions.edit, at.officer, draft_id=draft.pk, change=dict(POSTS), position=0)
    assert ids(draft) == ["核编", "并局", "改名"]


def test_a_change_of_a_known_id_takes_its_place(at: Room):
    draft = drafted(at, *THREE)
    does(actions.edit, at.officer, draft_id=draft.pk, change={**RENAME, "name": "县发展局"})
    assert ids(draft) == ["并局", "改名", "核编"]
    assert bridge.plan_of(draft.current).changes[1].name == "县发展局"


def test_a_change_without_an_id_is_given_one(at: Room):
    plain = {name: value for name, value in RENAME.items() if name != "id"}
    draft = drafted(at, ABSORB, plain)
    assert ids(draft) == ["并局", "变更2"]


def test_days_are_kept_whether_given_as_days_or_as_text(at: Room):
    draft = drafted(
        at, {**ABSORB, "effective_on": date(2026, 5, 1)}, {**RENAME, "effective_on": "2026-06-01"}
    )
    days = [one.effective_on for one in bridge.plan_of(draft.current).changes]
    assert days == [date(2026, 5, 1), date(2026, 6, 1)]


@pytest.mark.parametrize(
    "change",
    [
        {"id": "甲", "kind": "conquer"},
        {**RENAME, "named": "多余"},
        {**POSTS, "approved": "二十"},
        {**RENAME, "effective_on": "明天"},
    ],
)
def test_a_change_the_plan_file_would_not_hold_is_refused(at: Room, change: dict[str, object]):
    draft = drafted(at)
    with pytest.raises(BadInput):
        does(actions.edit, at.officer, draft_id=draft.pk, change=change)
    assert Version.objects.filter(draft=draft).count() == 1


def test_a_change_that_cannot_be_carried_out_may_be_drafted(at: Room):
    draft = drafted(at, ABSORB, GONE)
    found = bridge.worked_out(draft.current)
    assert (found.outcome, found.failing, found.done) == (None, "落空", 1)
    assert "没有" in found.error


def test_changes_are_moved_parked_brought_back_and_removed(at: Room):
    draft = drafted(at, *THREE)
    does(actions.move, at.officer, draft_id=draft.pk, change_id="核编", position=1)
    assert ids(draft) == ["并局", "核编", "改名"]
    does(actions.park, at.officer, draft_id=draft.pk, change_id="并局")
    assert (ids(draft), parked(draft)) == (["核编", "改名"], ["并局"])
    does(actions.edit, at.officer, draft_id=draft.pk, change={**ABSORB, "reason": "另议"})
    assert (ids(draft), parked(draft)) == (["核编", "改名"], ["并局"])
    does(actions.unpark, at.officer, draft_id=draft.pk, change_id="并局")
    assert (ids(draft), parked(draft)) == (["核编", "改名", "并局"], [])
    does(actions.remove, at.officer, draft_id=draft.pk, change_id="核编")
    assert ids(draft) == ["改名", "并局"]


@pytest.mark.parametrize("act", [actions.park, actions.unpark, actions.remove])
def test_a_change_that_is_not_there_is_refused(at: Room, act):
    draft = drafted(at, ABSORB)
    with pytest.raises(BadInput, match="没有变更 落空"):
        does(act, at.officer, draft_id=draft.pk, change_id="落空")


def test_the_papers_about_a_change_go_with_it(at: Room):
    text = core_plan(at, *THREE).to_yaml() + (
        "evidence:\n- {id: 纸一, kind: risk_assessment, about: 并局, dated_on: 2026-01-05}\n"
        "- {id: 纸二, kind: risk_assessment}\n"
    )
    draft = does(actions.take_in, at.officer, county=CODE, text=text)
    papers = bridge.plan_of(draft.current).evidence
    assert [one["id"] for one in papers] == ["纸一", "纸二"]
    assert papers[0]["dated_on"] == date(2026, 1, 5)
    does(actions.remove, at.officer, draft_id=draft.pk, change_id="并局")
    draft.refresh_from_db()
    assert [one["id"] for one in bridge.plan_of(draft.current).evidence] == ["纸二"]


def test_undo_goes_back_and_redo_forth(at: Room):
    draft = drafted(at, *THREE)
    does(actions.undo, at.officer, draft_id=draft.pk)
    does(actions.undo, at.officer, draft_id=draft.pk)
    assert ids(draft) == ["并局"]
    does(actions.redo, at.officer, draft_id=draft.pk)
    assert ids(draft) == ["并局", "改名"]


def test_an_edit_after_undo_is_what_redo_leads_to(at: Room):
    draft = drafted(at, *THREE)
    does(actions.undo, at.officer, draft_id=draft.pk)
    does(actions.edit, at.officer, draft_id=draft.pk, change={**RENAME, "name": "县发展局"})
    does(actions.undo, at.officer, draft_id=draft.pk)
    does(actions.redo, at.officer, draft_id=draft.pk)
    assert ids(draft) == ["并局", "改名"]
    assert bridge.plan_of(draft.current).changes[1].name == "县发展局"


def test_nothing_is_undone_before_the_beginning_nor_redone_after_the_end(at: Room):
    draft = drafted(at)
    for act in (actions.undo, actions.redo):
        with pytest.raises(IllegalTransition):
            does(act, at.officer, draft_id=draft.pk)


def test_a_plan_given_up_stays_and_is_edited_no_more(at: Room):
    draft = does(actions.drop, at.officer, draft_id=drafted(at, ABSORB).pk)
    assert draft.state == State.DROPPED
    with pytest.raises(IllegalTransition) as refusal:
        does(actions.edit, at.officer, draft_id=draft.pk, change=dict(RENAME))
    assert refusal.value.status == 409


# remarks


def test_remarks_are_made_on_changes_or_the_plan_and_ticked_off(at: Room):
    draft = drafted(at, ABSORB)
    does(actions.comment, at.reviewer, draft_id=draft.pk, change="并局", text="请补依据")
    does(actions.comment, at.approver, draft_id=draft.pk, change="", text="总体可行")
    one, _other = Comment.objects.order_by("pk")
    does(actions.resolve, at.officer, comment_id=one.pk)
    one.refresh_from_db()
    assert (one.resolved_by_id, one.resolved_at) == (at.officer.id, AT)


@pytest.mark.parametrize(("change", "text"), [("并局", " "), ("没有", "批注")])
def test_an_empty_remark_or_one_on_no_change_is_refused(at: Room, change: str, text: str):
    draft = drafted(at, ABSORB)
    with pytest.raises(BadInput):
        does(actions.comment, at.reviewer, draft_id=draft.pk, change=change, text=text)


def test_no_name_of_a_person_stands_in_the_trail(at: Room):
    held = {"id": "兼任", "kind": "hold_concurrently", "person": "r-fgj-d1", "position": "fgj-c1"}
    draft = drafted(at, held)
    told = str(Event.objects.get(kind="plan", verb="plan.edited").detail)
    assert "钱二" not in told + draft.current.said
    assert "县发展和改革局人员r-fgj-d1" in told


def test_a_plan_of_a_county_without_a_register_is_not_begun(at: Room):
    from sanding_web.registers.models import County

    County.objects.create(code="140999", name="空县")
    with pytest.raises(BadInput, match="请先导入"):
        does(actions.begin, actor("officer", ""), county="140999", name="甲", title="方案")


def test_the_small_county_is_the_one_the_plan_room_stands_on(at: Room):
    assert at.register.hash == county().hash == at.revision.hash

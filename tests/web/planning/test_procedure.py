"""Submission, review and approval, carrying out and reverting: what is done is what was fixed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sanding.base import BadInput
from sanding.plan import apply
from sanding_web.planning import actions, bridge
from sanding_web.planning.actions import Drifted, IllegalTransition
from sanding_web.planning.models import Draft, State
from sanding_web.registers.bridge import register_of
from sanding_web.registers.models import Revision
from tests.builders import CODE, claims
from tests.web.builders import revision_of
from tests.web.planning.told import (
    ABSORB,
    GONE,
    NEW,
    POSTS,
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


def ids(draft: Draft) -> list[str]:
    draft.refresh_from_db()
    return [one.id for one in bridge.plan_of(draft.current).changes]


def head(at: Room) -> Revision:
    at.revision.county.refresh_from_db()
    return at.revision.county.head


def test_what_is_submitted_is_fixed_to_plan_register_and_rule_book(at: Room):
    draft = submitted(at)
    assert draft.state == State.SUBMITTED
    assert draft.fixed == bridge.fixed(draft.current) != ""
    with pytest.raises(IllegalTransition):
        does(actions.edit, at.officer, draft_id=draft.pk, change=dict(RENAME))


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ((), "还没有任何变更"),
        ((ABSORB, GONE), "变更 落空"),
        (({**POSTS, "approved": 12},), "台账没有任何变化"),
    ],
)
def test_a_plan_that_cannot_be_carried_out_is_not_submitted(at: Room, changes, line: str):
    draft = drafted(at, *changes)
    with pytest.raises(BadInput, match=line):
        does(actions.submit, at.officer, draft_id=draft.pk)
    draft.refresh_from_db()
    assert draft.state == State.DRAFT


def test_a_plan_that_loses_something_is_not_submitted(at: Room, monkeypatch):
    draft = drafted(at, *THREE)
    found = bridge.worked_out(draft.current)
    monkeypatch.setitem(found.__dict__, "losses", ["机构 gxj（没有承接）"])
    with pytest.raises(BadInput, match="方案有所丢失：机构 gxj（没有承接），共 1 处"):
        does(actions.submit, at.officer, draft_id=draft.pk)


def test_a_plan_on_an_older_register_is_not_submitted(at: Room):
    draft = drafted(at, *THREE)
    moved_on(at)
    with pytest.raises(Drifted, match="请在最新台账上重新核对方案"):
        does(actions.submit, at.officer, draft_id=draft.pk)


def test_the_last_verdict_on_a_change_counts(at: Room):
    draft = judged(at, refusing=("改名",))
    does(actions.judge, at.reviewer, draft_id=draft.pk, change_id="改名", accepted=True, reason="")
    assert draft.verdicts.get(change="改名").accepted
    assert draft.verdicts.count() == 3


@pytest.mark.parametrize(
    ("change", "accepted", "line"), [("没有", True, "没有变更"), ("改名", False, "须写明理由")]
)
def test_a_verdict_on_no_change_or_a_refusal_unexplained_is_refused(
    at: Room, change: str, accepted: bool, line: str
):
    draft = submitted(at)
    with pytest.raises(BadInput, match=line):
        does(
            actions.judge, at.reviewer, draft_id=draft.pk, change_id=change, accepted=accepted,
            reason=" ",
        )  # fmt: skip


def test_a_plan_sent_back_is_edited_and_submitted_anew_and_judged_anew(at: Room):
    draft = judged(at)
    does(actions.send_back, at.approver, draft_id=draft.pk, reason="请补依据")
    assert draft.comments.get().text == "退回：请补依据"
    does(actions.edit, at.officer, draft_id=draft.pk, change={**RENAME, "name": "县发展局"})
    again = does(actions.submit, at.officer, draft_id=draft.pk)
    assert again.fixed != draft.fixed
    with pytest.raises(BadInput, match="还有 3 项变更没有审核意见"):
        does(actions.approve, at.approver, draft_id=draft.pk)


def test_an_approved_plan_may_be_sent_back(at: Room):
    draft = does(actions.send_back, at.approver, draft_id=approved(at).pk, reason="再议")
    assert (draft.state, draft.approved, draft.approved_by_id) == (State.RETURNED, "", None)


def test_sending_back_needs_a_reason(at: Room):
    with pytest.raises(BadInput, match="退回须写明理由"):
        does(actions.send_back, at.reviewer, draft_id=submitted(at).pk, reason="")


def test_refused_changes_fall_out_at_approval(at: Room):
    draft = approved(at, refusing=("改名",))
    assert ids(draft) == ["并局", "核编"]
    assert (draft.state, draft.approved_by_id) == (State.APPROVED, at.approver.id)
    assert draft.approved == bridge.fixed(draft.current) != draft.fixed


def test_what_is_left_must_still_be_possible(at: Room):
    draft = judged(at, NEW, {**RENAME, "body": "dsj"}, POSTS, refusing=("新设",))
    with pytest.raises(BadInput, match="变更 改名"):
        does(actions.approve, at.approver, draft_id=draft.pk)
    draft.refresh_from_db()
    assert draft.state == State.SUBMITTED
    assert ids(draft) == ["新设", "改名", "核编"]


def test_a_plan_of_which_nothing_is_accepted_is_not_approved(at: Room):
    draft = judged(at, refusing=("并局", "改名", "核编"))
    with pytest.raises(BadInput, match="请退回"):
        does(actions.approve, at.approver, draft_id=draft.pk)


@pytest.mark.parametrize("act", [actions.approve, actions.carry_out])
def test_a_changed_rule_book_wants_a_new_review(at: Room, monkeypatch, act):
    draft, by = (judged(at), at.approver) if act is actions.approve else (approved(at), at.officer)
    monkeypatch.setattr(bridge, "book_hash", lambda _law: "another")
    with pytest.raises(Drifted, match="规则库"):
        does(act, by, draft_id=draft.pk)


# carrying out


def test_what_was_approved_is_what_the_core_makes_of_the_kept_changes(at: Room):
    draft = applied(at, refusing=("改名",))
    expected = apply(core_plan(at, ABSORB, POSTS), at.register)
    assert head(at) == draft.applied_as
    assert head(at).hash == expected.after.hash != apply(core_plan(at, *THREE), at.register).after
    assert (head(at).number, draft.state) == (2, State.APPLIED)


def test_revert_makes_the_register_what_it_was_as_a_further_revision(at: Room):
    draft = applied(at)
    assert head(at).hash != at.register.hash
    draft = does(actions.revert, at.officer, draft_id=draft.pk)
    assert (head(at).hash, head(at).number, draft.state) == (at.register.hash, 3, State.REVERTED)
    assert register_of(head(at)).journal is None


def test_the_register_is_untouched_until_the_plan_is_carried_out(at: Room):
    approved(at)
    assert head(at) == at.revision
    assert Revision.objects.count() == 1


def test_claims_put_in_since_are_kept(at: Room):
    draft = approved(at)
    assert bridge.worked_out(draft.current).before.claims.is_empty()
    later = revision_of(replace(at.register, claims=claims({"figure": "bodies", "before": "5"})))
    assert (later.number, later.hash) == (2, at.register.hash)
    does(actions.carry_out, at.officer, draft_id=draft.pk)
    assert head(at).number == 3
    assert register_of(head(at)).claims["figure"].to_list() == ["bodies"]


def test_a_register_that_moved_on_is_not_overwritten(at: Room):
    draft = approved(at)
    later = moved_on(at)
    with pytest.raises(Drifted, match=f"重新核对方案。不同的记录共 1 条：县 {CODE}"):
        does(actions.carry_out, at.officer, draft_id=draft.pk)
    draft.refresh_from_db()
    assert (head(at), draft.state) == (later, State.APPROVED)


def test_a_plan_is_not_reverted_over_what_came_after(at: Room):
    draft = applied(at)
    moved_on(at)
    with pytest.raises(Drifted, match="不同的记录"):
        does(actions.revert, at.officer, draft_id=draft.pk)


def test_a_plan_put_onto_the_register_in_force_can_be_submitted(at: Room):
    draft = drafted(at, *THREE)
    later = moved_on(at)
    draft = does(actions.rebase, at.officer, draft_id=draft.pk)
    assert draft.base == later
    assert does(actions.submit, at.officer, draft_id=draft.pk).state == State.SUBMITTED


def test_a_plan_that_fails_on_the_register_in_force_stays_and_says_where(at: Room):
    draft = drafted(at, *THREE)
    does(actions.carry_out, at.officer, draft_id=_other(at).pk)
    with pytest.raises(BadInput) as refusal:
        does(actions.rebase, at.officer, draft_id=draft.pk)
    assert [fault.sheet for fault in refusal.value.faults] == ["变更 并局"]
    draft.refresh_from_db()
    assert draft.base == at.revision


def _other(at: Room) -> Draft:
    """Another plan, approved, which ends the body the first one wants to end."""
    draft = drafted(at, ABSORB, name="先行", title="先行方案")
    does(actions.submit, at.officer, draft_id=draft.pk)
    does(actions.judge, at.reviewer, draft_id=draft.pk, change_id="并局", accepted=True, reason="")
    return does(actions.approve, at.approver, draft_id=draft.pk)

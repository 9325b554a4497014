"""Carrying a plan out: bound to a baseline, in order, whole or not at all, and journalled."""

from __future__ import annotations

import pytest

from sanding.base import BadInput, ImpossibleChange
from sanding.plan import Change, Plan, apply
from sanding.plan.absorb_body import AbsorbBody
from sanding.plan.approve_posts import ApprovePosts
from sanding.plan.create_body import CreateBody
from sanding.plan.merge_bodies import MergeBodies
from sanding.plan.rename_body import RenameBody
from sanding.plan.transfer_duty import TransferDuty
from sanding.register import TABLES
from sanding.register.kinds import BodyKind, Level, PostKind
from tests.builders import CODE, county, plan

ABSORB = AbsorbBody(id="j1", absorbed="gxj", into="fgj")
RENAME = RenameBody(id="j2", body="fgj", name="县发展改革和工信局")


def created(body: str, change: str = "j9") -> Change:
    return CreateBody(
        id=change, county=CODE, body=body, name="局", level=Level.ZHENGKE,
        body_kind=BodyKind.GOVERNMENT_DEPARTMENT,
    )  # fmt: skip


def test_changes_are_carried_out_in_order():
    outcome = apply(plan(ABSORB, RENAME), county())
    assert outcome.after.cell("bodies", "fgj", "name") == "县发展改革和工信局"
    assert outcome.after.cell("duties", "d-2", "body") == "fgj"
    with pytest.raises(ImpossibleChange, match="变更 j9（更名）：机构 表中没有：gxj"):
        apply(plan(ABSORB, RenameBody(id="j9", body="gxj", name="局")), county())


def test_a_plan_without_changes_changes_nothing():
    before = county()
    outcome = apply(plan(), before)
    assert outcome.after.hash == before.hash
    assert outcome.losses().is_empty()
    assert outcome.lines.is_empty()


def test_the_register_given_is_never_touched():
    before = county()
    frames = {name: before.loose(name).clone() for name in TABLES}
    outcome = apply(plan(ABSORB, RENAME), before)
    assert outcome.before is before
    assert outcome.after.hash != before.hash
    assert all(before.loose(name).equals(frame) for name, frame in frames.items())


def test_what_no_change_touches_is_shared():
    outcome = apply(plan(RENAME), county())
    differing = {n for n in TABLES if outcome.after.rows[n] is not outcome.before.rows[n]}
    assert differing == {"bodies"}


def test_a_plan_is_carried_out_on_its_baseline_only():
    before = county()
    bound = plan(RENAME).bound_to(before.hash)
    assert apply(bound, before).after.cell("bodies", "fgj", "name") == "县发展改革和工信局"
    moved = apply(plan(created("nyj")), before).after
    with pytest.raises(BadInput, match="方案所依据的现状与这份台账不同"):
        apply(bound, moved)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (AbsorbBody(id="j7", absorbed="fgj", into="fgj"), "变更 j7（并入）：fgj 不能并入自身"),
        (AbsorbBody(id="j7", absorbed="x", into="fgj"), "变更 j7（并入）：机构 表中没有：x"),
    ],
)
def test_a_change_that_fails_names_itself(change: Change, reason: str):
    with pytest.raises(ImpossibleChange) as caught:
        apply(plan(RENAME, change), county())
    assert str(caught.value).startswith(reason)


def test_an_id_that_ended_in_the_plan_is_never_used_again():
    with pytest.raises(ImpossibleChange, match="变更 j9：编号 gxj 已撤销，编号永不重用"):
        apply(plan(ABSORB, created("gxj")), county())


def test_an_id_that_ended_in_an_earlier_plan_is_never_used_again():
    register = apply(plan(ABSORB), county()).journalled
    with pytest.raises(ImpossibleChange, match="变更 j9：编号 gxj 已撤销，编号永不重用"):
        apply(plan(created("gxj")), register)
    assert apply(plan(created("nyj")), register).after.has("bodies", "nyj")


def test_succession_runs_through_the_whole_plan():
    merged = MergeBodies(
        id="j1", bodies=("fgj", "gxj"), into="jjj", name="县经济局", level=Level.ZHENGKE,
        body_kind=BodyKind.GOVERNMENT_DEPARTMENT,
    )  # fmt: skip
    outcome = apply(plan(merged, AbsorbBody(absorbed="jjj", into="zwzx")), county())
    heirs = outcome.succession.frame().select("id", "heir").rows()
    assert heirs == [("fgj", "zwzx"), ("gxj", "zwzx"), ("jjj", "zwzx")]
    assert outcome.losses().is_empty()


def test_lines_of_the_ledger_name_their_change():
    more = ApprovePosts(id="j3", body="fgj", post_kind=PostKind.SUPPORT, approved=2)
    lines = apply(plan(ABSORB, more), county()).lines
    assert set(lines.filter(change="j3").select("movement", "posts").rows()) == {("created", 2)}
    assert set(lines.filter(change="j1")["movement"]) == {"transferred", "cut"}


def test_progress_is_told_after_each_change():
    told: list[tuple[int, int]] = []
    apply(plan(ABSORB, RENAME), county(), progress=lambda *step: told.append(step))
    assert told == [(1, 2), (2, 2)]


def test_losses_find_what_came_from_nowhere_and_what_went_nowhere():
    outcome = apply(plan(TransferDuty(duties=("d-2",), to="fgj")), county())
    people = outcome.after.loose("people")
    strange = people.with_columns(id=people["id"].replace({"r-fgj-d1": "r-strange"}))
    outcome = type(outcome)(
        outcome.plan, outcome.before, outcome.after.with_tables({"people": strange}),
        outcome.succession, outcome.entries, outcome.created,
    )  # fmt: skip
    assert outcome.losses().rows() == [
        ("people", "r-fgj-d1", "orphan"),
        ("people", "r-strange", "stray"),
    ]


def test_the_journal_numbers_plans_and_keeps_both_hashes():
    before = county()
    first: Plan = plan(ABSORB)
    one = apply(first, before)
    two = apply(plan(RENAME), one.journalled)
    journal = two.journalled.journal
    assert journal is not None
    heads = journal.select("entry", "plan_hash", "before_hash", "after_hash").unique().sort("entry")
    assert heads.rows() == [
        (1, first.hash, before.hash, one.after.hash),
        (2, plan(RENAME).hash, one.after.hash, two.after.hash),
    ]


def test_the_journal_and_the_claims_are_outside_the_hash():
    outcome = apply(plan(ABSORB), county())
    assert outcome.journalled.hash == outcome.after.hash
    assert outcome.after.journal is None


def test_a_plan_that_changes_nothing_is_journalled_all_the_same():
    journal = apply(plan(), county()).journalled.journal
    assert journal is not None
    assert journal.select("entry", "table").rows() == [(1, None)]

"""Reverting a plan: the last one, on a register that did not move on, and nothing else."""

from __future__ import annotations

import polars as pl
import pytest

from sanding.base import BadInput
from sanding.plan import apply, revert
from sanding.plan.absorb_body import AbsorbBody
from sanding.plan.edit import with_row
from sanding.plan.rename_body import RenameBody
from tests.builders import county, plan

ABSORB = plan(AbsorbBody(id="j1", absorbed="gxj", into="fgj"))
RENAME = plan(RenameBody(id="j1", body="fgj", name="县发展改革局"), title="更名方案")


def test_the_register_is_as_it_was():
    before = county()
    back = revert(apply(ABSORB, before).journalled, ABSORB)
    assert back.hash == before.hash
    assert back.frame("bodies").equals(before.frame("bodies"))
    assert back.journal is None


def test_plans_are_reverted_one_after_the_other_the_last_first():
    before = county()
    first = apply(ABSORB, before).journalled
    second = apply(RENAME, first).journalled
    back = revert(second, RENAME)
    assert back.hash == first.hash
    assert revert(back, ABSORB).hash == before.hash


def test_a_plan_bound_to_its_baseline_and_its_draft_revert_alike():
    before = county()
    bound = ABSORB.bound_to(before.hash)
    for applied in (ABSORB, bound):
        for reverted in (ABSORB, bound):
            assert revert(apply(applied, before).journalled, reverted).hash == before.hash
    with pytest.raises(BadInput, match="不是这一份"):
        revert(apply(ABSORB, before).journalled, ABSORB.bound_to("0" * 64))


def test_a_plan_that_changed_nothing_is_reverted_too():
    before = county()
    empty = plan()
    after = apply(empty, apply(ABSORB, before).journalled).journalled
    assert revert(revert(after, empty), ABSORB).hash == before.hash


def test_without_a_journal_there_is_nothing_to_revert():
    with pytest.raises(BadInput, match="没有施行过方案的记录"):
        revert(county(), ABSORB)
    with pytest.raises(BadInput, match="没有施行过方案的记录"):
        revert(apply(ABSORB, county()).after, ABSORB)


def test_what_is_not_the_last_plan_is_refused_naming_the_last():
    register = apply(RENAME, apply(ABSORB, county()).journalled).journalled
    with pytest.raises(BadInput, match="最近施行的是方案“方案”，不是这一份"):
        revert(register, ABSORB)


def test_a_plan_changed_since_it_was_applied_is_another_plan():
    register = apply(RENAME, county()).journalled
    changed = plan(RenameBody(id="j1", body="fgj", name="县发展改革局", reason="补写"))
    with pytest.raises(BadInput, match="不是这一份"):
        revert(register, changed)


def test_a_register_that_moved_on_is_refused():
    register = apply(RENAME, county()).journalled
    with pytest.raises(BadInput, match="在施行方案之后又有改动"):
        revert(with_row(register, "bodies", "gxj", name="县工信局"), RENAME)


def test_a_journal_that_was_tampered_with_is_noticed():
    register = apply(RENAME, county()).journalled
    assert register.journal is not None
    forged = register.journal.with_columns(
        after=pl.when(pl.col("column") == "name").then(pl.lit("县某局")).otherwise("after")
    )
    with pytest.raises(BadInput, match="记录可能已损坏"):
        revert(type(register)(register.rows, register.day, journal=forged), RENAME)


def test_once_reverted_a_plan_may_be_applied_again():
    before = county()
    again = apply(ABSORB, revert(apply(ABSORB, before).journalled, ABSORB))
    assert again.after.hash == apply(ABSORB, before).after.hash

"""Carry out what was approved, revert it, and put a plan onto the register in force."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from sanding.base import BadInput, Fault, _
from sanding.plan import Outcome
from sanding.plan import revert as reverted
from sanding.register import Register
from sanding_web.accounts.access import Actor
from sanding_web.planning import bridge
from sanding_web.planning.access import may_apply, may_edit
from sanding_web.planning.actions.act import Act, current
from sanding_web.planning.actions.drift import drifted
from sanding_web.planning.actions.procedure import refuse_broken, refuse_drift, refuse_other
from sanding_web.planning.models import OPEN, Draft, State, Version
from sanding_web.planning.states import go, require
from sanding_web.registers.actions import put_in
from sanding_web.registers.bridge import register_of
from sanding_web.registers.models import County, Revision

TRIES = 20  # changes that fail, told at once


@transaction.atomic
def carry_out(*, draft_id: int, by: Actor, at: datetime, once: UUID) -> Draft:
    """Make the county's register what was approved makes of it (施行): its next revision.

    Raises `Drifted`, naming what differs, if the register in force is not the plan's base, or if
    plan or rule book is not what was approved.
    """
    act = Act(by, at, once)
    draft = act.opened(draft_id)
    if act.done:
        return draft
    act.allowed(may_apply, draft.county_id)
    go(draft, State.APPLIED)
    _locked(draft)
    version = current(draft)
    refuse_drift(draft)
    refuse_other(version, draft.approved)
    refuse_broken(version)
    outcome = _on_head(draft, version)
    said = _("施行方案“{title}”").format(title=draft.title)
    draft.applied_as = _put(act, draft, outcome.journalled, said)
    draft.save()
    act.record("carried_out", draft, approved=draft.approved, revision=str(draft.applied_as),
               before=outcome.before.hash, after=outcome.after.hash)  # fmt: skip
    return draft


@transaction.atomic
def revert(*, draft_id: int, by: Actor, at: datetime, once: UUID) -> Draft:
    """Make the register what it was before the plan (撤回): a further revision, none is lost.

    Raises `Drifted`, naming what differs, if the register moved on since it was carried out.
    """
    act = Act(by, at, once)
    draft = act.opened(draft_id)
    if act.done:
        return draft
    act.allowed(may_apply, draft.county_id)
    go(draft, State.REVERTED)
    county = _locked(draft)
    if draft.applied_as is None or county.head is None or county.head.hash != draft.applied_as.hash:
        raise drifted(county, draft.applied_as.hash if draft.applied_as else "")
    before = reverted(register_of(county.head), bridge.bound_plan(current(draft)))
    revision = _put(act, draft, before, _("撤回方案“{title}”").format(title=draft.title))
    draft.save()
    act.record("reverted", draft, revision=str(revision), after=revision.hash)
    return draft


@transaction.atomic
def rebase(*, draft_id: int, by: Actor, at: datetime, once: UUID) -> Draft:
    """Put a plan onto the register in force (在最新台账上重新核对), if it works there.

    Raises `BadInput` with the changes that fail there; the plan then stays on its base.
    """
    act = Act(by, at, once)
    draft = act.opened(draft_id)
    if act.done:
        return draft
    act.allowed(may_edit, draft.county_id)
    require(draft, *OPEN)
    head = draft.county.head
    if head is None or head.pk == draft.base_id:
        return draft
    faults = failing(current(draft), head)
    if faults:
        raise BadInput(faults)
    old, draft.base = draft.base, head
    draft.save(update_fields=["base"])
    act.record("rebased", draft, before=old.hash, after=head.hash)
    return draft


def failing(version: Version, head: Revision) -> list[Fault]:
    """The changes that cannot be carried out on a revision, each left aside for the next."""
    plan, register = bridge.plan_of(version), register_of(head)
    faults: list[Fault] = []
    while len(faults) < TRIES:
        found = bridge.tried(plan, register)
        if found.error is None:
            return faults
        sheet = _("变更 {change}").format(change=found.failing) if found.failing else None
        faults.append(Fault("drift", found.error, sheet=sheet))
        if found.failing is None:
            return faults
        plan = bridge.without(plan, [found.failing])
    return faults


def _locked(draft: Draft) -> County:
    """The county, locked: nobody puts a revision in meanwhile."""
    draft.county = County.objects.select_for_update().get(pk=draft.county_id)
    return draft.county


def _on_head(draft: Draft, version: Version) -> Outcome:
    """What the plan makes of the register in force, whose journal may be longer than its base's."""
    head = draft.county.head
    found = bridge.worked_out(version)
    if head is not None and head.pk != draft.base_id:
        found = bridge.tried(found.plan, register_of(head))
    if found.outcome is None:
        raise bridge.refused(found.error or "")
    return found.outcome


def _put(act: Act, draft: Draft, register: Register, reason: str) -> Revision:
    """Put a register in as part of the act, whose record bears the mark."""
    head = draft.county.head
    return put_in(
        register, reason=reason[:200], by=act.by, at=act.at, once=None,
        expected=head.hash if head else None,
    )  # fmt: skip

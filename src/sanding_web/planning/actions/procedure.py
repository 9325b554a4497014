"""Submission, review change by change, and approval: a plan that lost something goes nowhere."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext

from sanding.base import _
from sanding_web.accounts.access import Actor
from sanding_web.planning import bridge
from sanding_web.planning.access import may_approve, may_edit, may_review
from sanding_web.planning.actions.act import Act, current
from sanding_web.planning.actions.drift import drifted
from sanding_web.planning.bridge import Sheet, refused
from sanding_web.planning.models import Draft, State, Verdict, Version
from sanding_web.planning.states import Drifted, go, require


@transaction.atomic
def submit(*, draft_id: int, by: Actor, at: datetime, once: UUID) -> Draft:
    """Submit a plan for review, fixed to its register and the rule book (提交审核).

    Raises `BadInput` for a plan that changes nothing, cannot be carried out or loses something;
    `Drifted` if the register in force is no longer its base.
    """
    act = Act(by, at, once)
    draft = act.opened(draft_id)
    if act.done:
        return draft
    act.allowed(may_edit, draft.county_id)
    go(draft, State.SUBMITTED)
    refuse_drift(draft)
    refuse_broken(current(draft))
    draft.fixed, draft.approved = bridge.fixed(current(draft)), ""
    draft.submitted_by_id, draft.approved_by_id = by.pk, None
    draft.save()
    act.record(
        "submitted", draft, fixed=draft.fixed, plan=bridge.bound_plan(current(draft)).hash,
        base=draft.base.hash, version=draft.current_id,
    )  # fmt: skip
    return draft


@transaction.atomic
def judge(
    *, draft_id: int, change_id: str, accepted: bool, reason: str, by: Actor, at: datetime,
    once: UUID,
) -> Draft:  # fmt: skip
    """Accept or refuse one change (逐项审核); the last word counts.

    Raises `PermissionDenied` for who submitted the plan, `BadInput` for a refusal without a reason
    or a change the plan has not.
    """
    act = Act(by, at, once)
    draft = act.opened(draft_id)
    if act.done:
        return draft
    act.allowed(may_review, draft.county_id)
    _refuse_own(draft, by)
    require(draft, State.SUBMITTED)
    if change_id not in {one.id for one in bridge.plan_of(current(draft)).changes}:
        raise refused(_("方案里没有变更 {change}").format(change=change_id), change=change_id)
    if not accepted and not reason.strip():
        raise refused(_("不同意须写明理由"), change=change_id)
    Verdict.objects.update_or_create(
        draft=draft, fixed=draft.fixed, change=change_id,
        defaults={"accepted": accepted, "reason": reason.strip(), "by_id": by.pk, "at": at},
    )  # fmt: skip
    act.record("judged", draft, change=change_id, accepted=accepted, fixed=draft.fixed)
    return draft


@transaction.atomic
def send_back(*, draft_id: int, reason: str, by: Actor, at: datetime, once: UUID) -> Draft:
    """Return a plan to be drawn up anew, by a reviewer or an approver (退回); verdicts stay."""
    act = Act(by, at, once)
    draft = act.opened(draft_id)
    if act.done:
        return draft
    if not (may_review(by, draft.county_id) or may_approve(by, draft.county_id)):
        raise PermissionDenied
    go(draft, State.RETURNED)
    if not reason.strip():
        raise refused(_("退回须写明理由"))
    draft.approved, draft.approved_by_id = "", None
    draft.save(update_fields=["state", "approved", "approved_by"])
    draft.comments.create(
        change="", text=str(_("退回：{reason}").format(reason=reason.strip())), by_id=by.pk, at=at
    )
    act.record("sent_back", draft, reason=reason.strip(), fixed=draft.fixed)
    return draft


@transaction.atomic
def approve(*, draft_id: int, by: Actor, at: datetime, once: UUID) -> Draft:
    """Approve what was submitted (批准): refused changes fall out, the rest must stand alone.

    Raises `PermissionDenied` for who submitted it or alone gave every verdict; `BadInput` while a
    change has no verdict, if none is accepted, or if the rest cannot be carried out or loses
    something; `Drifted` if the rule book or the plan is no longer what was submitted.
    """
    act = Act(by, at, once)
    draft = act.opened(draft_id)
    if act.done:
        return draft
    act.allowed(may_approve, draft.county_id)
    _refuse_own(draft, by)
    go(draft, State.APPROVED)
    version = current(draft)
    refuse_other(version, draft.fixed)
    rejected = _rejected(draft, version, by)
    if rejected:
        plan = bridge.without(bridge.plan_of(version), rejected)
        names = "、".join(rejected)
        said = _("批准，不同意的变更已去掉：{names}").format(names=names)
        version = act.version(draft, Sheet(plan, bridge.sheet_of(version).parked), said)
        refuse_broken(version)
    draft.approved, draft.approved_by_id = bridge.fixed(version), by.pk
    draft.save()
    act.record(
        "approved", draft, fixed=draft.fixed, approved=draft.approved, rejected=rejected,
        version=version.pk,
    )  # fmt: skip
    return draft


def _rejected(draft: Draft, version: Version, by: Actor) -> list[str]:
    """The changes that were refused, in their order; every change must have a verdict."""
    verdicts = {one.change: one for one in draft.verdicts.filter(fixed=draft.fixed)}
    ids = [one.id for one in bridge.plan_of(version).changes]
    open_ones = [one for one in ids if one not in verdicts]
    if open_ones:
        said = _("还有 {count} 项变更没有审核意见：{names}")
        raise refused(said.format(count=len(open_ones), names="、".join(open_ones[:5])))
    if {one.by_id for one in verdicts.values()} == {by.pk}:
        raise PermissionDenied(gettext("全部变更都由您一人审核，须由另一人批准"))
    rejected = [one for one in ids if not verdicts[one].accepted]
    if len(rejected) == len(ids):
        raise refused(_("没有一项变更获得同意，请退回而不是批准"))
    return rejected


def _refuse_own(draft: Draft, by: Actor) -> None:
    if draft.submitted_by_id == by.pk:
        raise PermissionDenied(gettext("方案是您提交的，须由另一人审核、批准"))


def refuse_drift(draft: Draft) -> None:
    """Raise `Drifted`, naming what differs, unless the county's register is the plan's base."""
    if draft.county.head is None or draft.county.head.hash != draft.base.hash:
        raise drifted(draft.county, draft.base.hash)


def refuse_other(version: Version, expected: str) -> None:
    """Raise `Drifted` unless plan, base and rule book are those of the number given."""
    if bridge.fixed(version) != expected:
        raise Drifted(gettext("方案或规则库已与锁定时不同，请退回后重新提交审核"))


def refuse_broken(version: Version) -> None:
    """Raise `BadInput` for a plan that changes nothing, does not work, or loses something."""
    found = bridge.worked_out(version)
    if not found.plan.changes:
        raise refused(_("方案还没有任何变更"))
    if found.outcome is None:
        raise refused(found.error or "")
    if found.outcome.after.hash == found.before.hash:
        raise refused(_("施行这份方案，台账没有任何变化，不必提交"))
    if found.losses:
        said = _("方案有所丢失：{first}，共 {count} 处")
        raise refused(said.format(first=found.losses[0], count=len(found.losses)))

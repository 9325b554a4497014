"""Edits of a plan: each makes a version, so that it can be undone; the register is untouched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from sanding.base import _
from sanding.plan import Change, Plan
from sanding_web.accounts.access import Actor
from sanding_web.planning import bridge
from sanding_web.planning.access import may_edit
from sanding_web.planning.actions.act import Act, current
from sanding_web.planning.actions.drift import drifted
from sanding_web.planning.bridge import Sheet, refused
from sanding_web.planning.models import OPEN, Draft, State, Version
from sanding_web.planning.states import IllegalTransition, go, require
from sanding_web.registers.models import County

Edited = tuple[Sheet, Change, str]  # what the plan is then, the change it is about, what was done


@transaction.atomic
def begin(
    *, county: str, name: str, title: str, by: Actor, at: datetime, once: UUID,
    freeze_on: date | None = None,
) -> Draft:  # fmt: skip
    """Begin an empty plan on the county's register in force (新建方案).

    Raises `County.DoesNotExist` if it is not seen, `BadInput` for a name that is taken or empty.
    """
    act = Act(by, at, once)
    plan = Plan(id=name.strip(), title=title.strip(), county=county, changes=(),
                freeze_on=freeze_on)  # fmt: skip
    return _begun(act, plan, "begun", _("新建方案"))


@transaction.atomic
def take_in(
    *, county: str, text: str, by: Actor, at: datetime, once: UUID, local: bool = False
) -> Draft:
    """Begin a plan from a plan file (YAML); with `local` its ids lack the county's prefix.

    Raises `BadInput` with every fault by change and field, or if it is another county's; `Drifted`
    if the file is bound to another register than the one in force.
    """
    County.objects.visible_to(by).get(pk=county)
    plan = Plan.from_yaml(text, local=local)
    if plan.county != county:
        said = _("方案文件是 {other} 的，不是 {county} 的")
        raise refused(said.format(other=plan.county, county=county))
    return _begun(Act(by, at, once), plan, "taken_in", _("读入方案文件"))


def _begun(act: Act, plan: Plan, verb: str, said: str) -> Draft:
    county = County.objects.visible_to(act.by).select_for_update().get(pk=plan.county)
    there = Draft.objects.visible_to(act.by).filter(county=county, name=plan.id).first()
    if act.done and there is not None:
        return there
    act.allowed(may_edit, county.pk)
    if county.head is None:
        raise refused(_("{county}还没有台账，请先导入").format(county=county.name))
    if not 0 < len(plan.id) <= 64 or not 0 < len(plan.title) <= 200:
        raise refused(_("方案须有编号（64 字以内）和名称（200 字以内）"))
    if there is not None:
        raise refused(_("编号“{name}”已有方案使用，请换一个").format(name=plan.id))
    if plan.baseline not in (None, county.head.hash):
        raise drifted(county, plan.baseline)
    draft = Draft.objects.create(
        county=county, name=plan.id, title=plan.title, base=county.head, by_id=act.by.pk, at=act.at
    )
    act.version(draft, Sheet(replace(plan, baseline=None)), said)
    act.record(verb, draft, title=draft.title, changes=len(plan.changes), base=county.head.hash)
    return draft


def _edit(act: Act, draft_id: int, verb: str, edited: Callable[[Sheet], Edited]) -> Draft:
    """Do one edit: its version and its record."""
    draft = act.opened(draft_id)
    if act.done:
        return draft
    act.allowed(may_edit, draft.county_id)
    require(draft, *OPEN)
    sheet, change, how = edited(bridge.sheet_of(current(draft)))
    names = bridge.names_for([change], bridge.register_at(draft))
    names = {**bridge.names_for(sheet.plan.changes, *()), **names}
    said = f"{how} {change.id}　{bridge.said(change, names)}"
    version = act.version(draft, sheet, said)
    act.record(verb, draft, change=change.id, kind_of_change=change.kind, said=version.said)
    return draft


@transaction.atomic
def edit(
    *, draft_id: int, change: dict[str, Any], by: Actor, at: datetime, once: UUID,
    position: int | None = None,
) -> Draft:  # fmt: skip
    """Add a change, or put it in place of the one of the same id (编辑变更).

    `change` is as the plan file writes it; without an id it is given one. `position` counts from 0;
    a new change goes to the end, a known one stays where it is, parked or not.
    """

    def edited(sheet: Sheet) -> Edited:
        given = change if change.get("id") else {**change, "id": _next(sheet)}
        made = bridge.change_from(given)
        parked = _swapped(sheet.parked, made)
        if parked is not None:
            return replace(sheet, parked=parked), made, _("修改")
        changes = _swapped(sheet.plan.changes, made)
        how = _("增加") if changes is None else _("修改")
        if changes is None:
            changes = (*sheet.plan.changes, made)
        if position is not None:
            changes = _placed(changes, made, position)
        return _with(sheet, changes), made, how

    return _edit(Act(by, at, once), draft_id, "edited", edited)


@transaction.atomic
def move(
    *, draft_id: int, change_id: str, position: int, by: Actor, at: datetime, once: UUID
) -> Draft:
    """Let a change stand at another place of the plan, counted from 0 (移动)."""

    def edited(sheet: Sheet) -> Edited:
        moved = _named(sheet.plan.changes, change_id)
        return _with(sheet, _placed(sheet.plan.changes, moved, position)), moved, _("移动")

    return _edit(Act(by, at, once), draft_id, "moved", edited)


@transaction.atomic
def park(*, draft_id: int, change_id: str, by: Actor, at: datetime, once: UUID) -> Draft:
    """Set a change aside: it is kept and does not count (搁置)."""

    def edited(sheet: Sheet) -> Edited:
        set_aside = _named(sheet.plan.changes, change_id)
        rest = _rest(sheet.plan.changes, change_id)
        return Sheet(_with(sheet, rest).plan, (*sheet.parked, set_aside)), set_aside, _("搁置")

    return _edit(Act(by, at, once), draft_id, "parked", edited)


@transaction.atomic
def unpark(*, draft_id: int, change_id: str, by: Actor, at: datetime, once: UUID) -> Draft:
    """Put a change that was set aside back, at the end of the plan (恢复)."""

    def edited(sheet: Sheet) -> Edited:
        back = _named(sheet.parked, change_id)
        plan = _with(sheet, (*sheet.plan.changes, back)).plan
        return Sheet(plan, _rest(sheet.parked, change_id)), back, _("恢复")

    return _edit(Act(by, at, once), draft_id, "unparked", edited)


@transaction.atomic
def remove(*, draft_id: int, change_id: str, by: Actor, at: datetime, once: UUID) -> Draft:
    """Take a change out, parked or not, with the papers about it (删除)."""

    def edited(sheet: Sheet) -> Edited:
        gone = _named((*sheet.plan.changes, *sheet.parked), change_id)
        left = Sheet(bridge.without(sheet.plan, [change_id]), _rest(sheet.parked, change_id))
        return left, gone, _("删除")

    return _edit(Act(by, at, once), draft_id, "removed", edited)


@transaction.atomic
def undo(*, draft_id: int, by: Actor, at: datetime, once: UUID) -> Draft:
    """Go back to the version before; raise `IllegalTransition` if there is none (撤销)."""
    return _pointed(Act(by, at, once), draft_id, "undone", lambda version: version.parent)


@transaction.atomic
def redo(*, draft_id: int, by: Actor, at: datetime, once: UUID) -> Draft:
    """Go on to the latest version made of this one; `IllegalTransition` if there is none (重做)."""
    return _pointed(
        Act(by, at, once),
        draft_id,
        "redone",
        lambda version: version.children.order_by("pk").last(),
    )


def _pointed(act: Act, draft_id: int, verb: str, to: Callable[[Version], Version | None]) -> Draft:
    draft = act.opened(draft_id)
    if act.done:
        return draft
    act.allowed(may_edit, draft.county_id)
    require(draft, *OPEN)
    found = to(current(draft))
    if found is None:
        raise IllegalTransition(gettext("没有可以撤销或重做的修改"))
    draft.current = found
    draft.save(update_fields=["current"])
    act.record(verb, draft, version=found.pk)
    return draft


@transaction.atomic
def drop(*, draft_id: int, by: Actor, at: datetime, once: UUID) -> Draft:
    """Give a plan up; it stays to be read (放弃)."""
    act = Act(by, at, once)
    draft = act.opened(draft_id)
    if act.done:
        return draft
    act.allowed(may_edit, draft.county_id)
    go(draft, State.DROPPED)
    draft.save(update_fields=["state"])
    act.record("dropped", draft)
    return draft


def _with(sheet: Sheet, changes: tuple[Change, ...]) -> Sheet:
    return replace(sheet, plan=replace(sheet.plan, changes=changes))


def _named(changes: tuple[Change, ...], one: str) -> Change:
    found = next((change for change in changes if change.id == one), None)
    if found is None:
        raise refused(_("方案里没有变更 {change}").format(change=one), change=one)
    return found


def _rest(changes: tuple[Change, ...], one: str) -> tuple[Change, ...]:
    return tuple(change for change in changes if change.id != one)


def _swapped(changes: tuple[Change, ...], made: Change) -> tuple[Change, ...] | None:
    """The changes with this one in place of that of its id; None if none has it."""
    if all(one.id != made.id for one in changes):
        return None
    return tuple(made if one.id == made.id else one for one in changes)


def _placed(changes: tuple[Change, ...], one: Change, position: int) -> tuple[Change, ...]:
    rest = list(_rest(changes, one.id))
    rest.insert(max(position, 0), one)
    return tuple(rest)


def _next(sheet: Sheet) -> str:
    """An id that no change of the plan has."""
    numbers = range(len(sheet.taken) + 1, 2 * len(sheet.taken) + 2)
    names = (str(_("变更{number}").format(number=number)) for number in numbers)
    return next(name for name in names if name not in sheet.taken)

"""Lists of plans, and the page of one: its changes, what was said of them, what may be done."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from sanding.base import _
from sanding.plan import Change
from sanding.plan.codec import as_plain
from sanding.plan.describe import described
from sanding.rules.marks import Mark
from sanding_web.accounts.access import Actor
from sanding_web.planning import access, bridge
from sanding_web.planning.bridge import Sheet, WorkedOut
from sanding_web.planning.models import (
    OPEN,
    TRANSITIONS,
    Comment,
    Draft,
    State,
    Verdict,
    Version,
)

ACCEPTED, REFUSED = _("同意"), _("不同意")


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan in a list."""

    id: int
    county: str
    county_name: str
    name: str
    title: str
    state: str
    state_label: str
    changes: int
    base_number: int
    drifted: bool  # the county's register moved on since
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CommentLine:
    """A remark; `change` is "" for one on the whole plan."""

    id: int
    change: str
    text: str
    by: str
    at: datetime
    resolved_by: str
    resolved_at: datetime | None

    @property
    def open(self) -> bool:
        """Whether it waits to be resolved."""
        return self.resolved_at is None


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change; `accepted` is None without a verdict. `findings` is None while none were made.

    `error` says why it cannot be carried out, on the first that cannot; later ones were not tried
    (`tried`).
    """

    id: str
    kind: str
    label: str
    said: str
    reason: str
    basis: str
    wave: int
    position: int  # from 0 in the plan, or among the parked
    parked: bool
    error: str
    tried: bool
    findings: int | None
    accepted: bool | None
    verdict: str  # 同意, 不同意 or ""
    verdict_reason: str
    verdict_by: str
    comments: tuple[CommentLine, ...]


@dataclass(frozen=True, slots=True)
class StepLine:
    """One version of the plan, the newest first; `current` is where the pointer stands."""

    id: int
    said: str
    by: str
    at: datetime
    current: bool


@dataclass(frozen=True, slots=True)
class PlanPage:
    """The page of a plan and what the actor may do with it as it stands."""

    id: int
    county: str
    county_name: str
    name: str
    title: str
    state: str
    state_label: str
    base_id: int
    base_number: int
    head_number: int
    applied_number: int | None
    drifted: bool
    freeze_on: date | None
    fixed: str
    approved: str
    by: str
    at: datetime
    submitted_by: str
    approved_by: str
    changes: tuple[ChangeLine, ...]
    parked: tuple[ChangeLine, ...]
    comments: tuple[CommentLine, ...]  # on the whole plan
    history: tuple[StepLine, ...]
    undecided: int  # changes without a verdict
    error: str  # why it cannot be carried out, or ""
    losses: int
    can_undo: bool
    can_redo: bool
    may_edit: bool
    may_comment: bool
    may_submit: bool
    may_judge: bool
    may_send_back: bool
    may_approve: bool
    may_carry_out: bool
    may_revert: bool
    may_rebase: bool
    may_drop: bool


def plans(actor: Actor, county: str | None = None) -> list[PlanLine]:
    """The plans the actor sees, of one county or all, the newest first."""
    seen: QuerySet[Draft] = Draft.objects.visible_to(actor)
    if county is not None:
        seen = seen.filter(county=county)
    rows = seen.select_related("county", "base", "current", "by").order_by("-at", "-pk")
    return [
        PlanLine(
            id=one.pk,
            county=one.county_id,
            county_name=one.county.name,
            name=one.name,
            title=one.title,
            state=one.state,
            state_label=str(State(one.state).label),
            changes=len(one.current.plan["changes"]) if one.current else 0,
            base_number=one.base.number,
            drifted=_drifted(one),
            by=_name(one.by),
            at=one.at,
        )
        for one in rows
    ]


def _drifted(draft: Draft) -> bool:
    """Whether the plan is still to be carried out, and its base is no longer in force."""
    ended = (State.APPLIED, State.REVERTED, State.DROPPED)
    return draft.state not in ended and draft.county.head_id != draft.base_id


def _name(who: object) -> str:
    return str(who) if who is not None else ""


def plan_page(draft: Draft, actor: Actor) -> PlanPage:
    """The page of a plan; the draft is one the actor sees."""
    version = _current(draft)
    found = bridge.worked_out(version)
    sheet = bridge.sheet_of(version)
    remarks = _remarks(draft)
    lines = _lines(draft, sheet, found, remarks)
    head = draft.county.head
    return PlanPage(
        id=draft.pk,
        county=draft.county_id,
        county_name=draft.county.name,
        name=draft.name,
        title=draft.title,
        state=draft.state,
        state_label=str(State(draft.state).label),
        base_id=draft.base_id,
        base_number=draft.base.number,
        head_number=head.number if head else 0,
        applied_number=draft.applied_as.number if draft.applied_as else None,
        drifted=_drifted(draft),
        freeze_on=sheet.plan.freeze_on,
        fixed=draft.fixed,
        approved=draft.approved,
        by=_name(draft.by),
        at=draft.at,
        submitted_by=_name(draft.submitted_by),
        approved_by=_name(draft.approved_by),
        changes=tuple(one for one in lines if not one.parked),
        parked=tuple(one for one in lines if one.parked),
        comments=tuple(remarks.get("", ())),
        history=_history(draft),
        undecided=sum(one.accepted is None and not one.parked for one in lines),
        error=found.error or "",
        losses=len(found.losses),
        **_may(draft, version, actor),
    )


def _may(draft: Draft, version: Version, actor: Actor) -> dict[str, bool]:
    """What the actor may do with the plan as it stands; the action looks again."""
    county, state = draft.county_id, draft.state
    ways = TRANSITIONS[state]
    own = draft.submitted_by_id is not None and draft.submitted_by_id == actor.id
    edits = access.may_edit(actor, county)
    reviews, approves = access.may_review(actor, county), access.may_approve(actor, county)
    applies, is_open = access.may_apply(actor, county), state in OPEN
    return {
        "can_undo": edits and is_open and version.parent_id is not None,
        "can_redo": edits and is_open and version.children.exists(),
        "may_edit": edits and is_open,
        "may_comment": access.may_comment(actor, county),
        "may_submit": edits and State.SUBMITTED in ways,
        "may_judge": reviews and not own and state == State.SUBMITTED,
        "may_send_back": (reviews or approves) and State.RETURNED in ways,
        "may_approve": approves and not own and State.APPROVED in ways,
        "may_carry_out": applies and State.APPLIED in ways,
        "may_revert": applies and State.REVERTED in ways,
        "may_rebase": edits and is_open and _drifted(draft),
        "may_drop": edits and State.DROPPED in ways,
    }


def _remarks(draft: Draft) -> dict[str, list[CommentLine]]:
    """Remarks by change, "" for the whole plan."""
    found: dict[str, list[CommentLine]] = {}
    for one in draft.comments.select_related("by", "resolved_by"):
        found.setdefault(one.change, []).append(_remark(one))
    return found


def _remark(one: Comment) -> CommentLine:
    return CommentLine(
        one.pk, one.change, one.text, _name(one.by), one.at, _name(one.resolved_by),
        one.resolved_at,
    )  # fmt: skip


def _history(draft: Draft) -> tuple[StepLine, ...]:
    rows = draft.versions.select_related("by").defer("plan", "parked").order_by("-pk")
    return tuple(
        StepLine(one.pk, one.said, _name(one.by), one.at, one.pk == draft.current_id)
        for one in rows
    )


def _lines(
    draft: Draft, sheet: Sheet, found: WorkedOut, remarks: dict[str, list[CommentLine]]
) -> tuple[ChangeLine, ...]:
    verdicts = {
        one.change: one
        for one in draft.verdicts.filter(fixed=draft.fixed).select_related("by")
        if draft.fixed
    }
    counts = _counts(found)
    names = {**bridge.names_for(sheet.parked, found.standing, found.before), **found.names}
    lines = []
    for parked, changes in ((False, sheet.plan.changes), (True, sheet.parked)):
        for number, one in enumerate(changes):
            stops = not parked and one.id == found.failing
            lines.append(
                _line(
                    one,
                    names,
                    verdicts.get(one.id),
                    remarks.get(one.id, []),
                    position=number,
                    parked=parked,
                    error=(found.error or "") if stops else "",
                    tried=not parked and (found.error is None or number <= found.done),
                    findings=None if counts is None or parked else counts.get(one.id, 0),
                )
            )
    return tuple(lines)


def _line(
    change: Change, names: bridge.Names, verdict: Verdict | None, remarks: list[CommentLine],
    **more: Any,
) -> ChangeLine:  # fmt: skip
    return ChangeLine(
        id=change.id,
        kind=change.kind,
        label=change.label,
        said=described(change, names),
        reason=change.reason,
        basis=change.basis,
        wave=change.wave,
        accepted=verdict.accepted if verdict else None,
        verdict="" if verdict is None else str(ACCEPTED if verdict.accepted else REFUSED),
        verdict_reason=verdict.reason if verdict else "",
        verdict_by=_name(verdict.by) if verdict else "",
        comments=tuple(remarks),
        **more,
    )


def _counts(found: WorkedOut) -> dict[str, int] | None:
    """Findings the plan causes or worsens, by the change they are about or that names their place.

    None while the rules were not asked: a page of changes does not wait for them.
    """
    if not found.judged or found.review is None:
        return None
    places: dict[tuple[str, str], int] = {}
    for one in found.review.findings:
        if one.mark in (Mark.CAUSED, Mark.WORSENED):
            place = one.table, one.where
            places[place] = places.get(place, 0) + 1
    return {
        change.id: sum(places.get(place, 0) for place in {("changes", change.id), *_named(change)})
        for change in found.plan.changes
    }


def _named(change: Change) -> set[tuple[str, str]]:
    """The places a change names."""
    places: set[tuple[str, str]] = set()
    for one in fields(change):
        given = getattr(change, one.name)
        if "ref" in one.metadata and given:
            many = given if isinstance(given, tuple) else (given,)
            places.update((one.metadata["ref"], each) for each in many)
    return places


def change_given(draft: Draft, change_id: str) -> dict[str, Any]:
    """A change (parked ones too) as the plan file writes it, to fill its form; KeyError if none."""
    sheet = bridge.sheet_of(_current(draft))
    changes = {one.id: one for one in (*sheet.plan.changes, *sheet.parked)}
    return as_plain(changes[change_id])


def plan_file(draft: Draft) -> tuple[str, str]:
    """The name of the plan's file and its text (YAML), bound to the base."""
    return f"{draft.county_id}-{draft.name}.yaml", bridge.bound_plan(_current(draft)).to_yaml()


def _current(draft: Draft) -> Version:
    if draft.current is None:
        raise Version.DoesNotExist
    return draft.current

"""Plans and versions: the same changes, as the database keeps them and as the core reads them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache, cached_property, lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

import polars as pl

from sanding.base import BadInput, Fault, _
from sanding.indicators.indicator import figure
from sanding.law import law_of
from sanding.plan import KINDS, Change, Outcome, Plan
from sanding.plan.codec import as_plain, change_of
from sanding.plan.describe import described
from sanding.register import Register
from sanding.register.records import EVIDENCE
from sanding.rules.book import book_hash
from sanding.rules.brief import Brief
from sanding.rules.findings import changes_called
from sanding.study import Line, figures, loss
from sanding_web.planning.models import Draft, Version
from sanding_web.planning.stepwise import Stopped, carried_out
from sanding_web.registers.bridge import register_of

if TYPE_CHECKING:
    from sanding.rules.review import Review

Names = Mapping[tuple[str, str], str]
PAPER_DAYS = frozenset(one.name for one in EVIDENCE.columns if one.dtype == pl.Date)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a version holds: the plan, not bound to a baseline, and the changes parked beside it."""

    plan: Plan
    parked: tuple[Change, ...] = ()

    @property
    def taken(self) -> set[str]:
        """The ids of all changes, the parked ones among them."""
        return {one.id for one in (*self.plan.changes, *self.parked)}


def sheet_of(version: Version) -> Sheet:
    """What the version holds."""
    return Sheet(plan_of(version), tuple(change_from(one) for one in version.parked))


def plan_of(version: Version) -> Plan:
    """The plan of a version, not bound to a baseline; of one content it is read once."""
    return _plan(json.dumps(version.plan, ensure_ascii=False, sort_keys=True))


def bound_plan(version: Version) -> Plan:
    """The plan of a version, bound to the base of its draft."""
    return plan_of(version).bound_to(version.draft.base.hash)


@lru_cache(maxsize=32)
def _plan(text: str) -> Plan:
    plain = json.loads(text)
    changes = tuple(change_from(one) for one in plain["changes"])
    papers = tuple(
        {name: _day(one) if name in PAPER_DAYS else one for name, one in paper.items()}
        for paper in plain["evidence"]
    )
    head = {name: plain[name] for name in ("id", "title", "county")}
    return Plan(**head, changes=changes, freeze_on=_day(plain["freeze_on"]), evidence=papers)


def kept(plan: Plan) -> dict[str, Any]:
    """The plan as a version keeps it."""
    return {
        "id": plan.id, "title": plan.title, "county": plan.county,
        "freeze_on": plain(plan.freeze_on),
        "changes": [as_kept(one) for one in plan.changes],
        "evidence": [plain(dict(one)) for one in plan.evidence],
    }  # fmt: skip


def as_kept(change: Change) -> dict[str, Any]:
    """The change as a version keeps it: as the plan file writes it, days as text."""
    return {name: plain(one) for name, one in as_plain(change).items()}


def plain(value: Any) -> Any:
    """The value with days as text, as JSON takes it."""
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    return value.isoformat() if isinstance(value, date) else value


def change_from(given: Mapping[str, Any]) -> Change:
    """The change as the plan file writes it, days as such or as text.

    Raises `BadInput` naming the change and the field.
    """
    days = _days(str(given.get("kind")))
    return change_of({name: _day(one) if name in days else one for name, one in given.items()})


@cache
def _days(kind: str) -> frozenset[str]:
    """The fields of a kind of change that hold a day."""
    if kind not in KINDS:
        return frozenset()
    hints = get_type_hints(KINDS[kind])
    return frozenset(one.name for one in fields(KINDS[kind]) if date in get_args(hints[one.name]))


def _day(given: Any) -> Any:
    """Text of a day as the day; anything else as it is, for the core to refuse."""
    try:
        return date.fromisoformat(given) if isinstance(given, str) else given
    except ValueError:
        return given


def without(plan: Plan, gone: Iterable[str]) -> Plan:
    """The plan without some changes and the papers about them."""
    ended = set(gone)
    changes = tuple(one for one in plan.changes if one.id not in ended)
    papers = tuple(one for one in plan.evidence if one.get("about") not in ended)
    return replace(plan, changes=changes, evidence=papers)


def register_at(draft: Draft) -> Register:
    """The register a draft was drawn up on."""
    return register_of(draft.base)


def fixed(version: Version) -> str:
    """One number for what is decided on: the changes, the register they change, the rule book."""
    plan = bound_plan(version)
    told = [plan.hash, plan.baseline, book_hash(law_of(plan.county))]
    return sha256(json.dumps(told).encode()).hexdigest()


@dataclass(eq=False)
class WorkedOut:
    """What a plan comes to on a register; what takes its time is worked out when asked for.

    Of a plan that cannot be carried out there is no outcome; `error` says why, `failing` is the
    change where it stops, `done` how many came before it.
    """

    plan: Plan
    before: Register
    outcome: Outcome | None = None
    error: str | None = None
    failing: str | None = None
    done: int = 0

    @cached_property
    def standing(self) -> Register:
        """The register after the plan, or after the changes that came before the failing one."""
        if self.outcome is not None:
            return self.outcome.after
        begun = replace(self.plan, changes=self.plan.changes[: self.done])
        return carried_out(begun, self.before).after

    @cached_property
    def losses(self) -> list[str]:
        """What the plan would lose, line by line."""
        return [] if self.outcome is None else [loss(*row) for row in self.outcome.losses().rows()]

    @cached_property
    def review(self) -> Review | None:
        """What the rules find; None if the plan cannot be carried out."""
        from sanding.rules.review import reviewed  # takes its time: most pages do without

        self.judged = True
        return None if self.outcome is None else reviewed(self.before, outcome=self.outcome)

    judged = False  # whether the review was asked for already

    @cached_property
    def figures(self) -> list[Line]:
        """Every indicator before and after; after is None if the plan cannot be carried out."""
        if self.outcome is None:
            return _figures(self.before)
        after = self.outcome.after
        return [
            replace(line, after=figure(line.before.indicator, after))
            for line in _figures(self.before)
        ]

    @cached_property
    def names(self) -> Names:
        """What officers call all that the plan's changes name; people by body and id."""
        return names_for(self.plan.changes, self.standing, self.before)


@lru_cache(maxsize=8)
def _figures(register: Register) -> list[Line]:
    """The figures of a register alone, beside what was published; of one register read once."""
    return figures(register)


def worked_out(version: Version) -> WorkedOut:
    """What a version comes to on its draft's base; of one content on one base worked out once."""
    draft = version.draft
    text = json.dumps(version.plan, ensure_ascii=False, sort_keys=True)  # databases reorder
    base = json.dumps([draft.base.hash, draft.base.tables], sort_keys=True)
    return _worked_out(_Case((text, base), draft))


@dataclass(frozen=True)
class _Case:
    """A plan on a base; two of one content are one."""

    content: tuple[str, str]
    draft: Draft

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Case) and self.content == other.content

    def __hash__(self) -> int:
        return hash(self.content)


@lru_cache(maxsize=8)
def _worked_out(case: _Case) -> WorkedOut:
    return tried(_plan(case.content[0]), register_at(case.draft))


def tried(plan: Plan, register: Register) -> WorkedOut:
    """What a plan comes to on a register, whatever baseline it is bound to."""
    bound = plan.bound_to(register.hash)
    try:
        return WorkedOut(bound, register, carried_out(bound, register))
    except Stopped as stopped:
        failing = plan.changes[stopped.done].id if stopped.done < len(plan.changes) else None
        return WorkedOut(bound, register, None, str(stopped), failing, stopped.done)


def names_for(changes: Iterable[Change], *sides: Register) -> Names:
    """What officers call all that these changes name, new things by the name they are given."""
    some = tuple(changes)
    called = changes_called(some, *(Brief(side, side.day) for side in sides))
    fresh: dict[tuple[str, str], str] = {}
    for change in some:
        for one in fields(change):
            if one.metadata.get("new") and getattr(change, "name", None):
                fresh[one.metadata["ref"], getattr(change, one.name)] = change.name  # type: ignore[attr-defined]
    return {**fresh, **called}


def said(change: Change, names: Names) -> str:
    """A change in the officer's words, without anybody's name."""
    return f"{change.label}：{described(change, names)}"


def refused(message: str, *, change: str | None = None, code: str = "bad_plan") -> BadInput:
    """A refusal the screens can show."""
    sheet = _("变更 {change}").format(change=change) if change else None
    return BadInput([Fault(code, message, sheet=sheet)])

"""What is said of one county's submission, in plain values, and how it differs from its last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self

from sanding.base import _
from sanding.register.kinds import Kind
from sanding.rules.marks import Mark
from sanding.rules.rule import Severity

Plain = Mapping[str, Any]  # as `Finding.plain` gives it
Place = tuple[str, str]  # rule and where
UNCOMPARED = "uncompared"  # beside the marks: a finding without one


class Advice(Kind):
    """What the draft suggests to whoever reviews (建议意见); it decides nothing."""

    RETURN = "return", _("建议退回修改")
    CONFIRM = "confirm", _("建议核实后报审")
    SUBMIT = "submit", _("建议报审")
    INCOMPLETE = "incomplete", _("建议退回：材料不全")
    IMPOSSIBLE = "impossible", _("建议退回：方案无法施行")
    UNJUDGED = "unjudged", _("未能核对，请人工审核")


MAY_GO_ON = (Advice.CONFIRM, Advice.SUBMIT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How often one rule was broken, by what the plan does to it (see `marks`), and how gravely.

    `uncompared` are findings after the plan of a rule that was judged on that side only.
    """

    rule: str
    title: str
    caused_errors: int = 0
    caused_warnings: int = 0
    worsened_errors: int = 0
    worsened_warnings: int = 0
    mended_errors: int = 0
    mended_warnings: int = 0
    left_errors: int = 0
    left_warnings: int = 0
    uncompared_errors: int = 0
    uncompared_warnings: int = 0


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator before and after the plan; None where it is not known."""

    id: str
    label: str
    unit: str
    before: float | int | None
    after: float | int | None


@dataclass(frozen=True, slots=True)
class Told:
    """A change of the plan: its id, what officers call it, and its plain values."""

    id: str
    words: str
    plain: Plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A submission beside the county's last one.

    Findings are the same where rule and place are. What the last plan caused and the register of
    this one has already is still there. Findings of the last time whose rule could not be asked
    now are `unasked`: nobody knows whether they are answered. `altered` holds the changes
    whose values differ, with the names of those values. Where one of the two could not be judged,
    `judged` is false and there are no findings.
    """

    number: int  # of the last submission
    judged: bool
    answered: tuple[Plain, ...] = ()
    still: tuple[Plain, ...] = ()
    new: tuple[Plain, ...] = ()
    unasked: tuple[Plain, ...] = ()
    added: tuple[Told, ...] = ()
    removed: tuple[Told, ...] = ()
    altered: tuple[tuple[Told, tuple[str, ...]], ...] = ()

    @property
    def new_places(self) -> frozenset[Place]:
        """Rule and place of what was not found the last time."""
        return frozenset(map(place_of, self.new))


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """A draft of what a reviewing office says of one submission (审核意见).

    `findings` are those that the plan causes or makes worse, and those that could not be compared;
    `standing` are the places of those that were there and stay. `reasons` say why a submission
    cannot be judged, or taken as it is. `day` is the day whose law was asked, None where the rules
    could not be asked.
    """

    county: str
    name: str
    folder: str
    advice: Advice
    submitted_on: date | None = None
    number: int = 1
    day: date | None = None
    overlays: tuple[str, ...] = ()
    plan: str = ""
    title: str = ""
    plan_hash: str = ""
    changes: tuple[Told, ...] = ()
    reasons: tuple[str, ...] = ()
    counts: tuple[Counted, ...] = ()
    not_judged: tuple[tuple[str, str], ...] = ()  # rule, reason
    figures: tuple[Measured, ...] = ()
    findings: tuple[Plain, ...] = ()
    standing: frozenset[Place] = frozenset()
    last: Comparison | None = None

    @property
    def judged(self) -> bool:
        """Whether the rules were asked."""
        return self.day is not None

    @property
    def errors(self) -> int:
        """How many of its findings block."""
        return sum(one["severity"] == str(Severity.ERROR) for one in self.findings)

    @property
    def warnings(self) -> int:
        """How many of its findings are to be confirmed."""
        return len(self.findings) - self.errors

    def total(self, mark: str) -> int:
        """Errors and warnings of one mark, or `uncompared`."""
        names = f"{mark}_errors", f"{mark}_warnings"
        return sum(getattr(one, name) for one in self.counts for name in names)

    def beside(self, last: Opinion | None) -> Self:
        """Return this opinion with the comparison to the county's last submission."""
        return self if last is None else replace(self, last=compared(last, self))


def counts_of(found: Iterable[Plain], titles: Mapping[str, str]) -> tuple[Counted, ...]:
    """Return the counts by rule, in the order of the codes.

    `found` has a row per rule, mark and severity: `rule, mark, severity, findings`.
    """
    rows: dict[str, dict[str, int]] = {}
    for one in found:
        several = "errors" if one["severity"] == str(Severity.ERROR) else "warnings"
        mark = UNCOMPARED if one["mark"] is None else Mark(one["mark"])
        rows.setdefault(one["rule"], {})[f"{mark}_{several}"] = int(one["findings"])
    return tuple(Counted(rule=rule, title=titles[rule], **rows[rule]) for rule in sorted(rows))


def advised(findings: Sequence[Plain]) -> Advice:
    """Return what the draft suggests for a plan that was judged."""
    if any(one["severity"] == str(Severity.ERROR) for one in findings):
        return Advice.RETURN
    return Advice.CONFIRM if findings else Advice.SUBMIT


def place_of(finding: Plain) -> Place:
    """Return rule and place, by which findings of two submissions are told apart."""
    return finding["rule"], finding["where"]


def compared(last: Opinion, now: Opinion) -> Comparison:
    """Return what became of the findings and changes of the last submission."""
    before, after = _by_id(last.changes), _by_id(now.changes)
    both = last.judged and now.judged
    then, here = (_by_place(one.findings if both else ()) for one in (last, now))
    silent = {rule for rule, _reason in now.not_judged}
    gone = [one for place, one in then.items() if place not in {*here, *now.standing}]
    stays = [one for place, one in then.items() if place not in here and place in now.standing]
    read = bool(before) and bool(after)  # a plan that could not be read has no changes to compare
    return Comparison(
        number=last.number,
        judged=both,
        answered=tuple(one for one in gone if one["rule"] not in silent),
        still=(*(one for place, one in here.items() if place in then), *stays),
        new=tuple(one for place, one in here.items() if place not in then),
        unasked=tuple(one for one in gone if one["rule"] in silent),
        added=tuple(one for id, one in after.items() if read and id not in before),
        removed=tuple(one for id, one in before.items() if read and id not in after),
        altered=tuple(
            (one, _different(before[id].plain, one.plain))
            for id, one in after.items()
            if id in before and before[id].plain != one.plain
        ),
    )


def _by_id(changes: Iterable[Told]) -> dict[str, Told]:
    return {one.id: one for one in changes}


def _by_place(findings: Iterable[Plain]) -> dict[Place, Plain]:
    """Findings by rule and place, the first of each."""
    found: dict[Place, Plain] = {}
    for one in findings:
        found.setdefault(place_of(one), one)
    return found


def _different(before: Plain, after: Plain) -> tuple[str, ...]:
    names = {**before, **after}
    return tuple(name for name in names if before.get(name) != after.get(name))

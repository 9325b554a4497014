"""What a figure of law is, and the law of one day in one place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Self, TypeVar

from sanding.base import SandingError, _
from sanding.law.titles import title_of


class NotInForce(SandingError):
    """A figure that has no value on the day and in the place asked about."""

    def __init__(self, name: str, day: date) -> None:
        """Name the figure, by its title, and the day."""
        self.name = name
        message = _("{day} 没有适用的“{name}”规定")
        super().__init__(message.format(name=title_of(name), day=day.isoformat()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """One value of a figure: from `since`, in `area` and below, by an instrument's article.

    `value` is an integer, a text, a list of texts or a list of tables, in `unit`. `area` is a
    division code or its beginning: "" the nation, "14" a province, "141027" a county.
    """

    since: date
    value: Any
    unit: str
    instrument: str
    article: str
    area: str = ""
    certainty: str = "verified"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of law (法定数值): one name, its values by date and area."""

    name: str
    values: tuple[Dated, ...]

    def at(self, day: date, *, area: str = "") -> Dated:
        """Return what is in force, the narrowest area first; raise `NotInForce` if nothing is."""
        known = [one for one in self.values if one.since <= day and area.startswith(one.area)]
        if not known:
            raise NotInForce(self.name, day)
        return _narrowest(known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """What an overlay says of a rule: its severity from a day on, and who confirmed it."""

    rule: str
    severity: str
    since: date
    area: str
    confirmed_by: str


Of = TypeVar("Of", Dated, Raised)


@dataclass(frozen=True, slots=True)
class Instrument:
    """An instrument of law (法规文件): the edition that was read is in force from `since`."""

    name: str
    since: date
    number: str = ""
    read: bool = False  # whether its text was read, not only quoted


@dataclass(frozen=True)
class Law:
    """All figures and instruments known, national ones and those of overlays."""

    figures: Mapping[str, Figure]
    instruments: Mapping[str, Instrument]
    raised: tuple[Raised, ...] = ()
    routes: tuple[Mapping[str, Any], ...] = ()  # approval routes, see `rules.route`
    overlays: tuple[str, ...] = ()  # titles, in the order they were laid

    def on(self, day: date, *, area: str = "", facts: date | None = None) -> InForce:
        """Return the law of a day in a place (a county's code), for facts of any day."""
        return InForce(self, facts or day, area, day)

    def with_overlay(self, overlay: Law) -> Self:
        """Return this law with the values, rule settings and routes of an overlay laid over it."""
        merged = dict(self.figures)
        for name, figure in overlay.figures.items():
            merged[name] = Figure(name, merged[name].values + figure.values)
        return replace(
            self,
            figures=merged,
            instruments={**self.instruments, **overlay.instruments},
            raised=self.raised + overlay.raised,
            routes=self.routes + overlay.routes,
            overlays=self.overlays + overlay.overlays,
        )


@dataclass(frozen=True)
class InForce:
    """The law of one day (`on`) in one place, put to the facts of a day (`day`).

    The two differ where a county of today is judged by the law of another day. It remembers which
    figures were asked for, so that a test can hold them against those a rule names.
    """

    law: Law
    day: date
    area: str
    on: date
    asked: set[str] = field(default_factory=set, compare=False)

    def dated(self, name: str) -> Dated:
        """Return the figure in force; raise `KeyError` if unknown, `NotInForce` if none is."""
        self.asked.add(name)
        return self.law.figures[name].at(self.on, area=self.area)

    def value(self, name: str) -> Any:
        """Return the value in force, in the unit of its figure; errors as for `dated`."""
        return self.dated(name).value

    def number(self, name: str) -> int:
        """Return the value in force as an integer; `TypeError` if it is none."""
        value = self.value(name)
        if type(value) is not int:
            raise TypeError(f"{name} is {value!r}, not an integer")
        return value

    def names(self, name: str) -> list[str]:
        """Return the value in force as a list of texts; `TypeError` if it is none."""
        value = self.value(name)
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise TypeError(f"{name} is {value!r}, not a list of texts")
        return list(value)

    def has(self, instrument: str) -> bool:
        """Whether an instrument is in force; one without a known date is practice and always is."""
        known = self.law.instruments.get(instrument)
        return known is None or known.since <= self.on

    def severity(self, rule: str) -> Raised | None:
        """Return what an overlay says of a rule, the narrowest area and the latest day first."""
        said = [
            one
            for one in self.law.raised
            if one.rule == rule and one.since <= self.on and self.area.startswith(one.area)
        ]
        return _narrowest(said) if said else None


def _narrowest(known: Sequence[Of]) -> Of:
    """The value of the narrowest area, of those the latest, of equals the one laid last."""
    return max(enumerate(known), key=lambda one: (len(one[1].area), one[1].since, one[0]))[1]

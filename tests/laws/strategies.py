"""Random plans over every kind of change, drawn against the register as it stands.

Arguments come from the declarations of a change, so that a new kind is drawn without a word here;
a kind whose random arguments would mostly be impossible says in `AIMS` what to aim at.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Sequence
from dataclasses import Field, dataclass, field, fields
from datetime import date
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints
from zlib import crc32

from hypothesis import settings
from hypothesis import strategies as st

from sanding.base import ImpossibleChange
from sanding.plan import CATALOGUE, Change, Plan, apply
from sanding.register import Register
from sanding.register.kinds import BodyKind, PostKind, StepRole
from tests.laws.registers import NAMES, Draw, registers

TRIES = 12  # changes in a case, of different kinds
ENDING = tuple(
    kind
    for kind in CATALOGUE
    if kind.kind.startswith(("merge_", "absorb_", "abolish_", "unify_", "regroup_", "remove_"))
)


def examples(number: int) -> settings:
    """Settings for so many examples, more if the profile asks for more than the default's 50."""
    profile = settings().max_examples
    return settings(max_examples=number if profile <= 50 else profile)


@dataclass(frozen=True, slots=True)
class Refused:
    """A change that could not follow the first `after` changes of its plan."""

    after: int
    change: Change


@dataclass(frozen=True)
class Case:
    """A register, a plan that is possible on it, and changes that were impossible on the way."""

    register: Register
    plan: Plan
    refused: tuple[Refused, ...]

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(f"{self.plan.to_yaml()}refused: {self.refused}\n")
        printer.pretty(self.register)


@st.composite
def cases(draw: Draw, kinds: Sequence[type[Change]] = CATALOGUE) -> Case:
    """A random case of a dozen changes; about one in eight is meant to be impossible."""
    register = draw(registers())
    draft = Draft(draw, register)
    # Hypothesis varies a case by little; the sizes of its tables make the kinds of change differ
    salt = [draw(st.integers(0, 2**16)), *(len(kept.loose) for kept in register.rows.values())]
    every = [*kinds] * -(-TRIES // len(kinds))
    order = [every[at] for at in sorted(range(len(every)), key=lambda at: _chance(salt, at))]
    for kind in order[:TRIES]:
        what = draw(st.integers(0, 8))
        if what:  # without it a case shrinks change by change
            draft.try_one(kind, spoil=what == 8)
    plan = Plan(id="p", title="方案", county=register.counties[0], changes=tuple(draft.changes))
    return Case(register, plan, tuple(draft.refused))


def _chance(salt: list[int], at: int) -> int:
    return crc32(f"{salt} {at}".encode())


@dataclass
class Draft:
    """A plan in the making, and the register as it stands after the changes so far."""

    draw: Draw
    register: Register
    county: str = ""
    changes: list[Change] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    ended: set[tuple[str, str]] = field(default_factory=set)
    tries: int = 0

    def try_one(self, kind: type[Change], *, spoil: bool = False) -> None:
        """Draw a change of this kind and take it into the plan if it is possible."""
        self.tries += 1
        self.county = self.one_of(self.register.counties)
        try:
            given = self.arguments(kind, spoil=spoil)
        except Nothing:
            return
        change = kind(id=str(self.tries), **given)
        alone = Plan(id="p", title="方案", county=self.county, changes=(change,))
        try:
            done = apply(alone, self.register)
        except ImpossibleChange:  # any other error fails the law that asked
            self.refused.append(Refused(len(self.changes), change))
            return
        if self.ended.intersection(done.created):
            self.refused.append(Refused(len(self.changes), change))
            return
        self.changes.append(change)
        self.register = done.after
        self.ended.update(done.succession.heirs)

    def arguments(self, kind: type[Change], *, spoil: bool) -> dict[str, Any]:
        """Arguments that are mostly possible; one of them is spoiled if asked."""
        aimed = AIMS[kind.kind](self) if kind.kind in AIMS else {}
        given = {
            one.name: aimed[one.name] if one.name in aimed else self.argument(one, hint)
            for one, hint in declared(kind)
        }
        if spoil:
            one, hint = self.one_of(declared(kind))
            given[one.name] = self.spoiled(one, hint, given[one.name])
        return given

    def argument(self, one: Field[Any], hint: Any) -> Any:
        """A value for one declared argument."""
        table = one.metadata.get("ref")
        if table and one.metadata.get("new"):
            return f"{self.county}-new-{self.tries}"
        if table == "counties":
            return self.county
        if get_origin(hint) is tuple:
            return self.some(self.ids(table), least=1)
        if get_origin(hint) in (Union, types.UnionType):
            if self.integer(0, 1) == 0:
                return None
            hint = next(part for part in get_args(hint) if part is not type(None))
        if table:
            return self.one_of(self.ids(table))
        return self.plain(one.name, hint)

    def plain(self, name: str, hint: Any) -> Any:
        """A value that names nothing."""
        if get_origin(hint) is not None:
            return {}
        if issubclass(hint, StrEnum):
            return self.one_of(list(hint))
        if hint is int:
            return self.integer(0, 40)
        if hint is date:
            return self.draw(st.dates(date(2018, 1, 1), date(2022, 12, 31)))
        return f"{self.county}{200 + self.tries}" if name == "division" else self.one_of(NAMES)

    def spoiled(self, one: Field[Any], hint: Any, given: Any) -> Any:
        """A value that makes the change impossible, mostly."""
        table = one.metadata.get("ref")
        if one.metadata.get("new"):
            gone = [taken for place, taken in sorted(self.ended) if place == table]
            return self.one_of([*gone, *self.everywhere(table)])
        if isinstance(given, tuple):
            return self.one_of([(), (*given, *given), (*given, "absent")])
        if table:
            return self.one_of(["absent", "", *self.everywhere(table)])
        if one.name == "posts" and isinstance(given, dict):
            return self.one_of([{}, {PostKind.SUPPORT: 0}, {PostKind.SUPPORT: 10**6}])
        if hint is int or int in get_args(hint):
            return self.one_of([-1, 10**6])
        if one.name == "division":
            return self.one_of(["", "12", f"{self.county}1000"])
        return "" if isinstance(given, str) and not isinstance(given, StrEnum) else given

    def ids(self, table: str, **where: Any) -> list[str]:
        """Ids of the county in `table`, of rows that have these values."""
        return self.everywhere(table, county=self.county, **where)

    def everywhere(self, table: str, **where: Any) -> list[str]:
        """Ids of all counties in `table`, of rows that have these values."""
        rows = cells(self.register, table, "id", *where)
        return sorted(one for one, *values in rows if values == list(where.values()))

    def posts(self, bodies: Sequence[str]) -> dict[str, Any]:
        """Some of the approved posts of one of `bodies`, as arguments of a change."""
        rows = cells(self.register, "establishment", "body", "kind", "approved")
        body, kind, number = self.one_of(sorted(row for row in rows if row[0] in bodies and row[2]))
        return {"body": body, "post_kind": PostKind(kind), "posts": self.integer(1, number)}

    def integer(self, least: int, most: int) -> int:
        """A whole number."""
        return self.draw(st.integers(least, most))

    def one_of(self, options: Sequence[Any]) -> Any:
        """One of `options`; `Nothing` if there is none."""
        if not options:
            raise Nothing
        return self.draw(st.sampled_from(options))

    def some(self, options: Sequence[str], *, least: int, most: int = 3) -> tuple[str, ...]:
        """Some of `options`, each once; `Nothing` if there are too few."""
        if len(options) < least:
            raise Nothing
        size = self.integer(least, max(least, min(most, len(options))))
        return tuple(self.draw(st.permutations(options))[:size]) if size else ()


def cells(register: Register, table: str, *columns: str) -> list[tuple[Any, ...]]:
    """Some columns of a table, row by row; without the query that `select` would make."""
    frame = register.loose(table)
    return list(zip(*(frame.get_column(name).to_list() for name in columns), strict=True))


class Nothing(Exception):
    """There is nothing in the register for such a change."""


def declared(kind: type[Change]) -> list[tuple[Field[Any], Any]]:
    """The arguments of a kind's own, each with its type."""
    hints, usual = get_type_hints(kind), {one.name for one in fields(Change)}
    return [(one, hints[one.name]) for one in fields(kind) if one.name not in usual]


def two(table: str, ended: str, heir: str) -> Callable[[Draft], dict[str, Any]]:
    """Aim at two different ids."""

    def aim(draft: Draft) -> dict[str, Any]:
        return dict(zip((ended, heir), draft.some(draft.ids(table), least=2, most=2), strict=True))

    return aim


def split(draft: Draft) -> dict[str, Any]:
    """Aim at what is the body's own."""
    posts = draft.posts(draft.ids("bodies"))
    own = {
        table: draft.some(draft.ids(table, body=posts["body"]), least=0)
        for table in ("duties", "sections", "items", "powers")
    }
    return {"body": posts["body"], "posts": {posts["post_kind"]: posts["posts"]}, **own}


def section_of(draft: Draft, body: str) -> dict[str, Any]:
    """Aim at a body (the argument of that name) and one of its own sections, or none."""
    one = draft.one_of(draft.ids("bodies"))
    return {body: one, "section": draft.one_of([None, *draft.ids("sections", body=one)])}


def transfer_posts(draft: Draft) -> dict[str, Any]:
    """Aim at posts that are there, and another body."""
    posts = draft.posts(draft.ids("bodies"))
    giver = posts.pop("body")
    others = [one for one in draft.ids("bodies") if one != giver]
    return {**posts, "giver": giver, "receiver": draft.one_of(others)}


def sink_posts(draft: Draft) -> dict[str, Any]:
    """Aim at posts of a body of the county and a township."""
    townships = draft.ids("bodies", kind=BodyKind.TOWNSHIP)
    givers = [one for one in draft.ids("bodies") if one not in townships]
    return {**draft.posts(givers), "township": draft.one_of(townships)}


def merge_townships(draft: Draft) -> dict[str, Any]:
    """Aim at townships, one of which stays."""
    some = draft.some(draft.ids("bodies", kind=BodyKind.TOWNSHIP), least=2)
    return {"townships": some, "into": draft.one_of(some)}


def merge_budget_units(draft: Draft) -> dict[str, Any]:
    """Aim at two units, one of which stays, or at a new one."""
    some = draft.some(draft.ids("budget_units"), least=2)
    if draft.integer(0, 1):
        return {"units": some, "into": draft.one_of(some)}
    return {"units": some, "into": f"{draft.county}-new-{draft.tries}", "name": "新设预算单位"}


def co_locate(draft: Draft) -> dict[str, Any]:
    """Aim at two bodies with offices of their own."""
    alone = draft.ids("bodies", co_located_with=None)
    hosts = set(draft.register.loose("bodies")["co_located_with"])
    body = draft.one_of([one for one in alone if one not in hosts])
    return {"body": body, "host": draft.one_of([one for one in alone if one != body])}


def end_co_location(draft: Draft) -> dict[str, Any]:
    """Aim at a body without an office of its own."""
    alone = draft.ids("bodies", co_located_with=None)
    return {"body": draft.one_of([one for one in draft.ids("bodies") if one not in alone])}


def assign_portfolio(draft: Draft) -> dict[str, Any]:
    """Aim, half of the time, at ending a portfolio or turning one."""
    rows = cells(draft.register, "portfolios", "body", "section", "role")
    if not rows or draft.integer(0, 1):
        return {"position": draft.one_of(draft.ids("positions")), **section_of(draft, "body")}
    body, section, role = draft.one_of(sorted(rows, key=str))
    return {"body": body, "section": section, "role": StepRole(role)}


AIMS: dict[str, Callable[[Draft], dict[str, Any]]] = {
    "absorb_body": two("bodies", "absorbed", "into"),
    "abolish_body": two("bodies", "body", "successor"),
    "end_position": two("positions", "position", "successor"),
    "merge_bodies": lambda draft: {"bodies": draft.some(draft.ids("bodies"), least=2)},
    "split_body": split,
    "transfer_duty": lambda draft: section_of(draft, "to"),
    "create_position": lambda draft: section_of(draft, "body"),
    "transfer_posts": transfer_posts,
    "cut_posts": lambda draft: draft.posts(draft.ids("bodies")),
    "sink_posts": sink_posts,
    "merge_townships": merge_townships,
    "recode_township": lambda draft: {
        "township": draft.one_of(draft.ids("bodies", kind=BodyKind.TOWNSHIP))
    },
    "merge_budget_units": merge_budget_units,
    "co_locate": co_locate,
    "end_co_location": end_co_location,
    "assign_portfolio": assign_portfolio,
}

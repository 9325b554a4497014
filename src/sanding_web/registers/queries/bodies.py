"""The page of a body: all the register says about it, with its history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

import polars as pl
from django.http import Http404
from django.utils.translation import gettext

from sanding.base import _
from sanding.register import TABLES, Register
from sanding_web.registers import bridge
from sanding_web.registers.intake_cells import shown
from sanding_web.registers.models import Revision
from sanding_web.registers.queries.history import History, history
from sanding_web.registers.queries.walls import Card, holders, wall

FACTS = (
    "short_name", "kind", "level", "parent", "co_located_with", "credit_code", "division",
    "upper_authority", "category", "funding", "civil_service_reference", "reference_basis",
    "purpose", "budget_unit", "legal_representative", "address", "created_on", "approved_by",
    "approved_on", "approving_authority", "certainty", "source", "note",
)  # fmt: skip
LINKED = ("parent", "co_located_with")


@dataclass(frozen=True, slots=True)
class Fact:
    """A line about a body; `body` is the id it leads to, if it names one."""

    label: str
    text: str
    body: str = ""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a position on the day, how and since when."""

    name: str
    how: str
    since: str


@dataclass(frozen=True, slots=True)
class PositionLine:
    """A position (职位) and who holds it."""

    name: str
    role: str
    section: str
    holders: Sequence[Holder]
    answers_for: Sequence[str]  # portfolios, in words


@dataclass(frozen=True, slots=True)
class Sheet:
    """Records of a table about the body: headings, and rows as text."""

    table: str
    label: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class PowerField:
    """Powers of a field of enforcement, or of none."""

    label: str
    names: Sequence[str]


@dataclass(frozen=True, slots=True)
class BodyPage:
    """A body (机构) as a revision has it; without a card it is not in the revision any more."""

    id: str
    name: str
    card: Card | None
    facts: Sequence[Fact]
    positions: Sequence[PositionLine]
    sheets: Sequence[Sheet]
    powers: Sequence[PowerField]
    subordinate: Sequence[Card]
    co_located: Sequence[Card]
    history: History


# tables listed on the page as they are, with the columns shown
SHEETS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("duties", ("name", "theme", "section", "statutory", "basis")),
    ("sections", ("name", "level", "posts", "chief", "deputy", "duties")),
    ("portfolios", ("section", "role", "position")),
    ("items", ("name", "kind", "theme", "audience", "statutory_limit", "statutory_unit",
               "promised_limit", "promised_unit", "basis")),
    ("windows", ("name", "hall")),
    ("teams", ("name", "standard", "dispatch")),
    ("plaques", ("name", "kind", "hung_on", "approved_by")),
    ("party_groups", ("name", "kind")),
    ("coordinating_bodies", ("name", "chair", "since", "ends_on")),
)  # fmt: skip


def body_page(revision: Revision, body: str) -> BodyPage:
    """Return the page of a body; raise `Http404` if it is in no revision up to this one."""
    told = history(revision, body)
    register = bridge.register_of(revision)
    if register.has("bodies", body):
        return _page(register, body, told)
    if not told.name:
        raise Http404(gettext("没有这个机构"))
    return BodyPage(body, told.name, None, (), (), (), (), (), (), told)


def _page(register: Register, body: str, told: History) -> BodyPage:
    cards = wall(register).cards
    card = next(one for one in cards if one.id == body)
    host = card.co_located_with or body
    return BodyPage(
        id=body, name=card.name, card=card, facts=_facts(register, body),
        positions=_positions(register, body), sheets=_sheets(register, body),
        powers=_powers(register, body), subordinate=[one for one in cards if one.parent == body],
        co_located=[
            one for one in cards
            if one.id != body and (one.id == host or one.co_located_with == host)
        ],
        history=told,
    )  # fmt: skip


def _facts(register: Register, body: str) -> list[Fact]:
    place = register.frame("bodies").get_column("id").index_of(body)
    if place is None:
        return []
    texts = shown(register, "bodies").row(place, named=True)
    values = register.frame("bodies").row(place, named=True)
    return [
        Fact(TABLES["bodies"].column[name].label, texts[name], values[name] * (name in LINKED))
        for name in FACTS
        if texts[name]
    ]


def _texts(register: Register, table: str, kept: pl.Series) -> pl.DataFrame:
    return shown(register, table).filter(kept)


def _of(register: Register, table: str, body: str) -> pl.DataFrame:
    return _texts(register, table, register.frame(table).get_column("body") == body)


def _sheets(register: Register, body: str) -> list[Sheet]:
    found = [_sheet(table, columns, _of(register, table, body)) for table, columns in SHEETS]
    return [one for one in (*found, _assists(register, body), *_uppers(register, body)) if one.rows]


def _sheet(table: str, columns: Sequence[str], texts: pl.DataFrame, label: str = "") -> Sheet:
    """Records as text; columns that hold nothing are left out."""
    held = [name for name in columns if (texts.get_column(name) != "").any()]
    headings = [TABLES[table].column[name].label for name in held]
    return Sheet(table, label or TABLES[table].label, headings, texts.select(held).rows())


def _assists(register: Register, body: str) -> Sheet:
    assisted = _of(register, "assists", body)
    return _sheet("assists", ("duty",), assisted, _("配合的职责"))


def _uppers(register: Register, body: str) -> list[Sheet]:
    """Departments above: those it receives for, and those its duties answer to."""
    receives = _texts(register, "uppers", register.frame("uppers")["receiver"] == body)
    own = register.frame("duties").filter(pl.col("body") == body).get_column("id")
    answers = _texts(
        register, "counterparts", register.frame("counterparts")["duty"].is_in(own.implode())
    )
    return [
        _sheet("uppers", ("name", "side", "tier"), receives, _("牵头对口的上级部门")),
        _sheet("counterparts", ("upper", "duty"), answers.sort("upper", "duty")),
    ]


def _powers(register: Register, body: str) -> list[PowerField]:
    rows = _of(register, "powers", body).sort("field", "kind", "name").select("field", "name")
    return [
        PowerField(field or _("其他权力事项"), [name for _field, name in some])
        for field, some in groupby(rows.rows(), lambda one: one[0])
    ]


@lru_cache(maxsize=16)
def _held(register: Register) -> Mapping[str, list[dict[str, Any]]]:
    """Holders on the day of the register, by position."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in holders(register).sort("position", "since", "person").collect().to_dicts():
        found.setdefault(row["position"], []).append(row)
    return found


def _positions(register: Register, body: str) -> list[PositionLine]:
    """Positions by role, highest first, each with who holds it and what it answers for."""
    frame = register.frame("positions")
    mine = frame["body"] == body
    both = pl.concat(
        [
            frame.filter(mine).select("id", rank=pl.col("role").to_physical()),
            _texts(register, "positions", mine).select("name", "role", "section"),
        ],
        how="horizontal",
    ).sort("rank", "id", nulls_last=True)
    answers = _answers(register, both.get_column("id"))
    return [
        PositionLine(
            name, role, section, [_holder(one) for one in _held(register).get(position, ())],
            answers.get(position, ()),
        )
        for position, _rank, name, role, section in both.rows()
    ]  # fmt: skip


def _holder(row: Mapping[str, Any]) -> Holder:
    kinds = TABLES["appointments"].column["kind"].kind
    how = str(kinds(row["how"]).label) if kinds is not None and row["how"] else ""
    return Holder(row["person_name"] or row["person"], how, row["since"].isoformat())


def _answers(register: Register, positions: pl.Series) -> dict[str, list[str]]:
    """What positions answer for, in words, by position."""
    kept = register.frame("portfolios")["position"].is_in(positions.implode())
    ids = register.frame("portfolios").filter(kept).get_column("position")
    texts = _texts(register, "portfolios", kept)
    found: dict[str, list[str]] = {}
    for position, body, section, role in zip(
        ids, texts["body"], texts["section"], texts["role"], strict=True
    ):
        said = "".join((body, " · " * bool(section), section))
        found.setdefault(position, []).append(_("{where}（{role}）").format(where=said, role=role))
    return found

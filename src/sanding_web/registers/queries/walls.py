"""The card wall: the bodies of a revision, banded by side, institutions under their parent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

import polars as pl

from sanding.base import _
from sanding.indicators import (
    approved_administrative,
    approved_institution,
    approved_politics_and_law,
    approved_support,
    bodies,
    institutions,
    people,
    staff,
    townships,
)
from sanding.indicators.indicator import figure
from sanding.register import Register
from sanding.register.kinds import BodyKind, Level, PositionRole, PostKind
from sanding_web.registers import bridge
from sanding_web.registers.models import Revision

K = BodyKind
BANDS: tuple[tuple[str, str, tuple[BodyKind, ...]], ...] = (
    ("party", _("党委"), (K.PARTY_ORGAN,)),
    ("government", _("政府"), (K.GOVERNMENT_DEPARTMENT,)),
    ("congress", _("人大、政协、法检"), (
        K.CONGRESS, K.CONSULTATIVE_CONFERENCE, K.COURT, K.PROCURATORATE)),
    ("mass", _("群团"), (K.MASS_ORGANISATION,)),
    ("townships", _("乡镇"), (K.TOWNSHIP,)),
    ("institutions", _("事业单位"), (K.INSTITUTION, K.ENFORCEMENT_INSTITUTION)),
    ("schools", _("学校"), (K.SCHOOL,)),
    ("hospitals", _("医院和卫生院"), (K.HOSPITAL,)),
    ("field", _("派出机构和垂直管理机构"), (K.DISPATCHED_AGENCY, K.LINE_MANAGED)),
)  # fmt: skip
GROUPED = ("institutions", "schools", "hospitals")
FIGURES = (
    bodies, institutions, approved_administrative, approved_politics_and_law,
    approved_institution, approved_support, people, townships,
)  # fmt: skip
R = PositionRole
LED = {
    "chiefs": [str(R.CHIEF)],
    "deputies": [str(R.EXECUTIVE_DEPUTY), str(R.DEPUTY)],
    "others": [str(R.OTHER_LEADER)],
}
TOP = [str(R.COUNTY_LEADER), str(R.CHIEF)]
LEADERS = [str(R.COUNTY_LEADER), *(one for roles in LED.values() for one in roles)]
KEPT = 16  # walls kept in memory, as many as registers


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the county: what, how many, of what, and what it counts."""

    id: str
    label: str
    value: float | int | None
    unit: str
    scope: str


@dataclass(frozen=True, slots=True)
class Posts:
    """Posts of a body of one kind (编制): approved, and people in post."""

    kind: str
    label: str
    approved: int
    in_post: int

    @property
    def over(self) -> int:
        """People beyond the posts."""
        return max(0, self.in_post - self.approved)

    @property
    def vacant(self) -> int:
        """Posts without a person."""
        return max(0, self.approved - self.in_post)


@dataclass(frozen=True, slots=True)
class Card:
    """A body on the wall (机构卡片)."""

    id: str
    name: str
    short_name: str
    kind: str
    kind_label: str
    level: str
    band: str
    parent: str
    co_located_with: str
    posts: Sequence[Posts]
    chief: int | None  # approved leadership posts; None where none are told
    deputy: int
    other: int
    chiefs: int  # people who hold such a position on the day of the register
    deputies: int
    others: int
    head: str  # names of those who hold its first
    plaques: Sequence[str]

    @property
    def over(self) -> bool:
        """Whether posts of a kind are exceeded; kinds are never set off against each other."""
        return any(one.over for one in self.posts)

    @property
    def vacant(self) -> bool:
        """Whether posts of a kind are vacant."""
        return any(one.vacant for one in self.posts)


@dataclass(frozen=True, slots=True)
class Group:
    """Cards under one parent, or all of a band: each a body, with those co-located with it."""

    parent: str
    name: str
    cards: Sequence[Sequence[Card]]

    @property
    def count(self) -> int:
        """How many bodies."""
        return sum(map(len, self.cards))


@dataclass(frozen=True, slots=True)
class Band:
    """A band of the wall."""

    id: str
    label: str
    groups: Sequence[Group]

    @property
    def count(self) -> int:
        """How many bodies."""
        return sum(one.count for one in self.groups)


@dataclass(frozen=True, slots=True)
class Wall:
    """All bodies as cards, and the county's figures."""

    figures: Sequence[Figure]
    cards: Sequence[Card]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the wall is asked for."""

    name: str = ""
    band: str = ""
    over: bool = False
    vacant: bool = False

    def has(self, card: Card) -> bool:
        """Whether a card is asked for."""
        return (
            (not self.band or card.band == self.band)
            and (not self.over or card.over)
            and (not self.vacant or card.vacant)
            and (not self.name or any(self.name in one for one in _called(card)))
        )


def _called(card: Card) -> tuple[str, ...]:
    return (card.name, card.short_name, *card.plaques)


def wall_of(revision: Revision) -> Wall:
    """Return the wall of a revision."""
    return wall(bridge.register_of(revision))


@lru_cache(maxsize=KEPT)
def wall(register: Register) -> Wall:
    """Return the wall of a register: every card, in the order of bands and within them."""
    cards = tuple(_card(row) for row in _rows(register).to_dicts())
    return Wall(_figures(register), cards, {one.id: one.name for one in cards})


def chosen(wall: Wall, asked: Chosen) -> list[Band]:
    """Return the bands with the cards asked for; co-located bodies stand joined.

    Of a pair one of which is asked for, only that one is shown.
    """
    told = {band: label for band, label, _kinds in BANDS}
    cards = [one for one in wall.cards if asked.has(one)]
    return [
        Band(band, told[band], _groups(band, list(some), wall.names))
        for band, some in groupby(cards, lambda one: one.band)
    ]


def bands() -> list[tuple[str, str]]:
    """The bands to choose from."""
    return [(band, label) for band, label, _kinds in BANDS]


def _groups(band: str, cards: Sequence[Card], names: Mapping[str, str]) -> list[Group]:
    if band not in GROUPED:
        return [Group("", "", _joined(cards))]
    by_parent: dict[str, list[Card]] = {}
    for card in cards:
        by_parent.setdefault(card.parent, []).append(card)
    place = {one: at for at, one in enumerate(names)}
    parents = sorted(by_parent, key=lambda one: place.get(one, len(place)))
    return [Group(one, names.get(one, ""), _joined(by_parent[one])) for one in parents]


def _joined(cards: Iterable[Card]) -> list[list[Card]]:
    """Each body with those co-located with it, where the first of them stood."""
    piles: dict[str, list[Card]] = {}
    for card in cards:
        piles.setdefault(card.co_located_with or card.id, []).append(card)
    return [sorted(pile, key=lambda one: bool(one.co_located_with)) for pile in piles.values()]


def _figures(register: Register) -> tuple[Figure, ...]:
    found = (figure(module.INDICATOR, register) for module in FIGURES)
    return tuple(
        Figure(
            one.indicator.id, one.indicator.label, one.value, one.indicator.unit,
            one.indicator.scope,
        )
        for one in found
    )  # fmt: skip


def _rows(register: Register) -> pl.DataFrame:
    """A row per body with all that its card shows, in the order of the wall."""
    posts = (
        staff.balance(register)
        .with_columns(pl.col("kind").cast(pl.Enum(PostKind)))
        .sort("body", "kind")
        .group_by("county", "body", maintain_order=True)
        .agg(posts=pl.struct(pl.col("kind").cast(pl.String), "approved", "people"))
    )
    plaques = register["plaques"].sort("id").group_by("county", "body").agg(plaques="name")
    led = register["leadership"].select("county", "body", "chief", "deputy", "other")
    every = register["bodies"].pipe(_banded)
    for more in (posts, plaques, led, _leaders(register)):
        every = every.join(more, left_on=["county", "id"], right_on=["county", "body"], how="left")
    first = (
        pl.col("kind")
        .cast(pl.String)
        .replace_strict({str(K.LEADING_BODY): 0, str(K.SUBORDINATE_AGENCY): 2}, default=1)
    )
    place = pl.col("band").cast(pl.Enum([band for band, _label, _kinds in BANDS]))
    order = pl.col("order").fill_null(1 << 20)
    return every.sort(place, first, order, "parent", "id", nulls_last=True).collect()


def _banded(every: pl.LazyFrame) -> pl.LazyFrame:
    """Bodies with their band; its parent's for what a department manages, its host's for a pair.

    The seat of the county's leaders stands with the party if party bodies are under it.
    """
    band_of = {str(kind): band for band, _label, kinds in BANDS for kind in kinds}
    kind = pl.col("kind").cast(pl.String)
    own = every.with_columns(kind.replace_strict(band_of, default=None).alias("band"))
    above = own.select("county", parent="id", above="band")
    host = own.select("county", co_located_with="id", host="band")
    below = own.filter(kind == str(K.PARTY_ORGAN)).select("county", id="parent", party=pl.lit(True))
    seat = pl.when(pl.col("party")).then(pl.lit("party"))
    return (
        own.join(above, on=["county", "parent"], how="left")
        .join(host, on=["county", "co_located_with"], how="left")
        .join(below.unique(), on=["county", "id"], how="left")
        .with_columns(
            pl.coalesce("host", "band", seat, "above", pl.lit("government")).alias("band")
        )
    )


def holders(register: Register) -> pl.LazyFrame:
    """Who holds a position on the day of the register, with their names; no other personal data."""
    day = register.day
    now = (pl.col("since") <= day) & (pl.col("until") > day).fill_null(True)
    who = register["people"].select("county", person="id", person_name="name")
    return (
        register["appointments"]
        .filter(now)
        .join(who, on=["county", "person"], how="left")
        .select("county", "person", "person_name", "position", "since", how=pl.col("kind"))
    )


def _leaders(register: Register) -> pl.LazyFrame:
    """Leaders by body: how many of each kind are in post, and the names of the first."""
    role = pl.col("role").cast(pl.String)
    led = register["positions"].filter(role.is_in(LEADERS))
    held = led.join(
        holders(register), left_on=["county", "id"], right_on=["county", "position"]
    ).sort("id")
    return held.group_by("county", "body").agg(
        *(
            pl.col("person").filter(role.is_in(roles)).n_unique().cast(pl.Int64).alias(name)
            for name, roles in LED.items()
        ),
        heads=pl.col("person_name").filter(role.is_in(TOP)).unique(maintain_order=True),
    )


def _card(row: Mapping[str, Any]) -> Card:
    posts = [
        Posts(one["kind"], PostKind(one["kind"]).label, one["approved"], one["people"])
        for one in row["posts"] or ()
    ]
    heads = row["heads"] or []
    return Card(
        id=row["id"], name=row["name"], short_name=row["short_name"] or "", kind=row["kind"] or "",
        kind_label=BodyKind(row["kind"]).label if row["kind"] else "",
        level=Level(row["level"]).label if row["level"] else "", band=row["band"],
        parent=row["parent"] or "", co_located_with=row["co_located_with"] or "", posts=posts,
        chief=row["chief"], deputy=row["deputy"] or 0, other=row["other"] or 0,
        chiefs=row["chiefs"] or 0, deputies=row["deputies"] or 0, others=row["others"] or 0,
        head="、".join(one for one in heads[:2] if one), plaques=row["plaques"] or (),
    )  # fmt: skip

"""Words found anywhere in a register, two characters or one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from sanding.base import _
from sanding.register import TABLES, Register
from sanding_web.accounts.access import Actor
from sanding_web.registers import bridge
from sanding_web.registers.access import may_export
from sanding_web.registers.models import Revision

PEOPLE = "people"
# what is searched in each table, and the column that leads to a body's page; the name comes first
SEARCHED: dict[str, tuple[tuple[str, ...], str]] = {
    "bodies": (("name", "short_name", "purpose"), "id"),
    "plaques": (("name",), "body"),
    "duties": (("name", "theme", "basis"), "body"),
    "items": (("name", "theme", "basis"), "body"),
    "powers": (("name", "basis"), "body"),
    "sections": (("name", "duties"), "body"),
    "positions": (("name",), "body"),
    PEOPLE: (("name",), "body"),
}
MOST = 50  # hits shown of a table; the count is of all


@dataclass(frozen=True, slots=True)
class Hit:
    """A record found: what it is called, what more was found in it, and the body it leads to."""

    name: str
    more: str
    body: str
    body_name: str


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found in a table; `count` is of all, `rows` are the first."""

    table: str
    label: str
    count: int
    rows: Sequence[Hit]


@dataclass(frozen=True, slots=True)
class Results:
    """What was found (查找结果), by table."""

    text: str
    groups: Sequence[Hits]
    people: bool  # whether people were looked for

    @property
    def count(self) -> int:
        """How many records."""
        return sum(one.count for one in self.groups)


def search(actor: Actor, revision: Revision, text: str) -> Results:
    """Return the records that hold the text; people's names only for those who work with them."""
    people = may_export(actor, revision.county_id)
    words = text.strip().lower()[:100]
    if not words:
        return Results("", (), people)
    tables = tuple(name for name in SEARCHED if people or name != PEOPLE)
    return Results(text.strip()[:100], _found(bridge.register_of(revision), words, tables), people)


@lru_cache(maxsize=256)
def _found(register: Register, words: str, tables: tuple[str, ...]) -> tuple[Hits, ...]:
    every = _texts(register)
    hit = every.filter(
        pl.col("table").is_in(tables) & pl.col("low").str.contains(words, literal=True)
    )
    groups = []
    for name in tables:
        rows = hit.filter(pl.col("table") == name)
        if rows.height:
            shown = rows.head(MOST).select("name", "more", "body", "body_name", "more_low").rows()
            hits = [Hit(n, m if words in low else "", b, bn) for n, m, b, bn, low in shown]
            groups.append(Hits(name, TABLES[name].label, rows.height, hits))
    return tuple(groups)


@lru_cache(maxsize=16)
def _texts(register: Register) -> pl.DataFrame:
    """All that is searched: `table, name, more, body, body_name, low, more_low`, "" for nothing."""
    called = register["bodies"].select(body="id", body_name="name")
    parts = []
    for name, (columns, body) in SEARCHED.items():
        more = [pl.col(one) for one in columns[1:]] or [pl.lit("")]
        parts.append(
            register[name]
            .sort("id")
            .select(
                pl.lit(name).alias("table"),
                pl.col("name").fill_null(""),
                pl.concat_str(more, separator=_("；"), ignore_nulls=True).alias("more"),
                pl.col(body).alias("body"),
            )
            .join(called, on="body", how="left", maintain_order="left")
        )
    low = pl.concat_str("name", pl.lit("\n"), "more").str.to_lowercase()
    return (
        pl.concat(parts)
        .with_columns(pl.col("more", "body", "body_name").fill_null(""))
        .with_columns(low=low, more_low=pl.col("more").str.to_lowercase())
        .collect()
    )

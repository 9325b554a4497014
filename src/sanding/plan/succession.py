"""Succession (承接): for every id that disappears, what takes its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self

import polars as pl

from sanding.base import ImpossibleChange, _
from sanding.register import Register

Heir = tuple[str, str]  # table, id
SCHEMA = {"table": pl.String, "id": pl.String, "heir_table": pl.String, "heir": pl.String}


@dataclass(frozen=True, slots=True)
class Succession:
    """Who succeeds whom: (table, ended id) → heirs, each (table, id)."""

    heirs: Mapping[Heir, tuple[Heir, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, table: str, ended: Iterable[str], *heirs: str, into: str | None = None) -> Self:
        """Succession of each of `ended` in `table` by all of `heirs`, in `into` if it differs."""
        places = tuple((into or table, heir) for heir in heirs)
        return cls({(table, one): places for one in ended})

    def then(self, later: Succession) -> Succession:
        """Chain: an heir that ends later is replaced by its own heirs."""
        if not later.heirs:
            return self
        chained = {
            old: tuple(dict.fromkeys(h for heir in heirs for h in later.heirs.get(heir, (heir,))))
            for old, heirs in self.heirs.items()
            if not later.heirs.keys().isdisjoint(heirs)
        }
        return Succession({**self.heirs, **chained, **later.heirs})

    def frame(self) -> pl.DataFrame:
        """Table `table, id, heir_table, heir`, one row per heir, in order of table and id."""
        rows = [(*old, *heir) for old, heirs in self.heirs.items() for heir in heirs]
        return pl.DataFrame(rows, schema=SCHEMA, orient="row").sort(list(SCHEMA))

    def broken(self, before: Register, after: Register) -> pl.DataFrame:
        """Ids that are gone without a successor that is there (`problem` orphan), or not gone.

        A plan that loses nothing gives an empty table `table, id, problem`.
        """
        rows: list[tuple[str, str, str]] = []
        for name, kept in before.rows.items():
            if kept is after.rows[name] or not kept.table.has_id:
                continue
            old, now = set(kept.loose["id"].to_list()), set(after.loose(name)["id"].to_list())
            rows += [
                (name, one, "orphan") for one in old - now if not self._lives(name, one, after)
            ]
            ended = {one for table, one in self.heirs if table == name}
            rows += [(name, one, "double") for one in old & now & ended]
        schema = {"table": pl.String, "id": pl.String, "problem": pl.String}
        return pl.DataFrame(rows, schema=schema, orient="row").sort("table", "id")

    def _lives(self, table: str, one: str, after: Register) -> bool:
        heirs = self.heirs.get((table, one), ())
        return bool(heirs) and all(after.has(place, heir) for place, heir in heirs)


def refuse_reuse(register: Register, table: str, one: str) -> None:
    """Raise `ImpossibleChange` if the new id is taken already."""
    if register.has(table, one):
        raise ImpossibleChange(_("编号 {one} 已存在，新设须用从未用过的编号").format(one=one))

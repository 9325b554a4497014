"""The register: an immutable snapshot of a county (台账), with its content hash."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any, Literal, Protocol, Self

import polars as pl

from sanding.base import UnknownId
from sanding.register.schema import CLAIMS, SCHEMA_VERSION, TABLES
from sanding.register.table import Table, canonical

Engine = Literal["in-memory", "streaming"]
Key = str | tuple[Any, ...]  # an id, or the values of several key columns


class Frames(Protocol):
    """Whatever answers a table's name with its rows: a county in memory or a nation on disk."""

    def __getitem__(self, table: str) -> pl.LazyFrame:
        """Return the rows of `table`, lazily."""
        ...


@dataclass(frozen=True, eq=False)
class Rows:
    """The rows of one table, shared by every snapshot that keeps them.

    Work leaves rows in any order; `frame` puts them into the canonical one, once. What names an id
    that ended is turned to its heir when the rows are next read: a plan ends hundreds of ids, and
    seldom reads the people in between.
    """

    table: Table
    written: pl.DataFrame
    heirs: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # by column, of the ended
    seen: dict[str, frozenset[Any]] = field(default_factory=dict, repr=False)  # see `named`

    @cached_property
    def loose(self) -> pl.DataFrame:
        """Rows in no promised order."""
        if not self.heirs:
            return self.written
        frame = self.written.clone()
        for name, heirs in self.heirs.items():
            column = frame.get_column(name)
            turned = [heirs.get(one, one) for one in column.to_list()]
            frame.replace_column(
                frame.get_column_index(name), pl.Series(name, turned, column.dtype)
            )
        return frame

    def named(self, column: str) -> frozenset[Any]:
        """What `column` holds as it is written, whoever succeeded it since."""
        if column not in self.seen:
            self.seen[column] = frozenset(self.written.get_column(column).to_list())
        return self.seen[column]

    def names(self, column: str, one: str) -> bool:
        """Whether a row has `one` in `column`."""
        heirs = self.heirs.get(column, {})
        return one in heirs.values() or (one in self.named(column) and one not in heirs)

    def turned(self, column: str, ended: Iterable[str], heir: str) -> Rows:
        """Return the rows with `heir` wherever `column` held one of `ended`."""
        gone = frozenset(ended)
        before = self.heirs.get(column, {})
        after = {old: heir if new in gone else new for old, new in before.items()}
        after |= {one: heir for one in gone & self.named(column) if one not in before}
        if after == before:
            return self
        return Rows(self.table, self.written, {**self.heirs, column: after}, self.seen)

    @cached_property
    def frame(self) -> pl.DataFrame:
        """Rows in canonical order; `TypeError` if an edit left other columns than declared."""
        if self.loose.schema != self.table.schema:
            raise TypeError(f"{self.table.name}: {self.loose.schema} is not the declared schema")
        return canonical(self.loose, self.table)

    @cached_property
    def place(self) -> dict[Key, int]:
        """Row number in `loose` by key."""
        rows = self.loose if self.heirs.keys() & set(self.table.key) else self.written
        first, *more = (rows.get_column(name).to_list() for name in self.table.key)
        keys = zip(first, *more, strict=True) if more else first
        return {key: row for row, key in enumerate(keys)}

    @cached_property
    def digest(self) -> str:
        """Digest over text: binary bytes change with chunks and versions."""
        text = self.frame.write_csv(quote_style="non_numeric", null_value="\\N")
        return sha256(text.encode()).hexdigest()


@dataclass(frozen=True, eq=False)
class Register:
    """An immutable snapshot; its content hash is the hash of its tables' digests.

    `day` is the day the register speaks for. `claims` (published figures) and `journal` (what was
    applied, with what it takes to revert) travel beside the tables, outside the hash.
    """

    rows: Mapping[str, Rows]
    day: date
    claims: pl.DataFrame = field(default_factory=CLAIMS.empty)
    journal: pl.DataFrame | None = None

    @classmethod
    def of(cls, tables: Mapping[str, pl.DataFrame], *, day: date) -> Self:
        """Build a register from frames; tables not given are empty."""
        unknown = set(tables) - set(TABLES)
        if unknown:
            raise UnknownId("register", *sorted(unknown))
        rows = {
            name: Rows(table, table.conform(tables[name]) if name in tables else table.empty())
            for name, table in TABLES.items()
        }
        return cls(rows, day)

    def __getitem__(self, table: str) -> pl.LazyFrame:
        """Return the rows of `table`, lazily."""
        return self.rows[table].loose.lazy()

    def frame(self, table: str) -> pl.DataFrame:
        """Return the rows of `table` in canonical order."""
        return self.rows[table].frame

    def loose(self, table: str) -> pl.DataFrame:
        """Return the rows of `table` in no promised order."""
        return self.rows[table].loose

    def with_tables(self, edited: Mapping[str, pl.DataFrame]) -> Self:
        """Return a snapshot with these tables replaced; the others are shared."""
        fresh = {name: Rows(TABLES[name], frame) for name, frame in edited.items()}
        return replace(self, rows={**self.rows, **fresh})

    def with_rows(self, edited: Mapping[str, Rows]) -> Self:
        """Return a snapshot with the rows of these tables replaced; the others are shared."""
        return replace(self, rows={**self.rows, **edited})

    def require(self, table: str, *ids: str) -> None:
        """Raise `UnknownId` unless `table` has all of `ids`."""
        place = self.rows[table].place
        missing = [one for one in ids if one not in place]
        if missing:
            raise UnknownId(TABLES[table].label, *missing)

    def has(self, table: str, one: Key) -> bool:
        """Whether `table` has a row with this key."""
        return one in self.rows[table].place

    def cell(self, table: str, one: Key, column: str) -> Any:
        """Return one cell of the row whose key is `one`; `KeyError` if there is none."""
        rows = self.rows[table]
        return rows.loose.get_column(column)[rows.place[one]]

    @cached_property
    def hash(self) -> str:
        """Content hash: schema version, day and the digests of the tables in name order.

        An optional table without rows does not count, so that a later one changes no hash.
        """
        told = (
            name for name, rows in self.rows.items() if len(rows.loose) or not rows.table.optional
        )
        return _combined(((name, self.rows[name].digest) for name in sorted(told)), self.day)

    @property
    def counties(self) -> list[str]:
        """Codes of the counties in this register."""
        return self.frame("counties").get_column("id").to_list()


def engine_for(frames: Frames) -> Engine:
    """How to query: a nation on disk is streamed; a county in memory would take twice as long."""
    return "in-memory" if isinstance(frames, Register) else "streaming"


def _combined(digests: Iterable[tuple[str, str]], day: date) -> str:
    head = f"sanding register {SCHEMA_VERSION} {day.isoformat()}\n"
    body = "".join(f"{name} {digest}\n" for name, digest in digests)
    return sha256((head + body).encode()).hexdigest()

"""What a table and a column are: all the product knows about them, said once."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property

import polars as pl

from sanding.register.kinds import Kind

LARGEST = 2**31 - 1  # what a column of counts holds


class Fold(Enum):
    """What happens when a change makes the keys of two rows meet."""

    ADD = auto()  # counts add up, the heir's other values stay
    HEIR = auto()  # the heir's row stays, else that of the body named first


class Code(Enum):
    """A code with a check of its own (编码)."""

    CREDIT = auto()  # GB 32100
    ID_NUMBER = auto()  # GB 11643
    COUNTY = auto()  # GB/T 2260, six digits
    TOWNSHIP = auto()  # county code and three digits


@dataclass(frozen=True, slots=True)
class Personal:
    """Why a personal field is kept (个人信息最小必要): purpose, and whether it is sensitive."""

    purpose: str
    sensitive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """All the product knows about a column; template, import, checks, files and screens read it."""

    name: str
    label: str  # Chinese heading
    dtype: pl.DataType | type[pl.DataType]
    kind: type[Kind] | None = None  # the closed list of its values
    ref: str | None = None  # the table whose id stands here
    unit: str | None = None
    required: bool = True
    minimum: int | None = None
    code: Code | None = None
    personal: Personal | None = None
    means: str = ""


@dataclass(frozen=True)
class Table:
    """A table of the register: its columns, its key and how rows fold."""

    name: str
    label: str
    means: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    fold: Fold = Fold.HEIR
    optional: bool = False  # a register without any row of it is whole

    @cached_property
    def schema(self) -> pl.Schema:
        """Polars types by column, in declared order."""
        return pl.Schema({column.name: column.dtype for column in self.columns})

    @cached_property
    def column(self) -> dict[str, Column]:
        """Columns by name."""
        return {column.name: column for column in self.columns}

    @property
    def has_id(self) -> bool:
        """Whether rows have an id of their own, so that ending one asks for a successor."""
        return self.key == ("id",)

    def refs(self, target: str) -> tuple[str, ...]:
        """Names of the columns that refer to `target`."""
        return tuple(column.name for column in self.columns if column.ref == target)

    @cached_property
    def blank(self) -> pl.DataFrame:
        """One row of nulls, to be filled in on a copy."""
        return self.empty().clear(1)

    def empty(self) -> pl.DataFrame:
        """Return the table without rows."""
        return pl.DataFrame(schema=self.schema)

    def conform(self, frame: pl.DataFrame | pl.LazyFrame) -> pl.DataFrame:
        """Return `frame` with the declared columns and types, rows in canonical order.

        Missing columns are filled with nulls; undeclared ones raise `ValueError`.
        """
        schema = frame.collect_schema()
        if isinstance(frame, pl.DataFrame) and schema == self.schema:
            return canonical(frame, self)
        names = schema.names()
        unknown = set(names) - {column.name for column in self.columns}
        if unknown:
            raise ValueError(f"{self.name}: undeclared columns {sorted(unknown)}")
        if not names:
            return self.empty()
        picked = [
            (pl.col(c.name) if c.name in names else pl.lit(None)).cast(c.dtype).alias(c.name)
            for c in self.columns
        ]
        return canonical(frame.lazy().select(picked).collect(engine="in-memory"), self)


def canonical(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Return the rows in the one order in which they are written and hashed."""
    if table.has_id and _ascends(frame.get_column("id")):
        return frame
    texts = [pl.col(name).cast(pl.String) for name in table.key]
    rest = [pl.col(c.name).cast(pl.String) for c in table.columns if c.name not in table.key]
    if frame.select(pl.struct(table.key).is_duplicated().any()).item():
        return frame.sort([*texts, *rest], nulls_last=False)  # faulty, yet still in one order
    return frame.sort(texts, nulls_last=False)


def _ascends(ids: pl.Series) -> bool:
    """Whether ids are in order already, each once: then nothing need be sorted."""
    return not ids.null_count() and bool((ids.head(-1) < ids.tail(-1)).all())

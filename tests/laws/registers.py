"""Random small registers without a fault: one county or two, every table with or without rows."""

from __future__ import annotations

from datetime import date
from typing import Any
from zlib import crc32

import polars as pl
from hypothesis import strategies as st

from sanding.register import TABLES, Code, Column, Register, Table
from sanding.register.kinds import BodyKind
from sanding.register.register import Rows

Row = dict[str, Any]
Draw = st.DrawFn

DAY = date(2020, 6, 30)
COUNTIES = ("141027", "140930")
MOST = {"sections": 6, "establishment": 10, "duties": 6, "people": 6, "positions": 6}
USUALLY = 4  # rows of the other tables, at most
KINDS = (*BodyKind, *[BodyKind.TOWNSHIP] * 8, *[BodyKind.GOVERNMENT_DEPARTMENT] * 3)
NAMES = ("县民政局", "甲,乙", '称"局"', "\\N", "2020-01-01", "null", " 空格 ", "=", "换\n行")
CODES = {Code.CREDIT: "91350100M000100Y43", Code.ID_NUMBER: "11010519491231002X"}
YEARS = {
    "born_on": 1965, "worked_since": 1990, "since": 2015, "left_on": 2021, "until": 2022,
    "ends_on": 2023,
}  # fmt: skip


def _sizes(*, small: bool) -> st.SearchStrategy[dict[str, int]]:
    sizes: dict[str, st.SearchStrategy[int]] = {}
    for name in TABLES:
        most = 1 if small else MOST.get(name, USUALLY)
        sizes[name] = st.sampled_from([*range(most + 1), *[most] * most])  # mostly not empty
    sizes |= {"counties": st.just(1), "bodies": st.integers(2, 3) if small else st.integers(4, 8)}
    return st.fixed_dictionaries(sizes)


SIZES = {small: _sizes(small=small) for small in (False, True)}


@st.composite
def registers(draw: Draw) -> Register:
    """A register without a fault, its rows in no order; one in five has a second county.

    The sizes of tables are drawn one by one, so that they shrink; what the rows say comes from one
    seed, since drawing every cell would leave no room for the plan.
    """
    seed = draw(st.integers(0, 2**16))
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    for code in COUNTIES if draw(st.integers(0, 4)) == 4 else COUNTIES[:1]:
        small = code != COUNTIES[0]
        sizes = draw(SIZES[small])
        for name, some in _County(code, seed, sizes).rows().items():
            rows[name] += some
    return register_of(rows)


class Shown(Register):
    """A register of which a failing example shows the rows, not the frames."""

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        for name, kept in self.rows.items():
            for row in kept.loose.to_dicts():
                told = {column: cell for column, cell in row.items() if cell is not None}
                printer.text(f"{name}: {told}\n")


def register_of(rows: dict[str, list[Row]]) -> Register:
    """The register with these rows, left in their order."""
    return Shown(
        {
            name: Rows(table, pl.DataFrame(rows[name], schema=table.schema))
            for name, table in TABLES.items()
        },
        DAY,
    )


class _County:
    """The rows of one county, from the sizes of its tables and a seed."""

    def __init__(self, code: str, seed: int, sizes: dict[str, int]) -> None:
        self.code, self.seed, self.sizes = code, seed, sizes
        self.ids = {
            name: [code if name == "counties" else f"{code}-{name}-{at}" for at in range(size)]
            for name, size in sizes.items()
            if TABLES[name].has_id
        }

    def rows(self) -> dict[str, list[Row]]:
        """Rows by table; keys of several columns do not repeat, nobody assists with an own duty."""
        rows = {name: self.of(table) for name, table in TABLES.items()}
        leads = {row["id"]: row["body"] for row in rows["duties"]}
        rows["assists"] = [row for row in rows["assists"] if leads[row["duty"]] != row["body"]]
        return rows

    def of(self, table: Table) -> list[Row]:
        """The rows of one table; none if what they must refer to is not there."""
        if any(column.required and not self.ids.get(column.ref or "", [""]) for column in
               table.columns):  # fmt: skip
            return []
        rows = [self.row(table, at) for at in range(self.sizes[table.name])]
        return list({tuple(row[name] for name in table.key): row for row in rows}.values())

    def row(self, table: Table, at: int) -> Row:
        """One row; a township has a code of its own."""
        row = {column.name: self.cell(table, column, at) for column in table.columns}
        if table.name == "bodies":
            row["kind"] = KINDS[self.chance("bodies", "kind", at) % len(KINDS)]
            row["division"] = f"{self.code}{100 + at}" if row["kind"] == BodyKind.TOWNSHIP else None
        return row

    def cell(self, table: Table, column: Column, at: int) -> Any:
        """One cell."""
        if column.name == "county":
            return self.code
        if column.name == "id":
            return self.ids[table.name][at]
        chance = self.chance(table.name, column.name, at)
        if column.ref:
            there = self.ids[column.ref]
            there = there[:at] if column.ref == table.name else there  # no rings
            if column.name == "co_located_with" and chance % 3:  # most have an office of their own
                return None
            options = there if column.required else [None, *there]
            return options[chance // 3 % len(options)]
        return _value(column, chance)

    def chance(self, *place: object) -> int:
        """A number that depends on the seed and the place alone."""
        return crc32(f"{self.seed} {self.code} {place}".encode())


def _value(column: Column, chance: int) -> Any:
    """A value of the column, by chance null if it may be."""
    if not column.required and chance % 3 == 0:
        return None
    chance //= 3
    if column.kind:
        return list(column.kind)[chance % len(column.kind)]
    if column.code:
        return CODES.get(column.code)
    if column.dtype == pl.String:
        return NAMES[chance % len(NAMES)]
    if column.dtype == pl.Date:
        return date(YEARS.get(column.name, 2005), 1 + chance % 12, 1 + chance % 28)
    return chance % 2 == 0 if column.dtype == pl.Boolean else chance % 30

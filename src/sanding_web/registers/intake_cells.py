"""Cells of a register as officers read them: labels for values, names for references, masks."""

from __future__ import annotations

from functools import lru_cache

import polars as pl

from sanding.register import TABLES, Code, Column, Register, Rows, Table

YES, NO, HIDDEN = "是", "否", "***"
BIRTHDAYS = {("people", "born_on")}  # half of an identity number
ENDS = r"^(.{3}).{5,}(.{2})$"


def is_hidden(table: str, column: Column) -> bool:
    """Whether a screen masks the column: sensitive personal data, and dates of birth."""
    return bool(column.personal and column.personal.sensitive) or (table, column.name) in BIRTHDAYS


@lru_cache(maxsize=12)
def shown(register: Register, table: str) -> pl.DataFrame:
    """Return a table's rows in canonical order, every cell as text; what is empty is ""."""
    return register.frame(table).select(
        as_text(TABLES[table], column, pl.col(column.name), register)
        for column in TABLES[table].columns
    )


def as_text(table: Table, column: Column, value: pl.Expr, register: Register) -> pl.Expr:
    """Return the expression for a column's cells as text, from values or from their texts."""
    text = value.cast(pl.String)
    if is_hidden(table.name, column):
        ends = text.str.replace(ENDS, "${1}*************${2}")
        if column.code is not Code.ID_NUMBER:
            ends = pl.lit(HIDDEN)
        text = pl.when(text.is_not_null() & (text != "")).then(
            pl.when(ends == text).then(pl.lit(HIDDEN)).otherwise(ends)
        )
    elif column.kind is not None:
        text = text.replace({member.value: str(member.label) for member in column.kind})
    elif column.dtype == pl.Boolean:
        text = text.replace({"true": YES, "false": NO})
    elif column.unit == "fen":
        cents = value.cast(pl.Int64, strict=False)
        text = pl.format("{}.{}", cents // 100, (cents % 100).cast(pl.String).str.zfill(2))
    elif column.ref is not None:
        text = text.replace(names(register, column.ref))
    return text.fill_null("").alias(column.name)


def names(register: Register, table: str) -> dict[str, str]:
    """What the ids of a table are called."""
    return _names(register.rows[table])


@lru_cache(maxsize=64)
def _names(rows: Rows) -> dict[str, str]:
    if not {"id", "name"} <= set(rows.loose.columns):
        return {}
    known = rows.loose.select("id", "name").drop_nulls()
    return dict(zip(known["id"].to_list(), known["name"].to_list(), strict=True))

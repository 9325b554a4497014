"""The difference of two registers, cell by cell, and how to put it onto the first."""

from __future__ import annotations

import json
from collections.abc import Iterator

import polars as pl

from sanding.base import BadInput, Fault, _
from sanding.register import TABLES, Register, Table

SCHEMA = {
    "table": pl.String, "op": pl.String, "key": pl.String,
    "column": pl.String, "before": pl.String, "after": pl.String,
}  # fmt: skip
ADD, REMOVE, CHANGE = "add", "remove", "change"


def diff(before: Register, after: Register) -> pl.DataFrame:
    """Return what differs, one row per cell, in canonical order; equal registers give none.

    Columns `table, op (add, remove, change), key (JSON list), column, before, after`, values as
    text. An added or removed row lists its cells that are not null, its key always.
    """
    parts = [
        part
        for name, rows in before.rows.items()
        if rows is not after.rows[name]
        for part in _table_diff(TABLES[name], rows.loose, after.loose(name))
    ]
    return pl.concat([pl.DataFrame(schema=SCHEMA), *parts]).sort(list(SCHEMA))


def _table_diff(table: Table, old: pl.DataFrame, new: pl.DataFrame) -> Iterator[pl.DataFrame]:
    columns, key = [c.name for c in table.columns], list(table.key)
    gone = old.join(new, on=columns, how="anti", nulls_equal=True)
    come = new.join(old, on=columns, how="anti", nulls_equal=True)
    if not len(gone) and not len(come):
        return
    removed = gone.join(come, on=key, how="anti", nulls_equal=True)
    added = come.join(gone, on=key, how="anti", nulls_equal=True)
    yield _cells(table, removed).select(
        table=pl.lit(table.name),
        op=pl.lit(REMOVE),
        key="key",
        column="column",
        before="value",
        after=pl.lit(None, pl.String),
    )
    yield _cells(table, added).select(
        table=pl.lit(table.name),
        op=pl.lit(ADD),
        key="key",
        column="column",
        before=pl.lit(None, pl.String),
        after="value",
    )
    was = _cells(table, gone.join(come, on=key, how="semi", nulls_equal=True), nulls=True)
    now = _cells(table, come.join(gone, on=key, how="semi", nulls_equal=True), nulls=True)
    yield (
        was.join(now, on=["key", "column"], suffix="_new")
        .filter(pl.col("value").ne_missing(pl.col("value_new")))
        .select(
            table=pl.lit(table.name), op=pl.lit(CHANGE), key="key", column="column",
            before="value", after="value_new",
        )
    )  # fmt: skip


def _cells(table: Table, rows: pl.DataFrame, *, nulls: bool = False) -> pl.DataFrame:
    names = [c.name for c in table.columns]
    texts = rows.select(pl.col(n).cast(pl.String) for n in names)
    keys = [json.dumps(list(k), ensure_ascii=False) for k in texts.select(table.key).iter_rows()]
    cells = texts.with_columns(pl.Series("key", keys, pl.String)).unpivot(
        names, index="key", variable_name="column", value_name="value"
    )
    return cells if nulls else cells.filter(pl.col("value").is_not_null())


def with_diff(register: Register, difference: pl.DataFrame) -> Register:
    """Return the register with the difference put onto it.

    Raises `BadInput` naming the first record that is not as the difference expects (drift).
    """
    tables: dict[str, pl.DataFrame] = {}
    for (name,), part in difference.group_by("table", maintain_order=True):
        table = TABLES[str(name)]
        tables[table.name] = _patched(table, register.loose(table.name), part)
    return register.with_tables(tables)


def without_sensitive_cells(difference: pl.DataFrame) -> pl.DataFrame:
    """Return the difference with sensitive personal values hidden, to be shown or written out."""
    secret = [
        (table.name, column.name)
        for table in TABLES.values()
        for column in table.columns
        if column.personal and column.personal.sensitive
    ]
    hidden = pl.any_horizontal(
        (pl.col("table") == table) & (pl.col("column") == column) for table, column in secret
    )
    return difference.with_columns(
        pl.when(hidden & pl.col(side).is_not_null()).then(pl.lit("***")).otherwise(side).alias(side)
        for side in ("before", "after")
    )


def reversed_diff(difference: pl.DataFrame) -> pl.DataFrame:
    """Return the difference that leads back."""
    return difference.select(
        "table",
        pl.col("op").replace({ADD: REMOVE, REMOVE: ADD}),
        "key",
        "column",
        before="after",
        after="before",
    )


def _patched(table: Table, frame: pl.DataFrame, part: pl.DataFrame) -> pl.DataFrame:
    texts = frame.select(pl.col(c.name).cast(pl.String) for c in table.columns)
    key = list(table.key)
    named = part.select("key").unique()
    keys = [json.loads(one) for one in named["key"]]
    touched = pl.DataFrame(
        [[k[i] for k in keys] for i in range(len(key))],
        schema=dict.fromkeys(key, pl.String),
        orient="col",
    ).with_columns(named["key"].alias("_key"))
    kept = texts.join(touched, on=key, how="anti", nulls_equal=True)
    mine = texts.join(touched, on=key, how="inner", nulls_equal=True)
    rows = {row.pop("_key"): row for row in mine.to_dicts()}
    cells = part.select("op", "key", "column", "before", "after").rows()
    for op, one, column, before, _after in cells:
        if op == ADD:
            if one in rows:
                raise _drift(table, one, column)
        elif one not in rows or rows[one][column] != before:
            raise _drift(table, one, column)
    listed = {(one, column) for op, one, column, _before, _after in cells if op == REMOVE}
    for one in dict.fromkeys(one for one, _column in sorted(listed)):
        for column, cell in rows[one].items():  # filled in since, it would go unseen
            if cell is not None and (one, column) not in listed:
                raise _drift(table, one, column)
    fresh = _rewritten(table, rows, cells)
    back = pl.DataFrame(fresh, schema={c.name: pl.String for c in table.columns}, orient="row")
    joined = pl.concat([kept, back.select(kept.columns)])
    return joined.select(_typed(c.name, c.dtype) for c in table.columns)


def _rewritten(
    table: Table, rows: dict[str, dict[str, str]], cells: list[tuple[str, ...]]
) -> list[tuple[str | None, ...]]:
    fresh: dict[str, dict[str, str]] = {one: dict(row) for one, row in rows.items()}
    for op, one, column, _before, after in cells:
        if op == REMOVE:
            fresh.pop(one, None)
        else:
            fresh.setdefault(one, {})[column] = after
    return [tuple(row.get(c.name) for c in table.columns) for row in fresh.values()]


def _typed(name: str, dtype: pl.DataType | type[pl.DataType]) -> pl.Expr:
    if dtype == pl.Boolean:
        return (pl.col(name) == "true").alias(name)
    if dtype == pl.Date:
        return pl.col(name).str.to_date("%Y-%m-%d")
    return pl.col(name).cast(dtype)


def _drift(table: Table, key: str, column: str) -> BadInput:
    place = "/".join(str(one) for one in json.loads(key))
    return BadInput(
        [
            Fault(
                "drift",
                _("这条记录已与预期不同，请先核对再继续"),
                sheet=table.label,
                column=f"{place} {table.column[column].label}",
            )
        ]
    )

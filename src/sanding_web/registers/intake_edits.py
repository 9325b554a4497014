"""One column of many rows set to a value: typed by the schema, references by id or by name."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
from django.utils.translation import gettext as _

from sanding.base import Fault
from sanding.base.fault_kinds import FaultKind
from sanding.exchange.cells import typed
from sanding.register import TABLES, Column, Register, Table
from sanding.register.integrity import faults, key_text
from sanding_web.registers.intake_cells import is_hidden, names
from sanding_web.registers.intake_files import Refused


def may_be_set(table: Table, column: Column) -> bool:
    """Whether many rows may be given one value here: no key, nothing that screens mask."""
    return column.name not in (*table.key, "county", "id") and not is_hidden(table.name, column)


def with_cells(
    register: Register, table: str, *, keys: Sequence[str], column: str, value: str
) -> Register:
    """Return the register with a column set to `value` in the rows of `keys`; "" empties it.

    Raises `Refused` for a column that may not be set, a value that does not fit, a row that is
    not there, and whatever would be broken that was whole.
    """
    declared = TABLES.get(table)
    if declared is None or column not in declared.column:
        raise _refused(_("没有这张表或这一列；请重新打开页面"))
    told = declared.column[column]
    if not may_be_set(declared, told):
        raise _refused(_("这一列不能批量修改；请用工作簿逐条修改"), declared, told)
    cell = _typed(register, declared, told, value)
    rows = register.loose(table)
    chosen = rows.select(key_text(declared)).to_series().is_in(list(keys))
    if not keys or chosen.sum() != len(set(keys)):
        raise _refused(_("所选记录已不在台账里；请刷新后重新选择"), declared)
    fresh = pl.select(pl.when(chosen).then(cell).otherwise(rows.get_column(column)).alias(column))
    edited = register.with_tables({table: rows.with_columns(fresh.to_series())})
    _refuse_new_faults(register, edited)
    return edited


def fault_of(row: dict[str, str]) -> Fault:
    """Return a fault of integrity with its table, record and column."""
    table = TABLES[row["table"]]
    place = f"{row['key']} {table.column[row['column']].label}"
    return Fault(row["code"], row["message"], table.label, column=place, value=row["value"])


def _typed(register: Register, table: Table, column: Column, value: str) -> pl.Series:
    """The value as the column keeps it, one long."""
    text = value.strip()
    if column.ref is not None and text:
        text = _id_of(register, table, column, text)
    series, problems = typed(column, [text], as_text=True, in_yuan=True)
    if problems:
        raise Refused(
            [Fault(one.kind, one.message, table.label, column=column.label) for one in problems]
        )
    return series


def _id_of(register: Register, table: Table, column: Column, text: str) -> str:
    """The id that a text names: an id itself, or a name that only one row bears."""
    known = names(register, column.ref or "")
    if text in known:
        return text
    ids = [one for one, name in known.items() if name == text]
    if len(ids) == 1:
        return ids[0]
    if ids:
        said = _("有 {n} 条记录名为“{name}”；请填写编号").format(n=len(ids), name=text)
    else:
        said = _("没有“{name}”；请填写现有的名称或编号").format(name=text)
    raise _refused(said, table, column)


def _refuse_new_faults(before: Register, after: Register) -> None:
    found = faults(after)
    if found.is_empty():
        return
    new = found.join(faults(before), on=["code", "table", "key", "column"], how="anti")
    if not new.is_empty():
        raise Refused([fault_of(row) for row in new.to_dicts()])


def _refused(message: str, table: Table | None = None, column: Column | None = None) -> Refused:
    label = column.label if column is not None else None
    sheet = table.label if table is not None else None
    return Refused([Fault(FaultKind.WRONG_CODE, message, sheet, column=label)])

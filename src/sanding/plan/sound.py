"""What a change may name and write, so that no plan brings a fault into a faultless register."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from sanding.base import ImpossibleChange
from sanding.base.codes import township_code
from sanding.plan.change import Change
from sanding.register import TABLES, Code, Register


def refuse_strangers(change: Change, register: Register) -> None:
    """Raise `ImpossibleChange` for an empty id, or ids of two counties.

    Ids that are not there are for the change itself to find.
    """
    counties: set[str] = set()
    for one in fields(change):
        table, given = one.metadata.get("ref"), getattr(change, one.name)
        if table is None or given is None or one.metadata.get("new"):
            continue
        for named in given if isinstance(given, tuple) else (given,):
            if not named:
                raise ImpossibleChange(f"“{one.name}”写了空编号；没有就不写")
            if register.has(table, named):
                column = "id" if table == "counties" else "county"
                counties.add(register.cell(table, named, column))
    if len(counties) > 1:
        raise ImpossibleChange(f"一项变更不能跨县：{'、'.join(sorted(counties))}")


def refuse_unsound(table: str, values: Mapping[str, Any]) -> None:
    """Raise `ImpossibleChange` for a value that its column may not hold."""
    for name, value in values.items():
        column = TABLES[table].column[name]
        if column.required and value in (None, ""):
            raise ImpossibleChange(f"“{column.label}”必填")
        if column.minimum is not None and value is not None and value < column.minimum:
            raise ImpossibleChange(f"“{column.label}”不能小于 {column.minimum}，写的是 {value}")
        if column.code is Code.TOWNSHIP and value is not None and not township_code(value):
            raise ImpossibleChange(f"“{value}”不是有效的乡级区划代码（县代码加 3 位）")

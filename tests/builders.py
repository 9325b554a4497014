"""Small registers for tests: every argument has a default, so a test says only what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl

from sanding.plan import Change, Plan
from sanding.register import CLAIMS, TABLES, Register

DAY = date(2020, 6, 30)
CODE = "141027"
Row = Mapping[str, Any]

# a county in small: one body of each common kind, each table of a reform with a row or two
ROWS: dict[str, tuple[Row, ...]] = {
    "counties": ({"id": CODE, "name": "浮山县", "residents": 95_000},),
    "bodies": (
        {"id": "xzf", "name": "县人民政府", "kind": "leading_body", "level": "zhengchu"},
        {"id": "fgj", "name": "县发展和改革局", "kind": "government_department"},
        {"id": "gxj", "name": "县工业和信息化局", "kind": "government_department"},
        {"id": "zwzx", "name": "县政务服务中心", "kind": "institution", "parent": "fgj"},
        {"id": "ttz", "name": "天坛镇", "kind": "township", "division": "141027100"},
    ),
    "sections": (
        {"id": "fgj-gj", "name": "公交股", "body": "fgj", "level": "zhenggu", "posts": 3},
        {"id": "gxj-zh", "name": "综合股", "body": "gxj", "level": "zhenggu", "posts": 2},
    ),
    "establishment": (
        {"body": "fgj", "kind": "administrative", "approved": 12},
        {"body": "gxj", "kind": "administrative", "approved": 9},
        {"body": "zwzx", "kind": "institution", "approved": 15},
    ),
    "leadership": (
        {"body": "fgj", "chief": 1, "deputy": 3},
        {"body": "gxj", "chief": 1, "deputy": 2},
    ),
    "positions": (
        {"id": "fgj-c1", "name": "局长", "body": "fgj", "role": "chief"},
        {"id": "fgj-d1", "name": "副局长", "body": "fgj", "role": "deputy"},
    ),
    "people": (
        {"id": "r-fgj-c1", "name": "赵一", "body": "fgj", "born_on": date(1970, 3, 1)},
        {"id": "r-fgj-d1", "name": "钱二", "body": "fgj", "section": "fgj-gj"},
    ),
    "appointments": (
        {"person": "r-fgj-c1", "position": "fgj-c1", "since": date(2018, 1, 5)},
        {"person": "r-fgj-d1", "position": "fgj-d1", "since": date(2019, 4, 1)},
    ),
    "duties": (
        {"id": "d-1", "name": "拟订发展规划", "theme": "规划", "body": "fgj", "section": "fgj-gj"},
        {"id": "d-2", "name": "管理工业运行", "theme": "工业", "body": "gxj"},
    ),
}
USUAL: Row = {"county": CODE, "level": "zhengke", "since": date(2019, 1, 1)}


def row(table: str, values: Row) -> dict[str, Any]:
    """A row with what is required filled in, where `values` does not say it."""
    whole = dict(values)
    for column in TABLES[table].columns:
        if not column.required or column.name in whole:
            continue
        if column.name in USUAL:
            whole[column.name] = USUAL[column.name]
        elif column.kind is not None:
            whole[column.name] = next(iter(column.kind)).value
        elif column.dtype.is_integer():
            whole[column.name] = 0
        else:
            whole[column.name] = whole.get("id", column.label)
    return whole


def frame(table: str, rows: Iterable[Row]) -> pl.DataFrame:
    """Rows as a frame of the declared types."""
    declared = TABLES[table]
    filled = [row(table, one) for one in rows]
    if not filled:
        return declared.empty()
    names = {name for one in filled for name in one}
    schema = {c.name: c.dtype for c in declared.columns if c.name in names}
    return declared.conform(pl.DataFrame(filled, schema=schema))


def county(*, day: date = DAY, **tables: Iterable[Row]) -> Register:
    """A small valid register of one county; tables given replace the default ones."""
    every = {**ROWS, **tables}
    return Register.of({name: frame(name, rows) for name, rows in every.items()}, day=day)


def claims(*rows: Row) -> pl.DataFrame:
    """Published figures."""
    filled = [{"county": CODE, **one} for one in rows]
    return CLAIMS.conform(pl.DataFrame(filled))


TOLD: Mapping[str, Row] = {
    "bodies": {"kind": "government_department"},
    "sections": {"level": "zhenggu"},
    "positions": {"role": "deputy"},
}


def told(tables: Mapping[str, Iterable[Row]], *, day: date = DAY) -> Register:
    """The register a story tells: its rows, and whatever they name without giving it."""
    rows: dict[str, dict[object, dict[str, Any]]] = {name: {} for name in TABLES}
    todo = [("counties", ROWS["counties"][0])]
    todo += [(name, one) for name, some in tables.items() for one in some]
    while todo:
        name, one = todo.pop(0)
        whole = row(name, {**TOLD.get(name, {}), **one})
        key = tuple(whole.get(column) for column in TABLES[name].key)
        if key in rows[name]:
            continue
        rows[name][key] = whole
        todo += [  # after all that are given: what is named only is as plain as can be
            (column.ref, {"id": whole[column.name]})
            for column in TABLES[name].columns
            if column.ref and column.name != "county" and whole.get(column.name) is not None
        ]
    filled = {name: frame(name, some.values()) for name, some in rows.items() if some}
    return Register.of(filled, day=day)


def plan(*changes: Change, title: str = "机构改革方案", baseline: str | None = None) -> Plan:
    """A plan of these changes, numbered where they have no id."""
    numbered = (
        one if one.id else replace(one, id=f"变更{number}") for number, one in enumerate(changes, 1)
    )
    return Plan(id="方案", title=title, county=CODE, changes=tuple(numbered), baseline=baseline)

"""A county of 8,000 people: its workbook read by us and by pandas, a plan applied to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

import polars as pl

from sanding.base import SandingError
from sanding.base.codes import ID_WEIGHTS
from sanding.examples import example, example_plan
from sanding.exchange import read_workbook, write_workbook
from sanding.plan import Plan, apply
from sanding.register import TABLES, Register, Table


def county(people: int) -> Register:
    """The Fushan register with as many people as asked for, each with an identity number."""
    fushan = example("fushan")
    rows = fushan.frame("people")
    times = -(-people // len(rows))
    marks = [f"-{at}" if at else "" for at in range(times)]
    copies = [rows.with_columns(pl.concat_str("id", pl.lit(mark))) for mark in marks]
    crowd = pl.concat(copies).head(people)
    tables = {name: fushan.frame(name) for name in TABLES}
    return Register.of({**tables, "people": numbered(crowd)}, day=fushan.day)


def numbered(people: pl.DataFrame) -> pl.DataFrame:
    """Return `people` with a valid identity number each."""
    serial = (pl.int_range(pl.len()) % 1000).cast(pl.String).str.zfill(3)
    first = pl.concat_str("county", pl.col("born_on").dt.strftime("%Y%m%d"), serial)
    return people.with_columns(id_number=with_check(first))


def with_check(first: pl.Expr) -> pl.Expr:
    """Seventeen digits and the check digit of GB 11643."""
    digits = first.cast(pl.Int64)
    parts = [digits // 10 ** (16 - at) % 10 * weight for at, weight in enumerate(ID_WEIGHTS)]
    check = (12 - pl.sum_horizontal(parts) % 11) % 11
    return pl.concat_str(first, pl.when(check == 10).then(pl.lit("X")).otherwise(check))


def write(path: str, people: int) -> Callable[[], Any]:
    """Prepare: write the county's workbook."""
    register = county(people)
    return lambda: write_workbook(register, Path(path), masked=False)


def by_us(path: str) -> Callable[[], Any]:
    """Read the workbook, types, codes and integrity checked; the answer is how many people."""
    day = example("fushan").day
    return lambda: len(read_workbook(Path(path), day=day).loose("people"))


def by_pandas(path: str) -> Callable[[], Any]:
    """Read the same workbook by pandas and openpyxl, and check keys, references and codes."""
    import pandas as pd

    def work() -> int:
        sheets = pd.read_excel(path, sheet_name=None, engine="openpyxl")
        frames = {
            name: sheets[table.label].rename(columns={c.label: c.name for c in table.columns})
            for name, table in TABLES.items()
        }
        wrong = sum(_wrong(TABLES[name], frames) for name in frames)
        assert wrong == 0, f"pandas finds {wrong} faults in a workbook that has none"
        return len(frames["people"])

    return work


def _wrong(table: Table, frames: dict[str, Any]) -> int:
    """How many cells of a table break a key, a reference, an obligation or a closed list."""
    frame, wrong = frames[table.name], 0
    key = [name for name in table.key if name in frame]
    wrong += int(frame.duplicated(key).sum())
    for column in table.columns:
        if column.name not in frame:
            continue  # the county, where there is one
        cells = frame[column.name]
        given = cells[cells.notna()]
        if column.required:
            wrong += len(cells) - len(given)
        if column.ref:
            wrong += int((~given.isin(frames[column.ref]["id"])).sum())
        if column.kind:
            wrong += int((~given.isin([member.label for member in column.kind])).sum())
        if column.name == "id_number":
            wrong += int((~given.map(_sound)).sum())
    return wrong


def _sound(number: str) -> bool:
    total = sum(int(one) * weight for one, weight in zip(number[:17], ID_WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == number[17]


def apply_plan(people: int, changes: int) -> Callable[[], Any]:
    """Prepare a register and a plan and apply it; the answer is how many changes were made."""
    register = county(people)
    plan = in_proportion(example_plan("fushan"), register, changes)
    return lambda: len(apply(plan, register).plan.changes)


def in_proportion(plan: Plan, register: Register, size: int) -> Plan:
    """So many changes of a plan, its kinds in their proportions, each of which can be done.

    A change is left out if it needs one that was left out; what is then lacking comes from the
    rest, whatever its kind.
    """
    total = Counter(change.kind for change in plan.changes)
    share = {kind: round(number * size / len(plan.changes)) for kind, number in total.items()}
    kept: list[Any] = []
    after = register
    sparing = ((change, True) for change in plan.changes)
    lavish = ((change, False) for change in plan.changes)
    for change, spare in chain(sparing, lavish):
        if len(kept) == size or change in kept or (spare and share[change.kind] == 0):
            continue
        try:
            after = change.carry_out(after).register
        except SandingError:
            continue
        share[change.kind] -= 1
        kept.append(change)
    assert len(kept) == size, f"only {len(kept)} changes of the plan can be done"
    return replace(plan, changes=tuple(kept))

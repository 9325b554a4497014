"""Build an example county's register and plan from the committed source tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl

from sanding.examples.people import people
from sanding.examples.source import claims, home, sources
from sanding.examples.structure import portfolios, positions
from sanding.plan import Plan
from sanding.register import TABLES, Register, Table

DAY = date(2025, 7, 1)


def example(name: str, *, seed: int = 1, day: date = DAY, folder: Path | None = None) -> Register:
    """Return the register of an example county (`fushan`, `hequ`) before the reform.

    Structure is read from source tables, people are drawn from `seed`. Published figures are
    attached as claims and take no part in the building.
    """
    place = folder or home()
    source = sources(name, place)
    source["positions"] = positions(source)
    source["portfolios"] = portfolios(source, source["positions"])
    source["people"], source["appointments"] = people(
        source, source["positions"], seed=seed, day=day
    )
    tables = {n: _typed(TABLES[n], frame) for n, frame in source.items() if n in TABLES}
    return replace(Register.of(tables, day=day), claims=claims(name, place))


def example_plan(name: str, *, folder: Path | None = None) -> Plan:
    """Return the documented reform of an example county, not bound to a baseline yet."""
    text = ((folder or home()) / name / "plan.yaml").read_text(encoding="utf-8")
    return Plan.from_yaml(text, local=True)


def _typed(table: Table, frame: pl.DataFrame) -> pl.DataFrame:
    """Turn the text of source tables into the declared types; other columns are left out."""
    kept = [c for c in table.columns if c.name in frame.columns]
    return frame.select(
        (pl.col(c.name) == "true").alias(c.name)
        if c.dtype == pl.Boolean and frame.schema[c.name] == pl.String
        else pl.col(c.name).str.to_date("%Y-%m-%d")
        if c.dtype == pl.Date and frame.schema[c.name] == pl.String
        else pl.col(c.name).cast(c.dtype)
        for c in kept
    )

"""The two pilot counties before and after their plans, built once per test run."""

from __future__ import annotations

from functools import cache
from typing import Any

from sanding.examples import example, example_plan
from sanding.indicators.catalogue import CATALOGUE
from sanding.indicators.indicator import figure
from sanding.plan import Outcome, apply
from sanding.register import TABLES, Register
from sanding.study import report

NAMES = ("fushan", "hequ")
Rows = dict[str, list[dict[str, Any]]]


@cache
def outcome(name: str) -> Outcome:
    """The documented reform of a county, carried out."""
    before = example(name)
    return apply(example_plan(name).bound_to(before.hash), before)


def register(name: str, when: str) -> Register:
    """The county `before` or `after` its plan."""
    found: Register = getattr(outcome(name), when)
    return found


@cache
def values(name: str, when: str) -> dict[str, Any]:
    """Every indicator's value by id."""
    return {one.id: figure(one, register(name, when)).value for one in CATALOGUE}


@cache
def lines(name: str) -> dict[str, dict[str, Any]]:
    """The lines of the report on both registers, by id."""
    whole = report(outcome(name).before, outcome(name).after)
    return {line["id"]: line for line in whole["figures"]}


@cache
def rows(name: str, when: str) -> Rows:
    """The tables as plain rows, for ways to a figure that know nothing of frames."""
    return {table: register(name, when).frame(table).to_dicts() for table in TABLES}


def local(name: str) -> str:
    """The prefix that makes a local id a national one."""
    return f"{register(name, 'before').counties[0]}-"

"""There and back: differences onto a register, plans through YAML."""

from __future__ import annotations

import types
from dataclasses import fields, replace
from datetime import date
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints

from hypothesis import given
from hypothesis import strategies as st

from sanding.plan import CATALOGUE, Change, Plan, apply, diff, reversed_diff, with_diff
from sanding.register import Register
from tests.laws.registers import registers
from tests.laws.strategies import Case, cases, examples

IDS = st.text("abc-019县=:#'\" ", min_size=1, max_size=6)
TEXTS = st.one_of(st.text(max_size=20), st.sampled_from(["=", "2020-01-01", "yes", "~", "1e3"]))
DAYS = st.dates(date(1950, 1, 1), date(2050, 12, 31))


@examples(40)
@given(cases())
def test_the_difference_leads_from_before_to_after_and_back(case: Case) -> None:
    after = apply(case.plan, case.register).after
    there = diff(case.register, after)
    assert with_diff(case.register, there).hash == after.hash
    assert with_diff(after, reversed_diff(there)).hash == case.register.hash


@examples(15)
@given(registers(), registers())
def test_the_difference_of_any_two_registers_leads_from_one_to_the_other(
    one: Register, other: Register
) -> None:
    difference = diff(one, other)
    assert with_diff(one, difference).hash == other.hash
    assert (len(difference) == 0) == (one.hash == other.hash)


def _values(hint: Any) -> st.SearchStrategy[Any]:
    """Any value of a type: what the file must carry, be it possible or not."""
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return st.one_of(*(_values(part) for part in get_args(hint)))
    if origin is tuple:
        return st.lists(IDS, max_size=3).map(tuple)
    if origin is not None:
        of, number = get_args(hint)
        return st.dictionaries(_values(of), _values(number), max_size=3)
    if hint is type(None):
        return st.none()
    if issubclass(hint, StrEnum):
        return st.sampled_from(list(hint))
    known = {int: st.integers(-5, 2**31 - 1), date: DAYS, str: TEXTS}
    return known[hint]


def _changes(kind: type[Change]) -> st.SearchStrategy[Change]:
    hints = get_type_hints(kind)
    given = {one.name: _values(hints[one.name]) for one in fields(kind) if one.name != "id"}
    return st.builds(kind, **given)


ANY_CHANGE = st.one_of(*(_changes(kind) for kind in CATALOGUE))


@st.composite
def any_plans(draw: st.DrawFn) -> Plan:
    """A plan of any changes, possible or not, in any words; the changes are numbered."""
    drawn = draw(st.lists(ANY_CHANGE, max_size=5))
    changes = tuple(
        replace(change, id=one) for change, one in zip(drawn, draw(_ids(len(drawn))), strict=True)
    )
    return Plan(
        id=draw(TEXTS), title=draw(TEXTS), county=draw(TEXTS), changes=changes,
        baseline=draw(st.none() | st.just("0" * 64)),
    )  # fmt: skip


def _ids(number: int) -> st.SearchStrategy[list[str]]:
    return st.lists(IDS, min_size=number, max_size=number, unique=True)


@examples(150)
@given(any_plans())
def test_a_plan_read_from_its_file_is_the_same_plan(plan: Plan) -> None:
    read = Plan.from_yaml(plan.to_yaml())
    assert read == plan
    assert read.hash == plan.hash
    assert read.to_yaml() == plan.to_yaml()

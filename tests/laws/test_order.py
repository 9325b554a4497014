"""In which order rows come changes nothing, and a plan may be carried out in parts."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from sanding.plan import apply
from sanding.register import Register
from tests.laws.registers import registers
from tests.laws.strategies import Case, cases, examples

SEEDS = st.integers(0, 2**16)


def _shuffled(register: Register, seed: int) -> Register:
    return register.with_tables(
        {
            name: kept.loose.sample(fraction=1.0, shuffle=True, seed=seed)
            for name, kept in register.rows.items()
            if len(kept.loose) > 1
        }
    )


@examples(30)
@given(registers(), SEEDS)
def test_row_order_never_changes_a_hash(register: Register, seed: int) -> None:
    shuffled = _shuffled(register, seed)
    read = Register.of({name: shuffled.loose(name) for name in shuffled.rows}, day=register.day)
    assert register.hash == shuffled.hash == read.hash


@examples(30)
@given(cases(), SEEDS)
def test_row_order_never_changes_what_a_plan_does(case: Case, seed: int) -> None:
    one, other = apply(case.plan, case.register), apply(case.plan, _shuffled(case.register, seed))
    assert one.after.hash == other.after.hash
    assert one.ledger.equals(other.ledger)
    assert one.succession.frame().equals(other.succession.frame())


@examples(30)
@given(cases(), st.integers(0, 12))
def test_a_plan_in_two_parts_does_the_same(case: Case, at: int) -> None:
    first = apply(replace(case.plan, changes=case.plan.changes[:at]), case.register)
    second = apply(replace(case.plan, changes=case.plan.changes[at:]), first.after)
    assert second.after.hash == apply(case.plan, case.register).after.hash

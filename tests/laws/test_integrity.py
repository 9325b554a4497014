"""Whatever a plan does to a faultless register, its references hold and nothing goes in rings."""

from __future__ import annotations

from hypothesis import given

from sanding.plan import apply
from sanding.register import Register
from sanding.register.integrity import faults
from tests.laws.registers import registers
from tests.laws.strategies import Case, cases, examples


@examples(10)
@given(registers())
def test_random_registers_have_no_fault(register: Register) -> None:
    assert faults(register).rows() == []


@examples(40)
@given(cases())
def test_no_plan_brings_a_fault(case: Case) -> None:
    assert faults(apply(case.plan, case.register).after).rows() == []

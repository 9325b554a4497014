"""Whatever a plan does to a faultless register, its references hold and nothing goes in rings."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sanding.plan import Change, Plan, apply
from sanding.plan.absorb_body import AbsorbBody
from sanding.plan.end_position import EndPosition
from sanding.register import Register
from sanding.register.integrity import faults
from tests.laws.registers import registers
from tests.laws.strategies import Case, cases, examples


@examples(10)
@given(registers())
def test_random_registers_have_no_fault(register: Register) -> None:
    assert faults(register).rows() == []


@examples(50)
@given(cases())
def test_no_plan_brings_a_fault(case: Case) -> None:
    assert faults(apply(case.plan, case.register).after).rows() == []


@examples(60)
@given(registers(), st.data())
def test_who_succeeds_what_it_stood_below_takes_its_place(
    register: Register, data: st.DataObject
) -> None:
    """Of bodies the parent and the host, of positions the one reported to: never in a ring."""
    table, column = data.draw(st.sampled_from(LADDERS))
    links = {row["id"]: row[column] for row in register.loose(table).to_dicts()}
    pairs = [(one, up) for one in sorted(links) for up in _above(links, one)]
    if not pairs:
        return
    heir, ended = data.draw(st.sampled_from(pairs))
    change: Change = (
        EndPosition(id="1", position=ended, successor=heir)
        if table == "positions"
        else AbsorbBody(id="1", absorbed=ended, into=heir)
    )
    plan = Plan(id="p", title="", county="141027", changes=(change,))
    after = apply(plan, register).after
    assert after.cell(table, heir, column) == links[ended]
    assert faults(after, [table]).rows() == []


LADDERS = [("bodies", "parent"), ("bodies", "co_located_with"), ("positions", "reports_to")]


def _above(links: dict[str, str | None], one: str) -> list[str]:
    above = []
    while (up := links[one]) is not None:
        above.append(one := up)
    return above

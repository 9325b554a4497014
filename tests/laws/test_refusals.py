"""What is impossible is refused in one way, and leaves the register as it was."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from sanding.base import ImpossibleChange
from sanding.plan import apply
from sanding.register import Register
from sanding.register.register import Rows
from tests.laws.strategies import Case, cases, examples


@examples(60)
@given(cases())
def test_an_impossible_change_is_refused_and_the_register_untouched(case: Case) -> None:
    fresh = _hash_now(case.register)
    for refused in case.refused:
        changes = (*case.plan.changes[: refused.after], replace(refused.change, id="last"))
        with pytest.raises(ImpossibleChange, match="last"):
            apply(replace(case.plan, changes=changes), case.register)
    apply(case.plan, case.register)
    assert _hash_now(case.register) == fresh


def _hash_now(register: Register) -> str:
    """The hash of what the frames hold now, nothing of it kept from before."""
    return replace(
        register, rows={name: Rows(kept.table, kept.loose) for name, kept in register.rows.items()}
    ).hash

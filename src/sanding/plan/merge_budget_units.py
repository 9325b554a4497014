"""Merge budget units (预算单位合并)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sanding.base import ImpossibleChange, _
from sanding.plan.change import Applied, Change, ref
from sanding.plan.edit import added, county_of, distinct, ended_rows, value, with_row
from sanding.plan.succession import Succession
from sanding.register import Register

COSTS = ("running_cost", "personnel_cost")


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeBudgetUnits(Change):
    """End `units` in favour of `into`, which may be one of them or new; costs add up.

    A sum with an unknown part is unknown.
    """

    kind: ClassVar[str] = "merge_budget_units"
    label: ClassVar[str] = _("预算单位合并")

    units: tuple[str, ...] = ref("budget_units")
    into: str = ref("budget_units")
    name: str | None = None

    def carry_out(self, register: Register) -> Applied:
        """Raise `ImpossibleChange` if nothing ends, or a new unit has no name."""
        distinct(self.units)
        register.require("budget_units", *self.units)
        made: tuple[tuple[str, str], ...] = ()
        parts = tuple(dict.fromkeys((*self.units, self.into)))
        costs = _costs(register, parts)
        after = register
        if not register.has("budget_units", self.into):
            if not self.name:
                raise ImpossibleChange(_("新设预算单位 {into} 须写名称").format(into=self.into))
            county = county_of(register, "budget_units", self.units[0])
            row = added(
                register, "budget_units", county=county, id=self.into, name=self.name,
                certainty=self.certainty, source=self.source,
            )  # fmt: skip
            after, made = (
                register.with_tables({"budget_units": row}),
                (("budget_units", self.into),),
            )
        ended = tuple(one for one in self.units if one != self.into)
        distinct(ended)
        after = ended_rows(after, "budget_units", ended, self.into)
        named = {"name": self.name} if self.name else {}
        after = with_row(after, "budget_units", self.into, **costs, **named)
        return Applied(after, Succession.of("budget_units", ended, self.into), created=made)


def _costs(register: Register, parts: tuple[str, ...]) -> dict[str, int | None]:
    there = [one for one in parts if register.has("budget_units", one)]
    costs = {name: [value(register, "budget_units", one, name) for one in there] for name in COSTS}
    return {name: None if None in told else sum(told) for name, told in costs.items()}

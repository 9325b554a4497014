"""Create a body (组建)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sanding.base import _
from sanding.plan.change import Applied, Change, new, ref
from sanding.plan.edit import added
from sanding.plan.succession import refuse_reuse
from sanding.register import Register
from sanding.register.kinds import BodyKind, Level, PaySource, WelfareCategory


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateBody(Change):
    """Set up `body` as a new body of the county; it starts without duties, people or posts."""

    kind: ClassVar[str] = "create_body"
    label: ClassVar[str] = _("组建机构")

    county: str = ref("counties")
    body: str = new("bodies")
    name: str
    body_kind: BodyKind
    level: Level
    parent: str | None = ref("bodies", default=None)
    budget_unit: str | None = ref("budget_units", default=None)
    division: str | None = None
    category: WelfareCategory | None = None
    funding: PaySource | None = None

    def carry_out(self, register: Register) -> Applied:
        """Raise `ImpossibleChange` if the id was used before, `UnknownId` without the parent."""
        refuse_reuse(register, "bodies", self.body)
        register.require("counties", self.county)
        if self.parent:
            register.require("bodies", self.parent)
        if self.budget_unit:
            register.require("budget_units", self.budget_unit)
        row = added(
            register, "bodies", county=self.county, id=self.body, name=self.name,
            kind=self.body_kind, level=self.level, parent=self.parent, division=self.division,
            budget_unit=self.budget_unit, category=self.category, funding=self.funding,
            created_on=self.day(register), certainty=self.certainty, source=self.source,
        )  # fmt: skip
        return Applied(register.with_tables({"bodies": row}), created=(("bodies", self.body),))

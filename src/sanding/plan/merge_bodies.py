"""Merge bodies into a new one (合并)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sanding.base import _
from sanding.plan.change import Applied, Change, new, ref
from sanding.plan.create_body import CreateBody
from sanding.plan.edit import county_of, distinct, succeeded, value
from sanding.register import Register
from sanding.register.kinds import BodyKind, Level


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeBodies(Change):
    """End `bodies` and set up `into` in their place; whatever named them names it.

    Posts of one kind add up. Leadership posts do not: those of the body named first stay until
    the plan approves others. The first also gives budget unit, category and funding.
    """

    kind: ClassVar[str] = "merge_bodies"
    label: ClassVar[str] = _("合并组建")

    bodies: tuple[str, ...] = ref("bodies")
    into: str = new("bodies")
    name: str
    body_kind: BodyKind
    level: Level
    parent: str | None = ref("bodies", default=None)

    def carry_out(self, register: Register) -> Applied:
        """Raise `ImpossibleChange` for fewer than two bodies or a new id that is taken."""
        distinct(self.bodies, at_least=2)
        register.require("bodies", *self.bodies)
        first = self.bodies[0]
        begun = CreateBody(
            county=county_of(register, "bodies", first), body=self.into, name=self.name,
            body_kind=self.body_kind, level=self.level, parent=self.parent,
            budget_unit=value(register, "bodies", first, "budget_unit"),
            category=value(register, "bodies", first, "category"),
            funding=value(register, "bodies", first, "funding"),
            effective_on=self.effective_on, certainty=self.certainty, source=self.source,
        ).carry_out(register)  # fmt: skip
        after, succession, entries = succeeded(begun.register, self.bodies, self.into)
        return Applied(after, succession, entries, begun.created)

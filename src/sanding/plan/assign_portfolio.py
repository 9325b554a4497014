"""Assign or end a portfolio (分管)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sanding.base import ImpossibleChange, _
from sanding.plan.change import Applied, Change, ref
from sanding.plan.edit import added, county_of, require_section, rewritten, without
from sanding.register import Register
from sanding.register.kinds import StepRole


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignPortfolio(Change):
    """Let `position` answer for `body` (or its `section`) in `role`; without one, nobody does.

    A step of a process whose portfolio is gone falls away: who ends one says so in `reason`.
    """

    kind: ClassVar[str] = "assign_portfolio"
    label: ClassVar[str] = _("调整分管")

    body: str = ref("bodies")
    role: StepRole
    position: str | None = ref("positions")
    section: str | None = ref("sections", default=None)

    def carry_out(self, register: Register) -> Applied:
        """Raise `ImpossibleChange` if nobody holds what is to end, or the section is another's."""
        register.require("bodies", self.body)
        if self.section:
            require_section(register, self.section, self.body)
        key = (self.body, self.section, str(self.role))
        held = register.has("portfolios", key)
        if self.position is None:
            if not held:
                raise ImpossibleChange(
                    _("{body} 的“{role}”本无人分管，无从取消").format(
                        body=self.body, role=self.role.label
                    )
                )
            kept = without(register, "portfolios", key)
            return Applied(register.with_tables({"portfolios": kept}))
        register.require("positions", self.position)
        if held:
            turned = rewritten(register, "portfolios", key, position=self.position)
            return Applied(register.with_tables({"portfolios": turned}))
        row = added(
            register, "portfolios", county=county_of(register, "bodies", self.body),
            body=self.body, section=self.section, role=self.role, position=self.position,
            certainty=self.certainty, source=self.source,
        )  # fmt: skip
        return Applied(register.with_tables({"portfolios": row}))

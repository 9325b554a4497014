"""Change the level of a body (调整规格)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sanding.base import _
from sanding.plan.change import Applied, Change, ref
from sanding.plan.edit import less_sure, with_row
from sanding.register import Register
from sanding.register.kinds import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLevel(Change):
    """Set the level of `body`; positions and people keep theirs."""

    kind: ClassVar[str] = "change_level"
    label: ClassVar[str] = _("调整规格")

    body: str = ref("bodies")
    level: Level

    def carry_out(self, register: Register) -> Applied:
        """Raise `UnknownId` if the body is missing."""
        register.require("bodies", self.body)
        sure = less_sure(register, "bodies", self.body, self.certainty)
        return Applied(with_row(register, "bodies", self.body, level=self.level, certainty=sure))

"""End a position in favour of another (撤并职位)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sanding.base import ImpossibleChange, _
from sanding.plan.change import Applied, Change, ref
from sanding.plan.edit import ended_rows
from sanding.plan.succession import Succession
from sanding.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class EndPosition(Change):
    """End `position`; its holders, portfolios and reports pass to `successor`."""

    kind: ClassVar[str] = "end_position"
    label: ClassVar[str] = _("撤并职位")

    position: str = ref("positions")
    successor: str = ref("positions")

    def carry_out(self, register: Register) -> Applied:
        """Raise `UnknownId` if either is missing, `ImpossibleChange` if both are one."""
        register.require("positions", self.position, self.successor)
        if self.position == self.successor:
            raise ImpossibleChange(f"职位 {self.position} 不能由自身承接")
        after = ended_rows(register, "positions", [self.position], self.successor)
        return Applied(after, Succession.of("positions", [self.position], self.successor))

"""Assign the lead receiver of an upper department (对口)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sanding.base import _
from sanding.plan.change import Applied, Change, ref
from sanding.plan.edit import with_row
from sanding.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignCounterpart(Change):
    """Make `receiver` the one lead receiver of the upper department `upper`."""

    kind: ClassVar[str] = "assign_counterpart"
    label: ClassVar[str] = _("确定对口")

    upper: str = ref("uppers")
    receiver: str = ref("bodies")

    def carry_out(self, register: Register) -> Applied:
        """Raise `UnknownId` if either is missing."""
        register.require("uppers", self.upper)
        register.require("bodies", self.receiver)
        return Applied(with_row(register, "uppers", self.upper, receiver=self.receiver))

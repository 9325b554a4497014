"""End a co-location (解除合署)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sanding.base import ImpossibleChange, _
from sanding.plan.change import Applied, Change, ref
from sanding.plan.edit import value, with_row
from sanding.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class EndCoLocation(Change):
    """Let `body` work in an office of its own again."""

    kind: ClassVar[str] = "end_co_location"
    label: ClassVar[str] = _("解除合署")

    body: str = ref("bodies")

    def carry_out(self, register: Register) -> Applied:
        """Raise `ImpossibleChange` if the body is not co-located."""
        register.require("bodies", self.body)
        if not value(register, "bodies", self.body, "co_located_with"):
            raise ImpossibleChange(_("{body} 没有合署，无从解除").format(body=self.body))
        return Applied(with_row(register, "bodies", self.body, co_located_with=None))

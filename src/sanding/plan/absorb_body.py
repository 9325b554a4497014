"""Absorb a body into one that stays (并入)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sanding.base import ImpossibleChange, _
from sanding.plan.change import Applied, Change, ref
from sanding.plan.edit import succeeded
from sanding.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsorbBody(Change):
    """End `absorbed`: whatever named it now names `into`; posts add up, leaders do not."""

    kind: ClassVar[str] = "absorb_body"
    label: ClassVar[str] = _("并入")

    absorbed: str = ref("bodies")
    into: str = ref("bodies")

    def carry_out(self, register: Register) -> Applied:
        """Raise `UnknownId` if either is missing, `ImpossibleChange` if both are one."""
        register.require("bodies", self.absorbed, self.into)
        if self.absorbed == self.into:
            raise ImpossibleChange(_("{into} 不能并入自身").format(into=self.into))
        return Applied(*succeeded(register, [self.absorbed], self.into))

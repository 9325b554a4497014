"""Reassign a body to another parent (调整隶属)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sanding.base import ImpossibleChange, _
from sanding.plan.change import Applied, Change, ref
from sanding.plan.edit import upwards, with_row
from sanding.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class ReassignBody(Change):
    """Put `body` under `parent`, or under none."""

    kind: ClassVar[str] = "reassign_body"
    label: ClassVar[str] = _("调整隶属")

    body: str = ref("bodies")
    parent: str | None = ref("bodies")

    def carry_out(self, register: Register) -> Applied:
        """Raise `ImpossibleChange` if the body would come to stand above itself."""
        register.require("bodies", self.body)
        if self.parent:
            register.require("bodies", self.parent)
            if self.body in (self.parent, *upwards(register, "bodies", "parent", self.parent)):
                raise ImpossibleChange(
                    _("{body} 不能隶属于自身或自己的下级").format(body=self.body)
                )
        return Applied(with_row(register, "bodies", self.body, parent=self.parent))

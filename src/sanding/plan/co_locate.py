"""Co-locate two bodies (合署)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sanding.base import ImpossibleChange, _
from sanding.plan.change import Applied, Change, ref
from sanding.plan.edit import value, with_row
from sanding.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class CoLocate(Change):
    """Let `body` work in one office with `host`: two names, one staff, counted once."""

    kind: ClassVar[str] = "co_locate"
    label: ClassVar[str] = _("合署办公")

    body: str = ref("bodies")
    host: str = ref("bodies")

    def carry_out(self, register: Register) -> Applied:
        """Raise `ImpossibleChange` if either already works in another's office, or both are one."""
        register.require("bodies", self.body, self.host)
        if self.body == self.host:
            raise ImpossibleChange(_("{body} 不能与自身合署").format(body=self.body))
        bodies = register.loose("bodies")
        if value(register, "bodies", self.host, "co_located_with"):
            raise ImpossibleChange(
                _("{host} 已合署于别的机构，不能再作合署的主体").format(host=self.host)
            )
        if (bodies["co_located_with"] == self.body).any():
            raise ImpossibleChange(
                _("{body} 是别的机构合署的主体，须先解除合署").format(body=self.body)
            )
        if value(register, "bodies", self.body, "co_located_with"):
            raise ImpossibleChange(_("{body} 已合署，须先解除合署").format(body=self.body))
        return Applied(with_row(register, "bodies", self.body, co_located_with=self.host))

"""Transfer service items to another body (政务服务事项划转)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sanding.base import _
from sanding.plan.change import Applied, Change, ref
from sanding.plan.edit import distinct, rewritten
from sanding.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferItem(Change):
    """Make `to` the body that handles `items`; they are accepted at `window` if one is named."""

    kind: ClassVar[str] = "transfer_item"
    label: ClassVar[str] = _("服务事项划转")

    items: tuple[str, ...] = ref("items")
    to: str = ref("bodies")
    window: str | None = ref("windows", default=None)

    def carry_out(self, register: Register) -> Applied:
        """Raise `UnknownId` if an item, the body or the window is missing."""
        distinct(self.items)
        register.require("items", *self.items)
        register.require("bodies", self.to)
        values = {"body": self.to}
        if self.window:
            register.require("windows", self.window)
            values["window"] = self.window
        items = rewritten(register, "items", *self.items, **values)
        return Applied(register.with_tables({"items": items}))

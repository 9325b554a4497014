"""Rename a body (更名)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sanding.base import _
from sanding.plan.change import Applied, Change, ref
from sanding.plan.edit import less_sure, with_row
from sanding.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameBody(Change):
    """Give `body` a new name; its id, and all that refers to it, stay."""

    kind: ClassVar[str] = "rename_body"
    label: ClassVar[str] = _("更名")

    body: str = ref("bodies")
    name: str
    short_name: str | None = None

    def carry_out(self, register: Register) -> Applied:
        """Raise `UnknownId` if the body is missing."""
        register.require("bodies", self.body)
        sure = less_sure(register, "bodies", self.body, self.certainty)
        values = {"name": self.name, "short_name": self.short_name, "certainty": sure}
        return Applied(with_row(register, "bodies", self.body, **values))

"""Merge townships (乡镇撤并)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from sanding.base import ImpossibleChange, _
from sanding.plan.change import Applied, Change, ref
from sanding.plan.edit import distinct, succeeded, value, with_row
from sanding.plan.recode_township import refuse_taken
from sanding.register import Register
from sanding.register.kinds import BodyKind


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeTownships(Change):
    """End `townships` in favour of `into`, one that stays; posts, people and powers follow.

    `into` takes a new `name` or `division` code if given.
    """

    kind: ClassVar[str] = "merge_townships"
    label: ClassVar[str] = _("乡镇撤并")

    townships: tuple[str, ...] = ref("bodies")
    into: str = ref("bodies")
    name: str | None = None
    division: str | None = None

    def carry_out(self, register: Register) -> Applied:
        """Raise `ImpossibleChange` if one is no township, none ends, or another has the code."""
        ended = tuple(one for one in self.townships if one != self.into)
        distinct(ended)
        register.require("bodies", *ended, self.into)
        for one in (*ended, self.into):
            if value(register, "bodies", one, "kind") != BodyKind.TOWNSHIP:
                raise ImpossibleChange(_("{one} 不是乡镇，不能按乡镇撤并").format(one=one))
        if self.division:
            refuse_taken(register, self.division, *ended, self.into)
        after, succession, entries = succeeded(register, ended, self.into)
        given: dict[str, Any] = {"name": self.name, "division": self.division}
        values = {column: new for column, new in given.items() if new}
        if values:
            after = with_row(after, "bodies", self.into, **values)
        return Applied(after, succession, entries)

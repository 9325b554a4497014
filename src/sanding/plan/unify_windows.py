"""Unify windows into one (窗口整合)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sanding.base import _
from sanding.plan.change import Applied, Change, new, ref
from sanding.plan.edit import added, county_of, distinct, ended_rows, value
from sanding.plan.succession import Succession, refuse_reuse
from sanding.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class UnifyWindows(Change):
    """End `windows` and open `into`, run by `body`, where all their items are accepted."""

    kind: ClassVar[str] = "unify_windows"
    label: ClassVar[str] = _("窗口整合")

    windows: tuple[str, ...] = ref("windows")
    into: str = new("windows")
    name: str
    body: str = ref("bodies")

    def carry_out(self, register: Register) -> Applied:
        """Raise `UnknownId` if a window or the body is missing."""
        distinct(self.windows)
        register.require("windows", *self.windows)
        register.require("bodies", self.body)
        refuse_reuse(register, "windows", self.into)
        first = self.windows[0]
        row = added(
            register, "windows", county=county_of(register, "windows", first), id=self.into,
            name=self.name, body=self.body, hall=value(register, "windows", first, "hall"),
            certainty=self.certainty, source=self.source,
        )  # fmt: skip
        after = ended_rows(
            register.with_tables({"windows": row}), "windows", self.windows, self.into
        )
        succession = Succession.of("windows", self.windows, self.into)
        return Applied(after, succession, created=(("windows", self.into),))

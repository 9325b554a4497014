"""Transfer a section to another body (内设机构划转)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import polars as pl

from sanding.base import _
from sanding.plan.change import Applied, Change, ref
from sanding.plan.edit import updated, with_row
from sanding.register import Register

FOLLOWS = ("people", "positions", "portfolios", "duties", "steps")


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferSection(Change):
    """Move `section` to body `to`, with its people, positions, duties, portfolios and steps.

    Approved posts stay with the old body until the plan transfers them.
    """

    kind: ClassVar[str] = "transfer_section"
    label: ClassVar[str] = _("内设机构划转")

    section: str = ref("sections")
    to: str = ref("bodies")

    def carry_out(self, register: Register) -> Applied:
        """Raise `UnknownId` if the section or the body is missing."""
        register.require("sections", self.section)
        register.require("bodies", self.to)
        after = with_row(register, "sections", self.section, body=self.to)
        here = pl.col("section") == self.section
        tables = {
            name: updated(frame, here, body=self.to)
            for name in FOLLOWS
            if ((frame := register.loose(name))["section"] == self.section).any()
        }
        return Applied(after.with_tables(tables))

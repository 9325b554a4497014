"""Transfer a section to another body (内设机构划转)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import polars as pl

from sanding.base import _
from sanding.plan.change import Applied, Change, ref
from sanding.plan.edit import settled, updated, with_row
from sanding.register import TABLES, Register

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
        return Applied(followed(after, (self.section,), self.to))


def followed(register: Register, sections: Sequence[str], to: str) -> Register:
    """Return the register in which all that is of `sections` is of the body `to`."""
    here = pl.col("section").is_in(list(sections))
    tables = {
        name: updated(register.loose(name), here, body=to)
        for name in FOLLOWS
        if any(register.rows[name].names("section", one) for one in sections)
    }
    if "portfolios" in tables:  # two bodies may have looked after one section in one role
        table = TABLES["portfolios"]
        first = register.loose("portfolios").sort(pl.col("body") != to, "body", maintain_order=True)
        tables["portfolios"] = updated(first, here, body=to).unique(
            table.key, keep="first", maintain_order=True
        )
    return settled(register.with_tables(tables), to)

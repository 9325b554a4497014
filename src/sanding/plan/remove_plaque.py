"""Remove a plaque (摘牌)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import polars as pl

from sanding.base import _
from sanding.plan.change import Applied, Change, ref
from sanding.plan.edit import value
from sanding.plan.succession import Succession
from sanding.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovePlaque(Change):
    """Take a plaque down; the body that carried it succeeds to the name."""

    kind: ClassVar[str] = "remove_plaque"
    label: ClassVar[str] = _("摘牌")

    plaque: str = ref("plaques")

    def carry_out(self, register: Register) -> Applied:
        """Raise `UnknownId` if there is no such plaque."""
        register.require("plaques", self.plaque)
        host = value(register, "plaques", self.plaque, "body")
        kept = register.loose("plaques").filter(pl.col("id") != self.plaque)
        succession = Succession.of("plaques", [self.plaque], host, into="bodies")
        return Applied(register.with_tables({"plaques": kept}), succession)

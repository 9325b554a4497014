"""Hang a plaque on a body (挂牌)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sanding.base import _
from sanding.plan.change import Applied, Change, new, ref
from sanding.plan.edit import added, county_of
from sanding.plan.succession import refuse_reuse
from sanding.register import Register
from sanding.register.kinds import PlaqueKind


@dataclass(frozen=True, slots=True, kw_only=True)
class HangPlaque(Change):
    """Give `body` a second name; a plaque has no posts and is counted not at all."""

    kind: ClassVar[str] = "hang_plaque"
    label: ClassVar[str] = _("加挂牌子")

    plaque: str = new("plaques")
    body: str = ref("bodies")
    name: str
    plaque_kind: PlaqueKind = PlaqueKind.PLAQUE

    def carry_out(self, register: Register) -> Applied:
        """Raise `UnknownId` without the body, `ImpossibleChange` if the plaque's id is taken."""
        refuse_reuse(register, "plaques", self.plaque)
        register.require("bodies", self.body)
        row = added(
            register, "plaques", county=county_of(register, "bodies", self.body), id=self.plaque,
            name=self.name, body=self.body, kind=self.plaque_kind, hung_on=self.day(register),
            certainty=self.certainty, source=self.source,
        )  # fmt: skip
        return Applied(register.with_tables({"plaques": row}), created=(("plaques", self.plaque),))

"""Transfer powers to another body (权力事项划转)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sanding.base import _
from sanding.plan.change import Applied, Change, ref
from sanding.plan.edit import distinct, rewritten
from sanding.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferPower(Change):
    """Make `to` the one body that uses `powers`, by `team` if one is named.

    Without one, the team that has used them goes on.
    """

    kind: ClassVar[str] = "transfer_power"
    label: ClassVar[str] = _("权力事项划转")

    powers: tuple[str, ...] = ref("powers")
    to: str = ref("bodies")
    team: str | None = ref("teams", default=None)

    def carry_out(self, register: Register) -> Applied:
        """Raise `UnknownId` if a power, the body or the team is missing."""
        distinct(self.powers)
        register.require("powers", *self.powers)
        register.require("bodies", self.to)
        values = {"body": self.to}
        if self.team:
            register.require("teams", self.team)
            values["team"] = self.team
        powers = rewritten(register, "powers", *self.powers, **values)
        return Applied(register.with_tables({"powers": powers}))

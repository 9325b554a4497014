"""Transfer duties to another body (职责划转)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sanding.base import _
from sanding.plan.change import Applied, Change, ref
from sanding.plan.edit import distinct, require_section, rewritten, without
from sanding.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferDuty(Change):
    """Make `to` the one lead body of `duties`, in `section` of it if one is named."""

    kind: ClassVar[str] = "transfer_duty"
    label: ClassVar[str] = _("职责划转")

    duties: tuple[str, ...] = ref("duties")
    to: str = ref("bodies")
    section: str | None = ref("sections", default=None)

    def carry_out(self, register: Register) -> Applied:
        """Raise `ImpossibleChange` if the section is not one of the receiving body."""
        distinct(self.duties)
        register.require("duties", *self.duties)
        register.require("bodies", self.to)
        if self.section:
            require_section(register, self.section, self.to)
        duties = rewritten(register, "duties", *self.duties, body=self.to, section=self.section)
        assisted = [
            (one, self.to) for one in self.duties if register.has("assists", (one, self.to))
        ]
        assists = without(register, "assists", *assisted)  # who leads no longer assists
        return Applied(register.with_tables({"duties": duties, "assists": assists}))

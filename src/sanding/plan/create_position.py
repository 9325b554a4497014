"""Create a position (设置职位)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sanding.base import _
from sanding.plan.change import Applied, Change, new, ref
from sanding.plan.edit import added, county_of, require_section
from sanding.plan.succession import refuse_reuse
from sanding.register import Register
from sanding.register.kinds import Level, PositionRole


@dataclass(frozen=True, slots=True, kw_only=True)
class CreatePosition(Change):
    """Set up `position`, a job, in `body`; leadership posts are approved apart."""

    kind: ClassVar[str] = "create_position"
    label: ClassVar[str] = _("设置职位")

    position: str = new("positions")
    name: str
    body: str = ref("bodies")
    role: PositionRole
    level: Level | None = None
    section: str | None = ref("sections", default=None)

    def carry_out(self, register: Register) -> Applied:
        """Raise `ImpossibleChange` if the id is taken or the section is another body's."""
        refuse_reuse(register, "positions", self.position)
        register.require("bodies", self.body)
        if self.section:
            require_section(register, self.section, self.body)
        row = added(
            register, "positions", county=county_of(register, "bodies", self.body),
            id=self.position, name=self.name, body=self.body, role=self.role, level=self.level,
            section=self.section, certainty=self.certainty, source=self.source,
        )  # fmt: skip
        made = (("positions", self.position),)
        return Applied(register.with_tables({"positions": row}), created=made)

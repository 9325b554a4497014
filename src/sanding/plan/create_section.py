"""Create a section (设立内设机构)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sanding.base import _
from sanding.plan.change import Applied, Change, new, ref
from sanding.plan.edit import added, county_of
from sanding.plan.succession import refuse_reuse
from sanding.register import Register
from sanding.register.kinds import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateSection(Change):
    """Set up `section` in `body`; its posts are part of the body's, not added to them."""

    kind: ClassVar[str] = "create_section"
    label: ClassVar[str] = _("设立内设机构")

    section: str = new("sections")
    name: str
    body: str = ref("bodies")
    level: Level
    posts: int | None = None
    chief: int | None = None
    deputy: int | None = None

    def carry_out(self, register: Register) -> Applied:
        """Raise `UnknownId` without the body, `ImpossibleChange` if the id is taken."""
        refuse_reuse(register, "sections", self.section)
        register.require("bodies", self.body)
        row = added(
            register, "sections", county=county_of(register, "bodies", self.body),
            id=self.section, name=self.name, body=self.body, level=self.level, posts=self.posts,
            chief=self.chief, deputy=self.deputy, certainty=self.certainty, source=self.source,
        )  # fmt: skip
        return Applied(
            register.with_tables({"sections": row}), created=(("sections", self.section),)
        )

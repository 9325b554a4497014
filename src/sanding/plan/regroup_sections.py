"""Regroup sections into one (内设机构整合)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sanding.base import _
from sanding.plan.change import Applied, Change, new, ref
from sanding.plan.create_section import CreateSection
from sanding.plan.edit import distinct, ended_rows, value, with_row
from sanding.plan.succession import Succession
from sanding.plan.transfer_section import followed
from sanding.register import Register
from sanding.register.kinds import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class RegroupSections(Change):
    """End `sections` and set up `into` in `body` in their place, with all that was theirs.

    One section may be named: it is then set up anew under another name. What the sections were
    there for is put together.
    """

    kind: ClassVar[str] = "regroup_sections"
    label: ClassVar[str] = _("内设机构整合")

    sections: tuple[str, ...] = ref("sections")
    into: str = new("sections")
    name: str
    body: str = ref("bodies")
    level: Level
    posts: int | None = None
    chief: int | None = None
    deputy: int | None = None

    def carry_out(self, register: Register) -> Applied:
        """Raise `UnknownId` if a section is missing, `ImpossibleChange` if the new id is taken."""
        distinct(self.sections)
        register.require("sections", *self.sections)
        begun = CreateSection(
            section=self.into, name=self.name, body=self.body, level=self.level, posts=self.posts,
            chief=self.chief, deputy=self.deputy, certainty=self.certainty, source=self.source,
        ).carry_out(register)  # fmt: skip
        after = followed(begun.register, self.sections, self.body)
        after = ended_rows(after, "sections", self.sections, self.into)
        texts = (value(register, "sections", one, "duties") for one in self.sections)
        duties = "；".join(text for text in texts if text) or None
        after = with_row(after, "sections", self.into, duties=duties)
        return Applied(
            after, Succession.of("sections", self.sections, self.into), created=begun.created
        )

"""Approve the leadership posts of a body (核定领导职数)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sanding.base import _
from sanding.plan.change import Applied, Change, ref
from sanding.plan.edit import added, county_of, less_sure, refuse_faulty, rewritten, value
from sanding.plan.ledger import LEADERSHIP, Entry, Movement, scope_of
from sanding.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveLeadership(Change):
    """Set the leadership posts of `body`: chief, deputies and others, each apart."""

    kind: ClassVar[str] = "approve_leadership"
    label: ClassVar[str] = _("核定领导职数")

    body: str = ref("bodies")
    chief: int
    deputy: int
    other: int = 0

    def carry_out(self, register: Register) -> Applied:
        """Raise `ImpossibleChange` for a number below zero, `UnknownId` without the body."""
        register.require("bodies", self.body)
        fresh = {post: getattr(self, post) for post in LEADERSHIP}
        refuse_faulty("leadership", fresh)
        there = register.has("leadership", self.body)
        old = {
            post: (value(register, "leadership", self.body, post) or 0) if there else 0
            for post in LEADERSHIP
        }
        if there:
            certainty = less_sure(register, "leadership", self.body, self.certainty)
            rows = rewritten(register, "leadership", self.body, **fresh, certainty=certainty)
        else:
            county = county_of(register, "bodies", self.body)
            rows = added(
                register, "leadership", county=county, body=self.body, **fresh,
                certainty=self.certainty, source=self.source,
            )  # fmt: skip
        return Applied(
            register.with_tables({"leadership": rows}), entries=self._entries(register, old, fresh)
        )

    def _entries(
        self, register: Register, old: dict[str, int], fresh: dict[str, int]
    ) -> tuple[Entry, ...]:
        scope = scope_of(register, self.body)
        return tuple(
            Entry(Movement.CREATED, post, fresh[post] - old[post], None, self.body, None, scope)
            if fresh[post] > old[post]
            else Entry(Movement.CUT, post, old[post] - fresh[post], self.body, None, scope)
            for post in LEADERSHIP
            if fresh[post] != old[post]
        )

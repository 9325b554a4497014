"""Approve the number of posts of a body (核定编制)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sanding.base import ImpossibleChange, _
from sanding.plan.change import Applied, Change, ref
from sanding.plan.edit import posts_of, with_posts
from sanding.plan.ledger import Entry, Movement, scope_of
from sanding.register import Register
from sanding.register.kinds import PostKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovePosts(Change):
    """Set the posts of one kind in `body` to `approved`; the difference is created or cut."""

    kind: ClassVar[str] = "approve_posts"
    label: ClassVar[str] = _("核定编制")

    body: str = ref("bodies")
    post_kind: PostKind
    approved: int

    def carry_out(self, register: Register) -> Applied:
        """Raise `ImpossibleChange` for a number below zero, `UnknownId` without the body."""
        register.require("bodies", self.body)
        if self.approved < 0:
            raise ImpossibleChange(
                _("核定数不能为负：{body} {approved}").format(
                    body=self.body, approved=self.approved
                )
            )
        difference = self.approved - posts_of(register, self.body, self.post_kind)
        if not difference:
            return Applied(register)
        scope = scope_of(register, self.body)
        if difference > 0:
            entry = Entry(
                Movement.CREATED, self.post_kind, difference, None, self.body, None, scope
            )
        else:
            entry = Entry(Movement.CUT, self.post_kind, -difference, self.body, None, scope)
        after = with_posts(register, self.body, self.post_kind, self.approved, self.certainty)
        return Applied(after, entries=(entry,))

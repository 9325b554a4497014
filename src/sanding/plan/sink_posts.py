"""Sink posts to a township (编制下沉)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sanding.base import ImpossibleChange, _
from sanding.plan.change import Applied, Change, ref
from sanding.plan.edit import moved_posts
from sanding.plan.ledger import Entry, Movement, Scope, scope_of
from sanding.register import Register
from sanding.register.kinds import PostKind


@dataclass(frozen=True, slots=True, kw_only=True)
class SinkPosts(Change):
    """Move `posts` posts from a county `body` down to a `township`."""

    kind: ClassVar[str] = "sink_posts"
    label: ClassVar[str] = _("编制下沉")

    body: str = ref("bodies")
    township: str = ref("bodies")
    post_kind: PostKind
    posts: int

    def carry_out(self, register: Register) -> Applied:
        """Raise `ImpossibleChange` if the receiver is no township, or the giver is one."""
        register.require("bodies", self.body, self.township)
        scopes = scope_of(register, self.body), scope_of(register, self.township)
        if scopes[1] is not Scope.TOWNSHIPS or scopes[0] is Scope.TOWNSHIPS:
            raise ImpossibleChange(
                _("编制下沉须由县直机构到乡镇：{body} → {township}").format(
                    body=self.body, township=self.township
                )
            )
        after = moved_posts(
            register, self.body, self.township, self.post_kind, self.posts, self.certainty
        )
        entry = Entry(Movement.SUNK, self.post_kind, self.posts, self.body, self.township, *scopes)
        return Applied(after, entries=(entry,))

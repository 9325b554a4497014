"""Cut posts of a body (核减编制)."""

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
class CutPosts(Change):
    """Withdraw `posts` posts of one kind from `body`; nobody leaves by it."""

    kind: ClassVar[str] = "cut_posts"
    label: ClassVar[str] = _("核减编制")

    body: str = ref("bodies")
    post_kind: PostKind
    posts: int

    def carry_out(self, register: Register) -> Applied:
        """Raise `ImpossibleChange` if there are fewer posts than are to be cut."""
        register.require("bodies", self.body)
        if self.posts <= 0:
            raise ImpossibleChange(_("核减数须大于零，写的是 {posts}").format(posts=self.posts))
        there = posts_of(register, self.body, self.post_kind)
        if self.posts > there:
            raise ImpossibleChange(
                _("{body} 只有 {there} 名编制，不能核减 {posts} 名").format(
                    body=self.body, there=there, posts=self.posts
                )
            )
        entry = Entry(
            Movement.CUT, self.post_kind, self.posts, self.body, None,
            scope_of(register, self.body),
        )  # fmt: skip
        left = there - self.posts
        after = with_posts(register, self.body, self.post_kind, left, self.certainty)
        return Applied(after, entries=(entry,))

"""Transfer posts between bodies (划转编制)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sanding.base import _
from sanding.plan.change import Applied, Change, ref
from sanding.plan.edit import moved_posts
from sanding.plan.ledger import Entry, Movement, scope_of
from sanding.register import Register
from sanding.register.kinds import PostKind


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferPosts(Change):
    """Move `posts` posts from `giver` to `receiver`; a post never changes its kind."""

    kind: ClassVar[str] = "transfer_posts"
    label: ClassVar[str] = _("划转编制")

    giver: str = ref("bodies")
    receiver: str = ref("bodies")
    post_kind: PostKind
    posts: int

    def carry_out(self, register: Register) -> Applied:
        """Raise `ImpossibleChange` if the giver has fewer posts, or gives to itself."""
        register.require("bodies", self.giver, self.receiver)
        after = moved_posts(
            register, self.giver, self.receiver, self.post_kind, self.posts, self.certainty
        )
        entry = Entry(
            Movement.TRANSFERRED, self.post_kind, self.posts, self.giver, self.receiver,
            scope_of(register, self.giver), scope_of(register, self.receiver),
        )  # fmt: skip
        return Applied(after, entries=(entry,))

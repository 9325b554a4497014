"""Abolish a body (撤销)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sanding.base import ImpossibleChange, _
from sanding.plan.change import Applied, Change, ref
from sanding.plan.cut_posts import CutPosts
from sanding.plan.edit import succeeded
from sanding.plan.ledger import Entry
from sanding.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class AbolishBody(Change):
    """End `body` and withdraw its posts; `successor` takes over people, duties and all else.

    Unlike an absorbed body's, its approved posts are cut, not carried over.
    """

    kind: ClassVar[str] = "abolish_body"
    label: ClassVar[str] = _("撤销机构")

    body: str = ref("bodies")
    successor: str = ref("bodies")

    def carry_out(self, register: Register) -> Applied:
        """Raise `UnknownId` if either is missing, `ImpossibleChange` if both are one."""
        register.require("bodies", self.body, self.successor)
        if self.body == self.successor:
            raise ImpossibleChange(f"{self.body} 不能由自身承接")
        frame = register.loose("establishment")
        entries: tuple[Entry, ...] = ()
        for post, posts in (
            frame.filter(frame["body"] == self.body).select("kind", "approved").rows()
        ):
            if posts:
                cut = CutPosts(body=self.body, post_kind=post, posts=posts).carry_out(register)
                register, entries = cut.register, entries + cut.entries
        after, succession, moved = succeeded(register, [self.body], self.successor)
        return Applied(after, succession, entries + moved)

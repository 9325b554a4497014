"""Abolish a body (撤销)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import polars as pl

from sanding.base import ImpossibleChange, _
from sanding.plan.change import Applied, Change, ref
from sanding.plan.edit import succeeded
from sanding.plan.ledger import LEADERSHIP, Entry, Movement, scope_of
from sanding.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class AbolishBody(Change):
    """End `body` and withdraw its posts; `successor` takes over people, duties and all else.

    Unlike an absorbed body's, its approved posts, leaders' too, are cut, not carried over.
    """

    kind: ClassVar[str] = "abolish_body"
    label: ClassVar[str] = _("撤销机构")

    body: str = ref("bodies")
    successor: str = ref("bodies")

    def carry_out(self, register: Register) -> Applied:
        """Raise `UnknownId` if either is missing, `ImpossibleChange` if both are one."""
        register.require("bodies", self.body, self.successor)
        if self.body == self.successor:
            raise ImpossibleChange(_("{body} 不能由自身承接").format(body=self.body))
        scope = scope_of(register, self.body)
        entries = tuple(
            Entry(Movement.CUT, post, posts, self.body, None, scope)
            for post, posts in self._posts(register)
            if posts
        )
        others = {
            name: register.loose(name).filter(pl.col("body") != self.body)
            for name in ("establishment", "leadership")
        }
        after, succession, moved = succeeded(
            register.with_tables(others), [self.body], self.successor
        )
        return Applied(after, succession, entries + moved)

    def _posts(self, register: Register) -> list[tuple[str, int | None]]:
        mine = pl.col("body") == self.body
        posts = register.loose("establishment").filter(mine).select("kind", "approved").rows()
        leaders = register.loose("leadership").filter(mine).select(LEADERSHIP).to_dicts()
        return [*posts, *(pair for row in leaders for pair in row.items())]

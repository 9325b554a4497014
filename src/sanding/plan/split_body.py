"""Split a part off a body (拆分)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from sanding.base import ImpossibleChange, _
from sanding.plan.change import Applied, Change, Posts, new, ref
from sanding.plan.create_body import CreateBody
from sanding.plan.edit import county_of, distinct, value
from sanding.plan.transfer_duty import TransferDuty
from sanding.plan.transfer_item import TransferItem
from sanding.plan.transfer_posts import TransferPosts
from sanding.plan.transfer_power import TransferPower
from sanding.plan.transfer_section import TransferSection
from sanding.register import Register
from sanding.register.kinds import BodyKind, Level


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitBody(Change):
    """Set up `part` beside `body` with the named duties, sections, items, powers and posts.

    The body stays with the rest; to divide a body wholly, split and then absorb what is left.
    """

    kind: ClassVar[str] = "split_body"
    label: ClassVar[str] = _("拆分")

    body: str = ref("bodies")
    part: str = new("bodies")
    name: str
    body_kind: BodyKind
    level: Level
    duties: tuple[str, ...] = ref("duties", default=())
    sections: tuple[str, ...] = ref("sections", default=())
    items: tuple[str, ...] = ref("items", default=())
    powers: tuple[str, ...] = ref("powers", default=())
    posts: Posts = field(default_factory=dict)

    def carry_out(self, register: Register) -> Applied:
        """Raise `ImpossibleChange` if nothing leaves, or what leaves is not the body's."""
        register.require("bodies", self.body)
        self._refuse_strangers(register)
        parts = self._parts(register)
        if not parts:
            raise ImpossibleChange(
                _("{body} 拆分须写明划出的职责、内设机构、事项或编制").format(body=self.body)
            )
        done = CreateBody(
            county=county_of(register, "bodies", self.body), body=self.part, name=self.name,
            body_kind=self.body_kind, level=self.level,
            parent=value(register, "bodies", self.body, "parent"),
            budget_unit=value(register, "bodies", self.body, "budget_unit"),
            effective_on=self.effective_on, certainty=self.certainty, source=self.source,
        ).carry_out(register)  # fmt: skip
        entries = done.entries
        after = done.register
        for change in parts:
            step = change.carry_out(after)
            after, entries = step.register, entries + step.entries
        return Applied(after, entries=entries, created=done.created)

    def _parts(self, register: Register) -> list[Change]:
        parts: list[Change] = [TransferSection(section=one, to=self.part) for one in self.sections]
        duties = tuple(
            one for one in self.duties
            if value(register, "duties", one, "section") not in self.sections
        )  # fmt: skip
        if duties:  # the others go, and stay, with their section
            parts.append(TransferDuty(duties=duties, to=self.part))
        if self.items:
            parts.append(TransferItem(items=self.items, to=self.part))
        if self.powers:
            parts.append(TransferPower(powers=self.powers, to=self.part))
        parts += [
            TransferPosts(giver=self.body, receiver=self.part, post_kind=post, posts=number)
            for post, number in sorted(self.posts.items())
        ]
        return parts

    def _refuse_strangers(self, register: Register) -> None:
        for table, ids in (
            ("duties", self.duties), ("sections", self.sections),
            ("items", self.items), ("powers", self.powers),
        ):  # fmt: skip
            distinct(ids, at_least=0)
            register.require(table, *ids)
            for one in ids:
                if value(register, table, one, "body") != self.body:
                    raise ImpossibleChange(
                        _("{one} 不属于 {body}，不能由它划出").format(one=one, body=self.body)
                    )

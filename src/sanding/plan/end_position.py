"""End a position in favour of another (撤并职位)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import polars as pl

from sanding.base import ImpossibleChange, _
from sanding.plan.change import Applied, Change, ref
from sanding.plan.edit import ended_rows, updated, without_loops
from sanding.plan.succession import Succession
from sanding.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class EndPosition(Change):
    """End `position`; its holders, portfolios and reports pass to `successor`.

    Who held both holds the successor once: the holding of what ended is closed.
    """

    kind: ClassVar[str] = "end_position"
    label: ClassVar[str] = _("撤并职位")

    position: str = ref("positions")
    successor: str = ref("positions")

    def carry_out(self, register: Register) -> Applied:
        """Raise `UnknownId` if either is missing, `ImpossibleChange` if both are one."""
        register.require("positions", self.position, self.successor)
        if self.position == self.successor:
            raise ImpossibleChange(
                _("职位 {position} 不能由自身承接").format(position=self.position)
            )
        closed = self._closed(register)
        after = ended_rows(closed, "positions", [self.position], self.successor)
        after = without_loops(register, after, "positions", "reports_to", self.successor)
        return Applied(after, Succession.of("positions", [self.position], self.successor))

    def _closed(self, register: Register) -> Register:
        frame = register.loose("appointments")
        held = pl.col("until").is_null()
        both = frame.filter(held & (pl.col("position") == self.successor)).get_column("person")
        twice = (
            held & (pl.col("position") == self.position) & pl.col("person").is_in(both.to_list())
        )
        until = pl.max_horizontal(pl.lit(self.day(register)), pl.col("since"))
        return register.with_tables({"appointments": updated(frame, twice, until=until)})

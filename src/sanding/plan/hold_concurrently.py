"""Let a person hold a further position (兼任)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

import polars as pl

from sanding.base import ImpossibleChange, _
from sanding.plan.change import Applied, Change, ref
from sanding.plan.edit import added, county_of
from sanding.register import Register
from sanding.register.kinds import AppointmentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldConcurrently(Change):
    """Appoint `person` to `position` beside what they hold; no post is used up by it."""

    kind: ClassVar[str] = "hold_concurrently"
    label: ClassVar[str] = _("兼任")

    person: str = ref("people")
    position: str = ref("positions")
    since: date | None = None

    def carry_out(self, register: Register) -> Applied:
        """Raise `ImpossibleChange` if the person holds the position already."""
        register.require("people", self.person)
        register.require("positions", self.position)
        since = self.since or self.day(register)
        same = register.loose("appointments").filter(
            (pl.col("person") == self.person)
            & (pl.col("position") == self.position)
            & (pl.col("until").is_null() | (pl.col("since") == since))
        )
        if len(same):
            raise ImpossibleChange(
                _("{person} 已任 {position}，不能重复任职").format(
                    person=self.person, position=self.position
                )
            )
        row = added(
            register, "appointments", county=county_of(register, "people", self.person),
            person=self.person, position=self.position, kind=AppointmentKind.CONCURRENT,
            since=since, certainty=self.certainty, source=self.source,
        )  # fmt: skip
        return Applied(register.with_tables({"appointments": row}))

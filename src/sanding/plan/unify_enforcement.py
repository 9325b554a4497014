"""Unify enforcement teams into one (综合行政执法)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import polars as pl

from sanding.base import _
from sanding.plan.change import Applied, Change, new, ref
from sanding.plan.edit import added, county_of, distinct, ended_rows, updated
from sanding.plan.succession import Succession, refuse_reuse
from sanding.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class UnifyEnforcement(Change):
    """End `teams` and set up `into` in `body`; it uses all their powers, in one body's name.

    `implementing` is the body in whose name they are used (as with 局队合一); `body` if not given.
    """

    kind: ClassVar[str] = "unify_enforcement"
    label: ClassVar[str] = _("综合行政执法")

    teams: tuple[str, ...] = ref("teams")
    into: str = new("teams")
    name: str
    body: str = ref("bodies")
    implementing: str | None = ref("bodies", default=None)
    standard: str | None = None
    dispatch: str | None = None

    def carry_out(self, register: Register) -> Applied:
        """Raise `UnknownId` if a team or a body is missing."""
        distinct(self.teams)
        register.require("teams", *self.teams)
        owner = self.implementing or self.body
        register.require("bodies", self.body, owner)
        refuse_reuse(register, "teams", self.into)
        row = added(
            register, "teams", county=county_of(register, "teams", self.teams[0]), id=self.into,
            name=self.name, body=self.body, standard=self.standard, dispatch=self.dispatch,
            certainty=self.certainty, source=self.source,
        )  # fmt: skip
        after = ended_rows(register.with_tables({"teams": row}), "teams", self.teams, self.into)
        powers = updated(after.loose("powers"), pl.col("team") == self.into, body=owner)
        succession = Succession.of("teams", self.teams, self.into)
        return Applied(
            after.with_tables({"powers": powers}), succession, created=(("teams", self.into),)
        )

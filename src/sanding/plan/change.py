"""What a change is: typed arguments, who asks for it and why, and what carrying it out yields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from sanding.plan.ledger import Entry
from sanding.plan.succession import Succession
from sanding.register import Register
from sanding.register.kinds import Certainty, PostKind


def ref(table: str, **more: Any) -> Any:
    """Declare an argument that names an id (or ids) of `table`."""
    return field(metadata={"ref": table}, **more)


def new(table: str, **more: Any) -> Any:
    """Declare an argument that gives a new id of `table`."""
    return field(metadata={"ref": table, "new": True}, **more)


@dataclass(frozen=True, slots=True)
class Applied:
    """What one change did: the register after it, who succeeds whom, which posts moved."""

    register: Register
    succession: Succession = field(default_factory=Succession)
    entries: tuple[Entry, ...] = ()
    created: tuple[tuple[str, str], ...] = ()  # (table, id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One typed change of a plan (方案中的一项变更).

    It refuses only what is impossible; whether it may be is for the rules to say. `wave` groups
    what is carried out together; `effective_on` is the day from which it holds.
    """

    kind: ClassVar[str]
    label: ClassVar[str]

    id: str = ""
    reason: str = ""
    basis: str = ""
    wave: int = 1
    effective_on: date | None = None
    certainty: Certainty | None = None
    source: str | None = None

    def carry_out(self, register: Register) -> Applied:
        """Return the register after this change.

        Raises `UnknownId` if a named id is missing, `ImpossibleChange` if it cannot be done.
        """
        raise NotImplementedError

    def day(self, register: Register) -> date:
        """The day from which the change holds; the register's own day if the plan names none."""
        return self.effective_on or register.day


Posts = Mapping[PostKind, int]  # how many posts of each kind

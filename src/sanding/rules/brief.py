"""What is judged: a register, what it was before, the plan between them, personnel files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from threading import Lock

import polars as pl

from sanding.plan.frames import PLAN_TABLES
from sanding.register import TABLES, Engine, Frames, Register, engine_for
from sanding.register.personnel import PERSONNEL

EVIDENCE = "evidence"
PLAIN = pl.QueryOptFlags(comm_subexpr_elim=False)  # looking for what is common costs more here
View = Callable[["Brief"], pl.LazyFrame]


@dataclass(eq=False)
class Brief:
    """What is judged (审查对象), as tables by name.

    `brief["bodies"]` are the rows after the plan (or of the register alone), `brief.was["bodies"]`
    those before. Plan tables (see `plan.frames`) and personnel tables stand beside them under
    their own names; whatever is not given is empty. `evidence` is gathered from all three.
    """

    after: Frames
    on: date
    before: Frames | None = None
    plan: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    personnel: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    kept: dict[View, pl.LazyFrame] = field(default_factory=dict, repr=False)
    _turns: dict[View, Lock] = field(default_factory=dict, init=False, repr=False)
    _lock: Lock = field(default_factory=Lock, init=False, repr=False)

    def __getitem__(self, name: str) -> pl.LazyFrame:
        """Return the rows of a table, lazily; `KeyError` if no table has this name."""
        if name == EVIDENCE:
            return self._evidence.lazy()
        if name in TABLES:
            return self.after[name]
        if name in PLAN_TABLES:
            given = self.plan.get(name)
            return (pl.DataFrame(schema=PLAN_TABLES[name]) if given is None else given).lazy()
        given = self.personnel.get(name)
        return (PERSONNEL[name].empty() if given is None else given).lazy()

    @cached_property
    def was(self) -> Brief:
        """The brief as it stood before the plan; itself if there is none."""
        return self if self.before is None else replace(self, after=self.before, kept={})

    def has(self, name: str) -> bool:
        """Whether a table has any row; `evidence:KIND` asks for papers of one kind.

        `plan:COLUMN` asks whether the plan says something there.
        """
        if name.startswith("plan:"):
            told = self["plan"].select(name.partition(":")[2]).collect(engine="in-memory")
            return told.height > told.to_series().null_count()
        if name.startswith(f"{EVIDENCE}:"):
            kind = name.partition(":")[2]
            return kind in self._papers
        if name in TABLES and name != EVIDENCE and isinstance(self.after, Register):
            return len(self.after.loose(name)) > 0
        return len(self[name].head(1).collect(engine=self.engine)) > 0

    def shared(self, view: View) -> pl.LazyFrame:
        """Return a view that several rules use; of a register in memory it is computed once."""
        with self._lock:
            turn = self._turns.setdefault(view, Lock())
        with turn:  # rules are asked side by side, a view is worked out once
            if view not in self.kept:
                self.kept[view] = self._worked_out(view)
        return self.kept[view]

    def _worked_out(self, view: View) -> pl.LazyFrame:
        frame = view(self)
        if self.engine == "streaming":
            return frame
        return frame.collect(engine=self.engine, optimizations=PLAIN).lazy()

    @property
    def engine(self) -> Engine:
        """How queries run."""
        return engine_for(self.after)

    @cached_property
    def _papers(self) -> frozenset[str]:
        """Kinds of papers there are."""
        return frozenset(self._evidence["kind"].cast(pl.String).unique().to_list())

    @cached_property
    def _evidence(self) -> pl.DataFrame:
        table = PERSONNEL[EVIDENCE]
        given = [self.after[EVIDENCE].collect(engine=self.engine)]
        given += [one[EVIDENCE] for one in (self.plan, self.personnel) if EVIDENCE in one]
        return pl.concat(one if one.schema == table.schema else table.conform(one) for one in given)

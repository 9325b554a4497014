"""A plan as tables, for rules and screens: its changes, their arguments, what they did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import polars as pl

from sanding.plan.apply import Outcome
from sanding.plan.change import Change
from sanding.plan.plan import Plan
from sanding.plan.succession import SCHEMA as SUCCESSION
from sanding.register.records import EVIDENCE

PLAN_TABLES: dict[str, dict[str, Any]] = {
    # one row; freeze_on is the day from which people and assets stay where they are
    "plan": {"id": pl.String, "title": pl.String, "county": pl.String, "freeze_on": pl.Date},
    # effective_on is the register's day where the plan names none
    "changes": {
        "county": pl.String, "id": pl.String, "order": pl.Int64, "kind": pl.String,
        "reason": pl.String, "basis": pl.String, "wave": pl.Int64, "effective_on": pl.Date,
    },
    # one row per value; `table` is the table whose id it is, `new` whether the change gives it
    "arguments": {
        "change": pl.String, "kind": pl.String, "argument": pl.String, "key": pl.String,
        "table": pl.String, "value": pl.String, "new": pl.Boolean,
    },
    "succession": SUCCESSION,
    # the ledger's lines, see `plan.ledger.Entry`
    "entries": {
        "change": pl.String, "movement": pl.String, "post": pl.String, "posts": pl.Int64,
        "giver": pl.String, "receiver": pl.String, "giver_scope": pl.String,
        "receiver_scope": pl.String,
    },
    "losses": {"table": pl.String, "id": pl.String, "problem": pl.String},
}  # fmt: skip
HEAD = {one.name for one in fields(Change)}


def plan_frames(plan: Plan, outcome: Outcome | None = None) -> dict[str, pl.DataFrame]:
    """Return the tables of `PLAN_TABLES` and `evidence`; what it did needs an outcome."""
    rows: dict[str, list[Any]] = {
        "plan": [(plan.id, plan.title, plan.county, plan.freeze_on)],
        "changes": [
            (plan.county, one.id, order, one.kind, one.reason, one.basis, one.wave,
             one.day(outcome.before) if outcome else one.effective_on)
            for order, one in enumerate(plan.changes)
        ],
        "arguments": [row for one in plan.changes for row in _arguments(one)],
    }  # fmt: skip
    if outcome:
        rows["entries"] = [
            (change, str(e.movement), str(e.post), e.posts, e.giver, e.receiver,
             e.giver_scope, e.receiver_scope)
            for change, e in outcome.entries
        ]  # fmt: skip
    found = {
        name: pl.DataFrame(rows.get(name, []), schema=schema, orient="row")
        for name, schema in PLAN_TABLES.items()
    }
    if outcome:
        found["succession"], found["losses"] = outcome.succession.frame(), outcome.losses()
    found["evidence"] = EVIDENCE.conform(_evidence(plan))
    return found


def _arguments(change: Change) -> Iterator[tuple[Any, ...]]:
    for one in fields(change):
        given = getattr(change, one.name)
        if one.name in HEAD or given is None:
            continue
        table, new = one.metadata.get("ref"), bool(one.metadata.get("new"))
        pairs: list[tuple[str | None, Any]]
        if isinstance(given, tuple):
            pairs = [(None, value) for value in given]
        elif hasattr(given, "items"):
            pairs = [(str(key), value) for key, value in given.items()]
        else:
            pairs = [(None, given)]
        for key, value in pairs:
            yield change.id, change.kind, one.name, key, table, str(value), new


def _evidence(plan: Plan) -> pl.DataFrame:
    return pl.DataFrame(
        [{"county": plan.county, **one} for one in plan.evidence] or None,
        schema=EVIDENCE.schema if plan.evidence else None,
    )

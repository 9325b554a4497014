"""Stories of rules, told in YAML as an establishment officer would tell them, and their reading.

`given` are the rows there are (what they name is filled in; `times: n` repeats a row), `was` the
rows before where they differ, `changes` a plan carried out on `given`, `plan` its freeze_on,
evidence, or tables of `plan.frames` told outright, `personnel` the personnel tables, `on` the day,
`law` values of figures in this county. `findings` are the amounts by place, {} for none;
`severity` is theirs, `not_judged` part of the reason why the rule was not asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from sanding.law import Dated, Figure, Law, national_law
from sanding.plan import Plan, apply
from sanding.plan.codec import change_of
from sanding.plan.evidence import papers_of
from sanding.plan.frames import PLAN_TABLES, plan_frames
from sanding.register import Table
from sanding.register.personnel import PERSONNEL
from sanding.rules.brief import Brief
from sanding.rules.judge import Judgement, judge
from sanding.rules.rule import Rule
from tests.builders import CODE, DAY, told

HERE = Path(__file__).parent / "rules"
KEYS = {"given", "was", "changes", "plan", "personnel", "on", "law", "findings", "severity",
        "not_judged"}  # fmt: skip
Story = Mapping[str, Any]


def stories(code: str) -> dict[str, Story]:
    """Stories of a rule by name; none if it has no file."""
    file = HERE / f"{code}.yaml"
    told = yaml.safe_load(file.read_text(encoding="utf-8")) if file.exists() else {}
    # YAML reads the key `on` as true
    return {
        name: {"on" if k is True else k: v for k, v in one.items()} for name, one in told.items()
    }


def every_story() -> Iterator[tuple[str, str, Story]]:
    """Every story: rule, name, story."""
    for file in sorted(HERE.glob("*.yaml")):
        for name, story in stories(file.stem).items():
            yield file.stem, name, story


def judged(rule: Rule, story: Story, *, asked: set[str] | None = None) -> Judgement:
    """Put the story to its rule; `asked` gathers the figures of law it asked for."""
    assert set(story) <= KEYS, set(story) - KEYS
    on = story.get("on", DAY)
    personnel = {
        name: _personnel(PERSONNEL[name], rows) for name, rows in story.get("personnel", {}).items()
    }
    given = _with_named(_repeated(story.get("given", {})), story, personnel)
    before, told_plan = told(given, day=on), dict(story.get("plan", {}))
    after, frames = before, {}
    if "changes" in story or told_plan:
        plan = _plan(story.get("changes", []), told_plan)
        outcome = apply(plan, before)
        after, frames = outcome.after, plan_frames(plan, outcome)
        frames |= {name: _told_frame(name, told_plan[name], on) for name in told_plan}
    if "was" in story:
        before = told(_repeated(story["was"]), day=on)
    brief = Brief(after, on, before if before is not after else None, frames, personnel)
    in_force = _law(story.get("law", {}), on).on(on, area=CODE)
    found = judge(brief, in_force, [rule])
    if asked is not None:
        asked |= in_force.asked
    return found


def _plan(changes: list[Any], more: dict[str, Any]) -> Plan:
    plain = [
        {"id": f"变更{number}", **({"county": CODE} if _wants_county(one) else {}), **one}
        for number, one in enumerate(changes, 1)
    ]
    ids = [one["id"] for one in plain]
    return Plan(
        id="方案", title="方案", county=CODE, changes=tuple(change_of(one) for one in plain),
        freeze_on=more.pop("freeze_on", None),
        evidence=papers_of(more.pop("evidence", None), changes=ids, prefix=None),
    )  # fmt: skip


def _wants_county(change: Mapping[str, Any]) -> bool:
    return change["kind"] == "create_body" and "county" not in change


def _told_frame(name: str, rows: list[Any], on: date) -> pl.DataFrame:
    usual = {"county": CODE, "effective_on": on, "wave": 1, "new": False}
    schema = PLAN_TABLES[name]
    filled = [{**{k: v for k, v in usual.items() if k in schema}, **row} for row in rows]
    return pl.DataFrame(filled, schema=schema)


def _repeated(tables: Mapping[str, Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for name, rows in tables.items():
        for place, row in enumerate(rows):
            plain = dict(row)
            times = plain.pop("times", 1)
            own = plain.get("id", f"{name}{place}")
            found.setdefault(name, []).extend(
                {**plain, **({"id": f"{own}-{n}"} if times > 1 or "id" not in plain else {})}
                if _has_id(name) else plain
                for n in range(times)
            )  # fmt: skip
    return found


def _has_id(table: str) -> bool:
    from sanding.register import TABLES

    return TABLES[table].has_id


def _personnel(table: Table, rows: list[Any]) -> pl.DataFrame:
    filled = []
    for number, row in enumerate(rows, 1):
        own = {"id": f"{table.name}{number}"} if table.has_id else {}
        filled.append({"county": CODE, **own, **row})
    names = {name for one in filled for name in one}
    assert names <= set(table.column), names - set(table.column)
    schema = {name: table.schema[name] for name in table.schema if name in names}
    return table.conform(pl.DataFrame(filled, schema=schema))


def _with_named(
    given: dict[str, list[Any]], story: Story, personnel: Mapping[str, pl.DataFrame]
) -> dict[str, list[Any]]:
    """Add what changes and personnel rows name without telling it, as plain as can be."""
    there = {(name, row.get("id")) for name, rows in given.items() for row in rows}
    named: set[tuple[str, str]] = set()
    for change in story.get("changes", []):
        plain = change_of({"id": "一", "county": CODE, **change} if _wants_county(change)
                          else {"id": "一", **change})  # fmt: skip
        frame = plan_frames(Plan(id="方案", title="方案", county=CODE, changes=(plain,)))
        rows = frame["arguments"].filter(pl.col("table").is_not_null() & ~pl.col("new"))
        named |= set(rows.select("table", "value").rows())
    for name, frame_ in personnel.items():
        for column in PERSONNEL[name].columns:
            if column.ref and column.name != "county":
                named |= {(column.ref, one) for one in frame_[column.name].drop_nulls()}
    for table, one in sorted(named - there):
        if table != "counties":
            given.setdefault(table, []).append({"id": one})
    return given


def _law(values: Mapping[str, Any], on: date) -> Law:
    law = national_law()
    if not values:
        return law
    figures = {
        name: Figure(name, (Dated(
            since=date(1949, 10, 1), value=value, unit=law.figures[name].values[0].unit,
            instrument="故事", article="", area=CODE),))
        for name, value in values.items()
    }  # fmt: skip
    return law.with_overlay(Law(figures, {}))

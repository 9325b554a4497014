"""How Fushan and its plan are spoiled in one place at a time: reading and editing.

Each file of `spoilings/` but the baseline names spoilings. An edit `add`s rows, `set`s cells of
the rows that are `of` something `to` something, or `drop`s rows: of tables of the register before
the plan, or after it (what was carried out is not what was planned), of personnel tables, of the
papers. In the plan it adds changes at the end, sets their arguments, or drops them, by id. Ids are
local: the county's code is put in front.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from sanding.base.plain_yaml import plain_yaml
from sanding.plan import Change, Plan
from sanding.plan.codec import as_plain, change_of
from sanding.plan.evidence import papers_of
from sanding.register import TABLES, Register, Table
from sanding.register.records import EVIDENCE
from tests.builders import row

HERE = Path(__file__).parent / "spoilings"
BASELINE = "baseline"  # it repeats itself by reference, which plain YAML does not
FILES = ("register", "plan", "papers", "placement")
PARTS = ("register", "plan", "after", "papers", "personnel")
KEYS = {*PARTS, "expects", "silences"}
HOW = {"add", "set", "drop"}
COUNTY = "141027"
Edit = Mapping[str, Any]
Paper = Mapping[str, Any]


@dataclass(frozen=True)
class Spoiling:
    """One thing that goes wrong, and the rules that newly fire by it.

    `expects` are by rule the places, or how many there are; `silences` are rules of which a
    finding goes, or falls.
    """

    name: str
    expects: Mapping[str, Sequence[str] | int]
    silences: frozenset[str] = frozenset()
    register: Mapping[str, Edit] = field(default_factory=dict)
    plan: Edit = field(default_factory=dict)
    after: Mapping[str, Edit] = field(default_factory=dict)
    papers: Edit = field(default_factory=dict)
    personnel: Mapping[str, Edit] = field(default_factory=dict)


def said_in(name: str) -> dict[str, Any]:
    """What a file of the folder says; a name that stands twice in it is refused."""
    file = HERE / f"{name}.yaml"
    text = file.read_text(encoding="utf-8")
    return dict(yaml.safe_load(text) if name == BASELINE else _plain(text, file.name))


def _plain(text: str, where: str) -> Any:
    return plain_yaml(text, code="bad_spoiling", where=where)


@cache
def spoilings() -> tuple[Spoiling, ...]:
    """Every spoiling, in the order of the files."""
    found = []
    for name, one in (pair for file in FILES for pair in said_in(file).items()):
        assert set(one) <= KEYS, (name, set(one) - KEYS)
        parts = {part: one.get(part, {}) for part in PARTS}
        found.append(Spoiling(name, one["expects"], frozenset(one.get("silences", ())), **parts))
    return tuple(found)


def national(one: str) -> str:
    """An id of the county as it stands in its tables."""
    return one if one == COUNTY else f"{COUNTY}-{one}"


def edited_register(register: Register, edits: Mapping[str, Edit]) -> Register:
    """The register with the edits of its tables."""
    tables = {name: register.loose(name) for name in edits}
    return register.with_tables(edited_tables(tables, edits, TABLES)) if edits else register


def edited_tables(
    frames: Mapping[str, pl.DataFrame], edits: Mapping[str, Edit], tables: Mapping[str, Table]
) -> dict[str, pl.DataFrame]:
    """The frames with the edits of each; those without stay the very same."""
    unknown = set(edits) - set(frames)
    assert not unknown, unknown
    return {
        name: _edited(frame, tables[name], edits[name]) if name in edits else frame
        for name, frame in frames.items()
    }


def _edited(frame: pl.DataFrame, table: Table, edit: Edit) -> pl.DataFrame:
    assert set(edit) <= HOW, set(edit) - HOW
    plain = plain_rows(frame, table)
    for one in edit.get("drop", ()):
        match = matched(table, one)
        assert plain.filter(match).height, (table.name, one)
        plain = plain.filter(~match)
    for one in edit.get("set", ()):
        match = matched(table, one["of"])
        assert plain.filter(match).height, (table.name, one)
        plain = plain.with_columns(
            pl.when(match).then(pl.lit(value, plain.schema[name])).otherwise(name).alias(name)
            for name, value in _local(table, one["to"]).items()
        )
    rows = [_filled(table, one, n) for n, one in enumerate(edit.get("add", ()))]
    added = [pl.DataFrame(rows, schema=plain.schema)] if rows else []
    return table.conform(pl.concat([plain, *added]))


def _filled(table: Table, values: Mapping[str, Any], number: int) -> dict[str, Any]:
    """A row of the register with what is required, or a row of the personnel files."""
    given = _local(table, values)
    if table.name in TABLES:
        return row(table.name, given)
    own = {"id": f"{table.name}-{number}"} if table.has_id else {}
    return {"county": COUNTY, **own, **given}


def plain_rows(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Rows with closed values as text, so that they compare with what is written."""
    return frame.with_columns(pl.col(c.name).cast(pl.String) for c in table.columns if c.kind)


def matched(table: Table, values: Mapping[str, Any]) -> pl.Expr:
    """Whether a row has all these values; of a list, one of them."""
    return pl.all_horizontal(
        pl.col(name).is_in(value) if isinstance(value, list) else pl.col(name).eq_missing(value)
        for name, value in _local(table, values).items()
    )


def _local(table: Table, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values with the county's code before ids."""
    unknown = set(values) - set(table.column)
    assert not unknown, (table.name, unknown)
    ids = {c.name for c in table.columns if c.ref and c.ref != "counties"}
    ids |= {"id"} if table.has_id else set()
    return {name: _as_id(value) if name in ids else value for name, value in values.items()}


def _as_id(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [national(one) for one in value]
    return value if value is None else national(value)


def edited_plan(plan: Plan, edit: Edit, papers: Edit) -> Plan:
    """The plan with changes added at its end, given other arguments or dropped, and its papers."""
    assert set(edit) <= {*HOW, "freeze_on"}, edit
    assert set(papers) <= HOW, papers
    dropped, given = edit.get("drop", ()), edit.get("set", {})
    known = {one.id for one in plan.changes}
    assert known >= {*dropped, *given}, {*dropped, *given} - known
    changes = [
        _altered(one, given[one.id]) if one.id in given else one
        for one in plan.changes
        if one.id not in dropped
    ]
    changes += [
        change_of({"id": f"z{number}", **one}, prefix=national)
        for number, one in enumerate(edit.get("add", ()), 1)
    ]
    evidence = _papers(plan.evidence, papers, {one.id for one in changes})
    freeze_on = edit.get("freeze_on", plan.freeze_on)
    return replace(plan, changes=tuple(changes), evidence=evidence, freeze_on=freeze_on)


def _altered(change: Change, values: Mapping[str, Any]) -> Change:
    ids = {one.name for one in fields(change) if "ref" in one.metadata}
    whole = {name: _as_id(value) if name in ids else value for name, value in values.items()}
    return change_of({**as_plain(change), **whole})


def _papers(evidence: Iterable[Paper], edit: Edit, changes: set[str]) -> tuple[Paper, ...]:
    papers = [dict(one) for one in evidence]
    for one in edit.get("drop", ()):
        kept = [paper for paper in papers if not _is(paper, one, changes)]
        assert len(kept) < len(papers), one
        papers = kept
    for one in edit.get("set", ()):
        meant = [paper for paper in papers if _is(paper, one["of"], changes)]
        assert meant, one
        for paper in meant:
            paper |= one["to"]
    added = [{"id": f"paper-{len(papers)}-{n}", **one} for n, one in enumerate(edit.get("add", ()))]
    return (*papers, *papers_of(added, changes=changes, prefix=COUNTY))


def _is(paper: Paper, values: Mapping[str, Any], changes: set[str]) -> bool:
    """Whether a paper has all these values; it is about the whole plan if none says otherwise."""
    assert set(values) <= set(EVIDENCE.column), values
    about = values.get("about")
    full = {**values, "about": about if about is None or about in changes else national(about)}
    return all(paper.get(name) == value for name, value in full.items())

"""What named an ended row names its heir: all tables, all columns, nothing else changed."""

from __future__ import annotations

from collections import Counter
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from sanding.plan import Change, Plan, apply
from sanding.plan.absorb_body import AbsorbBody
from sanding.plan.end_position import EndPosition
from sanding.plan.merge_bodies import MergeBodies
from sanding.plan.unify_windows import UnifyWindows
from sanding.register import TABLES, Register, Table
from sanding.register.kinds import BodyKind, Level
from tests.laws.oracles import Row, rows, turned
from tests.laws.registers import registers
from tests.laws.strategies import examples

NEW = {"name": "新设", "into": "141027-new"}


@examples(100)
@given(registers(), st.data())
def test_whoever_named_the_ended_names_the_heir(register: Register, data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(["bodies", "positions", "windows"]))
    frame = register.loose(table)
    ids = sorted(frame.filter(frame["county"] == "141027")["id"])
    assume(len(ids) > 1)
    first, second = data.draw(st.permutations(ids))[:2]
    change: Change = data.draw(st.sampled_from(_changes(table, first, second)))
    heir = getattr(change, "successor", None) or getattr(change, "into", None)
    ended = {one: str(heir) for one in (first, second) if one != heir}
    after = apply(Plan(id="p", title="", county="141027", changes=(change,)), register).after
    expected = turned(register, table, ended)
    guests = {row["id"] for row in expected["bodies"] if row["co_located_with"] == heir}
    guests.add(str(heir))
    for name, declared in TABLES.items():
        if name == "assists":  # who leads no longer assists; another law
            continue
        if not declared.has_id:
            order = [str(heir), first, second]
            expected[name] = _folded(rows(register, name), expected[name], declared, order)
        made = {str(heir)} if name == table and heir not in ids else set()
        found = [row for row in rows(after, name) if row.get("id") not in made]
        for row in (*found, *expected[name]):
            _leave_out(name, row, str(heir), guests)
        assert sorted(map(_text, found)) == sorted(map(_text, expected[name])), name
    posts, together = rows(after, "establishment"), turned(register, table, ended)["establishment"]
    assert _sums(posts) == _sums(together)
    assert _least_sure(posts) == _least_sure(together)


def _folded(before: list[Row], turned: list[Row], table: Table, order: list[str]) -> list[Row]:
    """One row for each key: the heir's, else that of the body named first."""
    ranks = [
        min((order.index(old[name]) for name in table.key if old[name] in order), default=0)
        for old in before
    ]
    stays: dict[tuple[Any, ...], Row] = {}
    for _rank, at in sorted(zip(ranks, range(len(turned)), strict=True)):
        stays.setdefault(tuple(turned[at][name] for name in table.key), turned[at])
    return list(stays.values())


def _leave_out(table: str, row: Row, heir: str, guests: set[str]) -> None:
    """Leave out the cells about which a change says more than that they follow."""
    if table == "bodies" and row["id"] in guests:
        row["co_located_with"] = None  # they move with the heir, if it is a guest itself
    if table in ("bodies", "positions") and row["id"] == heir:
        row["parent" if table == "bodies" else "reports_to"] = None  # rings are undone
    if table == "people" and row["body"] == row["working_body"] == heir:
        row["working_body"] = None  # nobody is on loan to the own body
    if table == "establishment":
        row["approved"] = row["certainty"] = None  # numbers add up, as sure as the least sure
    if table == "appointments":
        row["until"] = None  # who held both positions holds one


def _changes(table: str, first: str, second: str) -> list[Change]:
    if table == "positions":
        return [EndPosition(position=first, successor=second)]
    if table == "windows":
        body = first.replace("windows", "bodies")
        return [UnifyWindows(windows=(first, second), body=body, **NEW)]
    merged: dict[str, Any] = {"body_kind": BodyKind.PARTY_ORGAN, "level": Level.ZHENGKE, **NEW}
    return [AbsorbBody(absorbed=first, into=second), MergeBodies(bodies=(first, second), **merged)]


def _text(row: Row) -> str:
    return repr(sorted(row.items()))


def _sums(some: list[Row]) -> Counter[tuple[str, str]]:
    sums: Counter[tuple[str, str]] = Counter()
    for row in some:
        sums[row["body"], row["kind"]] += row["approved"]
    return sums


def _least_sure(some: list[Row]) -> dict[tuple[str, str], str]:
    """How sure posts are: like the least sure of the rows, and silent if one of them is."""
    order = ["documented", "typical", "synthetic", "silent"]
    told: dict[tuple[str, str], str] = {}
    for row in some:
        place, sure = (row["body"], row["kind"]), row["certainty"] or "silent"
        told[place] = max(told.get(place, sure), sure, key=order.index)
    return told

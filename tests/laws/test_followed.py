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
from sanding.register import TABLES, Register
from sanding.register.kinds import BodyKind, Level
from tests.laws.oracles import Row, rows, turned
from tests.laws.registers import registers
from tests.laws.strategies import examples

FREE = {  # cells about which a change says more than that they follow
    "bodies": {"parent", "co_located_with"},  # rings are undone
    "people": {"working_body"},  # no loan to one's own body
    "positions": {"reports_to"},
    "appointments": {"until"},
}
NEW = {"name": "新设", "into": "141027-new"}


@examples(60)
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
    for name, declared in TABLES.items():
        made = {str(heir)} if name == table and heir not in ids else set()
        found = [row for row in rows(after, name) if row.get("id") not in made]
        for row in (*found, *expected[name]):
            for column in FREE.get(name, ()):
                row.pop(column)
        keys = [column for column in declared.key if column in (found or [{}])[0]]
        if declared.has_id:
            assert sorted(map(_text, found)) == sorted(map(_text, expected[name])), name
        elif name != "assists":
            assert {_key(row, keys) for row in found} == {_key(row, keys) for row in expected[name]}
            assert max(Counter(_key(row, keys) for row in found).values(), default=1) == 1
            assert {_text(row) for row in found} <= {_text(row) for row in expected[name]} or (
                name == "establishment"
            ), name
    assert _sums(rows(after, "establishment")) == _sums(expected["establishment"])


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


def _key(row: Row, key: list[str]) -> tuple[Any, ...]:
    return tuple(row[name] for name in key)


def _sums(some: list[Row]) -> Counter[tuple[str, str]]:
    sums: Counter[tuple[str, str]] = Counter()
    for row in some:
        sums[row["body"], row["kind"]] += row["approved"]
    return sums

"""The county's bodies as they stand after a plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from sanding.base import _
from sanding.plan import Outcome
from sanding.register import TABLES, Register
from sanding.register.kinds import BodyKind, Level, PostKind
from sanding_web.planning import bridge
from sanding_web.planning.models import Draft, Version

MARKS = {
    "new": _("新设"),
    "changed": _("有调整"),
    "ended": _("撤销"),
    "kept": _("不变"),
}
Heirs = Mapping[str, list[str]]
Posts = dict[tuple[str, str], int]  # approved posts by body and kind


@dataclass(frozen=True, slots=True)
class BodyAfter:
    """A body after the plan, or one that ended by it; `mark` is new, changed, ended or kept."""

    id: str
    name: str
    kind: str
    kind_label: str
    level_label: str
    parent: str  # the id, or ""
    mark: str
    mark_label: str
    was: str  # the name before, if it is another; else ""
    successors: tuple[tuple[str, str], ...]  # id and name, of one that ended
    came_from: tuple[tuple[str, str], ...]  # id and name, of those that ended in it
    posts_before: str  # by kind, as 行政编制 12、事业编制 3: kinds are never added
    posts_after: str


@dataclass(frozen=True, slots=True)
class WallAfter:
    """Bands of bodies by kind, in the order of kinds: label and bodies."""

    error: str
    bands: tuple[tuple[str, tuple[BodyAfter, ...]], ...]
    counts: dict[str, int]  # new, changed, ended, kept


def wall_after(draft: Draft) -> WallAfter:
    """The bodies after the plan's current version, the ended ones among them."""
    if draft.current is None:
        raise Version.DoesNotExist
    found = bridge.worked_out(draft.current)
    if found.outcome is None:
        return WallAfter(found.error or "", (), dict.fromkeys(MARKS, 0))
    bodies = _bodies(found.outcome)
    bands = tuple(
        (kind.label, tuple(one for one in bodies if one.kind == kind)) for kind in BodyKind
    )
    counts = {mark: sum(one.mark == mark for one in bodies) for mark in MARKS}
    return WallAfter("", tuple(band for band in bands if band[1]), counts)


def _bodies(outcome: Outcome) -> list[BodyAfter]:
    before, after = _rows(outcome.before), _rows(outcome.after)
    names = {one: row["name"] for one, row in {**before, **after}.items()}
    heirs = {
        one: [heir for into, heir in some if into == "bodies"]
        for (table, one), some in outcome.succession.heirs.items()
        if table == "bodies"
    }
    touched = _touched(outcome)
    posts = _posts(outcome.before), _posts(outcome.after)
    whole = {**before, **after}
    order = sorted(whole, key=lambda one: (whole[one]["order"] or 0, one))
    return [
        _body(whole[one], before.get(one), _mark(one, before, after, touched), heirs, names, posts)
        for one in order
    ]


def _body(
    row: Mapping[str, Any], was: Mapping[str, Any] | None, mark: str, heirs: Heirs,
    names: Mapping[str, str], posts: tuple[Posts, Posts],
) -> BodyAfter:  # fmt: skip
    one = row["id"]
    level = Level(row["level"]).label if row["level"] else ""
    came = [old for old, some in heirs.items() if one in some and old != one]
    return BodyAfter(
        id=one,
        name=row["name"],
        kind=row["kind"],
        kind_label=BodyKind(row["kind"]).label,
        level_label=level,
        parent=row["parent"] or "",
        mark=mark,
        mark_label=MARKS[mark],
        was=was["name"] if was and was["name"] != row["name"] else "",
        successors=tuple((heir, names.get(heir, heir)) for heir in heirs.get(one, ())),
        came_from=tuple((old, names.get(old, old)) for old in came),
        posts_before=_told(posts[0], one),
        posts_after=_told(posts[1], one),
    )


def _mark(one: str, before: Mapping[str, Any], after: Mapping[str, Any], touched: set[str]) -> str:
    if one not in after:
        return "ended"
    if one not in before:
        return "new"
    return "changed" if one in touched else "kept"


def _rows(register: Register) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in register.frame("bodies").to_dicts()}


def _posts(register: Register) -> Posts:
    """Approved posts by body and kind."""
    rows = register.loose("establishment").select(
        "body", pl.col("kind").cast(pl.String), "approved"
    )
    return {(body, kind): approved for body, kind, approved in rows.iter_rows()}


def _told(posts: Posts, body: str) -> str:
    counts = [(kind.label, posts.get((body, kind), 0)) for kind in PostKind]
    return "、".join(f"{label} {number}" for label, number in counts if number) or "0"


def _touched(outcome: Outcome) -> set[str]:
    """Bodies of which a row, or the row of anything that stands in them, is another."""
    touched: set[str] = set()
    for name, kept in outcome.before.rows.items():
        column = "id" if name == "bodies" else "body"
        if kept is outcome.after.rows[name] or column not in TABLES[name].column:
            continue
        sides = kept.loose, outcome.after.loose(name)
        columns = list(sides[0].columns)
        for mine, other in (sides, sides[::-1]):
            odd = mine.join(other, on=columns, how="anti", nulls_equal=True)
            touched.update(odd[column].drop_nulls().to_list())
    return touched

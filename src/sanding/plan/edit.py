"""Edits that changes are made of: add, set, end rows, and repoint what refers to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from sanding.base import ImpossibleChange, _
from sanding.base.codes import township_code
from sanding.plan.ledger import LEADERSHIP, Entry, Movement, scope_of
from sanding.plan.repoint import repointed, without_rows
from sanding.plan.succession import Succession
from sanding.register import LARGEST, TABLES, Code, Key, Register
from sanding.register.kinds import Certainty

Tables = dict[str, pl.DataFrame]


def added(register: Register, table: str, **values: Any) -> pl.DataFrame:
    """Return `table` with one more row; columns not given are null."""
    refuse_faulty(table, values)
    declared = TABLES[table]
    row = declared.blank.clone()
    for name, one in values.items():
        if one is not None:
            row.replace_column(
                row.get_column_index(name), pl.Series(name, [one], declared.schema[name])
            )
    return register.loose(table).vstack(row)


def rewritten(register: Register, table: str, *keys: Key, **values: Any) -> pl.DataFrame:
    """Return `table` with `values` set in the rows of these keys: as `updated`, but no query."""
    refuse_faulty(table, values)
    place = register.rows[table].place
    frame = register.loose(table).clone()
    for name, one in values.items():
        column = frame.get_column(name)
        cell = pl.Series(name, [one], column.dtype)
        for at in map(place.__getitem__, keys):
            column = column.slice(0, at).append(cell).append(column.slice(at + 1)).rechunk()
        frame.replace_column(frame.get_column_index(name), column)
    return frame


def without(register: Register, table: str, *keys: Key) -> pl.DataFrame:
    """Return `table` without the rows of these keys."""
    place = register.rows[table].place
    return without_rows(register.loose(table), [place[key] for key in keys])


def refuse_faulty(table: str, values: Mapping[str, Any]) -> None:
    """Raise `ImpossibleChange` for a value its column cannot have: empty, out of range, no code."""
    for name, one in values.items():
        column = TABLES[table].column[name]
        if column.required and one in (None, ""):
            raise ImpossibleChange(_("{column}不能为空").format(column=column.label))
        if column.dtype == pl.Int32 and one is not None and not 0 <= one <= LARGEST:
            raise ImpossibleChange(_("{column}不能是 {one}").format(column=column.label, one=one))
        if column.code is Code.TOWNSHIP and one is not None and not township_code(one):
            raise ImpossibleChange(
                _("{column}“{one}”不是县代码加 3 位").format(column=column.label, one=one)
            )


def updated(frame: pl.DataFrame, where: pl.Expr, **values: Any) -> pl.DataFrame:
    """Return `frame` with `values` set in the rows where `where` holds."""
    return frame.with_columns(
        pl.when(where)
        .then(value if isinstance(value, pl.Expr) else pl.lit(value))
        .otherwise(pl.col(name))
        .cast(frame.get_column(name).dtype)
        .alias(name)
        for name, value in values.items()
    )


def with_row(register: Register, table: str, one: str, **values: Any) -> Register:
    """Return the register with `values` set in the row of `table` whose id is `one`."""
    return register.with_tables({table: rewritten(register, table, one, **values)})


def less_sure(
    register: Register, table: str, key: str | tuple[str, ...], certainty: Certainty | None
) -> str | None:
    """Return the certainty of a row that a change rewrites: the less sure of row and change."""
    there: str | None = register.cell(table, key, "certainty")
    if there is None or certainty is None:
        return there
    order = list(Certainty)
    return max(Certainty(there), certainty, key=order.index).value


def value(register: Register, table: str, one: str, column: str) -> Any:
    """Return one cell of the row whose id is `one`."""
    return register.cell(table, one, column)


def county_of(register: Register, table: str, one: str) -> str:
    """The county of the row whose id is `one`."""
    return str(value(register, table, one, "county"))


def distinct(ids: Sequence[str], at_least: int = 1) -> None:
    """Raise `ImpossibleChange` if ids repeat or there are too few."""
    if len(set(ids)) != len(ids):
        raise ImpossibleChange(_("同一编号列了两次：{names}").format(names="、".join(ids)))
    if len(ids) < at_least:
        raise ImpossibleChange(
            _("至少要列{at_least}个，只列了{count}个").format(at_least=at_least, count=len(ids))
        )


def require_section(register: Register, section: str, body: str) -> None:
    """Raise `UnknownId` without the section, `ImpossibleChange` if it is another body's."""
    register.require("sections", section)
    if value(register, "sections", section, "body") != body:
        raise ImpossibleChange(
            _("内设机构 {section} 不属于 {body}").format(section=section, body=body)
        )


def posts_of(register: Register, body: str, post: str) -> int:
    """Approved posts of one kind in a body; 0 if there is no such row."""
    key = (body, str(post))
    there = register.has("establishment", key)
    return register.cell("establishment", key, "approved") if there else 0


def with_posts(
    register: Register, body: str, post: str, number: int, sure: Certainty | None
) -> Register:
    """Return the register in which `body` has `number` approved posts of this kind.

    The row is no surer than `sure`, the certainty of the change that sets it.
    """
    if number < 0:
        raise ImpossibleChange(
            _("{body} 的编制不足：核减或划出后为 {number} 名").format(body=body, number=number)
        )
    key = (body, str(post))
    if register.has("establishment", key):
        certainty = less_sure(register, "establishment", key, sure)
        rows = rewritten(register, "establishment", key, approved=number, certainty=certainty)
    else:
        rows = added(
            register, "establishment", county=county_of(register, "bodies", body), body=body,
            kind=post, approved=number, certainty=sure,
        )  # fmt: skip
    return register.with_tables({"establishment": rows})


def moved_posts(
    register: Register, giver: str, receiver: str, post: str, number: int, sure: Certainty | None
) -> Register:
    """Return the register with `number` posts moved from one body to another."""
    if number <= 0:
        raise ImpossibleChange(_("划转的编制数须大于零，写的是 {number}").format(number=number))
    if giver == receiver:
        raise ImpossibleChange(_("{giver} 不能向自己划转编制").format(giver=giver))
    left = posts_of(register, giver, post) - number
    register = with_posts(register, giver, post, left, sure)
    return with_posts(register, receiver, post, posts_of(register, receiver, post) + number, sure)


def ended_rows(register: Register, table: str, ended: Sequence[str], heir: str) -> Register:
    """Return the register without the rows of `ended`, all that named them naming `heir`."""
    after = repointed(register, table, ended, heir)
    return after.with_tables({table: without(after, table, *ended)})


def succeeded(
    register: Register, ended: Sequence[str], heir: str
) -> tuple[Register, Succession, tuple[Entry, ...]]:
    """End bodies in favour of `heir`, which must be there: what refers to them follows.

    Posts add up and are entered as transferred; leadership posts do not add up, what falls away is
    entered as cut.
    """
    carried = _posts_carried(register, ended, heir)
    for post in {entry.post for entry in carried}:
        total = sum(entry.posts for entry in carried if entry.post == post)
        refuse_faulty("establishment", {"approved": total + posts_of(register, heir, post)})
    entries = (*carried, *_leadership_dropped(register, ended, heir))
    after = ended_rows(register, "bodies", ended, heir)
    for column in ("parent", "co_located_with"):
        after = without_loops(register, after, "bodies", column, heir)
    after = settled(_one_office(after, heir), heir)
    return after, Succession.of("bodies", ended, heir), entries


def _posts_carried(register: Register, ended: Sequence[str], heir: str) -> list[Entry]:
    to = scope_of(register, heir)
    keys = register.rows["establishment"].place
    moved = [(key[0], key[1]) for key in keys if key[0] in ended]
    return [
        Entry(Movement.TRANSFERRED, post, posts, body, heir, scope_of(register, body), to)
        for body, post in moved
        if (posts := posts_of(register, body, post))
    ]


def _leadership_dropped(register: Register, ended: Sequence[str], heir: str) -> list[Entry]:
    leading = register.rows["leadership"]
    here = sorted(leading.place[one] for one in (*ended, heir) if one in leading.place)
    rows = {row["body"]: row for row in (leading.loose.row(at, named=True) for at in here)}
    entries: list[Entry] = []
    stays = heir if heir in rows else next((one for one in ended if one in rows), None)
    for body, row in rows.items():
        if body == heir:
            continue
        scope = scope_of(register, body)
        for post in LEADERSHIP:
            if row[post] and body != stays:
                entries.append(Entry(Movement.CUT, post, row[post], body, None, scope))
            elif row[post]:
                to = scope_of(register, heir)
                entries.append(Entry(Movement.TRANSFERRED, post, row[post], body, heir, scope, to))
    return entries


def without_loops(
    before: Register, after: Register, table: str, column: str, heir: str
) -> Register:
    """Return `after` where an heir that stood below what it succeeds takes that one's place."""
    if heir not in upwards(after, table, column, heir):
        return after
    over = (up for up in upwards(before, table, column, heir) if after.has(table, up))
    free = (up for up in over if heir not in (up, *upwards(after, table, column, up)))
    return with_row(after, table, heir, **{column: next(free, None)})


def upwards(register: Register, table: str, column: str, one: str) -> list[str]:
    """Return what stands above `one`, nearest first; in a ring, each once."""
    seen: list[str] = []
    here = value(register, table, one, column)
    while here is not None and here not in seen:
        seen.append(here)
        here = value(register, table, here, column)
    return seen


def _one_office(register: Register, heir: str) -> Register:
    """Who shares an office with a body that moved into another's is in that one, too."""
    host = value(register, "bodies", heir, "co_located_with")
    if host is None or not register.rows["bodies"].names("co_located_with", heir):
        return register
    bodies = register.loose("bodies")
    moved = updated(bodies, pl.col("co_located_with") == heir, co_located_with=host)
    return register.with_tables({"bodies": moved})


def settled(register: Register, body: str) -> Register:
    """Return the register without what a body that took over would do with itself.

    It does not assist with a duty it leads, and none of its people works in it on loan.
    """
    tables: Tables = {}
    if register.rows["assists"].names("body", body):
        led = [
            key for key in register.rows["assists"].place
            if key[1] == body and register.has("duties", key[0])
            and value(register, "duties", key[0], "body") == body
        ]  # fmt: skip
        if led:
            tables["assists"] = without(register, "assists", *led)
    if register.rows["people"].names("working_body", body):
        people = register.loose("people")
        home = (people.get_column("body") == body) & (people.get_column("working_body") == body)
        if home.any():
            tables["people"] = updated(people, pl.lit(home), working_body=None)
    return register.with_tables(tables) if tables else register

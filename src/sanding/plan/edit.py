"""Edits that changes are made of: add, set, end rows, and repoint what refers to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from sanding.base import ImpossibleChange
from sanding.plan.ledger import LEADERSHIP, Entry, Movement, scope_of
from sanding.plan.succession import Succession
from sanding.register import Fold, Register, Table, referring

Tables = dict[str, pl.DataFrame]


def added(register: Register, table: str, **values: Any) -> pl.DataFrame:
    """Return `table` with one more row; columns not given are null."""
    frame = register.loose(table)
    row = pl.DataFrame({name: [values.get(name)] for name in frame.columns}, schema=frame.schema)
    return pl.concat([frame, row])


def updated(frame: pl.DataFrame, where: pl.Expr, **values: Any) -> pl.DataFrame:
    """Return `frame` with `values` set in the rows where `where` holds."""
    return frame.with_columns(
        pl.when(where)
        .then(value if isinstance(value, pl.Expr) else pl.lit(value))
        .otherwise(pl.col(name))
        .cast(frame.schema[name])
        .alias(name)
        for name, value in values.items()
    )


def with_row(register: Register, table: str, one: str, **values: Any) -> Register:
    """Return the register with `values` set in the row of `table` whose id is `one`."""
    frame = updated(register.loose(table), pl.col("id") == one, **values)
    return register.with_tables({table: frame})


def value(register: Register, table: str, one: str, column: str) -> Any:
    """Return one cell of the row whose id is `one`."""
    return register.cell(table, one, column)


def county_of(register: Register, table: str, one: str) -> str:
    """The county of the row whose id is `one`."""
    return str(value(register, table, one, "county"))


def distinct(ids: Sequence[str], at_least: int = 1) -> None:
    """Raise `ImpossibleChange` if ids repeat or there are too few."""
    if len(set(ids)) != len(ids):
        raise ImpossibleChange(f"同一编号列了两次：{'、'.join(ids)}")
    if len(ids) < at_least:
        raise ImpossibleChange(f"至少要列{at_least}个，只列了{len(ids)}个")


def posts_of(register: Register, body: str, post: str) -> int:
    """Approved posts of one kind in a body; 0 if there is no such row."""
    return _posts_rows(register).get((body, str(post)), 0)


def _posts_rows(register: Register) -> dict[tuple[str, str], int]:
    frame = register.loose("establishment")
    bodies, kinds, numbers = (frame.get_column(c).to_list() for c in ("body", "kind", "approved"))
    return {(body, kind): n for body, kind, n in zip(bodies, kinds, numbers, strict=True)}


def with_posts(register: Register, body: str, post: str, number: int) -> Register:
    """Return the register in which `body` has `number` approved posts of this kind."""
    if number < 0:
        raise ImpossibleChange(f"{body} 的编制不足：核减或划出后为 {number} 名")
    if (body, str(post)) in _posts_rows(register):
        frame = register.loose("establishment")
        here = (pl.col("body") == body) & (pl.col("kind") == pl.lit(str(post)))
        return register.with_tables({"establishment": updated(frame, here, approved=number)})
    county = county_of(register, "bodies", body)
    row = added(register, "establishment", county=county, body=body, kind=post, approved=number)
    return register.with_tables({"establishment": row})


def moved_posts(register: Register, giver: str, receiver: str, post: str, number: int) -> Register:
    """Return the register with `number` posts moved from one body to another."""
    if number <= 0:
        raise ImpossibleChange(f"划转的编制数须大于零，写的是 {number}")
    if giver == receiver:
        raise ImpossibleChange(f"{giver} 不能向自己划转编制")
    register = with_posts(register, giver, post, posts_of(register, giver, post) - number)
    return with_posts(register, receiver, post, posts_of(register, receiver, post) + number)


def repointed(register: Register, table: str, ended: Sequence[str], heir: str) -> Tables:
    """Every table in which something referred to `ended`, now referring to `heir`.

    The columns come from the schema, never from a list made by hand. Where keys meet, rows fold
    as their table says: counts add up, else the heir's row stays, else that of the first named.
    The rows of `ended` themselves are left to the caller.
    """
    gone = frozenset(ended)
    edits: dict[str, pl.LazyFrame] = {}
    for target, column in referring(table):
        named = register.rows[target.name].values(column)
        if gone.isdisjoint(named):
            continue
        frame = edits.get(target.name, register[target.name])
        turn = pl.col(column).replace(dict.fromkeys(ended, heir))
        if column in target.key and len(gone & named) + (heir in named) > 1:
            order = {one: place + 1 for place, one in enumerate(ended)}
            rank = pl.col(column).replace_strict(order, default=0, return_dtype=pl.Int32)
            edits[target.name] = _folded(frame.with_columns(rank.alias("_rank"), turn), target)
        else:
            edits[target.name] = frame.with_columns(turn)
    return dict(zip(edits, pl.collect_all(edits.values(), engine="in-memory"), strict=True))


def _folded(frame: pl.LazyFrame, table: Table) -> pl.LazyFrame:
    key = list(table.key)
    frame = frame.sort("_rank", maintain_order=True)
    if table.fold is Fold.HEIR:
        return frame.unique(subset=key, keep="first", maintain_order=True).drop("_rank")
    counts = {c.name for c in table.columns if c.unit == "posts"}
    rest = [c.name for c in table.columns if c.name not in key]
    gathered = frame.group_by(key, maintain_order=True).agg(
        pl.col(c).sum() if c in counts else pl.col(c).first() for c in rest
    )
    return gathered.select(pl.col(c.name).cast(c.dtype) for c in table.columns)


def ended_rows(register: Register, table: str, ended: Sequence[str], heir: str) -> Register:
    """Return the register without the rows of `ended`, all that named them naming `heir`."""
    tables = repointed(register, table, ended, heir)
    frame = tables.get(table, register.loose(table))
    tables[table] = frame.filter(~pl.col("id").is_in(list(ended)))
    return register.with_tables(tables)


def succeeded(
    register: Register, ended: Sequence[str], heir: str
) -> tuple[Register, Succession, tuple[Entry, ...]]:
    """End bodies in favour of `heir`, which must be there: what refers to them follows.

    Posts add up and are entered as transferred; leadership posts do not add up, what falls away is
    entered as cut.
    """
    entries = (*_posts_carried(register, ended, heir), *_leadership_dropped(register, ended, heir))
    parents = _links(register, "parent"), _links(register, "co_located_with")
    after = ended_rows(register, "bodies", ended, heir)
    after = _without_loops(after, ended, heir, *parents)
    return _no_self_assistance(after), Succession.of("bodies", ended, heir), entries


def _posts_carried(register: Register, ended: Sequence[str], heir: str) -> list[Entry]:
    gone, to = frozenset(ended), scope_of(register, heir)
    return [
        Entry(Movement.TRANSFERRED, post, posts, body, heir, scope_of(register, body), to)
        for (body, post), posts in _posts_rows(register).items()
        if body in gone and posts
    ]


def _leadership_dropped(register: Register, ended: Sequence[str], heir: str) -> list[Entry]:
    frame = register.loose("leadership")
    rows = {
        row["body"]: row for row in frame.filter(pl.col("body").is_in([*ended, heir])).to_dicts()
    }
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


def _links(register: Register, column: str) -> dict[str, str]:
    bodies = register.loose("bodies")
    links = zip(bodies.get_column("id").to_list(), bodies.get_column(column).to_list(), strict=True)
    return {one: to for one, to in links if to is not None}


def _without_loops(
    register: Register,
    ended: Sequence[str],
    heir: str,
    parents: Mapping[str, str],
    hosts: Mapping[str, str],
) -> Register:
    """An heir that stood below what it succeeds takes that one's place above it."""
    for column, before in (("parent", parents), ("co_located_with", hosts)):
        now = _links(register, column)
        if heir not in now or not _loops(now, heir):
            continue
        above = next((up for up in _upwards(before, heir) if up not in ended and up != heir), None)
        candidate = above if above and not _loops({**now, heir: above}, heir) else None
        register = with_row(register, "bodies", heir, **{column: candidate})
    return register


def _upwards(links: Mapping[str, str], start: str) -> list[str]:
    seen: list[str] = []
    here = links.get(start)
    while here is not None and here not in seen:
        seen.append(here)
        here = links.get(here)
    return seen


def _loops(links: Mapping[str, str], start: str) -> bool:
    return start in _upwards(links, start)


def _no_self_assistance(register: Register) -> Register:
    """Drop what became "assists itself": a body that now leads the duty it assisted with."""
    assists = register.loose("assists")
    if not len(assists):
        return register
    leads = register.loose("duties").select(duty="id", body="body")
    kept = assists.join(leads, on=["duty", "body"], how="anti")
    return register if len(kept) == len(assists) else register.with_tables({"assists": kept})

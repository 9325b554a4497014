"""The ledger (增减平衡表): every post that came, went or moved, and that none was lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import polars as pl

from sanding.register import Register
from sanding.register.kinds import BodyKind

LEADERSHIP = ("chief", "deputy", "other")


class Scope(StrEnum):
    """Within which posts are conserved (口径)."""

    OFFICES = "offices"  # 机关
    INSTITUTIONS = "institutions"  # 事业单位, without schools and hospitals
    SCHOOLS = "schools"
    HOSPITALS = "hospitals"
    TOWNSHIPS = "townships"


SCOPES = {
    BodyKind.INSTITUTION: Scope.INSTITUTIONS,
    BodyKind.ENFORCEMENT_INSTITUTION: Scope.INSTITUTIONS,
    BodyKind.SCHOOL: Scope.SCHOOLS,
    BodyKind.HOSPITAL: Scope.HOSPITALS,
    BodyKind.TOWNSHIP: Scope.TOWNSHIPS,
}


class Movement(StrEnum):
    """How posts move."""

    CREATED = "created"  # 增核
    CUT = "cut"  # 核减
    SUNK = "sunk"  # 下沉
    TRANSFERRED = "transferred"  # 划转, with a body or without


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger: so many posts of a kind from a giver to a receiver.

    `post` is a kind of post, or chief, deputy, other for leadership posts. A created post has no
    giver, a cut one no receiver.
    """

    movement: Movement
    post: str
    posts: int
    giver: str | None = None
    receiver: str | None = None
    giver_scope: Scope | None = None
    receiver_scope: Scope | None = None


def scope_of(register: Register, body: str) -> Scope:
    """The scope in which the posts of `body` are counted."""
    return SCOPES.get(BodyKind(register.cell("bodies", body, "kind")), Scope.OFFICES)


def _scopes(register: Register) -> pl.LazyFrame:
    """Scope of every body: `body, scope`."""
    scopes = {str(k): str(SCOPES.get(k, Scope.OFFICES)) for k in BodyKind}
    kind = pl.col("kind").cast(pl.String).replace_strict(scopes, return_dtype=pl.String)
    return register["bodies"].select(body="id", scope=kind)


def approved(register: Register) -> pl.DataFrame:
    """Approved posts by `scope` and `post`, leadership posts included as posts of their own."""
    posts = register["establishment"].select(
        "body", post=pl.col("kind").cast(pl.String), posts=pl.col("approved").cast(pl.Int64)
    )
    leaders = register["leadership"].unpivot(
        LEADERSHIP, index="body", variable_name="post", value_name="posts"
    )
    return (
        pl.concat([posts, leaders.with_columns(pl.col("posts").cast(pl.Int64))])
        .join(_scopes(register), on="body")
        .group_by("scope", "post")
        .agg(pl.col("posts").sum())
        .filter(pl.col("posts") > 0)
        .sort("scope", "post")
        .collect(engine="in-memory")
    )


def people_by_scope(before: Register, after: Register) -> pl.DataFrame:
    """People apart from posts: `scope, before, after`, people by the scope of their body.

    The two columns have one sum: bodies pass from scope to scope, nobody comes or goes.
    """
    counts = [
        one["people"]
        .join(_scopes(one), on="body")
        .group_by("scope")
        .agg(pl.len().cast(pl.Int64).alias(name))
        .collect(engine="in-memory")
        for name, one in (("before", before), ("after", after))
    ]
    joined = counts[0].join(counts[1], on="scope", how="full", coalesce=True)
    return joined.with_columns(pl.col("before", "after").fill_null(0)).sort("scope")


def ledger(before: Register, after: Register, entries: Iterable[Entry]) -> pl.DataFrame:
    """Prove conservation: `before + created + received = after + cut + sunk + given`.

    Columns `scope, post, before, created, received, after, cut, sunk, given, balance`; a balance
    that is not zero means that posts were lost or made on the way.
    """
    rows = _moves(entries)
    place = ["scope", "post"]
    table = (
        approved(before)
        .rename({"posts": "before"})
        .join(approved(after).rename({"posts": "after"}), on=place, how="full", coalesce=True)
    )
    moves = pl.DataFrame(rows, schema=[*place, "column", "posts"], orient="row").cast(
        {"scope": pl.String, "post": pl.String, "column": pl.String, "posts": pl.Int64}
    )
    for column in ("created", "received", "cut", "sunk", "given"):
        part = moves.filter(pl.col("column") == column).group_by(place).agg(pl.col("posts").sum())
        table = table.join(part.rename({"posts": column}), on=place, how="full", coalesce=True)
    balance = (
        pl.col("before") + pl.col("created") + pl.col("received")
        - pl.col("after") - pl.col("cut") - pl.col("sunk") - pl.col("given")
    )  # fmt: skip
    numbers = ("before", "created", "received", "after", "cut", "sunk", "given")
    return (
        table.select(*place, *(pl.col(n).fill_null(0) for n in numbers))
        .with_columns(balance=balance)
        .sort(place)
    )


def _moves(entries: Iterable[Entry]) -> list[tuple[str, str, str, int]]:
    rows: list[tuple[str, str, str, int]] = []
    for entry in entries:
        giver, receiver = entry.giver_scope, entry.receiver_scope
        if giver == receiver:
            continue
        if giver:
            away = {Movement.CUT: "cut", Movement.SUNK: "sunk"}.get(entry.movement, "given")
            rows.append((giver, entry.post, away, entry.posts))
        if receiver:
            come = "created" if entry.movement is Movement.CREATED else "received"
            rows.append((receiver, entry.post, come, entry.posts))
    return rows


ENTRIES = {
    "movement": pl.String, "post": pl.String, "posts": pl.Int64, "giver": pl.String,
    "receiver": pl.String, "giver_scope": pl.String, "receiver_scope": pl.String,
}  # fmt: skip


def entries_frame(entries: Iterable[tuple[str, Entry]]) -> pl.DataFrame:
    """Table of ledger lines, each with the id of its `change`."""
    rows = [
        (change, e.movement, e.post, e.posts, e.giver, e.receiver, e.giver_scope, e.receiver_scope)
        for change, e in entries
    ]
    return pl.DataFrame(rows, schema={"change": pl.String, **ENTRIES}, orient="row")

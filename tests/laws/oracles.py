"""The laws a second time, in plain Python over rows, sharing nothing with the code they check."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

from sanding.plan import Outcome, Plan
from sanding.register import TABLES, Register

Row = dict[str, Any]
Posts = Counter[tuple[str, str]]  # body or scope, kind of post
OWN_SCOPES = {
    "institution": "institutions", "enforcement_institution": "institutions",
    "school": "schools", "hospital": "hospitals", "township": "townships",
}  # fmt: skip
LEADERS = ("chief", "deputy", "other")


def rows(register: Register, table: str) -> list[Row]:
    """The rows of a table."""
    return register.loose(table).to_dicts()


def lost(outcome: Outcome) -> list[str]:
    """What is gone without a successor, still there though ended, or there from nowhere."""
    heirs: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for row in outcome.succession.frame().to_dicts():
        heirs[row["table"], row["id"]].append((row["heir_table"], row["heir"]))
    before, after = _all_ids(outcome.before), _all_ids(outcome.after)
    new = _named(outcome.plan)
    return [
        *(f"no successor: {one}" for one in before - after if not heirs.get(one)),
        *(f"successor not there: {one}" for one, to in heirs.items() if not set(to) <= after),
        *(f"ended, yet there: {one}" for one in after & set(heirs)),
        *(f"ended, never was: {one}" for one in set(heirs) - before if one[1] not in new),
        *(f"from nowhere: {one}" for one in after - before if one[1] not in new),
    ]


def _all_ids(register: Register) -> set[tuple[str, str]]:
    return {
        (name, row["id"])
        for name, table in TABLES.items()
        if table.key == ("id",)
        for row in rows(register, name)
    }


def _named(plan: Plan) -> set[str]:
    """Every text in the arguments of the plan: a new id must be one of them."""
    return {
        value
        for change in plan.changes
        for name in change.__dataclass_fields__
        if isinstance(value := getattr(change, name), str)
    }


def posts_by_body(register: Register) -> Posts:
    """Approved posts by body and kind, leadership posts too."""
    posts: Posts = Counter()
    for row in rows(register, "establishment"):
        posts[row["body"], row["kind"]] += row["approved"]
    for row in rows(register, "leadership"):
        for post in LEADERS:
            posts[row["body"], post] += row[post] or 0
    return posts


def posts_by_scope(register: Register) -> Posts:
    """Approved posts by scope and kind."""
    kinds = {row["id"]: row["kind"] for row in rows(register, "bodies")}
    posts: Posts = Counter()
    for (body, post), number in posts_by_body(register).items():
        posts[OWN_SCOPES.get(kinds[body], "offices"), post] += number
    return posts


def booked(outcome: Outcome) -> tuple[Posts, Posts]:
    """Posts after by body and by scope, as the lines of the ledger lead from the posts before."""
    bodies, scopes = posts_by_body(outcome.before), posts_by_scope(outcome.before)
    for line in outcome.lines.to_dicts():
        assert line["posts"] > 0
        for side, sign in (("giver", -1), ("receiver", 1)):
            assert (line[side] is None) == (line[f"{side}_scope"] is None)
            if line[side] is not None:
                bodies[line[side], line["post"]] += sign * line["posts"]
                scopes[line[f"{side}_scope"], line["post"]] += sign * line["posts"]
    return _nonzero(bodies), _nonzero(scopes)


def _nonzero(posts: Posts) -> Posts:
    return Counter({place: number for place, number in posts.items() if number})


def columns_of(ledger: list[Row], column: str) -> Posts:
    """One column of the ledger by scope and kind of post, zeros left out."""
    return _nonzero(Counter({(row["scope"], row["post"]): row[column] for row in ledger}))


def whole(posts: Posts) -> Posts:
    """The same posts, zeros left out."""
    return _nonzero(posts)


def turned(register: Register, table: str, heirs: Mapping[str, str]) -> dict[str, list[Row]]:
    """Every row of the register but the ended ones, each naming the heir where it named them."""
    return {
        name: [
            {
                column.name: heirs.get(row[column.name], row[column.name])
                if column.ref == table
                else row[column.name]
                for column in declared.columns
            }
            for row in rows(register, name)
            if name != table or row["id"] not in heirs
        ]
        for name, declared in TABLES.items()
    }

"""Views several rules share: here who is in post and who holds what; by theme beside it."""

from __future__ import annotations

import polars as pl

from sanding.register.kinds import BodyKind, Kind, PersonStatus, PostKind
from sanding.rules.brief import Brief

GONE = [str(PersonStatus.RETIRED), str(PersonStatus.LEFT)]
INSTITUTIONS = [
    str(BodyKind.INSTITUTION), str(BodyKind.ENFORCEMENT_INSTITUTION), str(BodyKind.SCHOOL),
    str(BodyKind.HOSPITAL),
]  # fmt: skip
DEPARTMENTS = [str(BodyKind.PARTY_ORGAN), str(BodyKind.GOVERNMENT_DEPARTMENT)]


def text(name: str) -> pl.Expr:
    """A column of closed values as text, so that it compares with any other."""
    return pl.col(name).cast(pl.String)


def in_post(brief: Brief) -> pl.LazyFrame:
    """People on the establishment: not retired, not left, not off establishment."""
    on_posts = text("kind") != str(PostKind.OFF_ESTABLISHMENT)
    return brief["people"].filter(~text("status").is_in(GONE) & on_posts)


def body_kinds(brief: Brief) -> pl.LazyFrame:
    """Bodies by id: `body, body_kind, body_level, body_name` (texts)."""
    return brief["bodies"].select(
        body="id", body_kind=text("kind"), body_level=text("level"), body_name="name"
    )


def holders(brief: Brief) -> pl.LazyFrame:
    """Appointments in force on the day, with their position.

    Columns `person, position, appointed (kind), since, approved_by, body, section, role, level`
    (closed values as text).
    """
    ended = (pl.col("until") <= brief.on).fill_null(value=False)
    begun = pl.col("since") <= brief.on
    positions = brief["positions"].select(
        "body", "section", position="id", role=text("role"), level=text("level")
    )
    return (
        brief["appointments"]
        .filter(begun & ~ended)
        .select("person", "position", "since", "approved_by", appointed=text("kind"))
        .join(positions, on="position", how="inner")
    )


def height(name: str, kind: type[Kind]) -> pl.Expr:
    """How high a closed value stands in a list that is written highest first; 0 is the top."""
    places = {str(one): place for place, one in enumerate(kind)}
    return text(name).replace_strict(places, default=None, return_dtype=pl.Int64)


def months_between(start: pl.Expr, end: pl.Expr) -> pl.Expr:
    """Whole months from one day to another, negative if it comes before."""
    months = (end.dt.year() - start.dt.year()).cast(pl.Int64) * 12
    months += end.dt.month().cast(pl.Int64) - start.dt.month().cast(pl.Int64)
    return months - (end.dt.day() < start.dt.day()).cast(pl.Int64)


def placed(brief: Brief) -> pl.LazyFrame:
    """Placements with the person as they stood before the plan, closed values as text.

    Columns of `placements`; those of `people` that it has too end in `_was` (body, section, kind,
    identity, position, level, rank), the others keep their names; `body_kind` and `body_kind_was`.
    """
    of_person = ("body", "section", "kind", "identity", "position", "level", "rank")
    kept = ("born_on", "sex", "status", "level_since", "rank_since", "title", "certificates",
            "native_place", "worked_since", "entered_on", "entered_by", "education")  # fmt: skip
    people = brief.was["people"].select(
        *kept, person="id", **{f"{name}_was": text(name) for name in of_person}
    )
    kinds = brief.was["bodies"].select(body_was="id", body_kind_was=text("kind"))
    closed = ("outcome", "kind", "identity", "level", "rank")
    placements = brief["placements"].with_columns(text(name) for name in closed)
    return (
        placements.drop("county", "note", "certainty", "source")
        .join(people, on="person", how="left")
        .join(kinds, on="body_was", how="left")
        .join(brief["bodies"].select(body="id", body_kind=text("kind")), on="body", how="left")
    )

"""Views of who rises: by which placement, from where, and what stands about the person."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from sanding.register.kinds import Identity, Kind, Level, PositionRole, Rank
from sanding.register.record_kinds import EvidenceKind, Outcome
from sanding.rules.brief import Brief
from sanding.rules.papers import papers
from sanding.rules.views import height, holders, placed, text

CIVIL = [str(Identity.CIVIL_SERVANT), str(Identity.CIVIL_SERVICE_REFERENCE)]
# leading members of a body; those who lead a section are not (公务员法第一百一十一条)
LEADING = [
    str(PositionRole.COUNTY_LEADER), str(PositionRole.CHIEF), str(PositionRole.EXECUTIVE_DEPUTY),
    str(PositionRole.DEPUTY), str(PositionRole.OTHER_LEADER),
    str(PositionRole.PARTY_GROUP_SECRETARY),
]  # fmt: skip


def place(value: str, kind: type[Kind]) -> int:
    """Return how high a value stands in a list that is written highest first; 0 is the top."""
    return list(kind).index(kind(value))


def effective(brief: Brief) -> pl.Expr:
    """The day a placement takes effect; the day of the review where it names none."""
    return pl.coalesce("effective_on", pl.lit(brief.on))


def seats(brief: Brief) -> pl.LazyFrame:
    """Positions by id: `position, seat_role, seat_level` (texts), `seat_body`."""
    return brief["positions"].select(
        position="id", seat_role=text("role"), seat_level=text("level"), seat_body="body"
    )


def promoted(brief: Brief) -> pl.LazyFrame:
    """Placements that raise a person in level or rank: `placed` with the position they name.

    Further columns `seat_role, seat_level, seat_body`, `level` (the position's where the placement
    names none), `raised_level, raised_rank`. Whoever had no level had that of the position held;
    the position of an assignment (挂职) raises nobody.
    """
    lent = pl.col("outcome") == str(Outcome.ASSIGNMENT)
    seat = pl.when(~lent.fill_null(value=False)).then("seat_level")
    top = height("level", Level)
    held = brief.was.shared(holders).group_by("person").agg(held=top.min())
    before = pl.min_horizontal(height("level_was", Level), "held").fill_null(
        place(str(Level.NONE), Level)
    )
    rank = height("rank", Rank) < height("rank_was", Rank)
    return (
        brief.shared(placed)
        .filter(pl.any_horizontal(pl.col("level", "rank", "position").is_not_null()))
        .join(seats(brief), on="position", how="left")
        .with_columns(level=pl.coalesce("level", seat))
        .join(held, on="person", how="left")
        .with_columns(
            raised_level=(top < before).fill_null(value=False) & pl.col("status").is_not_null(),
            raised_rank=rank.fill_null(value=False),
        )
        .filter(pl.col("raised_level") | pl.col("raised_rank"))
        .drop("held")
    )


def standing(brief: Brief, rows: pl.LazyFrame, kinds: Sequence[str]) -> pl.LazyFrame:
    """Rows with each circumstance of `kinds` that stands about the person on the row's `day`.

    `rows` has `person, day`; further columns `circumstance` (text), `days`.
    """
    begun = (pl.col("since") <= pl.col("day")).fill_null(value=True)
    ended = (pl.col("until") < pl.col("day")).fill_null(value=False)
    known = brief["circumstances"].select("person", "since", "until", "days",
                                         circumstance=text("kind"))  # fmt: skip
    return (
        rows.join(known.filter(pl.col("circumstance").is_in(kinds)), on="person", how="inner")
        .filter(begun & ~ended)
        .drop("since", "until")
    )


def papers_about(brief: Brief, *kinds: EvidenceKind) -> pl.LazyFrame:
    """Papers of these kinds by whom they are about: `person, paper` (kind), `dated_on, detail`."""
    wanted = [str(kind) for kind in kinds]
    return (
        brief.shared(papers)
        .filter(pl.col("kind").is_in(wanted))
        .select("dated_on", "detail", person="about", paper="kind")
    )

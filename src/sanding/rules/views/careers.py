"""How people climb by a placement: from which level and rank, and how long they served in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from sanding.register.kinds import AppointmentKind, Level, Rank
from sanding.register.record_kinds import EvidenceKind, Outcome
from sanding.rules.brief import Brief
from sanding.rules.papers import papers
from sanding.rules.views import height, holders, months_between, placed, text
from sanding.rules.views.promotions import seats
from sanding.rules.views.standing import CIVIL, LEAVING

KEY = ["person", "target"]
# by these nobody takes a position for good, though the placement may name one
UNSEATED = [*LEAVING, str(Outcome.ASSIGNMENT), str(Outcome.POOL)]
MONTHS = months_between(pl.col("since"), pl.col("until"))


def rising(brief: Brief) -> pl.LazyFrame:
    """The placed civil servants without an approval to rise out of turn.

    Columns `person, day` (the placement takes effect), `level, level_was, rank, rank_was` and the
    heights of each (`level_at` …, 0 the top), `worked_since, education` (text). Where no level is
    told it is that of the position, the one named and the one held before.
    """
    lifted = brief.shared(papers).filter(pl.col("kind") == str(EvidenceKind.EXCEPTIONAL_PROMOTION))
    now = pl.coalesce("identity", "identity_was")
    steps = {
        f"{name}{side}_at": height(f"{name}{side}", kind)
        for name, kind in (("level", Level), ("rank", Rank)) for side in ("", "_was")
    }  # fmt: skip
    takes = ~pl.col("outcome").is_in(UNSEATED)
    seat = pl.when(takes.fill_null(value=True)).then("seat_level")
    return (
        brief.shared(placed)
        .filter(now.is_in(CIVIL))
        .join(lifted, left_on="person", right_on="about", how="anti")
        .join(seats(brief), on="position", how="left")
        .join(brief.shared(levels), on="person", how="left")
        .select(
            "person", "rank", "rank_was", "worked_since",
            level=pl.coalesce("level", seat), level_was=pl.coalesce("level_before", "level_was"),
            education=text("education"), day=pl.col("effective_on").fill_null(pl.lit(brief.on)),
        )
        .with_columns(**steps)
    )  # fmt: skip


def levels(brief: Brief) -> pl.LazyFrame:
    """At which level the placed stood: `person, level_before, level_since` (null if not known).

    That of the person, or of a position held, whichever is higher; standing in gives no level.
    """
    main = pl.col("appointed") != str(AppointmentKind.ACTING)
    held = (
        brief.was.shared(holders)
        .filter(main)
        .select("person", held="level", held_at=height("level", Level))
        .drop_nulls("held_at")
        .sort("held_at")
        .unique("person", keep="first", maintain_order=True)
    )
    who = brief["placements"].select("person").unique()
    own = pl.col("own_at").is_not_null()
    higher = (pl.col("held_at") < pl.col("own_at")) | ~own
    return (
        brief.was["people"]
        .select("level_since", person="id", own=text("level"), own_at=height("level", Level))
        .join(who, on="person", how="semi")
        .join(held, on="person", how="left")
        .select(
            "person",
            level_before=pl.when(higher.fill_null(value=False)).then("held").otherwise("own"),
            # the day is that of the person's own level
            level_since=pl.when(~(higher & own).fill_null(value=False)).then("level_since"),
        )
    )


def spans(brief: Brief) -> pl.LazyFrame:
    """In what the placed served and when: `person, code` (a level or rank), `since, until`.

    The present level and rank and what stands in the career records; `until` is null for what
    lasts, `since` where it is not known.
    """
    who = brief["placements"].select("person").unique()
    here = brief.was["people"].join(who, left_on="id", right_on="person", how="semi")
    lasts = pl.lit(None, pl.Date)
    parts = [
        brief.shared(levels).select(
            "person", code="level_before", since="level_since", until=lasts
        ),
        here.select(person="id", code=text("rank"), since="rank_since", until=lasts),
    ]
    parts += [
        brief["spells"].select("person", "since", "until", code=text(name))
        for name in ("level", "rank")
    ]
    columns = ("person", "code", "since", "until")
    return pl.concat(part.select(columns) for part in parts).drop_nulls("code")


def served(brief: Brief, risen: pl.LazyFrame, ways: Mapping[str, Sequence[str]]) -> pl.LazyFrame:
    """How long the risen served in what counts for their target, together and without overlap.

    `risen` has `person, target, day`; `ways` are the levels and ranks that count, by target.
    Returns it with `months`, null where the beginning of a present one is not known, `first` the
    day the first began.
    """
    pairs = [(target, code) for target, codes in ways.items() for code in codes]
    schema = {"target": pl.String, "code": pl.String}
    counts = pl.LazyFrame(pairs, schema=schema, orient="row")
    end = pl.min_horizontal(pl.col("until").fill_null(pl.col("day")), "day")
    times = (
        risen.select(*KEY, "day")
        .join(counts, on="target", how="inner")
        .join(brief.shared(spans), on=["person", "code"], how="inner")
        .with_columns(until=end)
    )
    unknown = times.filter(pl.col("since").is_null()).select(*KEY, unknown=pl.lit(value=True))
    begun = times.filter(pl.col("since") < pl.col("until")).sort(*KEY, "since")
    before = pl.col("until").cum_max().shift(1).over(KEY)
    apart = (pl.col("since") > before.dt.offset_by("1d")).fill_null(value=True)
    islands = (
        begun.with_columns(island=apart.cast(pl.Int64).cum_sum().over(KEY))
        .group_by(*KEY, "island")
        .agg(pl.col("since").min(), pl.col("until").max())
    )
    known = islands.group_by(KEY).agg(months=MONTHS.sum(), first=pl.col("since").min())
    return (
        risen.join(known, on=KEY, how="left")
        .join(unknown.unique(), on=KEY, how="left")
        .with_columns(
            months=pl.when(pl.col("unknown").is_null()).then(pl.col("months").fill_null(0))
        )
        .drop("unknown")
    )


def begins(rows: Sequence[Mapping[str, Any]], name: str) -> dict[str, list[str]]:
    """Return from which levels and ranks each target of a figure is reached."""
    return {row[name]: row["served"] for row in rows}


def share_of(whole: pl.Expr, per_mille: int | pl.Expr) -> pl.Expr:
    """Return so many thousandths of a number, rounded down."""
    return whole * per_mille // 1000

"""How people climb by a placement: from which level and rank, and how long they served in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from sanding.register.kinds import Level, Rank
from sanding.register.record_kinds import EvidenceKind
from sanding.rules.case import Case
from sanding.rules.papers import papers
from sanding.rules.standing_views import CIVIL
from sanding.rules.views import height, months_between, placed, text

KEY = ["person", "target"]
MONTHS = months_between(pl.col("since"), pl.col("until"))


def rising(case: Case) -> pl.LazyFrame:
    """The placed civil servants without an approval to rise out of turn.

    Columns `person, day` (the placement takes effect), `level, level_was, rank, rank_was` and the
    heights of each (`level_at` …, 0 the top), `worked_since, education` (text).
    """
    lifted = case.shared(papers).filter(pl.col("kind") == str(EvidenceKind.EXCEPTIONAL_PROMOTION))
    now = pl.coalesce("identity", "identity_was")
    steps = {
        f"{name}{side}_at": height(f"{name}{side}", kind)
        for name, kind in (("level", Level), ("rank", Rank)) for side in ("", "_was")
    }  # fmt: skip
    return (
        case.shared(placed)
        .filter(now.is_in(CIVIL))
        .join(lifted, left_on="person", right_on="about", how="anti")
        .select(
            "person", "level", "level_was", "rank", "rank_was", "worked_since",
            education=text("education"), day=pl.col("effective_on").fill_null(pl.lit(case.on)),
        )
        .with_columns(**steps)
    )  # fmt: skip


def spans(case: Case) -> pl.LazyFrame:
    """In what the placed served and when: `person, code` (a level or rank), `since, until`.

    The present level and rank and what stands in the career records; `until` is null for what
    lasts, `since` where it is not known.
    """
    who = case["placements"].select("person").unique()
    here = case.was["people"].join(who, left_on="id", right_on="person", how="semi")
    lasts = pl.lit(None, pl.Date)
    parts = [
        here.select(person="id", code=text(name), since=f"{name}_since", until=lasts)
        for name in ("level", "rank")
    ]
    parts += [
        case["spells"].select("person", "since", "until", code=text(name))
        for name in ("level", "rank")
    ]
    columns = ("person", "code", "since", "until")
    return pl.concat(part.select(columns) for part in parts).drop_nulls("code")


def served(case: Case, risen: pl.LazyFrame, ways: Mapping[str, Sequence[str]]) -> pl.LazyFrame:
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
        .join(case.shared(spans), on=["person", "code"], how="inner")
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


def share_of(whole: pl.Expr, per_mille: int) -> pl.Expr:
    """Return so many thousandths of a number, rounded down."""
    return whole * per_mille // 1000

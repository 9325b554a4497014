"""Powers and items that a plan gives to others than the heir of the body that had them.

Beside them: what institutions carry out after the plan.
"""

from __future__ import annotations

import polars as pl

from sanding.rules.brief import Brief
from sanding.rules.views import INSTITUTIONS, body_kinds, text

PLACE = ["receiver", "kind"]


def powers_taken_over(brief: Brief) -> pl.LazyFrame:
    """Powers that a body takes over though it is no heir of the giver, one row each.

    An heir goes on with what an abolished or merged body did (行政诉讼法第二十六条) and takes over
    nothing; what a new body has from one giver only is split off. Columns `id, kind, field` ("" if
    none is told), `giver, receiver, receiver_kind`, `with_duty` (the receiver leads the duty of
    the power after the plan).
    """
    return _taken_over(brief, "powers", text("field").fill_null(""))


def items_taken_over(brief: Brief) -> pl.LazyFrame:
    """Service items that a body takes over; columns as of powers, `field` is empty."""
    return _taken_over(brief, "items", pl.lit(""))


def _taken_over(brief: Brief, table: str, field: pl.Expr) -> pl.LazyFrame:
    heirs = brief["succession"].filter(pl.col("heir_table") == "bodies").select(
        giver="id", receiver="heir", inherited=pl.lit(value=True)
    )  # fmt: skip
    moved = (
        brief[table]
        .select("id", "duty", kind=text("kind"), field=field, receiver="body")
        .join(brief.was[table].select("id", giver="body"), on="id", how="inner")
        .filter(pl.col("giver") != pl.col("receiver"))
        .join(heirs.unique(), on=["giver", "receiver"], how="left")
        .with_columns(pl.col("inherited").fill_null(value=False))
    )
    there = brief.was.shared(body_kinds).select(receiver="body", old=pl.lit(value=True))
    kinds = brief.shared(body_kinds).select(receiver="body", receiver_kind="body_kind")
    duties = brief["duties"].select(duty="id", led_by="body")
    with_duty = (pl.col("led_by") == pl.col("receiver")).fill_null(value=False)
    other = ~pl.col("inherited")
    goes_on = pl.col("inherited").any().over(PLACE)  # it inherits powers of this kind already
    several = pl.col("giver").filter(other).n_unique().over(PLACE) > 1
    return (
        moved.join(there, on="receiver", how="left")
        .filter(other & (pl.col("old").fill_null(value=False) | goes_on | several))
        .join(kinds, on="receiver", how="left")
        .join(duties, on="duty", how="left")
        .with_columns(with_duty=with_duty)
        .drop("duty", "led_by", "old", "inherited")
    )


def carried(brief: Brief) -> pl.LazyFrame:
    """Powers that an institution carries out, itself or by its team, where the plan changed how.

    Columns `id, kind, body` (in whose name), `team, carrier` (the institution), `own` (used in the
    name of an institution, not of an administrative body).
    """
    how = ["body", "team", "carrier"]
    before = brief.was.shared(_carriers).select("id", **{f"{name}_was": name for name in how})
    changed = [pl.col(name).ne_missing(pl.col(f"{name}_was")) for name in how]
    kinds = brief.shared(body_kinds).filter(pl.col("body_kind").is_in(INSTITUTIONS))
    own = kinds.select("body", own=pl.lit(value=True))
    return (
        brief.shared(_carriers)
        .join(kinds.select(carrier="body"), on="carrier", how="semi")
        .join(before, on="id", how="left")
        .filter(pl.any_horizontal(changed))
        .join(own, on="body", how="left")
        .select("id", "kind", *how, pl.col("own").fill_null(value=False))
    )


def _carriers(brief: Brief) -> pl.LazyFrame:
    teams = brief["teams"].select(team="id", of="body")
    return (
        brief["powers"]
        .select("id", "body", "team", kind=text("kind"))
        .join(teams, on="team", how="left")
        .with_columns(carrier=pl.coalesce("of", "body"))
    )

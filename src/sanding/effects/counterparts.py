"""Counterparts (一对多): every upper department has one lead receiver, others by duty."""

from __future__ import annotations

import polars as pl

from sanding.register import Frames


def receivers(frames: Frames) -> pl.LazyFrame:
    """Return who receives what an upper department sends.

    Columns `county, upper, name, side, receiver, duties, own, others`: the lead receiver or null,
    how many duties answer to it, how many of them the lead has, which other bodies have the rest.
    """
    bodies = frames["bodies"].select(receiver="id", there=pl.lit(value=True))
    by_duty = (
        frames["counterparts"]
        .select("duty", "upper")
        .join(frames["duties"].select("body", duty="id"), on="duty", how="inner")
    )
    uppers = (
        frames["uppers"]
        .select("county", "name", "side", "receiver", upper="id")
        .join(bodies, on="receiver", how="left")
        .with_columns(receiver=pl.when(pl.col("there")).then("receiver"))
    )
    mine = (pl.col("body") == pl.col("receiver")).fill_null(value=False)
    told = (
        by_duty.join(uppers.select("upper", "receiver"), on="upper", how="inner")
        .group_by("upper")
        .agg(
            duties=pl.len().cast(pl.Int64),
            own=mine.sum().cast(pl.Int64),
            others=pl.col("body").filter(~mine).drop_nulls().unique().sort(),
        )
    )
    return (
        uppers.drop("there")
        .join(told, on="upper", how="left")
        .with_columns(pl.col("duties", "own").fill_null(0), pl.col("others").fill_null([]))
        .select("county", "upper", "name", "side", "receiver", "duties", "own", "others")
        .sort("county", "upper")
    )


def load(frames: Frames) -> pl.LazyFrame:
    """Return how many upper departments each body answers to: `county, body, lead, by_duty`."""
    found = receivers(frames)
    leads = found.group_by("county", body="receiver").agg(lead=pl.len().cast(pl.Int64))
    others = (
        found.select("county", body="others")
        .explode("body")
        .group_by("county", "body")
        .agg(by_duty=pl.len().cast(pl.Int64))
    )
    return (
        leads.join(others, on=["county", "body"], how="full", coalesce=True)
        .filter(pl.col("body").is_not_null())
        .with_columns(pl.col("lead", "by_duty").fill_null(0))
        .sort("lead", "by_duty", "body", descending=[True, True, False])
    )

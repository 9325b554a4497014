"""Which papers a record lacks: the shape of every rule that asks for proof."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from sanding.register.record_kinds import EvidenceKind
from sanding.rules.brief import Brief

BETWEEN = "、"


def papers(brief: Brief) -> pl.LazyFrame:
    """Papers in force on the day: `about` ("" for the whole plan), `kind`, and their columns."""
    valid = pl.col("until").is_null() | (pl.col("until") >= brief.on)
    return brief["evidence"].filter(valid).with_columns(
        pl.col("about").fill_null(""), pl.col("kind").cast(pl.String)
    )  # fmt: skip


def lacking(
    brief: Brief, subjects: pl.LazyFrame, kinds: Sequence[EvidenceKind], *, whole: bool = False
) -> pl.LazyFrame:
    """Return the subjects that lack one of `kinds`: `where`, `amount` papers, `value` which.

    `subjects` has a column `where` (ids), others are kept. With `whole`, a paper about the plan as
    a whole serves each subject. `value` holds codes of `EvidenceKind` joined by `BETWEEN`.
    """
    wanted = pl.LazyFrame({"kind": [str(kind) for kind in kinds]}, schema={"kind": pl.String})
    there = brief.shared(papers).select(where="about", kind="kind").unique()
    missing = subjects.select("where").unique().join(wanted, how="cross")
    missing = missing.join(there, on=["where", "kind"], how="anti")
    if whole:
        of_plan = there.filter(pl.col("where") == "").select("kind")
        missing = missing.join(of_plan, on="kind", how="anti")
    counted = missing.group_by("where").agg(
        amount=pl.len().cast(pl.Int64), value=pl.col("kind").sort().str.join(BETWEEN)
    )
    return subjects.join(counted, on="where", how="inner")

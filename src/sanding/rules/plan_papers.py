"""Papers that come with a plan, told by the bodies they speak for."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from sanding.register.record_kinds import EvidenceKind
from sanding.rules.brief import Brief
from sanding.rules.papers import BETWEEN, papers
from sanding.rules.views import text


def plan_papers(brief: Brief) -> pl.LazyFrame:
    """Papers in force (see `papers`); one about a change is about each body that change names.

    Columns of `papers`, `field` as text, and `of_change` (whether it was about a change).
    """
    told = brief["arguments"].filter(pl.col("table") == "bodies")
    named = told.select(about="change", named="value").unique()
    return (
        brief.shared(papers)
        .join(named, on="about", how="left")
        .with_columns(
            text("field"),
            about=pl.coalesce("named", "about"),
            of_change=pl.col("named").is_not_null(),
        )
        .drop("named")
    )


def unproved(
    subjects: pl.LazyFrame, there: pl.LazyFrame, kinds: Sequence[EvidenceKind]
) -> pl.LazyFrame:
    """Return the subjects (`where`, `amount`) that lack one of `kinds`, `value` says which.

    `there` are the papers that count (`about`, `kind`); one about the whole plan serves each.
    """
    wanted = pl.LazyFrame({"kind": [str(kind) for kind in kinds]}, schema={"kind": pl.String})
    missing = (
        subjects.select("where", "amount")
        .join(wanted, how="cross")
        .join(there, left_on=["where", "kind"], right_on=["about", "kind"], how="anti")
        .join(there.filter(pl.col("about") == ""), on="kind", how="anti")
    )
    return missing.group_by("where", "amount").agg(value=pl.col("kind").sort().str.join(BETWEEN))

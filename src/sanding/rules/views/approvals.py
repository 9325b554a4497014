"""Which bodies and sections papers speak for: by name, or by the plan that sets them up."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from sanding.register.record_kinds import EvidenceKind
from sanding.rules.brief import Brief
from sanding.rules.papers import papers

APPROVALS = (
    EvidenceKind.APPROVAL, EvidenceKind.UPPER_APPROVAL, EvidenceKind.PARTY_APPROVAL,
    EvidenceKind.COMMISSION_APPROVAL, EvidenceKind.INSTITUTION_APPROVAL,
)  # fmt: skip
OF_A_RULE = "^[A-Z]{3}-"  # such a detail names the one rule the paper is for


def approved(brief: Brief) -> pl.LazyFrame:
    """Ids that an approval paper speaks for, see `spoken_for`: `where`."""
    return spoken_for(brief, APPROVALS)


def spoken_for(brief: Brief, kinds: Sequence[EvidenceKind]) -> pl.LazyFrame:
    """Ids of records that a paper of one of `kinds` speaks for: `where`, each once.

    It is about the record; or about the change that sets it up; or about the whole plan, and then
    it serves what the plan sets up and nothing that was there before. A paper whose detail names a
    rule is for that rule only.
    """
    of_rule = pl.col("detail").str.contains(OF_A_RULE).fill_null(value=False)
    there = (
        brief.shared(papers)
        .filter(pl.col("kind").is_in([str(kind) for kind in kinds]) & ~of_rule)
        .select("about")
        .unique()
    )
    made = brief["arguments"].filter("new").select("change", where="value")
    of_plan = there.filter(pl.col("about") == "").select("about")
    return pl.concat([
        there.select(where="about"),
        made.join(there, left_on="change", right_on="about", how="semi").select("where"),
        made.join(of_plan, how="cross").select("where"),
    ]).unique()  # fmt: skip

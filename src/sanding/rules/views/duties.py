"""Duties that several bodies lead, counted alike by the rules on overlapping duties."""

from __future__ import annotations

import polars as pl

from sanding.law import InForce
from sanding.register.body_names import plain
from sanding.register.kinds import BodyKind
from sanding.rules.brief import Brief
from sanding.rules.papers import BETWEEN
from sanding.rules.views import body_kinds
from sanding.rules.views.bodies import shares

SHARED_BY_ALL = "catch_all_duty_words"  # the figure the rules that count leads ask for
DUTY = ["county", "said"]
PUNCTUATION = r"[\p{P}\p{S}]"
# each does the same in its own place, or for its own pupils and patients
LOCAL = [str(BodyKind.TOWNSHIP), str(BodyKind.SCHOOL), str(BodyKind.HOSPITAL)]


def shared_leads(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Duties of one name in a county that several bodies lead, one row a duty.

    Columns `county, said` (the name without punctuation and white space), `duty` (its id), `body`,
    `leads` (Int64, bodies that lead it, co-located ones once, always above 1), `names` (of the
    bodies, joined by `BETWEEN`). What every body has a duty of, and what townships, schools and
    hospitals do each in its place, are left out.
    """
    of_all = pl.col("name").str.contains_any(law.names(SHARED_BY_ALL))
    bodies = brief.shared(body_kinds).select("body", "body_name", "body_kind")
    same = (
        brief["duties"]
        .filter(~of_all)
        .select(
            "county", "body", duty="id", said=plain(pl.col("name")).str.replace_all(PUNCTUATION, "")
        )
        .filter(pl.struct(DUTY).is_duplicated())
        .join(bodies.filter(~pl.col("body_kind").is_in(LOCAL)), on="body", how="inner")
        .join(brief.shared(shares), on="body", how="inner")
    )
    leads = same.group_by(DUTY).agg(
        leads=pl.col("host").n_unique().cast(pl.Int64),
        names=pl.col("body_name").unique().sort().str.join(BETWEEN),
    )
    several = leads.filter(pl.col("leads") > 1)
    return same.select(*DUTY, "duty", "body").join(several, on=DUTY, how="inner")

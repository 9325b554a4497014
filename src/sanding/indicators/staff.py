"""People who count as in post, and where they are beyond the approved posts."""

from __future__ import annotations

import polars as pl

from sanding.register import Frames
from sanding.register.kinds import Certainty, PersonStatus, PostKind

GONE = [str(PersonStatus.RETIRED), str(PersonStatus.LEFT)]
PLACE = ["county", "body", "kind"]
ON_POSTS = pl.col("kind").cast(pl.String) != str(PostKind.OFF_ESTABLISHMENT)


def in_post(frames: Frames) -> pl.LazyFrame:
    """People on the establishment: not retired, not left, not off establishment."""
    return frames["people"].filter(~pl.col("status").cast(pl.String).is_in(GONE) & ON_POSTS)


def balance(frames: Frames) -> pl.LazyFrame:
    """Posts and people by body and kind: `county, body, kind, approved, people, certainty`.

    A place is as sure as the less sure of its posts and its people; numbers approved for people
    off the establishment are no posts.
    """
    order = [str(Certainty.SYNTHETIC), str(Certainty.TYPICAL), str(Certainty.DOCUMENTED)]
    sure = pl.col("certainty").cast(pl.String).cast(pl.Enum(order)).to_physical()
    people = (
        in_post(frames).group_by(PLACE).agg(people=pl.len().cast(pl.Int64), sure_people=sure.min())
    )
    posts = (
        frames["establishment"]
        .filter(ON_POSTS)
        .select(*PLACE, pl.col("approved").cast(pl.Int64), sure_posts=sure)
    )
    least = pl.min_horizontal("sure_posts", "sure_people").cast(pl.Int64)
    return posts.join(people, on=PLACE, how="full", coalesce=True).select(
        *PLACE,
        pl.col("approved").fill_null(0),
        pl.col("people").fill_null(0),
        certainty=least.replace_strict(
            dict(enumerate(order)), default=None, return_dtype=pl.String
        ),
    )

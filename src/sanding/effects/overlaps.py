"""Duties of different bodies in like words (疑似交叉职责): what an officer should read first.

Likeness of wording is a hint, never a finding: two bodies may well share words and not work. So
there is no threshold; the list is as long as one cares to read. See `docs/methods/wording.md`.
"""

from __future__ import annotations

import polars as pl

from sanding.effects.wording import PER_MILLE, SCALE, Wording, per_mille, products
from sanding.register import Frames, engine_for

SCHEMA = {
    "county": pl.String, "duty": pl.String, "other": pl.String, "body": pl.String,
    "other_body": pl.String, "likeness": pl.Int64, "rank": pl.Int64,
}  # fmt: skip
# every body has such a duty, in the same words: 完成县委、县政府交办的其他任务
CATCH_ALL = r"^(承担|承办|完成|办理)[^，,；;]*交办的其[他它][^，,；;]*$"
UNSEEN = SCALE // 2  # length of the part of a vector that is not looked at first
CHECKED = 20_000  # pairs whose whole vectors are multiplied in one go
BEFORE = (pl.col("text") < pl.col("other")) & (pl.col("body") != pl.col("other_body"))


def suspected_overlaps(frames: Frames, *, most: int = 50) -> pl.DataFrame:
    """Return for each county the `most` likest pairs of duties that two bodies lead.

    Columns: county, duty, other (ids, `duty` the smaller), body, other_body, likeness (cosine of
    the names, per mille), rank from 1. Equals come by id; a likeness of 0 and catch-all duties
    (交办的其他事项) do not come.
    """
    name = pl.col("name").str.strip_chars()
    duties = (
        frames["duties"]
        .select("county", "id", "body", name)
        .drop_nulls()
        .filter(name != "", ~name.str.contains(CATCH_ALL))
        .sort("county", "id")
        .collect(engine=engine_for(frames))
    )
    counties = duties.partition_by("county", maintain_order=True)
    return pl.concat([pl.DataFrame(schema=SCHEMA), *(_overlaps(one, most) for one in counties)])


def _overlaps(duties: pl.DataFrame, most: int) -> pl.DataFrame:
    """The overlaps of one county, whose duties come by id."""
    names = duties.get_column("name")
    lead = duties.select("county", "body", duty="id").with_row_index("text")
    # numbers are quicker to compare than ids
    bodies = lead.select("text", body=pl.col("body").rank("dense"))
    vectors = Wording.of(names).vectors(names).join(bodies, on="text")
    other = lead.select(other="text", other_body="body", other_duty="duty")
    return (
        _likest(vectors.sort("text", "gram"), most)
        .join(lead, on="text")
        .join(other, on="other")
        .drop("other")
        .rename({"other_duty": "other"})
        .sort("likeness", "duty", "other", descending=[True, False, False])
        .head(most)
        .with_columns(rank=pl.int_range(1, pl.len() + 1, dtype=pl.Int64))
        .select(*SCHEMA)
    )


def _likest(vectors: pl.DataFrame, most: int) -> pl.DataFrame:
    """The likest pairs, as columns text, other, likeness: `most` and all that equal the last.

    Texts meet by their rare grams alone first. What two of them share beyond is worth no more than
    the part unseen; if the last of the list is worth no more than that, all grams are looked at.
    """
    # a hundredth more, for the rounding of the weights and of the likeness
    beyond = SCALE * (UNSEEN + SCALE // 100)
    found = _round(vectors, _rare_part(vectors), most, beyond)
    if _last(found.get_column("likeness"), most) * PER_MILLE > beyond:
        return found
    return _round(vectors, vectors, most, beyond=0)


def _round(vectors: pl.DataFrame, seen: pl.DataFrame, most: int, beyond: int) -> pl.DataFrame:
    """The likest of the pairs that meet in `seen`; their products lack at most `beyond`."""
    kept = pl.DataFrame()
    for block in products(seen, seen, BEFORE):
        kept = pl.concat([kept, block]) if len(kept) else block
        last = _last(kept.get_column("product"), most)
        kept = kept.filter(pl.col("product") > last - PER_MILLE - beyond)
    if kept.is_empty():
        return pl.DataFrame(schema={"text": pl.UInt32, "other": pl.UInt32, "likeness": pl.Int64})
    best = _likeness(vectors, kept.top_k(most, by="product"))
    last = max(_last(best.get_column("likeness"), most), 1)
    hopeful = kept.filter(pl.col("product") > (last - 1) * PER_MILLE - beyond)
    return _likeness(vectors, hopeful).filter(pl.col("likeness") >= last)


def _rare_part(vectors: pl.DataFrame) -> pl.DataFrame:
    """The vectors without their commonest grams, as many as are `UNSEEN` long together."""
    rest = pl.col("weight").pow(2).cum_sum(reverse=True).over("text")
    return vectors.filter(rest > UNSEEN * UNSEEN)


def _likeness(vectors: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """The likeness of pairs by their whole vectors: columns text, other, likeness."""
    left = vectors.select("text", "gram", "weight")
    right = vectors.select("gram", other="text", other_weight="weight")
    product = (pl.col("weight") * pl.col("other_weight")).sum()
    return pl.concat(
        part.select("text", "other")
        .join(left, on="text")
        .join(right, on=["other", "gram"])
        .group_by("text", "other")
        .agg(likeness=per_mille(product))
        for part in pairs.iter_slices(CHECKED)
    )


def _last(scores: pl.Series, most: int) -> int:
    """The score of the last of the `most` best; 0 if there are fewer."""
    return min(scores.top_k(most).to_list(), default=0) if len(scores) >= most else 0

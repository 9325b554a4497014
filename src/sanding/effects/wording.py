"""The wording of short Chinese texts: character grams, weighed, compared and classified.

A text is a name or a few lines (a main item and its item). What is computed, why so, and what was
measured: `docs/methods/wording.md`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log
from typing import Self

import polars as pl

Texts = pl.Series | Sequence[str | None]

START, END = "\x02", "\x03"  # how a line ends tells the kind of act: 审批, 备案, 咨询
SCALE = 1_000_000  # weights are whole parts of it: whole numbers add up alike in any order
PER_MILLE = SCALE * SCALE // 1000  # of a product of two vectors
MEETINGS = 2_000_000  # pairs of equal grams looked at in one go: what bounds the memory
PENALTY = 0.2  # of the ridge
STEPS = 8  # of the conjugate gradient: more change less than another choice of folds does


def grams(texts: Texts) -> pl.DataFrame:
    """Return the distinct grams of one to three characters: columns text (row number), gram.

    Full and half width are one, letters are small, blanks fall away; no gram reaches over a line.
    """
    plain = pl.col("line").str.normalize("NFKC").str.to_lowercase().str.split("\n")
    marked = pl.lit(START) + pl.col("line").str.replace_all(r"\s", "") + pl.lit(END)
    rows = pl.DataFrame({"line": _series(texts)}).with_row_index("text").drop_nulls()
    characters = (
        rows.with_columns(plain)
        .explode("line")
        .select("text", first=marked.str.split(""))
        .explode("first")
    )
    first = pl.col("first")
    second = pl.when(first != END).then(first.shift(-1))
    third = pl.when(second != END).then(first.shift(-2))
    return (
        characters.select("text", first, two=first + second, three=first + second + third)
        .unpivot(index="text", value_name="gram")
        .select("text", "gram")
        .drop_nulls()
        .filter(~pl.col("gram").is_in([START, END]))
        .unique()
    )


@dataclass(frozen=True, eq=False, slots=True)
class Wording:
    """The grams of a corpus with their rarity (逆文档频率): columns gram, number, rarity.

    Numbers ascend with the texts a gram stands in, so that the rarest gram is number 0.
    """

    vocabulary: pl.DataFrame
    unknown: float  # rarity of a gram that no text of the corpus has

    @classmethod
    def of(cls, texts: Texts) -> Self:
        """Fit on a corpus."""
        found = grams(texts)
        size = found.get_column("text").n_unique()
        rarity = 1 + ((1 + size) / (1 + pl.col("texts"))).log()
        counted = found.group_by("gram").agg(texts=pl.len().cast(pl.Int64)).sort("texts", "gram")
        numbered = counted.with_row_index("number").select("gram", "number", rarity=rarity)
        return cls(numbered, 1 + log(1 + size))

    def vectors(self, texts: Texts, *, known_alone: bool = False) -> pl.DataFrame:
        """Return each text as a vector of length `SCALE`: columns text, gram (number), weight.

        Grams the corpus lacks have no row, but count in the length, or not, if `known_alone`: then
        half-known words tell as much as known ones. A text of unknown grams alone has no rows.
        """
        length = pl.col("rarity").pow(2).sum().sqrt().over("text")
        return (
            grams(texts)
            .join(self.vocabulary, on="gram", how="inner" if known_alone else "left")
            .with_columns(pl.col("rarity").fill_null(self.unknown))
            .sort("text", "number")
            .select(
                "text",
                gram="number",
                weight=(SCALE * pl.col("rarity") / length).round().cast(pl.Int64),
            )
            .drop_nulls()
        )


def per_mille(product: pl.Expr) -> pl.Expr:
    """Return a product of two vectors as their likeness (cosine) in whole per mille."""
    return (product + PER_MILLE // 2) // PER_MILLE


def products(
    left: pl.DataFrame, right: pl.DataFrame, where: pl.Expr | None = None
) -> Iterator[pl.DataFrame]:
    """Yield the products of vectors that share a gram, a block of texts of `left` at a time.

    Columns of the yields: text, other, product. `where` says which pairs count; it may use any
    column of `left`, and those of `right` as `other` and `other_…`.
    """
    names = {name: f"other_{name}" for name in right.columns if name not in ("text", "gram")}
    right = right.rename({"text": "other", **names})
    load = right.group_by("gram").agg(load=pl.len().cast(pl.Int64))
    loads = left.join(load, on="gram").group_by("text").agg(pl.col("load").sum()).sort("text")
    blocks = loads.select("text", block=pl.col("load").cum_sum() // MEETINGS)
    for part in left.join(blocks, on="text").partition_by("block", include_key=False):
        met = part.join(right, on="gram")
        yield (
            (met if where is None else met.filter(where))
            .group_by("text", "other")
            .agg(product=(pl.col("weight") * pl.col("other_weight")).sum())
        )


def nearest(texts: Texts, among: Texts, *, most: int = 1) -> pl.DataFrame:
    """Return the likest of `among` for each text, best first.

    Columns: text, near (row numbers), rank from 1, likeness (per mille). Of equals the earlier row
    comes first; a text that shares no gram with any has no row. The rarity is that of `among`.
    """
    wording = Wording.of(among)
    schema = {"text": pl.UInt32, "near": pl.UInt32, "rank": pl.Int64, "likeness": pl.Int64}
    found = [pl.DataFrame(schema=schema)]
    for block in products(wording.vectors(texts), wording.vectors(among)):
        likeness = block.select("text", near="other", likeness=per_mille(pl.col("product")))
        found.append(ranked(likeness, "near", most).select(*schema))
    return pl.concat(found).sort("text", "rank")


def ranked(scored: pl.DataFrame, what: str, most: int | None) -> pl.DataFrame:
    """Number the rows of each text by falling likeness, equals by `what`, and keep `most`."""
    ordered = scored.sort("text", "likeness", what, descending=[False, True, False])
    numbered = ordered.with_columns(rank=pl.int_range(1, pl.len() + 1, dtype=pl.Int64).over("text"))
    return numbered if most is None else numbered.filter(pl.col("rank") <= most)


def departments(
    train_texts: Texts, train_labels: Texts, texts: Texts, *, most: int | None = None
) -> pl.DataFrame:
    """Rank the labels for each text by what texts whose label is known teach.

    Columns: text (row number), label, rank from 1, likeness (per mille: 1000 is sure, 0 out of the
    question; no probability). A text whose grams are all unknown has no row. It is a ridge
    regression of one indicator per label on the vectors; the order of the examples tells nothing.
    """
    schema = {"text": pl.UInt32, "label": pl.String, "rank": pl.Int64, "likeness": pl.Int64}
    examples = {"text": _series(train_texts), "label": _series(train_labels)}
    known = pl.DataFrame(examples).drop_nulls().sort("text", "label")
    if known.is_empty():
        return pl.DataFrame(schema=schema)
    return (
        _scores(known, texts)
        # ranked more finely than shown, more coarsely than additions round
        .select("text", "label", likeness=(pl.col("score") * SCALE).round().cast(pl.Int64))
        .pipe(ranked, "label", most)
        .with_columns(likeness=(pl.col("likeness").clip(0, SCALE) + 500) // 1000)
        .select(*schema)
        .sort("text", "rank")
    )


def _scores(known: pl.DataFrame, texts: Texts) -> pl.DataFrame:
    """The score of each label for each text: columns text, label, score."""
    labels = known.get_column("label").unique().sort()
    goals = known.select(
        (pl.col("label") == label).cast(pl.Float64).alias(str(number))
        for number, label in enumerate(labels)
    )
    usual = goals.mean()
    wording = Wording.of(known.get_column("text"))
    learnt = _ridge(wording.vectors(known.get_column("text")), _shifted(goals, usual * -1.0))
    asked = wording.vectors(texts, known_alone=True)
    return (
        _shifted(_Carrier.of(asked, "gram", "text").carry(learnt), usual)
        .rename(dict(zip(goals.columns, labels, strict=True)))
        .insert_column(0, asked.get_column("text").unique().sort())
        .unpivot(index="text", variable_name="label", value_name="score")
    )


@dataclass(frozen=True, eq=False, slots=True)
class _Carrier:
    """Vectors as a matrix to multiply by: from texts to grams, or from grams to texts."""

    source: pl.Series
    weight: pl.Series
    ends: pl.Series  # the last entry of each target, in the order of the targets

    @classmethod
    def of(cls, vectors: pl.DataFrame, source: str, target: str) -> Self:
        ordered = vectors.sort(target, source)
        ends = ordered.select(pl.col(target).rle().struct.field("len").cum_sum() - 1)
        weight = ordered.get_column("weight") / SCALE
        return cls(ordered.get_column(source), weight, ends.to_series())

    def carry(self, wide: pl.DataFrame) -> pl.DataFrame:
        """Add up the weighed rows of `wide` for each target: running totals, and their steps."""
        weighed = pl.all().gather(self.source) * self.weight
        running = wide.select(weighed.cum_sum().gather(self.ends))
        return running.select(pl.all() - pl.all().shift(1, fill_value=0.0))


def _ridge(vectors: pl.DataFrame, goals: pl.DataFrame) -> pl.DataFrame:
    """Weights of the grams (rows) for each goal (columns), by the conjugate gradient.

    `goals` has a row for each text of `vectors`. All goals are solved as one system.
    """
    to_grams = _Carrier.of(vectors, "text", "gram")
    to_texts = _Carrier.of(vectors, "gram", "text")
    found, rest, step = goals * 0.0, goals, goals
    length = _total(rest * rest)
    for _round in range(STEPS):
        if length == 0:  # one label alone: nothing is left to explain
            break
        through = to_texts.carry(to_grams.carry(step)) + step * PENALTY
        pace = length / _total(step * through)
        found, rest = found + step * pace, rest - through * pace
        before, length = length, _total(rest * rest)
        step = rest + step * (length / before)
    return to_grams.carry(found)


def _shifted(wide: pl.DataFrame, by: pl.DataFrame) -> pl.DataFrame:
    shifts = zip(wide.columns, by.row(0), strict=True)
    return wide.select(pl.col(name) + shift for name, shift in shifts)


def _total(wide: pl.DataFrame) -> float:
    return float(wide.sum().sum_horizontal().item())


def _series(texts: Texts) -> pl.Series:
    return pl.Series(texts, dtype=pl.String)

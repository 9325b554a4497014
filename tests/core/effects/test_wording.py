"""Grams, vectors, likeness and classification, each against a second way to the answer."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from math import log, sqrt
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from sanding.effects import wording
from sanding.effects.wording import PENALTY, SCALE, Wording, departments, grams, nearest

CORPUS = [
    "道路运输经营许可",
    "道路旅客运输经营许可",
    "食品经营许可",
    "食品安全监督检查",
    "道路交通安全\n道路交通安全检查",
]
short_texts = st.text(alphabet="道路食品安全许可ａa \n", max_size=8)
corpora = st.lists(short_texts, min_size=1, max_size=6)


def grams_by_hand(text: str) -> set[str]:
    found: set[str] = set()
    for line in text.replace("ａ", "a").split("\n"):
        marked = "\x02" + line.replace(" ", "") + "\x03"
        found |= {marked[at : at + n] for n in (1, 2, 3) for at in range(len(marked) - n + 1)}
    return found - {"\x02", "\x03"}


def vector_by_hand(text: str, corpus: Sequence[str], *, known_alone: bool) -> dict[str, float]:
    every = [grams_by_hand(one) for one in corpus]
    known = set().union(*every)
    own = grams_by_hand(text) & known if known_alone else grams_by_hand(text)
    rarity = {
        gram: 1 + log((1 + len(corpus)) / (1 + sum(gram in one for one in every))) for gram in own
    }
    length = sqrt(sum(value**2 for value in rarity.values()))
    return {gram: value / length for gram, value in rarity.items()}


def cosine_by_hand(
    one: str, other: str, corpus: Sequence[str], *, known_alone: bool = False
) -> float:
    left = vector_by_hand(one, corpus, known_alone=known_alone)
    right = vector_by_hand(other, corpus, known_alone=known_alone)
    return sum(weight * right.get(gram, 0.0) for gram, weight in left.items())


def test_grams_have_one_to_three_characters_and_know_where_a_line_starts_and_ends():
    found = set(grams(["审批"]).get_column("gram"))
    assert found == {"审", "批", "\x02审", "审批", "批\x03", "\x02审批", "审批\x03"}


def test_width_case_and_blanks_do_not_tell_texts_apart():
    one, other = (grams([text]).sort("gram") for text in ("（ABC）许 可证", "(abc)许可证"))
    assert_frame_equal(one, other)


def test_what_is_no_text_has_no_grams():
    assert grams([None, "许可"]).get_column("text").unique().to_list() == [1]


@given(corpora)
def test_the_grams_are_those_found_by_hand(corpus: list[str]):
    found = grams(corpus).sort("text", "gram").rows()
    assert found == sorted(
        (at, one) for at, text in enumerate(corpus) for one in grams_by_hand(text)
    )


@given(corpora, corpora)
def test_the_likeness_is_the_cosine_worked_out_by_hand(corpus: list[str], texts: list[str]):
    found = nearest(texts, corpus, most=len(corpus))
    told = {(text, near): likeness for text, near, _rank, likeness in found.iter_rows()}
    for at, text in enumerate(texts):
        for near, other in enumerate(corpus):
            by_hand = 1000 * cosine_by_hand(text, other, corpus)
            assert abs(told.get((at, near), 0) - by_hand) < 0.51


@given(corpora)
def test_a_vector_has_length_one(corpus: list[str]):
    length = pl.col("weight").pow(2).sum().sqrt() / SCALE
    lengths = Wording.of(corpus).vectors(corpus).group_by("text").agg(length)
    assert lengths.height == len(corpus)
    assert all(value == pytest.approx(1, abs=1e-5) for value in lengths.get_column("weight"))


def test_the_rarest_gram_has_the_smallest_number():
    vocabulary = Wording.of(CORPUS).vocabulary
    assert vocabulary.get_column("rarity").is_sorted(descending=True)
    assert vocabulary.get_column("number").to_list() == list(range(len(vocabulary)))


def test_the_nearest_text_is_the_text_itself():
    found = nearest(CORPUS, CORPUS)
    assert found.get_column("near").to_list() == list(range(len(CORPUS)))
    assert set(found.get_column("likeness")) == {1000}


def test_of_equals_the_earlier_comes_first():
    found = nearest(["食品"], ["许可", "食品", "食品"], most=3)
    assert found.rows() == [(0, 1, 1, 1000), (0, 2, 2, 1000)]


def test_a_text_that_shares_nothing_has_no_nearest():
    assert nearest(["婚姻登记", "xyz"], ["食品许可"]).is_empty()


def test_what_the_corpus_lacks_makes_a_text_less_like():
    (known,), (half,) = (nearest([text], ["食品"])["likeness"] for text in ("食品", "食品xyz"))
    assert half < known == 1000


def test_nothing_among_nothing_is_nothing():
    assert nearest([], CORPUS).is_empty()
    assert nearest(CORPUS, []).is_empty()


def test_few_meetings_at_a_time_find_the_same(monkeypatch: pytest.MonkeyPatch):
    whole = nearest(CORPUS, CORPUS, most=3)
    monkeypatch.setattr(wording, "MEETINGS", 10)
    assert_frame_equal(nearest(CORPUS, CORPUS, most=3), whole)


LABELS = ["交通", "交通", "市监", "市监", "公安"]


def ridge_by_hand(text: str) -> dict[str, float]:
    """Scores by Gaussian elimination on the matrix of likenesses."""
    size = len(CORPUS)
    matrix = [[cosine_by_hand(one, other, CORPUS) for other in CORPUS] for one in CORPUS]
    scores = {}
    for label in set(LABELS):
        usual = LABELS.count(label) / size
        rows = [
            [value + PENALTY * (at == column) for column, value in enumerate(row)]
            + [(LABELS[at] == label) - usual]
            for at, row in enumerate(matrix)
        ]
        for at in range(size):
            for below in range(size):
                if below != at:
                    share = rows[below][at] / rows[at][at]
                    rows[below] = [
                        x - share * y for x, y in zip(rows[below], rows[at], strict=True)
                    ]
        shares = [row[-1] / row[at] for at, row in enumerate(rows)]
        scores[label] = usual + sum(
            share * cosine_by_hand(text, one, CORPUS, known_alone=True)
            for share, one in zip(shares, CORPUS, strict=True)
        )
    return scores


@pytest.mark.parametrize("text", [*CORPUS, "道路检查", "食品运输", "安全"])
def test_the_scores_are_those_of_a_ridge_regression(text: str):
    by_hand = ridge_by_hand(text)
    found = departments(CORPUS, LABELS, [text])
    assert found.get_column("label").to_list() == sorted(by_hand, key=lambda label: -by_hand[label])
    for label, likeness in found.select("label", "likeness").iter_rows():
        assert abs(likeness - 1000 * min(max(by_hand[label], 0), 1)) < 0.6


def test_the_order_of_the_examples_tells_nothing():
    found = departments(CORPUS, LABELS, ["道路检查", "食品"])
    turned = departments(CORPUS[::-1], LABELS[::-1], ["道路检查", "食品"])
    assert_frame_equal(found, turned)


def test_the_best_labels_come_first_and_no_more_than_asked_for():
    found = departments(CORPUS, LABELS, ["食品", "道路"], most=2)
    assert found.get_column("rank").to_list() == [1, 2, 1, 2]
    assert found.filter(pl.col("rank") == 1).get_column("label").to_list() == ["市监", "交通"]


def test_one_label_is_sure():
    assert departments(["食品", "药品"], ["市监", "市监"], ["食品"]).rows() == [
        (0, "市监", 1, 1000)
    ]


def test_a_text_of_unknown_grams_has_no_label():
    assert departments(CORPUS, LABELS, ["xyz", "食品"]).get_column("text").unique().to_list() == [1]


@pytest.mark.parametrize(("examples", "texts"), [([], ["食品"]), (CORPUS, []), (CORPUS, [None])])
def test_without_examples_or_texts_there_is_nothing_to_say(examples, texts):
    found = departments(examples, LABELS[: len(examples)], texts)
    assert found.is_empty()
    assert found.columns == ["text", "label", "rank", "likeness"]


def county_items(shared: Path) -> pl.DataFrame:
    """Items of departments that have five or more: department, text, fold (stratified, fixed)."""
    folder = shared / "data" / "cn-service-items-county"
    items = pl.read_csv(folder / "service_items_dev.csv", infer_schema=False)
    digests = [sha256(code.encode()).hexdigest() for code in items.get_column("item_code")]
    place = pl.col("digest").rank("ordinal").over("department") - 1
    return (
        items.with_columns(digest=pl.Series(digests))
        .filter(pl.len().over("department") >= 5)
        .select(
            "department",
            text=pl.col("main_item").fill_null("") + "\n" + pl.col("item"),
            fold=place.cast(pl.Int64) % 5,
        )
    )


def rank_of_the_truth(items: pl.DataFrame, fold: int) -> pl.Series:
    """The rank of each left-out item's department among those proposed."""
    known, asked = items.filter(pl.col("fold") != fold), items.filter(pl.col("fold") == fold)
    found = departments(known["text"], known["department"], asked["text"])
    truth = asked.select(label="department").with_row_index("text")
    return truth.join(found, on=["text", "label"], how="left").get_column("rank")


def test_the_department_of_a_county_item_is_found_from_its_words(shared: Path):
    items = county_items(shared)
    assert items.get_column("department").n_unique() == 22
    ranks = pl.concat(rank_of_the_truth(items, fold) for fold in range(5))
    assert len(ranks) == len(items) == 771
    assert (ranks == 1).sum() / len(items) >= 0.80
    assert (ranks <= 3).sum() / len(items) >= 0.92

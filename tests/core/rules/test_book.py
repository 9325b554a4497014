"""The hash of the rule book changes with whatever decides what is found, and with nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sanding.law import Law, national_law
from sanding.law.figures import Figure, Instrument, Raised
from sanding.rules.book import book_hash
from sanding.rules.catalogue import CATALOGUE
from sanding.rules.rule import Confirmed, Severity

LAW = national_law()
BOOK = book_hash(LAW)


def with_first_figure(**edited: object) -> Law:
    """The law with the first value of its first figure edited."""
    name, figure = next(iter(LAW.figures.items()))
    values = (replace(figure.values[0], **edited), *figure.values[1:])  # type: ignore[arg-type]
    return replace(LAW, figures={**LAW.figures, name: Figure(name, values)})


@pytest.mark.parametrize(
    "edited",
    [{"value": 999}, {"since": date(1999, 1, 1)}, {"area": "14"}, {"article": "第九百条"},
     {"certainty": "unverified"}],
)  # fmt: skip
def test_another_figure_is_another_book(edited: dict[str, object]):
    assert book_hash(with_first_figure(**edited)) != BOOK


def test_a_note_on_a_figure_is_not():
    assert book_hash(with_first_figure(note="另注")) == BOOK


@pytest.mark.parametrize(
    "edited",
    [{"severity": Severity.WARNING}, {"confirmed": Confirmed.UNVERIFIED}, {"code": "REG-999"},
     {"figures": ("unheard_of",)}],
)  # fmt: skip
def test_another_rule_is_another_book(edited: dict[str, object]):
    first = replace(CATALOGUE[0], **edited)  # type: ignore[arg-type]
    assert book_hash(LAW, (first, *CATALOGUE[1:])) != BOOK
    assert book_hash(LAW, CATALOGUE[1:]) != BOOK


def test_words_and_order_do_not_count():
    told_otherwise = replace(CATALOGUE[0], why="另一种说法")
    assert book_hash(LAW, (*CATALOGUE[1:], told_otherwise)) == BOOK
    turned = dict(reversed(LAW.figures.items()))
    assert book_hash(replace(LAW, figures=turned)) == BOOK


def test_an_overlay_is_another_book():
    raised = Raised(
        rule="REG-001", severity="off", since=date(2025, 1, 1), area="14", confirmed_by="某某"
    )
    assert book_hash(LAW.with_overlay(Law({}, {}, (raised,)))) != BOOK
    instrument = Instrument("某省办法", date(2024, 1, 1))
    assert book_hash(LAW.with_overlay(Law({}, {"某省办法": instrument}))) != BOOK

"""Figures of law are told in officers' words: titles for names, labels for codes."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from sanding.base import BadInput
from sanding.base.translation import catalogue, in_language
from sanding.law import Dated, NotInForce, national_law, title_of
from sanding.law.reading import check_titles
from sanding.law.titles import titles
from sanding.law.units import UNITS, Shape
from sanding.rules.told_figures import CODES, COLUMNS, UNSET, told, unset

FIGURES = national_law().figures
LATIN = re.compile(r"[A-Za-z_]")
HAN = re.compile(r"[\u3400-\u9fff]")
VALUES = [(name, one) for name, figure in FIGURES.items() for one in figure.values]
every_value = pytest.mark.parametrize(
    ("name", "one"), VALUES, ids=lambda one: one if isinstance(one, str) else str(one.since)
)


def latest(name: str) -> Dated:
    return FIGURES[name].values[-1]


def said(name: str, language: str = "zh", *, most: int | None = None) -> str:
    one = latest(name)
    return told(name, one.value, one.unit, language, most=most)


def test_every_national_figure_has_a_chinese_title_of_its_own():
    assert set(titles()) == set(FIGURES)
    assert len(set(titles().values())) == len(FIGURES)
    assert [one for one in titles().values() if LATIN.search(one) or not HAN.search(one)] == []


def test_every_title_has_its_english():
    english = catalogue("en")
    assert [one for one in titles().values() if HAN.search(english.get(one, one))] == []


def test_a_figure_without_a_title_goes_by_its_name():
    assert title_of("of_an_overlay") == "of_an_overlay"


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ('a = "甲"\n', 1, "“ab”没有中文名称"),
        ('a = "甲"\nab = "乙"\nabc = "丙"\n', 3, "没有“abc”这个数值"),
        ('a = "甲"\nab = 1\n', 2, "“ab”的中文名称应是文字"),
        ('ab = "甲"\na = " "\n', 2, "“a”的中文名称应是文字"),
        ('a = "甲"\nab = "甲"\n', 2, "“甲”用了两次"),
        ('a = "甲"\nab\n', 2, "不是有效的 TOML"),
    ],
)
def test_titles_that_are_not_sound_are_refused_by_line(
    tmp_path: Path, text: str, line: int, says: str
):
    file = tmp_path / "titles.toml"
    file.write_text(text, encoding="utf-8")
    figure = FIGURES["bodies_ceiling"]
    with pytest.raises(BadInput) as caught:
        check_titles(file, {"a": figure, "ab": figure})
    assert [(fault.row, says in fault.message) for fault in caught.value.faults] == [(line, True)]


def test_a_figure_not_in_force_is_named_by_its_title():
    with pytest.raises(NotInForce) as caught:
        FIGURES["bodies_ceiling"].at(date(2025, 7, 1))
    assert str(caught.value) == "2025-07-01 没有适用的“机构限额”规定"
    assert caught.value.name == "bodies_ceiling"


@every_value
def test_what_is_told_holds_no_id_and_no_literal(name: str, one: Dated):
    text = told(name, one.value, one.unit)
    assert text
    assert not LATIN.search(text)
    assert not re.search(r"[\[\]{}'\"=]", text)


def test_every_column_of_a_table_has_a_heading_and_no_heading_is_unused():
    tables = {name for name, one in VALUES if UNITS[one.unit][0] is Shape.TABLE}
    assert set(COLUMNS) == tables
    for name in tables:
        there = {key for one in FIGURES[name].values for row in one.value for key in row}
        headings = [one.heading for one in COLUMNS[name].values()]
        assert set(COLUMNS[name]) == there
        assert len(set(headings)) == len(headings)


def test_codes_are_declared_only_for_figures_that_hold_them():
    for name, words in CODES.items():
        for one in FIGURES[name].values:
            values = one.value if isinstance(one.value, list) else [one.value]
            assert set(values) <= set(words)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("section_minimum_posts", "3名"),
        ("publication_days", "20个工作日"),
        ("flexible_late_most", "36个月"),
        ("excellent_share", "200‰"),
        ("institution_report_due", "3月31日"),
    ],
)
def test_a_number_stands_with_its_unit(name: str, words: str):
    assert said(name) == words


def test_a_list_of_codes_stands_as_their_labels():
    assert said("pool_cadre_levels") == "正科级、副科级"
    assert said("county_leaders_highest_rank") == "二级巡视员"
    assert said("pool_exit_fields") == "退出日期、退出原因、退出文号"


def test_a_table_stands_row_by_row_under_headings():
    first, *_rest = said("rank_service").split("；")
    assert first == "拟晋升职级：一级巡视员，任职年限：48个月，原任层次或职级：二级巡视员"
    assert said("entry_bars").endswith("情形：失信联合惩戒对象，终身限制：否")
    assert "出生月份自：1965-01-01" in said("retirement_delays")
    assert "职务名称：不限" in said("home_place_posts")


def test_of_a_long_table_only_the_first_rows_are_shown():
    rows = said("rank_service").split("；")
    assert said("rank_service", most=2) == "；".join(rows[:2]) + f"……等{len(rows)}行"
    assert said("rank_service", most=len(rows)) == "；".join(rows)


@pytest.mark.parametrize("name", [*CODES, "rank_service", "section_minimum_posts"])
def test_codes_headings_and_units_have_their_english(name: str):
    assert not HAN.search(said(name, "en"))


def test_a_value_that_is_never_or_nowhere_in_force_is_no_value():
    gaps = {name for name, one in VALUES if unset(one.since, one.area)}
    assert gaps == {"bodies_ceiling", "institutions_ceiling", "administrative_posts_total"}
    assert in_language(UNSET, "en") != UNSET

"""The statutory retirement month is the one worked out by hand, whoever asks and whenever."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sanding.law import InForce, national_law
from sanding.law.retirement import (
    FIGURES,
    RetirementClass,
    contribution_months,
    delay_months,
    original_age,
    original_month,
    retirement_class,
    retirement_month,
)
from sanding.register import TABLES
from sanding.register.kinds import Identity, Level, Rank, Sex

KNOWN = Path(__file__).resolve().parents[2] / "known" / "retirement_months.yaml"
WORKED_OUT = yaml.safe_load(KNOWN.read_text(encoding="utf-8"))
COLUMNS = ("sex", "identity", "level", "rank", "title", "born_on")
# a person of each class
PEOPLE: dict[str, dict[str, Any]] = {
    "male": {"sex": "male", "identity": "civil_servant"},
    "female_55": {"sex": "female", "identity": "institution_professional", "title": "一级教师"},
    "female_50": {"sex": "female", "identity": "support_worker"},
    "female_60": {"sex": "female", "identity": "civil_servant", "level": "fuchu"},
}
NOW = national_law().on(date(2025, 7, 1))
BEFORE = national_law().on(date(2024, 12, 31))
CAPS = {"male": 36, "female_60": 36, "female_55": 36, "female_50": 60}
classes = st.sampled_from(sorted(PEOPLE))
births = st.dates(date(1940, 1, 1), date(2010, 12, 31))


def people(*rows: dict[str, Any]) -> pl.DataFrame:
    schema = {name: TABLES["people"].schema[name] for name in COLUMNS}
    return pl.DataFrame([{**dict.fromkeys(COLUMNS), **row} for row in rows], schema=schema)


def asked(expr: pl.Expr, **person: Any) -> Any:
    return people(person).select(expr).item()


def month(text: str) -> date:
    year, number = text.split("-")
    return date(int(year), int(number), 1)


def later(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


@pytest.mark.parametrize("part", ["known", "unverified"])
def test_each_month_worked_out_by_hand_is_found(part: str):
    rows = WORKED_OUT[part]
    assert len(rows) == {"known": 106, "unverified": 7}[part]
    table = people(
        *({**PEOPLE[row["class"]], "born_on": month(row["born"])} for row in rows)
    ).select(group=retirement_class(NOW), delay=delay_months(NOW), retires=retirement_month(NOW))
    assert table.rows() == [
        (row["class"], row["delay_months"], month(row["retires"])) for row in rows
    ]


def test_the_day_of_birth_does_not_matter_only_its_month():
    days = [date(1970, 9, 1), date(1970, 9, 30)]
    found = people(*({**PEOPLE["male"], "born_on": day} for day in days)).select(
        retirement_month(NOW)
    )
    assert found.to_series().to_list() == [date(2032, 3, 1)] * 2


@pytest.mark.parametrize("one", sorted(PEOPLE))
def test_before_the_schedule_is_in_force_the_original_age_holds(one: str):
    person = {**PEOPLE[one], "born_on": date(1990, 3, 5)}
    ages = {"male": 60, "female_60": 60, "female_55": 55, "female_50": 50}
    assert asked(delay_months(BEFORE), **person) == 0
    assert asked(retirement_month(BEFORE), **person) == date(1990 + ages[one], 3, 1)
    assert asked(original_month(NOW), **person) == date(1990 + ages[one], 3, 1)


@given(classes, births, births)
def test_who_is_born_later_retires_no_earlier(one: str, first: date, second: date):
    early, late = (
        asked(retirement_month(NOW), **PEOPLE[one], born_on=day) for day in sorted([first, second])
    )
    assert early <= late


@given(classes, births)
def test_a_delay_is_never_above_the_cap_and_grows_by_one_month_at_most(one: str, born: date):
    person = PEOPLE[one]
    delay = asked(delay_months(NOW), **person, born_on=born)
    following = asked(delay_months(NOW), **person, born_on=later(born, 1))
    assert 0 <= delay <= following <= min(delay + 1, CAPS[one])


@given(classes, births)
def test_the_month_is_the_birth_the_original_age_and_the_delay(one: str, born: date):
    person = {**PEOPLE[one], "born_on": born}
    months = asked(original_age(NOW), **person) + asked(delay_months(NOW), **person)
    assert asked(retirement_month(NOW), **person) == later(born, months)


@pytest.mark.parametrize(
    ("person", "group"),
    [
        ({"identity": "civil_servant"}, "female_55"),
        ({"identity": "civil_service_reference"}, "female_55"),
        ({"identity": "institution_management"}, "female_55"),
        ({"identity": "support_worker"}, "female_50"),
        ({"identity": "support_worker", "title": "高级技师"}, "female_50"),
        ({"identity": "off_establishment"}, None),
        ({}, None),
        ({"identity": "civil_servant", "level": "zhengke"}, "female_55"),
        ({"identity": "civil_servant", "level": "zhengchu"}, "female_60"),
        ({"identity": "civil_servant", "rank": "researcher_4"}, "female_60"),
        ({"identity": "civil_servant", "rank": "principal_1"}, "female_55"),
    ],
)
def test_the_class_of_a_woman_hangs_on_what_she_is(person: dict[str, Any], group: str | None):
    assert asked(retirement_class(NOW), sex="female", **person) == group
    assert asked(retirement_class(NOW), sex="male", **person) == "male"
    assert asked(retirement_class(NOW), **person) is None


@pytest.mark.parametrize(
    ("title", "senior"),
    [
        ("副高级", True), ("正高级教师", True), ("高级教师", True), ("高级工程师", True),
        ("副主任医师", True), ("副研究馆员", True), ("副教授", True),
        ("中级", False), ("初级", False), ("一级教师", False), ("主治医师", False),
        ("助理研究员", False), ("小学高级教师", False), ("高级工", False), (None, False),
    ],
)  # fmt: skip
def test_a_senior_title_makes_the_class(title: str | None, senior: bool):
    person = {"sex": "female", "identity": "institution_professional", "title": title}
    assert asked(retirement_class(NOW), **person) == ("female_60" if senior else "female_55")


def test_before_2015_a_woman_of_senior_title_is_a_cadre():
    old = national_law().on(date(2015, 2, 28))
    person = {**PEOPLE["female_60"], "born_on": date(1962, 5, 1)}
    assert asked(retirement_class(old), **person) == "female_55"
    assert asked(retirement_month(old), **person) == date(2017, 5, 1)


@pytest.mark.parametrize("law", [NOW, BEFORE])
def test_what_is_not_known_gives_no_month(law: InForce):
    for person in ({"sex": "male"}, {"born_on": date(1970, 1, 1)}, {}):
        assert asked(retirement_month(law), **person) is None
        assert asked(delay_months(law), **person) is None


def test_another_class_can_be_asked_for():
    woman = {**PEOPLE["female_55"], "born_on": date(1975, 1, 20)}
    for one in RetirementClass:
        of_class = asked(retirement_month(NOW, one), **woman)
        own = {**PEOPLE[one], "born_on": date(1975, 1, 20)}
        assert of_class == asked(retirement_month(NOW), **own)


@pytest.mark.parametrize(
    ("year", "months"), [(2025, 180), (2029, 180), (2030, 186), (2035, 216), (2039, 240),
                         (2050, 240)],
)  # fmt: skip
def test_the_contribution_asked_grows_by_half_a_year_from_2030(year: int, months: int):
    frame = pl.DataFrame({"year": [year]})
    assert frame.select(contribution_months(NOW, pl.col("year"))).item() == months


def test_before_the_decision_fifteen_years_of_contribution_were_asked():
    frame = pl.DataFrame({"year": [2045]})
    assert frame.select(contribution_months(BEFORE, pl.col("year"))).item() == 180


def test_the_law_uses_the_codes_of_the_register():
    kinds = {
        "cadre_identities": Identity, "worker_identities": Identity,
        "flexible_late_closed": Identity, "senior_women_levels": Level, "senior_women_ranks": Rank,
    }  # fmt: skip
    for name, kind in kinds.items():
        assert set(NOW.names(name)) <= {str(one) for one in kind}
    assert {str(one) for one in Sex} == {"male", "female"}
    delays = NOW.value("retirement_delays") + NOW.value("senior_women_delays")
    assert sorted(row["class"] for row in delays) == sorted(RetirementClass)


def test_the_figures_named_are_those_asked_for():
    law = national_law().on(date(2025, 7, 1))
    people({}).select(retirement_month(law))
    assert law.asked == set(FIGURES)

"""How long people served is the same when every day is counted."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from sanding.law import national_law
from sanding.law.retirement import RetirementClass
from sanding.register.personnel import PERSONNEL
from sanding.rules.brief import Brief
from sanding.rules.views.careers import served
from sanding.rules.views.retirements import AgeClass, Retiring
from tests.builders import CODE, DAY, told

START = date(2010, 1, 1)
REGISTER = told({"people": [{"id": "甲"}]})
days = st.integers(0, 1200).map(lambda n: START + timedelta(days=n))


@st.composite
def spells(draw: st.DrawFn) -> dict[date, dict[str, Any]]:
    """Up to five spells by the day they began, some of them of a level that does not count."""
    found = {}
    for since in draw(st.lists(days, max_size=5, unique=True)):
        until = since + timedelta(days=draw(st.integers(0, 500)))
        level = draw(st.sampled_from(["fuke", "zhenggu"]))
        found[since] = {"person": "甲", "since": since, "until": until, "level": level}
    return found


def case_of(rows: list[dict[str, Any]]) -> Brief:
    personnel = {}
    for name, some in {"spells": rows, "placements": [{"person": "甲", "id": "一"}]}.items():
        filled = [{"county": CODE, **row} for row in some]
        names = {key for row in filled for key in row}
        schema = {key: kind for key, kind in PERSONNEL[name].schema.items() if key in names}
        personnel[name] = PERSONNEL[name].conform(pl.DataFrame(filled, schema=schema))
    return Brief(REGISTER, DAY, personnel=personnel)


@given(spells())
def test_months_served_are_those_of_the_days_served(rows: dict[date, dict[str, Any]]):
    risen = pl.LazyFrame({"person": ["甲"], "target": ["zhengke"], "day": [DAY]})
    ways = {"zhengke": ["fuke"]}
    found = served(case_of(list(rows.values())), risen, ways).collect().row(0, named=True)
    worked: set[date] = set()
    for row in rows.values():
        if row["level"] == "fuke" and row["until"] > row["since"]:
            worked |= {row["since"] + timedelta(days=n) for n in range(_days(row) + 1)}
    assert found["months"] == sum(_months(first, last) for first, last in _runs(worked))
    assert found["first"] == (min(worked) if worked else None)


def _days(row: dict[str, Any]) -> int:
    return int((row["until"] - row["since"]).days)


def _runs(worked: set[date]) -> list[tuple[date, date]]:
    """Unbroken runs of days, first and last."""
    one = timedelta(days=1)
    firsts = sorted(day for day in worked if day - one not in worked)
    lasts = sorted(day for day in worked if day + one not in worked)
    return list(zip(firsts, lasts, strict=True))


def _months(first: date, last: date) -> int:
    whole = (last.year - first.year) * 12 + last.month - first.month
    return whole - (last.day < first.day)


def test_the_classes_in_words_are_those_of_the_law():
    assert [str(one) for one in AgeClass] == [str(one) for one in RetirementClass]


def test_who_retires_when_is_worked_out_once_for_a_law():
    brief = case_of([])
    law, other = (national_law().on(day) for day in (date(2025, 7, 1), date(2024, 7, 1)))
    brief.shared(Retiring(law))
    brief.shared(Retiring(law))
    brief.shared(Retiring(other))
    assert sum(isinstance(view, Retiring) for view in brief.kept) == 2

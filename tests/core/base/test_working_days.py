from __future__ import annotations

import csv
import subprocess
import sys
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, datetime
from importlib import resources
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanding.base.working_days import WorkingDays, national_working_days

BEGINS, ENDS = date(2004, 1, 1), date(2026, 12, 31)
DAYS = st.dates(date(1999, 1, 1), date(2031, 12, 31))
TERMS = st.integers(0, 90)
CALENDARS = st.dictionaries(
    st.dates(date(2019, 12, 20), date(2022, 1, 10)), st.booleans(), min_size=1, max_size=40
).map(WorkingDays)


@pytest.fixture(scope="module")
def national() -> WorkingDays:
    return national_working_days()


@pytest.fixture(scope="module")
def told(shared: Path) -> dict[date, bool]:
    """Every day of the calendar our exceptions were taken from: is it worked?"""
    with (shared / "data/cn-working-calendar/cn_days.csv").open(encoding="utf-8") as lines:
        rows = csv.DictReader(lines)
        return {date.fromisoformat(row["date"]): row["is_workday"] == "1" for row in rows}


def due(calendar: WorkingDays, days: Sequence[date | None], n: int) -> list[date | None]:
    """The Polars way to `add_working_days`."""
    frame = pl.DataFrame({"day": days}, schema={"day": pl.Date})
    return frame.select(calendar.due_on(pl.col("day"), n)).to_series().to_list()


def test_every_day_of_23_years_is_as_the_calendar_tells(national, told):
    assert (min(told), max(told), len(told)) == (BEGINS, ENDS, 8_401)
    assert {day: national.is_working_day(day) for day in told} == told


@pytest.mark.parametrize("n", [1, 5, 20])
def test_a_term_from_any_of_those_days_ends_on_the_nth_worked_one_after(national, told, n):
    worked = sorted(day for day, works in told.items() if works)
    days = [day for day in sorted(told) if bisect_right(worked, day) + n <= len(worked)]
    assert len(days) > 8_000
    assert due(national, days, n) == [worked[bisect_right(worked, day) + n - 1] for day in days]


def test_the_file_holds_exceptions_only_each_once_and_in_order(national):
    text = (resources.files("sanding.base") / "holidays.csv").read_text(encoding="utf-8")
    days = [date.fromisoformat(line[:10]) for line in text.splitlines() if line[:2] == "20"]
    assert days == sorted(national.works)
    assert all(works is (day.isoweekday() > 5) for day, works in national.works.items())


def test_the_calendar_says_how_far_it_reaches(national):
    assert (national.calendar_begins_on, national.calendar_ends_on) == (BEGINS, ENDS)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-02-13", True),  # Friday before Spring Festival
        ("2026-02-14", True),  # Saturday, worked in exchange
        ("2026-02-16", False),  # Monday, New Year's eve
        ("2026-02-21", False),  # Saturday within the holiday
        ("2026-02-24", True),  # Tuesday after it
        ("2015-09-03", False),  # Thursday, seventy years after the war: one year only
        ("2003-10-01", True),  # Wednesday before the calendar begins
        ("2027-01-01", True),  # Friday after it ends
        ("2027-01-02", False),
    ],
)
def test_a_day_is_worked_or_not(national, day, works):
    assert national.is_working_day(date.fromisoformat(day)) is works


# Each end was counted by hand, from the holidays and make-up days of its year.
@pytest.mark.parametrize(
    ("day", "n", "ends"),
    [
        ("2026-01-05", 20, "2026-02-02"),  # 4 + 5 + 5 + 5 in plain weeks, then Monday
        ("2026-01-30", 20, "2026-03-05"),  # 10, Saturday 14th, 24th to 27th, Saturday 28th, 4
        ("2026-02-13", 1, "2026-02-14"),  # the make-up Saturday
        ("2026-02-13", 2, "2026-02-24"),  # over the nine days of Spring Festival
        ("2025-09-26", 5, "2025-10-10"),  # Sunday 28th, 29th, 30th, then 9th and 10th
        ("2025-09-26", 6, "2025-10-11"),  # and the make-up Saturday
        ("2026-10-03", 1, "2026-10-08"),  # begun on a day off
        ("2026-02-16", 0, "2026-02-16"),  # no days: the day itself, worked or not
        ("2003-12-31", 1, "2004-01-02"),  # into the calendar
        ("2026-12-30", 3, "2027-01-04"),  # out of it: 31st, Friday 1st, Monday
    ],
)
def test_a_term_ends_where_it_was_counted_by_hand_to_end(national, day, n, ends):
    begun, ended = date.fromisoformat(day), date.fromisoformat(ends)
    assert national.add_working_days(begun, n) == ended
    assert due(national, [begun], n) == [ended]
    assert national.working_days_between(begun, ended) == n


def test_days_between_count_the_end_and_not_the_start_and_have_a_sign(national):
    friday, tuesday = date(2026, 2, 13), date(2026, 2, 24)
    assert national.working_days_between(friday, tuesday) == 2
    assert national.working_days_between(tuesday, friday) == -2
    assert national.working_days_between(friday, friday) == 0


@given(DAYS, TERMS)
def test_a_term_is_as_long_as_the_days_between_its_ends(day, n):
    national = national_working_days()
    end = national.add_working_days(day, n)
    assert national.working_days_between(day, end) == n
    assert not n or national.is_working_day(end)


@given(st.lists(st.tuples(st.none() | DAYS, st.none() | DAYS, st.none() | TERMS), max_size=20))
def test_columns_agree_with_single_days(rows):
    calendar = national_working_days()
    frame = pl.DataFrame(
        rows, schema={"day": pl.Date, "end": pl.Date, "n": pl.Int32}, orient="row"
    ).select(
        due=calendar.due_on(pl.col("day"), pl.col("n")),
        fixed=calendar.due_on(pl.col("day"), 20),
        between=calendar.working_days_between_expr(pl.col("day"), pl.col("end")),
    )
    assert frame.schema == {"due": pl.Date, "fixed": pl.Date, "between": pl.Int64}
    assert frame.rows() == [
        (
            calendar.add_working_days(day, n) if day and n is not None else None,
            calendar.add_working_days(day, 20) if day else None,
            calendar.working_days_between(day, end) if day and end else None,
        )
        for day, end, n in rows
    ]


@given(CALENDARS, st.lists(DAYS, min_size=1, max_size=5), TERMS)
def test_columns_agree_with_single_days_on_any_calendar(calendar, days, n):
    assert due(calendar, days, n) == [calendar.add_working_days(day, n) for day in days]


def test_columns_keep_their_name_and_work_in_groups_and_in_streams(national):
    frame = pl.LazyFrame({"office": ["甲", "甲", "乙"], "begun": [date(2026, 2, 13)] * 3})
    by_office = frame.group_by("office").agg(national.due_on(pl.col("begun"), 2).max())
    streamed = frame.select(national.due_on(pl.col("begun"), 2)).collect(engine="streaming")
    assert set(by_office.collect()["begun"]) == {date(2026, 2, 24)}
    assert set(streamed["begun"]) == {date(2026, 2, 24)}


def test_an_instant_counts_as_its_day(national):
    late = datetime(2026, 2, 16, 23, 59)  # a holiday, though a Monday
    assert not national.is_working_day(late)
    assert national.add_working_days(late, 1) == date(2026, 2, 24)
    column = pl.select(national.due_on(pl.lit(late), 1))
    assert column.item() == date(2026, 2, 24)


def test_a_negative_term_is_refused_and_null_in_a_column(national):
    with pytest.raises(ValueError, match="-1 working days"):
        national.add_working_days(BEGINS, -1)
    with pytest.raises(ValueError, match="-1 working days"):
        national.due_on(pl.lit(BEGINS), -1)
    assert pl.select(national.due_on(pl.lit(BEGINS), pl.lit(-1))).item() is None


def test_nothing_is_read_before_it_is_asked_for():
    code = "from sanding.base.working_days import national_working_days as n; print(n.cache_info())"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "currsize=0" in said.stdout

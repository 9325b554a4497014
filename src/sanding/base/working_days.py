"""Working days (工作日): where a term counted in them ends, for one day or for whole columns.

The State Council gives one year's holidays and make-up days at a time; a year not given yet is
Monday to Friday, and whoever shows a day after `calendar_ends_on` says that it is provisional.
Even the last days of that December may still change by the notice for the year that follows.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from importlib import resources

import polars as pl

_DAY_0 = date(1970, 1, 1).toordinal()  # of Polars
_THURSDAY = 3  # which day 0 was, counted from its Monday


@dataclass(frozen=True, eq=False)
class WorkingDays:
    """A calendar of working days (工作日): Monday to Friday but for its exceptions.

    `works` holds the exceptions, at least one: False for a weekday off, True for a weekend day
    worked. A year that has one is known whole; before and after those years only weekends count.
    """

    works: Mapping[date, bool]

    @cached_property
    def calendar_begins_on(self) -> date:
        """The first day that is known."""
        return date(min(self.works).year, 1, 1)

    @cached_property
    def calendar_ends_on(self) -> date:
        """The last day that is known; what falls after it is provisional."""
        return date(max(self.works).year, 12, 31)

    def is_working_day(self, day: date) -> bool:
        """Whether the day is worked."""
        return self._works(day.toordinal())

    def add_working_days(self, day: date, n: int) -> date:
        """Return the last day of a term of n working days, the day after `day` being the first.

        The day a term begins on is not counted (期间开始之日不计入). A term of no days ends on
        `day`; raises `ValueError` for fewer.
        """
        _refuse_negative(n)
        ordinal = day.toordinal()
        while n:
            ordinal += 1
            n -= self._works(ordinal)
        return date.fromordinal(ordinal)

    def working_days_between(self, start: date, end: date) -> int:
        """Count the working days after `start` up to and with `end`; negative if `end` is first."""
        first, last = start.toordinal(), end.toordinal()
        if last < first:
            return -self.working_days_between(end, start)
        return sum(map(self._works, range(first + 1, last + 1)))

    def due_on(self, column: pl.Expr, n: int | pl.Expr) -> pl.Expr:
        """`add_working_days` over a column of days, by one number or by a column of numbers.

        Null where either is null or the number of a column is negative; raises `ValueError` for a
        negative number by itself.
        """
        if isinstance(n, int):
            _refuse_negative(n)
        day, steps = column.cast(pl.Date), (pl.lit(n) if isinstance(n, int) else n).cast(pl.Int64)
        number = self._number(day) + steps
        worked, first = self._worked_days, self._first_number
        last = first + len(worked) - 1
        places = pl.Series(range(first, last + 1), dtype=pl.Int64)
        due = (
            pl.when(number < first)
            .then(_weekday(number))
            .when(number > last)
            .then(_weekday(number - self._surplus[-1]))
            .otherwise(number.clip(first, last).replace_strict(places, worked))
        )
        due_day = due.cast(pl.Int32).cast(pl.Date)
        return pl.when(steps == 0).then(day).when(steps > 0).then(due_day)

    def working_days_between_expr(self, start: pl.Expr, end: pl.Expr) -> pl.Expr:
        """`working_days_between` over two columns of days, as Int64; null where either is null."""
        return self._number(end.cast(pl.Date)) - self._number(start.cast(pl.Date))

    def _works(self, ordinal: int) -> bool:
        """By the day's ordinal, so that an instant counts as its day; ordinal 1 is a Monday."""
        return self._by_ordinal.get(ordinal, 1 <= ordinal % 7 <= 5)

    @cached_property
    def _by_ordinal(self) -> dict[int, bool]:
        return {day.toordinal(): works for day, works in self.works.items()}

    def _number(self, day: pl.Expr) -> pl.Expr:
        """Number the working days without a gap; a day off has the number of the one before."""
        days, since = self._days, day.cast(pl.Int64)
        surplus = since.clip(days[0], days[-1]).replace_strict(days, self._surplus)
        return _weekdays(since) + surplus

    @cached_property
    def _days(self) -> pl.Series:
        """The day before the calendar begins and every day of it, as Polars counts them."""
        first, last = self.calendar_begins_on.toordinal() - 1, self.calendar_ends_on.toordinal()
        return pl.Series(range(first - _DAY_0, last - _DAY_0 + 1), dtype=pl.Int64)

    @cached_property
    def _worked(self) -> pl.Series:
        """Whether each of `_days` is worked."""
        return pl.Series([self._works(day + _DAY_0) for day in self._days], dtype=pl.Boolean)

    @cached_property
    def _surplus(self) -> pl.Series:
        """How many more days than weekdays were worked up to each of `_days`."""
        weekday = self._days.cast(pl.Date).dt.weekday() <= 5
        return (self._worked.cast(pl.Int64) - weekday.cast(pl.Int64)).cum_sum()

    @cached_property
    def _worked_days(self) -> pl.Series:
        """The working days of the calendar, as Polars counts them."""
        return self._days[1:].filter(self._worked[1:])

    @cached_property
    def _first_number(self) -> int:
        """The number of the first of `_worked_days`; until there, weekdays alone are counted."""
        return int(pl.select(_weekdays(pl.lit(self._days[0]))).item()) + 1


@cache
def national_working_days() -> WorkingDays:
    """Return the calendar of the State Council's notices, read when first asked for."""
    file = resources.files("sanding.base") / "holidays.csv"
    with file.open(encoding="utf-8") as lines:
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        works = {date.fromisoformat(row["day"]): row["works"] == "1" for row in rows}
        return WorkingDays(works)


def _weekdays(since: pl.Expr) -> pl.Expr:
    """Count the days from Monday to Friday up to a day, from the Monday before Polars' day 0."""
    monday = since + _THURSDAY
    return monday // 7 * 5 + (monday % 7 + 1).clip(upper_bound=5)


def _weekday(number: pl.Expr) -> pl.Expr:
    """Return the day, as Polars counts it, that is the number-th from Monday to Friday."""
    return (number - 1) // 5 * 7 + (number - 1) % 5 - _THURSDAY


def _refuse_negative(n: int) -> None:
    if n < 0:
        raise ValueError(f"a term of {n} working days")

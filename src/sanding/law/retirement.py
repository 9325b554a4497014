"""The statutory retirement month (法定退休时间) as expressions over people, by the law of a day.

People are rows with the columns `sex, identity, level, rank, title, born_on`: closed values as
their codes, title as text, birth a date. A woman's age hangs on what she is, so the class is an
expression of its own. Every other function takes a column of classes, or one class for all so that
another can be asked for; by default it is worked out anew, which costs more than a column. A month
is its first day. What is not known (sex, identity, birth) gives null. While no schedule of delays
is in force the original age holds. Units: months.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Any

import polars as pl

from sanding.law.figures import InForce, NotInForce

YEAR = 12  # months
Group = pl.Expr | str | None  # a class for each person, one for all, or that of the person
DELAYS = ("retirement_delays", "senior_women_delays")
CLASS_FIGURES = (
    "cadre_identities", "worker_identities", "original_age_senior_women", "senior_women_levels",
    "senior_women_ranks", "senior_titles", "titles_below_senior",
)  # fmt: skip
FIGURES = (
    *CLASS_FIGURES, "original_age_men", "original_age_women_cadres", "original_age_women_workers",
    *DELAYS,
)  # fmt: skip


class RetirementClass(StrEnum):
    """By which original age a person retires (原法定退休年龄类别)."""

    MALE = "male"
    FEMALE_60 = "female_60"
    FEMALE_55 = "female_55"
    FEMALE_50 = "female_50"


AGES = {
    RetirementClass.MALE: "original_age_men",
    RetirementClass.FEMALE_60: "original_age_senior_women",
    RetirementClass.FEMALE_55: "original_age_women_cadres",
    RetirementClass.FEMALE_50: "original_age_women_workers",
}


def retirement_class(law: InForce) -> pl.Expr:
    """Return the class as text: men; women by identity, level, rank and title.

    Women of the county-division level or with a senior title are a class of their own from the
    day that was laid down, cadres before. Null where sex or identity does not tell.
    """
    identity = _code("identity")
    cadre = identity.is_in(law.names("cadre_identities"))
    senior = cadre & _is_senior(law)
    of_women = (
        pl.when(senior).then(pl.lit(RetirementClass.FEMALE_60))
        .when(cadre).then(pl.lit(RetirementClass.FEMALE_55))
        .when(identity.is_in(law.names("worker_identities")))
        .then(pl.lit(RetirementClass.FEMALE_50))
    )  # fmt: skip
    sex = _code("sex")
    return (
        pl.when(sex == "male").then(pl.lit(RetirementClass.MALE))
        .when(sex == "female").then(of_women)
    )  # fmt: skip


def original_age(law: InForce, group: Group = None) -> pl.Expr:
    """Return the original retirement age in months."""
    ages = {one: _value(law, name) for one, name in AGES.items()}
    return _by_class(law, group, lambda one: pl.lit(ages[RetirementClass(one)], pl.Int64))


def delay_months(law: InForce, group: Group = None) -> pl.Expr:
    """Return by how many months the age is delayed, 0 for births before the schedule begins.

    One month for every `step` months of birth begun since the first, up to the cap; 0 for all
    where no schedule is in force.
    """
    rows = [row for name in DELAYS for row in _value(law, name) or ()]
    schedule: dict[str, dict[str, Any]] = {row["class"]: row for row in rows}

    def delay(one: str) -> pl.Expr:
        row = schedule.get(one)
        if row is None:
            return _born() * 0
        late = _born() - _count(row["born_from"])
        return (late // int(row["step"]) + 1).clip(0, row["at_most"])

    return _by_class(law, group, delay)


def original_month(law: InForce, group: Group = None) -> pl.Expr:
    """Return the first day of the month in which the original age is reached."""
    return _month(_by_class(law, group, lambda one: _born() + original_age(law, one)))


def retirement_month(law: InForce, group: Group = None) -> pl.Expr:
    """Return the first day of the statutory retirement month: the original one and the delay."""
    return _month(
        _by_class(law, group, lambda one: _born() + original_age(law, one) + delay_months(law, one))
    )


def contribution_months(law: InForce, year: pl.Expr) -> pl.Expr:
    """Return the contribution months a pension asks of who retires in `year` (最低缴费年限)."""
    asked = pl.lit(None, pl.Int64)
    for row in sorted(law.value("minimum_contribution"), key=lambda row: int(row["year"])):
        asked = pl.when(year >= row["year"]).then(pl.lit(row["months"])).otherwise(asked)
    return asked


def _is_senior(law: InForce) -> pl.Expr:
    """Whether a woman is of the county-division level or its ranks, or has a senior title."""
    if any(_value(law, name) is None for name in CLASS_FIGURES):
        return pl.lit(value=False)
    level = _code("level").is_in(law.names("senior_women_levels"))
    rank = _code("rank").is_in(law.names("senior_women_ranks"))
    below = "|".join(re.escape(one) for one in law.names("titles_below_senior"))
    high = "|".join(re.escape(one) for one in law.names("senior_titles"))
    title = pl.col("title").str.strip_chars()
    titled = title.str.contains(high) & ~title.str.contains(f"(?:{below})$")
    return pl.any_horizontal(one.fill_null(value=False) for one in (level, rank, titled))


def _by_class(law: InForce, group: Group, of_class: Callable[[str], pl.Expr]) -> pl.Expr:
    """Choose by class; null where there is none."""
    if isinstance(group, str):
        return of_class(group)
    own = (retirement_class(law) if group is None else group).cast(pl.String)
    found = pl.lit(None, pl.Int64)
    for one in RetirementClass:
        found = pl.when(own == one).then(of_class(one)).otherwise(found)
    return found


def _born() -> pl.Expr:
    """The month of birth, counted from the year 0."""
    born = pl.col("born_on").dt
    return born.year().cast(pl.Int64) * YEAR + born.month().cast(pl.Int64) - 1


def _count(day: date) -> int:
    return day.year * YEAR + day.month - 1


def _month(count: pl.Expr) -> pl.Expr:
    return pl.date(count // YEAR, count % YEAR + 1, 1)


def _code(name: str) -> pl.Expr:
    return pl.col(name).cast(pl.String)


def _value(law: InForce, name: str) -> Any:
    """The value in force, None where none is."""
    try:
        return law.value(name)
    except NotInForce:
        return None

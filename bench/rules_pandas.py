"""The twenty rules as masks of whole columns in pandas and numpy, for the peers that use pandas.

Texts are Arrow-backed, closed lists are categories, days are datetime64. A function returns a
mask that is true where its rule is broken.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from bench.rules_people import files
from bench.rules_twenty import (
    CIVIL,
    DAY,
    HELD,
    MEN,
    TWENTY,
    TWO_YEARS_AGO,
    WEIGHTS,
    WOMEN,
)

Frame = pd.DataFrame
Mask = Callable[[Frame], Any]
PIECES = ("number_wrong", "number_odd", "number_born")  # columns that `with_number` adds


@cache
def columns() -> list[str]:
    """Columns that the twenty rules read, and the id."""
    read = {name for rule in TWENTY for name in rule.breach.meta.root_names()}
    return ["id", *sorted(read)]


def people(folder: str) -> Frame:
    """The people in memory: the columns that the rules read."""
    import polars as pl

    frame = pl.read_parquet(files(folder), columns=columns()).rechunk()
    days = [name for name, dtype in frame.schema.items() if dtype == pl.Date]
    found = frame.to_pandas()
    texts = {name: "str" for name, dtype in frame.schema.items() if dtype == pl.String}
    return found.astype({**texts, **dict.fromkeys(days, "datetime64[s]")})


def with_number(people: Frame) -> Frame:
    """Add what is read off the identity numbers, worked out on their bytes once for all rules."""
    number = people["id_number"]
    said = number.notna().to_numpy()
    width = 19  # one more than right, so that longer ones show
    raw = number.fillna("").to_numpy(dtype=object).astype(f"S{width}")
    places = raw.view(np.uint8).reshape(len(raw), width)
    digits = places[:, :17] - np.uint8(48)
    formed = (digits <= 9).all(axis=1) & (digits[:, 0] > 0)
    total = digits.astype(np.int16) @ np.array(WEIGHTS, dtype=np.int16)
    right = np.frombuffer(b"10X98765432", dtype=np.uint8)[total % 11] == places[:, 17]
    born = _day(digits.astype(np.int32))
    whole = formed & right & (places[:, 18] == 0) & ~np.isnat(born)
    odd = np.where(formed, digits[:, 16] % 2, 2)
    born[~formed] = np.datetime64("NaT")
    return people.assign(number_wrong=said & ~whole, number_odd=odd, number_born=born)


def _day(digits: Any) -> Any:
    """The day in digits 7 to 14, NaT where there is none such."""
    year = digits[:, 6:10] @ np.array([1000, 100, 10, 1], dtype=np.int32)
    month, day = digits[:, 10] * 10 + digits[:, 11], digits[:, 12] * 10 + digits[:, 13]
    months = ((year - 1970) * 12 + month - 1).astype("datetime64[M]")
    found = months.astype("datetime64[D]") + (day - 1)
    there = (month >= 1) & (month <= 12) & (day >= 1) & (found.astype("datetime64[M]") == months)
    return np.where(there, found, np.datetime64("NaT")).astype("datetime64[s]")


def _later(day: Any, years: int) -> Any:
    """The same day so many years later; the last of February where there is none."""
    return day + pd.DateOffset(years=years)


def _civil_servant_as_minor(p: Frame) -> Any:
    return (p.identity == "civil_servant") & (p.entered_on < _later(p.born_on, 18))


def _past_retirement(p: Frame) -> Any:
    man = (p.sex == "male") & (p.born_on < pd.Timestamp(MEN))
    woman = (p.sex == "female") & (p.born_on < pd.Timestamp(WOMEN))
    return (p.status == "in_post") & (man | woman)


TODAY, LONG = pd.Timestamp(DAY), pd.Timestamp(TWO_YEARS_AGO)
BROKEN: dict[str, Mask] = {
    "id_number_wrong": lambda p: p.number_wrong,
    "id_number_other_sex": lambda p: (
        ((p.sex == "male") & (p.number_odd == 0)) | ((p.sex == "female") & (p.number_odd == 1))
    ),
    "id_number_other_birth": lambda p: (
        (p.number_born != p.born_on) & p.number_born.notna() & p.born_on.notna()
    ),
    "civil_servant_on_other_posts": lambda p: (
        (p.identity == "civil_servant") & ~p.kind.isin(["administrative", "politics_and_law"])
    ),
    "others_on_support_posts": lambda p: (p.kind == "support") & (p.identity != "support_worker"),
    "off_establishment_on_full_pay": lambda p: (
        (p.kind == "off_establishment") & (p.pay_source == "full")
    ),
    "retired_in_future": lambda p: (p.status == "retired") & (p.left_on > TODAY),
    "in_post_after_leaving": lambda p: p.status.isin(HELD) & (p.left_on <= TODAY),
    "works_where_placed": lambda p: (p.working_body == p.body).fillna(False).astype(bool),
    "entered_before_working": lambda p: p.entered_on < p.worked_since,
    "worked_as_child": lambda p: p.worked_since < _later(p.born_on, 16),
    "level_before_working": lambda p: p.level_since < p.worked_since,
    "rank_of_no_civil_servant": lambda p: p["rank"].notna() & ~p.identity.isin(CIVIL),
    "rank_without_day": lambda p: p["rank"].notna() & p.rank_since.isna(),
    "civil_servant_entered_as_minor": _civil_servant_as_minor,
    "in_post_past_retirement": _past_retirement,
    "seconded_over_two_years": lambda p: (p.status == "seconded") & (p.away_since < LONG),
    "name_odd": lambda p: p.name.str.contains("[0-9]", na=False) | (p.name.str.strip() == ""),
    "position_without_level": lambda p: (
        (p.kind == "administrative") & p.position.notna() & p.level.isna()
    ),
    "senior_title_low_education": lambda p: (
        (p.education == "high_school") & p.title.str.contains("高级", regex=False, na=False)
    ),
}

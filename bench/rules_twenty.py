"""Twenty typical rules on a person's row, each with values of a row that breaks it.

They are written plainly, as one would by hand; the peer that is Polars by hand runs them as they
stand here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import add
from typing import Any

import polars as pl

DAY = date(2026, 7, 1)
MEN, WOMEN = date(1963, 7, 1), date(1968, 7, 1)  # born before: 63 and 58 years old on that day
TWO_YEARS_AGO = date(2024, 7, 1)
HELD = ("in_post", "seconded", "on_assignment", "in_pool")
CIVIL = ("civil_servant", "civil_service_reference")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643


@dataclass(frozen=True)
class Check:
    """A rule by its name: true in a row where it is broken, null is no breach.

    `amount` is what is measured on offenders, one if not given. `planted` are the values of a
    row that break the rule, by column. `suspect` is cheap and true wherever `breach` is; only the
    fused pass uses it.
    """

    code: str
    breach: pl.Expr
    planted: Mapping[str, Any] = field(default_factory=dict)
    amount: pl.Expr | None = None
    suspect: pl.Expr | None = None


def is_one_of(column: str, *values: str) -> pl.Expr:
    """Whether the column holds one of the values."""
    return pl.col(column).is_in(list(values))


ID, BORN, SEX = pl.col("id_number"), pl.col("born_on"), pl.col("sex")
IDENTITY, KIND, STATUS = pl.col("identity"), pl.col("kind"), pl.col("status")
NAME, LEFT, AWAY = pl.col("name"), pl.col("left_on"), pl.col("away_since")
WORKED, ENTERED = pl.col("worked_since"), pl.col("entered_on")
LEVEL, RANK = pl.col("level"), pl.col("rank")
IN_POST = STATUS == "in_post"
DIGITS = ID.str.slice(0, 17).cast(pl.Int64, strict=False)  # of the identity number
NUMBERED = DIGITS >= 10**16  # seventeen digits indeed; only then is anything read from them
BORN_IN_NUMBER = ID.str.slice(6, 8).str.to_date("%Y%m%d", strict=False)


def number(first: str) -> str:
    """Seventeen digits with the check digit of GB 11643."""
    total = sum(int(digit) * weight for digit, weight in zip(first, WEIGHTS, strict=True))
    return first + "10X98765432"[total % 11]


def sound() -> pl.Expr:
    """Whether an identity number has its form, its check digit and a day of birth."""
    terms = (DIGITS // 10 ** (16 - at) % 10 * weight for at, weight in enumerate(WEIGHTS))
    total = reduce(add, terms)
    last = ID.str.slice(17, 1)
    check = pl.when(last == "X").then(10).otherwise(last.cast(pl.Int64, strict=False))
    formed = ID.str.contains("^[1-9][0-9]{16}[0-9X]$")
    right = ((12 - total % 11) % 11 == check).fill_null(value=False)
    return formed & right & BORN_IN_NUMBER.is_not_null()


TWENTY = (
    Check("id_number_wrong", ID.is_not_null() & ~sound(),
          {"id_number": "14102719800101123Y"}),
    Check("id_number_other_sex",
          NUMBERED & (((SEX == "male") & (DIGITS % 2 == 0))
                      | ((SEX == "female") & (DIGITS % 2 == 1))),
          {"id_number": number("14102719800101123"), "sex": "female"}),
    Check("id_number_other_birth", NUMBERED & (BORN_IN_NUMBER != BORN),
          {"id_number": number("14102719800101124"), "born_on": date(1980, 1, 2)}),
    Check("civil_servant_on_other_posts",
          (IDENTITY == "civil_servant") & ~is_one_of("kind", "administrative", "politics_and_law"),
          {"identity": "civil_servant", "kind": "institution"}),
    Check("others_on_support_posts", (KIND == "support") & (IDENTITY != "support_worker"),
          {"identity": "institution_management", "kind": "support"}),
    Check("off_establishment_on_full_pay",
          (KIND == "off_establishment") & (pl.col("pay_source") == "full"),
          {"kind": "off_establishment", "identity": "off_establishment", "pay_source": "full"}),
    Check("retired_in_future", (STATUS == "retired") & (LEFT > DAY),
          {"status": "retired", "left_on": date(2027, 1, 1)}, (LEFT - DAY).dt.total_days()),
    Check("in_post_after_leaving", is_one_of("status", *HELD) & (LEFT <= DAY),
          {"status": "in_post", "left_on": date(2026, 1, 1)}, (pl.lit(DAY) - LEFT).dt.total_days()),
    Check("works_where_placed", pl.col("working_body") == pl.col("body"),
          {"working_body": pl.col("body")}),
    Check("entered_before_working", ENTERED < WORKED, {"entered_on": date(1985, 1, 1)}),
    Check("worked_as_child", BORN.dt.offset_by("16y") > WORKED,
          {"worked_since": date(1985, 1, 1), "born_on": date(1970, 1, 1)}),
    Check("level_before_working", pl.col("level_since") < WORKED,
          {"level_since": date(1985, 1, 1)}),
    Check("rank_of_no_civil_servant", RANK.is_not_null() & ~is_one_of("identity", *CIVIL),
          {"rank": "staff_2", "identity": "support_worker", "kind": "support"}),
    Check("rank_without_day", RANK.is_not_null() & pl.col("rank_since").is_null(),
          {"rank": "staff_2", "rank_since": None}),
    Check("civil_servant_entered_as_minor",
          (IDENTITY == "civil_servant") & (BORN.dt.offset_by("18y") > ENTERED),
          {"identity": "civil_servant", "kind": "administrative", "entered_on": date(1987, 8, 1),
           "born_on": date(1970, 1, 1)}),
    Check("in_post_past_retirement",
          IN_POST & (((SEX == "male") & (BORN < MEN)) | ((SEX == "female") & (BORN < WOMEN))),
          {"status": "in_post", "sex": "male", "born_on": date(1960, 1, 1)},
          (pl.when(SEX == "male").then(pl.lit(MEN)).otherwise(pl.lit(WOMEN)) - BORN)
          .dt.total_days()),
    Check("seconded_over_two_years", (STATUS == "seconded") & (AWAY < TWO_YEARS_AGO),
          {"status": "seconded", "away_since": date(2023, 1, 1)},
          (pl.lit(TWO_YEARS_AGO) - AWAY).dt.total_days()),
    Check("name_odd", NAME.str.contains(r"^\s*$|[0-9]"),
          {"name": "王小2"}),
    Check("position_without_level",
          (KIND == "administrative") & pl.col("position").is_not_null() & LEVEL.is_null(),
          {"kind": "administrative", "identity": "civil_servant", "position": "科员",
           "level": None}),
    Check("senior_title_low_education",
          (pl.col("education") == "high_school")
          & pl.col("title").str.contains("高级", literal=True),
          {"title": "正高级教师", "education": "high_school"}),
)  # fmt: skip

"""Eighty more rules on a person's row: with the twenty, the hundred of the wide claim.

Each is a predicate of its own that a county would want; many follow one pattern over several
columns, as real ones do (a day in the future, a day before another, a value that is lacking).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain
from string import ascii_letters
from typing import Any

import polars as pl

from bench.rules_twenty import (
    AWAY,
    BORN,
    CIVIL,
    DAY,
    ENTERED,
    HELD,
    ID,
    IDENTITY,
    IN_POST,
    KIND,
    LEFT,
    LEVEL,
    NAME,
    NUMBERED,
    SEX,
    STATUS,
    TWENTY,
    TWO_YEARS_AGO,
    Check,
    is_one_of,
    number,
)

RANKS_SINCE = date(2019, 6, 1)  # 公务员职务与职级并行规定 in force
PROVINCES = [*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55),
             *range(61, 66)]  # fmt: skip
GRADES = [str(grade) for grade in range(1, 28)]
DIGIT, LATIN = list("0123456789"), list(ascii_letters)
LATER, OLD = date(2027, 1, 1), date(1940, 1, 1)
POSITION, TITLE, SECTION, WORKS_AT = map(pl.col, ("position", "title", "section", "working_body"))
LEVEL_SINCE, RANK_SINCE, EDUCATION = map(pl.col, ("level_since", "rank_since", "education"))
COUNTY, BODY = pl.col("county"), pl.col("body")
PAID_BY, GRADE = pl.col("pay_source"), pl.col("grade")


def in_future() -> Iterator[Check]:
    """A day that has not come."""
    for name in ("born_on", "worked_since", "entered_on", "level_since", "rank_since",
                 "away_since"):  # fmt: skip
        yield Check(f"{name}_in_future", pl.col(name) > DAY, {name: LATER})


def long_ago() -> Iterator[Check]:
    """A day before anything of the kind could be."""
    first = {
        "born_on": date(1945, 1, 1), "worked_since": date(1963, 1, 1),
        "entered_on": date(1963, 1, 1), "level_since": date(1970, 1, 1),
        "rank_since": RANKS_SINCE, "away_since": date(2000, 1, 1), "left_on": date(1990, 1, 1),
    }  # fmt: skip
    for name, day in first.items():
        yield Check(f"{name}_long_ago", pl.col(name) < day, {name: OLD})


def out_of_order() -> Iterator[Check]:
    """A day before another that must come first."""
    order = (
        ("rank_since", "worked_since"), ("away_since", "worked_since"), ("left_on", "worked_since"),
        ("away_since", "entered_on"), ("left_on", "entered_on"), ("left_on", "level_since"),
        ("left_on", "rank_since"), ("left_on", "away_since"), ("level_since", "born_on"),
        ("entered_on", "born_on"),
    )  # fmt: skip
    for late, early in order:
        yield Check(
            f"{late}_before_{early}", pl.col(late) < pl.col(early),
            {late: date(1990, 5, 1), early: date(1995, 1, 1)},
        )  # fmt: skip


def lacking() -> Iterator[Check]:
    """A value that is lacking where another says that it must be there."""
    held = is_one_of("status", *HELD)
    wanted: dict[str, tuple[pl.Expr, dict[str, Any]]] = {
        "id_number": (held, {"status": "in_post"}),
        "born_on": (held, {"status": "in_post"}),
        "sex": (held, {"status": "in_post"}),
        "education": (IN_POST, {"status": "in_post"}),
        "worked_since": (held, {"status": "in_post"}),
        "entered_on": (IN_POST, {"status": "in_post"}),
        "entered_by": (KIND == "administrative", {"kind": "administrative"}),
        "pay_source": (KIND != "off_establishment", {"kind": "institution"}),
        "level_since": (LEVEL.is_not_null() & (LEVEL != "none"), {"level": "fuke"}),
        "level": (LEVEL_SINCE.is_not_null(), {"level_since": date(2020, 1, 1)}),
        "rank": (RANK_SINCE.is_not_null(), {"rank_since": date(2020, 1, 1)}),
        "away_since": (is_one_of("status", "seconded", "on_assignment"), {"status": "seconded"}),
        "left_on": (is_one_of("status", "retired", "left"), {"status": "retired"}),
        "working_body": (STATUS == "seconded", {"status": "seconded"}),
        "grade": (IDENTITY == "civil_servant", {"identity": "civil_servant"}),
        "title": (IDENTITY == "institution_professional", {"identity": "institution_professional"}),
    }
    for name, (where, planted) in wanted.items():
        yield Check(
            f"{name}_lacking", where & pl.col(name).is_null(), {**planted, name: None}
        )  # fmt: skip


SUPERFLUOUS = (  # a value that is there where another says that it cannot be
    Check("away_in_post", IN_POST & AWAY.is_not_null(),
          {"status": "in_post", "away_since": date(2025, 1, 1)}),
    Check("working_body_of_retired", (STATUS == "retired") & WORKS_AT.is_not_null(),
          {"status": "retired", "working_body": "110101-b1"}),
    Check("section_of_retired", (STATUS == "retired") & SECTION.is_not_null(),
          {"status": "retired", "section": "110101-s1"}),
    Check("position_in_pool", (STATUS == "in_pool") & POSITION.is_not_null(),
          {"status": "in_pool", "position": "科员"}),
    Check("level_of_support", (IDENTITY == "support_worker") & (LEVEL != "none"),
          {"identity": "support_worker", "level": "fuke"}),
    Check("level_off_establishment", (KIND == "off_establishment") & (LEVEL != "none"),
          {"kind": "off_establishment", "level": "fuke"}),
    Check("grade_of_institution",
          (KIND == "institution") & GRADE.is_not_null() & ~is_one_of("identity", *CIVIL),
          {"kind": "institution", "grade": "20", "identity": "institution_management"}),
    Check("title_of_support", (IDENTITY == "support_worker") & TITLE.is_not_null(),
          {"identity": "support_worker", "title": "一级教师"}),
    Check("example_certainty", pl.col("certainty").is_not_null(), {"certainty": "typical"}),
)  # fmt: skip
TEXTS = (  # a text that cannot be right
    Check("id_number_province",
          NUMBERED & ~ID.str.slice(0, 2).is_in([str(code) for code in PROVINCES]),
          {"id_number": number("99102719800101123")}),
    Check("id_of_other_county", ~pl.col("id").str.starts_with(COUNTY), {"county": "999999"}),
    Check("body_of_other_county", ~BODY.str.starts_with(COUNTY), {"body": "999999-b1"}),
    Check("section_of_other_county", ~SECTION.str.starts_with(COUNTY), {"section": "999999-s1"}),
    Check("works_in_other_county", IN_POST & ~WORKS_AT.str.starts_with(COUNTY),
          {"status": "in_post", "working_body": "999999-b1"}),
    Check("name_long", NAME.str.len_chars() > 15, {"name": "古丽" * 9}),
    Check("name_short", NAME.str.len_chars() < 2, {"name": "王"}),
    Check("name_latin", NAME.str.contains_any(LATIN), {"name": "Wang某"}),
    Check("name_dot", NAME.str.starts_with("·") | NAME.str.ends_with("·"), {"name": "阿里·"}),
    Check("position_digits", POSITION.str.contains_any(DIGIT), {"position": "科员2"}),
    Check("position_long", POSITION.str.len_chars() > 40, {"position": "主任" * 30}),
    Check("chief_without_level", POSITION.str.ends_with("局长") & (LEVEL == "none"),
          {"position": "局长", "level": "none"}),
    Check("deputy_of_chiefs_level", POSITION.str.starts_with("副") & (LEVEL == "zhengke"),
          {"position": "副局长", "level": "zhengke"}),
    Check("grade_unknown", ~GRADE.is_in(GRADES), {"grade": "30"}),
    Check("native_place_digits", pl.col("native_place").str.contains_any(DIGIT),
          {"native_place": "山西1"}),
    Check("major_of_high_school", pl.col("major").is_not_null() & (EDUCATION == "high_school"),
          {"major": "法学", "education": "high_school"}),
    Check("entered_by_unknown", ~is_one_of("entered_by", "考录", "调任", "公开招聘", "安置"),
          {"entered_by": "其他"}),
    Check("certificates_blank", pl.col("certificates").str.strip_chars() == "",
          {"certificates": " "}),
    Check("note_to_be_checked", pl.col("note").str.contains_any(["待核"]), {"note": "年龄待核"}),
)  # fmt: skip
KINDS = (  # kinds of posts, identities, ranks, levels and ages that do not go together
    Check("civil_servant_pay", (IDENTITY == "civil_servant") & (PAID_BY != "full"),
          {"identity": "civil_servant", "pay_source": "self"}),
    Check("management_on_administrative_posts",
          (IDENTITY == "institution_management")
          & is_one_of("kind", "administrative", "politics_and_law"),
          {"identity": "institution_management", "kind": "administrative"}),
    Check("professional_on_administrative_posts",
          (IDENTITY == "institution_professional")
          & is_one_of("kind", "administrative", "politics_and_law"),
          {"identity": "institution_professional", "kind": "administrative"}),
    Check("rank_above_county", is_one_of("rank", "inspector_1", "inspector_2"),
          {"rank": "inspector_1"}),
    Check("staff_rank_at_section_level",
          is_one_of("rank", "staff_1", "staff_2") & is_one_of("level", "zhengke", "fuke"),
          {"rank": "staff_1", "level": "fuke"}),
    Check("township_head_young",
          (LEVEL == "zhengke") & (LEVEL_SINCE.dt.offset_by("-25y") < BORN),
          {"level": "zhengke", "born_on": date(1999, 1, 1), "level_since": date(2022, 1, 1)}),
    Check("retired_man_young",
          (STATUS == "retired") & (SEX == "male") & (BORN.dt.offset_by("50y") > LEFT),
          {"status": "retired", "sex": "male", "born_on": date(1975, 1, 1),
           "left_on": date(2023, 1, 1)}),
    Check("retired_woman_young",
          (STATUS == "retired") & (SEX == "female") & (BORN.dt.offset_by("45y") > LEFT),
          {"status": "retired", "sex": "female", "born_on": date(1985, 1, 1),
           "left_on": date(2023, 1, 1)}),
    Check("assigned_over_two_years", (STATUS == "on_assignment") & (AWAY < TWO_YEARS_AGO),
          {"status": "on_assignment", "away_since": date(2022, 1, 1)}),
    Check("fifty_years_of_work", IN_POST & (pl.col("worked_since") < date(1976, 7, 1)),
          {"status": "in_post", "worked_since": date(1975, 1, 1)}),
    Check("ranked_on_entry",
          is_one_of("rank", "principal_1", "principal_2")
          & (ENTERED.dt.offset_by("2y") > RANK_SINCE),
          {"rank": "principal_1", "rank_since": date(2021, 1, 1),
           "entered_on": date(2020, 1, 1)}),
    Check("politics_and_law_not_civil",
          (KIND == "politics_and_law") & ~is_one_of("identity", *CIVIL),
          {"kind": "politics_and_law", "identity": "support_worker"}),
    Check("reference_off_establishment",
          (IDENTITY == "civil_service_reference") & (KIND == "off_establishment"),
          {"kind": "off_establishment", "identity": "civil_service_reference"}),
)  # fmt: skip

PATTERNS = tuple(chain(in_future(), long_ago(), out_of_order(), lacking()))
EIGHTY = (*PATTERNS, *SUPERFLUOUS, *TEXTS, *KINDS)
HUNDRED = (*TWENTY, *EIGHTY)

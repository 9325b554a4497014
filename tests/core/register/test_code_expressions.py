"""Checks of codes over columns, against plain ones written from the standards."""

from __future__ import annotations

import re
from datetime import date

import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sanding.base.codes import CREDIT_ALPHABET, county_code, township_code
from sanding.register import Code
from sanding.register.code_expressions import is_code

ID = "11010519491231002X"  # the example printed in GB 11643
CREDIT = "91350100M000100Y43"  # the example printed in GB 32100


def id_number(value: str) -> bool:
    """GB 11643: ISO 7064 MOD 11-2 over seventeen digits and the check digit."""
    if not re.fullmatch("[1-9][0-9]{16}[0-9X]", value):
        return False
    try:
        date(int(value[6:10]), int(value[10:12]), int(value[12:14]))
    except ValueError:
        return False
    digits = [10 if one == "X" else int(one) for one in value]
    return sum(one * pow(2, 17 - at, 11) for at, one in enumerate(digits)) % 11 == 1


def credit_code(value: str) -> bool:
    """GB 32100 with the body code of GB 11714 inside it."""
    a = CREDIT_ALPHABET
    if not re.fullmatch(f"[{a}]{{2}}[0-9]{{6}}[{a}]{{10}}", value):
        return False
    if sum(a.index(one) * pow(3, at, 31) for at, one in enumerate(value[:17])) % 31 != (
        -a.index(value[17]) % 31
    ):
        return False
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(one, 36) * weight for one, weight in zip(value[8:16], weights, strict=True))
    return "0123456789X"[-total % 11] == value[16]


def right(code: Code, *values: str) -> list[bool]:
    frame = pl.DataFrame({"v": values}, schema={"v": pl.String})
    return frame.select(is_code("v", code)).to_series().to_list()


def test_the_examples_printed_in_the_standards_are_valid():
    assert right(Code.ID_NUMBER, ID) == right(Code.CREDIT, CREDIT) == [True]


@pytest.mark.parametrize(("code", "whole"), [(Code.ID_NUMBER, ID), (Code.CREDIT, CREDIT)])
def test_any_one_wrong_character_is_seen(code, whole):
    other = "12" if code is Code.ID_NUMBER else "AB"
    wrong = [
        whole[:at] + (other[0] if whole[at] != other[0] else other[1]) + whole[at + 1 :]
        for at in range(18)
    ]
    assert not any(right(code, *wrong))


def test_what_has_not_the_form_of_an_identity_number_is_none():
    wrong = ["", "110105", "１１010519491231002X", ID.lower(), ID + "\n"]
    assert not any(right(Code.ID_NUMBER, *wrong))


numbers = st.text("0123456789X", min_size=17, max_size=19) | st.text(max_size=20)
credits = st.text(CREDIT_ALPHABET + "IO", min_size=18, max_size=18) | st.text(max_size=20)
divisions = st.sampled_from(["141027", "140930", "000000"]).flatmap(
    lambda code: st.text("0123456789", max_size=4).map(lambda rest: code + rest)
)


@given(st.lists(numbers | credits | divisions, min_size=1))
@example([ID, ID[:-1] + "1", "110105194902300025", CREDIT, "141027100", "141027"])
def test_checks_of_columns_agree_with_checks_of_values(values):
    checks = {
        Code.ID_NUMBER: id_number,
        Code.CREDIT: credit_code,
        Code.COUNTY: county_code,
        Code.TOWNSHIP: township_code,
    }
    frame = pl.DataFrame({"v": [*values, None]}, schema={"v": pl.String})
    for code, check in checks.items():
        found = frame.select(is_code("v", code)).to_series().to_list()
        assert found == [*map(check, values), None]


def test_every_check_digit_of_an_identity_number_is_tried():
    stem = [f"1410271980010{n:04}" for n in range(1010, 1210)]
    every = [one + last for one in stem for last in "0123456789X"]
    frame = pl.DataFrame({"v": every})
    found = frame.filter(is_code("v", Code.ID_NUMBER)).to_series().to_list()
    assert found == [one for one in every if id_number(one)]
    assert len(found) == len(stem)

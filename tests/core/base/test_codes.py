from __future__ import annotations

import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sanding.base.codes import (
    CREDIT_ALPHABET,
    county_code,
    credit_code,
    id_number,
    masked,
    township_code,
)
from sanding.register import Code
from sanding.register.code_expressions import is_code

ID = "11010519491231002X"  # the example printed in GB 11643
CREDIT = "91350100M000100Y43"  # the example printed in GB 32100


def test_the_examples_printed_in_the_standards_are_valid():
    assert id_number(ID)
    assert credit_code(CREDIT)


@pytest.mark.parametrize("at", range(18))
def test_any_one_wrong_digit_of_an_identity_number_is_seen(at):
    wrong = ID[:at] + ("1" if ID[at] != "1" else "2") + ID[at + 1 :]
    assert not id_number(wrong)


@pytest.mark.parametrize("at", range(18))
def test_any_one_wrong_character_of_a_credit_code_is_seen(at):
    wrong = CREDIT[:at] + ("A" if CREDIT[at] != "A" else "B") + CREDIT[at + 1 :]
    assert not credit_code(wrong)


@pytest.mark.parametrize("value", ["", "110105", "１１010519491231002X", ID.lower(), ID + "\n"])
def test_what_has_not_the_form_of_an_identity_number_is_none(value):
    assert not id_number(value)


def test_the_two_pilot_counties_are_in_the_divisions():
    assert county_code("141027")
    assert county_code("140930")
    assert not county_code("141099")
    assert township_code("141027100")
    assert not township_code("141099100")
    assert not township_code("14102710")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("", ""),
        ("赵", "*"),
        ("山西", "山*"),
        (ID, "110*************2X"),
        ("0123456789", "012*****89"),
    ],
)
def test_masking_shows_the_ends_only(value, shown):
    assert masked(value) == shown


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

from __future__ import annotations

import pytest

from sanding.base.codes import county_code, masked, township_code, without_id_numbers

ID = "11010519491231002X"  # the example printed in GB 11643


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


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"“{ID}”不是姓名", "“110*************2X”不是姓名"),
        ("110105491231002", "110**********02"),
        ("110105 19491231 002X", "110***************2X"),
        ("“111410270123456700”不是", "“111410270123456700”不是"),  # a body's
        ("141027-r-00001，2020-06-30", "141027-r-00001，2020-06-30"),
    ],
)
def test_an_identity_number_is_masked_wherever_it_stands(text, shown):
    assert without_id_numbers(text) == shown

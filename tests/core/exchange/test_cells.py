from __future__ import annotations

from datetime import date, datetime

import pytest

from sanding.exchange.cells import typed
from sanding.exchange.sheets import letter
from sanding.register import TABLES

BODIES, PEOPLE = TABLES["bodies"].column, TABLES["people"].column
APPROVED = TABLES["establishment"].column["approved"]


def value(column, cell, **more):
    series, problems = typed(column, [cell], **more)
    return series[0], [str(problem.kind) for problem in problems]


@pytest.mark.parametrize(
    ("column", "cell", "expected", "kinds"),
    [
        (APPROVED, 12.0, 12, []),
        (APPROVED, "", None, []),
        (APPROVED, "12", 12, ["number_as_text"]),
        (APPROVED, "1,200", 1200, ["number_as_text"]),
        (APPROVED, "１２", 12, ["full_width_digits"]),
        (APPROVED, 2.5, 2, ["wrong_code"]),
        (APPROVED, 1e12, None, ["wrong_code"]),
        (APPROVED, True, None, ["wrong_code"]),
        (APPROVED, "十二", None, ["number_as_text"]),
        (BODIES["created_on"], date(2020, 6, 30), date(2020, 6, 30), []),
        (BODIES["created_on"], datetime(2020, 6, 30, 8), date(2020, 6, 30), []),
        (BODIES["created_on"], "2020年6月30日", date(2020, 6, 30), []),
        (BODIES["created_on"], "20200630", date(2020, 6, 30), []),
        (BODIES["created_on"], 43831.0, None, ["bad_date"]),
        (BODIES["created_on"], "2020-06", None, ["bad_date"]),
        (BODIES["created_on"], "2021-02-29", None, ["bad_date"]),
        (BODIES["created_on"], date(1066, 10, 14), None, ["bad_date"]),
        (BODIES["civil_service_reference"], "是", True, []),
        (BODIES["civil_service_reference"], False, False, []),
        (BODIES["civil_service_reference"], "对", None, ["wrong_code"]),
        (BODIES["level"], "正科级　", "zhengke", []),
        (BODIES["level"], "zhengke", "zhengke", []),
        (BODIES["level"], "科级", None, ["wrong_code"]),
        (BODIES["division"], 141027100.0, "141027100", []),
        (BODIES["parent"], " fgj ", "fgj", []),
        (BODIES["parent"], "ｆgj", "fgj", ["full_width_digits"]),
        (BODIES["name"], " 第１中学 ", " 第１中学 ", []),
        (BODIES["name"], "   ", None, []),
        (PEOPLE["id_number"], 1.4102719800101e17, None, ["wrong_code"]),
        (PEOPLE["id_number"], "141***********0011", None, ["wrong_code"]),
    ],
)
def test_a_cell_becomes_a_value_or_a_fault_that_is_still_understood(column, cell, expected, kinds):
    assert value(column, cell) == (expected, kinds)


def test_text_is_the_right_form_of_a_number_in_a_file_of_text():
    assert value(APPROVED, "12", as_text=True) == (12, [])
    assert value(APPROVED, "12x", as_text=True) == (None, ["number_as_text"])


@pytest.mark.parametrize(("yuan", "fen"), [(0.29, 29), (1234567.89, 123456789), (12, 1200)])
def test_money_in_yuan_is_exact_in_fen(yuan, fen):
    assert value(BODIES["opening_funds"], yuan, in_yuan=True) == (fen, [])


def test_a_fraction_of_a_fen_is_refused():
    assert value(BODIES["opening_funds"], 0.005, in_yuan=True)[1] == ["wrong_code"]


def test_a_message_never_shows_a_sensitive_value():
    _series, (problem,) = typed(PEOPLE["id_number"], ["1101051949123１002X"])
    assert "19491" not in problem.message + problem.value


@pytest.mark.parametrize(
    ("at", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")]
)
def test_columns_have_letters_as_in_a_spreadsheet(at, name):
    assert letter(at) == name

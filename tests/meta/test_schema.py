"""Every table and column says all there is to know about it, once."""

from __future__ import annotations

import re
from enum import Enum

import polars as pl
import pytest

from sanding.register import CLAIMS, TABLES, Column, Table, kinds
from sanding.register.schema import DUTY

EVERY = (*TABLES.values(), CLAIMS)
COLUMNS = [pytest.param(t, c, id=f"{t.name}.{c.name}") for t in EVERY for c in t.columns]
KINDS = [
    kind
    for kind in vars(kinds).values()
    if isinstance(kind, type) and issubclass(kind, kinds.Kind) and kind is not kinds.Kind
]
CHINESE = re.compile(r"[\u4e00-\u9fff]")
WORD = re.compile(r"^[a-z]+(_[a-z]+)*$")
# where a person is placed and in which capacity: what the establishment itself is about
ESTABLISHMENT_OF_PEOPLE = {"body", "section", "working_body", "kind", "identity", "status"}
ABOUT_THE_ROW = {"county", "id", "note", "certainty", "source"}


@pytest.mark.parametrize("table", EVERY, ids=lambda table: table.name)
def test_a_table_is_told_in_both_languages_and_has_a_key(table: Table):
    assert WORD.match(table.name)
    assert CHINESE.search(table.label)
    assert table.means.endswith(".")
    assert table.key
    assert set(table.key) <= set(table.column)


@pytest.mark.parametrize("table", EVERY, ids=lambda table: table.name)
def test_names_and_headings_are_unique_within_a_table(table: Table):
    assert len(table.column) == len(table.columns)
    labels = [column.label for column in table.columns]
    assert sorted(labels) == sorted(set(labels))


def test_no_two_tables_share_a_sheet_name():
    labels = [table.label for table in EVERY]
    assert sorted(labels) == sorted(set(labels))
    assert all(len(label) <= 31 for label in labels)


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_a_column_is_declared_whole(table: Table, column: Column):
    assert WORD.match(column.name)
    assert CHINESE.search(column.label)
    assert not column.dtype.is_float()
    assert column.ref is None or column.ref in TABLES
    assert not column.name.endswith("_id"), "named for what it points at"
    if column.dtype == pl.Date():
        assert column.name.endswith(("_on", "since", "until")), "a day says so in its name"
    if column.kind is not None:
        assert column.dtype == pl.Enum([member.value for member in column.kind])


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_a_count_has_a_unit(table: Table, column: Column):
    if not column.dtype.is_integer() or column.name == "order" or table is CLAIMS:
        return
    stands_beside = column.name.replace("_limit", "_unit")
    assert column.unit or (stands_beside != column.name and stands_beside in table.column)


@pytest.mark.parametrize("column", TABLES["people"].columns, ids=lambda column: column.name)
def test_every_personal_column_has_a_purpose(column: Column):
    if column.name in ESTABLISHMENT_OF_PEOPLE | ABOUT_THE_ROW:
        return
    assert column.personal is not None
    assert CHINESE.search(column.personal.purpose)


def test_personal_columns_have_a_lawful_ground_and_the_grave_ones_are_marked():
    assert "法" in DUTY
    marked = {c.name for t in EVERY for c in t.columns if c.personal and c.personal.sensitive}
    assert {"id_number", "native_place"} <= marked


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_allowed_values_have_one_chinese_label_each(kind: type[Enum]):
    labels = [member.label for member in kind]  # type: ignore[attr-defined]
    assert all(CHINESE.search(label) for label in labels)
    assert sorted(labels) == sorted(set(labels))
    assert re.search(r"\(\S*[\u4e00-\u9fff]\S*\)", kind.__doc__ or ""), (
        "the Chinese term in brackets"
    )

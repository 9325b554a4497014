"""The difference of two registers, cell by cell, and how it goes onto the first."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from sanding.base import BadInput
from sanding.plan import diff, reversed_diff, with_diff
from sanding.plan.edit import updated
from sanding.register import TABLES, Register
from tests.builders import CODE, county, told

EMPTY = told({})
PORTFOLIO = {"body": "fgj", "role": "head", "position": "fgj-c1"}


def cells(before: Register, after: Register) -> list[tuple[str | None, ...]]:
    return diff(before, after).drop("table").rows()


def set_in(register: Register, table: str, one: str, **values: object) -> Register:
    frame = updated(register.loose(table), pl.col("id") == one, **values)
    return register.with_tables({table: frame})


def filled(table: str, *, chance: int) -> pl.DataFrame:
    """Three rows of a table with every column filled; `chance` varies what is no key."""
    declared = TABLES[table]
    data: dict[str, list[object]] = {}
    for column in declared.columns:
        values: list[object] = []
        for row in range(3):
            n = row if column.name in declared.key else row + chance
            if column.kind:
                values.append(list(column.kind)[n % len(column.kind)].value)
            elif column.dtype == pl.Boolean:
                values.append(n % 2 == 0)
            elif column.dtype == pl.Date:
                values.append(date(2000 + n, 2, 29 if (2000 + n) % 4 == 0 else 28))
            elif column.dtype.is_integer():
                values.append(n * 1_000)
            else:
                values.append(CODE if column.name == "county" else f"{column.label}{n}")
        data[column.name] = values
    return pl.DataFrame(data, schema=declared.schema)


def test_equal_registers_do_not_differ_whatever_the_order_of_their_rows():
    before = county()
    turned = before.with_tables({name: before.loose(name).reverse() for name in TABLES})
    assert diff(before, turned).is_empty()
    assert diff(before, before).schema == diff(EMPTY, before).schema


def test_a_changed_row_gives_the_cells_that_changed_and_no_others():
    before = county()
    after = set_in(before, "bodies", "fgj", name="县发展改革局", order=3)
    assert cells(before, after) == [
        ("change", '["fgj"]', "name", "县发展和改革局", "县发展改革局"),
        ("change", '["fgj"]', "order", None, "3"),
    ]


def test_added_and_removed_rows_give_their_cells_that_are_not_null():
    before, posts = county(), county().loose("establishment")
    fewer = before.with_tables({"establishment": posts.filter(posts["body"] != "zwzx")})
    key = '["zwzx", "institution"]'
    values = {"county": CODE, "body": "zwzx", "kind": "institution", "approved": "15"}
    assert cells(before, fewer) == [
        ("remove", key, name, one, None) for name, one in sorted(values.items())
    ]
    assert cells(fewer, before) == [
        ("add", key, name, None, one) for name, one in sorted(values.items())
    ]


@pytest.mark.parametrize("table", TABLES)
def test_every_column_of_every_table_goes_there_and_back(table: str):
    one, other = (filled(table, chance=chance) for chance in (0, 1))
    sparse = one.with_columns(
        pl.when(pl.int_range(pl.len()) == 1).then(None).otherwise(pl.col(c.name)).alias(c.name)
        for c in TABLES[table].columns
        if c.name not in TABLES[table].key
    )
    states = [EMPTY.with_tables({table: frame}) for frame in (one, other, sparse, one[:1])]
    states.append(EMPTY)
    for before in states:
        for after in states:
            change = diff(before, after)
            assert with_diff(before, change).hash == after.hash
            assert with_diff(after, reversed_diff(change)).hash == before.hash
            assert reversed_diff(reversed_diff(change)).equals(change)


def test_true_false_and_unknown_are_three():
    states = [
        set_in(county(), "bodies", "fgj", civil_service_reference=one)
        for one in (True, False, None)
    ]
    texts = ["true", "false", None]
    for before, was in zip(states, texts, strict=True):
        for after, now in zip(states, texts, strict=True):
            expected = [("change", '["fgj"]', "civil_service_reference", was, now)]
            assert cells(before, after) == (expected if was != now else [])
            assert with_diff(before, diff(before, after)).hash == after.hash


def test_an_empty_text_is_not_unknown():
    before = set_in(county(), "bodies", "fgj", note="")
    after = set_in(county(), "bodies", "fgj", note=None)
    assert cells(before, after) == [("change", '["fgj"]', "note", "", None)]
    assert with_diff(before, diff(before, after)).hash == after.hash


@pytest.mark.parametrize(
    "text", ["\\N", "null", "1,2", '"甲"', "[1]", " 空格 ", "换\n行", "２０２０"]
)
def test_any_text_survives(text: str):
    before, after = county(), set_in(county(), "bodies", "fgj", note=text)
    assert with_diff(before, diff(before, after)).hash == after.hash
    assert with_diff(after, diff(after, before)).hash == before.hash


def test_a_key_may_hold_a_null():
    both = [PORTFOLIO, {**PORTFOLIO, "section": "fgj-gj"}]
    before = county(portfolios=both)
    after = county(portfolios=[{**PORTFOLIO, "position": "fgj-d1"}])
    assert cells(before, after)[0] == (
        "change", '["fgj", null, "head"]', "position", "fgj-c1", "fgj-d1",
    )  # fmt: skip
    assert {op for op, key, *_ in cells(before, after) if "fgj-gj" in str(key)} == {"remove"}
    assert with_diff(before, diff(before, after)).hash == after.hash
    assert with_diff(after, diff(after, before)).hash == before.hash


def test_as_many_rows_as_key_columns_are_not_turned_around():
    rows = [{**PORTFOLIO, "role": role} for role in ("head", "section", "window")]
    before, after = county(portfolios=[]), county(portfolios=rows)
    assert (
        with_diff(before, diff(before, after)).frame("portfolios").equals(after.frame("portfolios"))
    )


def test_rows_that_did_not_change_may_have_changed_since():
    before, after = county(), set_in(county(), "bodies", "fgj", name="县发展改革局")
    moved = set_in(before, "bodies", "gxj", name="县工信局")
    put = with_diff(moved, diff(before, after))
    assert put.cell("bodies", "fgj", "name") == "县发展改革局"
    assert put.cell("bodies", "gxj", "name") == "县工信局"


BEFORE = county()
RENAMED = set_in(BEFORE, "bodies", "fgj", name="县发展改革局")
MOVED = set_in(BEFORE, "bodies", "fgj", name="县某局")
NOTED = set_in(BEFORE, "duties", "d-2", note="补记")
WITHOUT = BEFORE.with_tables({"duties": BEFORE.loose("duties").filter(pl.col("id") != "d-2")})


@pytest.mark.parametrize(
    ("change", "onto", "place"),
    [
        (diff(BEFORE, RENAMED), MOVED, "【机构】“fgj 名称”列"),
        (diff(BEFORE, RENAMED), EMPTY, "【机构】“fgj 名称”列"),
        (diff(BEFORE, WITHOUT), WITHOUT, "【职责】“d-2 牵头机构”列"),
        (diff(BEFORE, WITHOUT), NOTED, "【职责】“d-2 备注”列"),
        (diff(WITHOUT, BEFORE), BEFORE, "【职责】“d-2 牵头机构”列"),
    ],
    ids=["changed since", "gone since", "removed since", "filled in since", "added since"],
)
def test_drift_is_named_by_record_and_column(change: pl.DataFrame, onto: Register, place: str):
    digest = onto.hash
    with pytest.raises(BadInput) as caught:
        with_diff(onto, change)
    assert str(caught.value) == f"{place}：这条记录已与预期不同，请先核对再继续"
    assert onto.hash == digest

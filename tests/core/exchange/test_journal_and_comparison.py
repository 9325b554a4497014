"""A journal that does not fit is damage; the comparison takes every text as text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from openpyxl import load_workbook

from sanding.base import BadInput
from sanding.exchange import read_register, write_csvs, write_register
from sanding.exchange.comparison import CUT, LONGEST, write_comparison
from sanding.plan import Plan, apply
from tests.builders import county
from tests.core.cli.calls import PLAN


def journalled() -> tuple[pl.DataFrame, object]:
    after = apply(Plan.from_yaml(PLAN), county()).journalled
    assert after.journal is not None
    return after.journal, after


@pytest.mark.parametrize(
    "spoil",
    [
        lambda journal: journal.drop("op"),
        lambda journal: journal.with_columns(more=pl.lit(1)),
        lambda journal: journal.with_columns(pl.col("entry").cast(pl.String)),
        lambda journal: journal.with_columns(table=pl.lit("nothing")),
        lambda journal: journal.with_columns(column=pl.lit("colour")),
        lambda journal: journal.with_columns(column=pl.lit(None, pl.String)),
        lambda journal: journal.with_columns(op=pl.lit("burn")),
        lambda journal: journal.with_columns(key=pl.lit("gxj")),
        lambda journal: journal.with_columns(key=pl.lit("[" * 100_000)),
        lambda journal: journal.with_columns(key=pl.lit('["a", "b", "c", "d"]')),
        lambda journal: journal.with_columns(key=pl.lit("[[1]]")),
        lambda journal: journal.with_columns(key=pl.lit(None, pl.String)),
        lambda journal: journal.with_columns(plan_hash=pl.lit(None, pl.String)),
    ],
)
def test_a_journal_that_does_not_fit_is_damage(tmp_path: Path, spoil):
    journal, after = journalled()
    write_register(replace(after, journal=spoil(journal)), tmp_path / "reg")
    with pytest.raises(BadInput, match=r"reg 的台账已损坏（journal\.parquet") as caught:
        read_register(tmp_path / "reg")
    assert len(caught.value.faults) == 1


def test_a_journal_comes_back_also_of_a_plan_that_changed_nothing(tmp_path: Path):
    journal, after = journalled()
    again = apply(Plan.from_yaml("id: p\ntitle: 空\ncounty: '141027'\nchanges: []"), after)
    write_register(again.journalled, tmp_path / "reg")
    read = read_register(tmp_path / "reg").journal
    assert read is not None
    assert read.height == journal.height + 1


def test_a_text_is_no_formula_and_a_long_one_is_cut(tmp_path: Path):
    reasons = {"=1+1": "=1+1", "@x": "@x", "http://a.b": "http://a.b",
               "长" * 40_000: "长" * (LONGEST - len(CUT)) + CUT}  # fmt: skip
    for reason, shown in reasons.items():
        plan = Plan.from_yaml(PLAN)
        plan = replace(plan, changes=(replace(plan.changes[0], reason=reason),))
        write_comparison(tmp_path / "a.xlsx", apply(plan, county()), [])
        row = load_workbook(tmp_path / "a.xlsx")["变更清单"][4]
        assert row[5].value == shown
        assert row[5].data_type == "s"
        assert row[5].hyperlink is None
        assert (row[3].value, row[3].data_type) == (1, "n")
        assert row[4].value is None


def test_csvs_replace_their_own_and_refuse_what_is_not(tmp_path: Path):
    folder = tmp_path / "csv"
    write_csvs(county(), folder)
    write_csvs(county(duties=()), folder)
    assert not (folder / "duties.csv").exists()
    (folder / "mine.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(BadInput, match="里有别的内容"):
        write_csvs(county(), folder)
    assert not (folder / "duties.csv").exists()
    assert [one.name for one in tmp_path.iterdir()] == ["csv"]

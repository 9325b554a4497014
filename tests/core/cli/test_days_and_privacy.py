"""For which day a register speaks, which waves are carried out, and what leaves with an export."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from sanding.exchange import read_csvs, read_register
from sanding.exchange.mapping import load_mapping
from sanding.register import CLAIMS
from tests.builders import CODE, DAY, county
from tests.core.cli.calls import PLAN, Sanding, filled, one_line, put, text
from tests.core.cli.test_import import messy

NUMBER = "11010519491231002X"  # the sample of the national standard


def test_a_workbook_speaks_for_the_day_it_names(sanding: Sanding, tmp_path: Path):
    book = filled(tmp_path / "台账.xlsx", county())
    assert sanding("import", book, "-o", tmp_path / "reg").code == 0
    assert read_register(tmp_path / "reg").day == DAY
    assert sanding("import", book, "-o", tmp_path / "later", "--on", "2025-08-01").code == 0
    assert read_register(tmp_path / "later").day == date(2025, 8, 1)


def test_a_list_without_a_day_is_refused(sanding: Sanding, tmp_path: Path):
    book = messy(tmp_path / "名册.xlsx")
    said = one_line(sanding("import", book, "-o", tmp_path / "reg", "--county", CODE))
    assert "--on" in said


def test_csv_names_no_day_and_asks_for_one(sanding: Sanding, tmp_path: Path, reg: Path):
    sanding("export", reg, "--as", "csv", "-o", tmp_path / "csv")
    assert "--on" in one_line(sanding("check", tmp_path / "csv"))
    told = sanding("check", tmp_path / "csv", "--on", DAY, "--json")
    assert told.plain["before"] == [], "the data are whole"
    assert told.plain == sanding("check", reg, "--json").plain
    assert told.code == 1, "papers are missing"


@pytest.mark.parametrize("form", ["csv", "parquet", "zip"])
def test_no_sensitive_value_leaves_unless_asked_for(sanding: Sanding, tmp_path: Path, form: str):
    whole = county()
    first = pl.col("id") == whole.frame("people")["id"][0]
    told = {"id_number": NUMBER, "native_place": "浮山"}
    told_people = whole.frame("people").with_columns(
        pl.when(first).then(pl.lit(value)).alias(name) for name, value in told.items()
    )
    reg = put(whole.with_tables({"people": told_people}), tmp_path / "reg")

    def people(*more: str) -> pl.DataFrame:
        out = tmp_path / f"out{len(more)}{'.zip' if form == 'zip' else ''}"
        assert sanding("export", reg, "--as", form, "-o", out, *more).code == 0
        done = read_csvs(out, day=DAY) if form == "csv" else read_register(out)
        return done.frame("people").filter(first).select("id_number", "native_place")

    assert people().rows() == [(None, None)]
    assert people("--unmasked").rows() == [(NUMBER, "浮山")]


def test_waves_are_carried_out_and_taken_back_one_by_one(
    sanding: Sanding, tmp_path: Path, reg: Path
):
    second = "- {id: c-2, kind: rename_body, wave: 2, body: fgj, name: 县发展改革和工业局}\n"
    plan = text(tmp_path / "plan.yaml", PLAN + second)
    first, both = tmp_path / "first", tmp_path / "both"
    assert sanding("apply", reg, plan, "-o", first, "--wave", 1, "--json").plain["changes"] == 1
    assert sanding("apply", reg, plan, "-o", both, "--json").plain["changes"] == 2
    assert sanding("revert", first, plan, "-o", tmp_path / "no").code == 2
    assert sanding("revert", first, plan, "-o", tmp_path / "back", "--wave", 1).code == 0
    assert read_register(tmp_path / "back").hash == read_register(reg).hash


def test_a_wrong_call_gives_one_line(sanding: Sanding):
    assert "--help" in one_line(sanding("check"))
    assert "--help" in one_line(sanding("demo", "--county", "nowhere"))


def test_a_claim_without_an_indicator_is_not_hidden(sanding: Sanding, tmp_path: Path):
    claim = {"county": [CODE], "figure": ["unheard_of"], "source": ["S99"], "after": [7]}
    register = county()
    claims = CLAIMS.conform(pl.DataFrame(claim))
    reg = put(replace(register, claims=claims), tmp_path / "reg")
    (told,) = sanding("indicators", reg, "--json").plain["not_computed"]
    assert (told["figure"], told["after"], told["source"]) == ("unheard_of", 7, "S99")
    assert "unheard_of 7（S99）" in sanding("indicators", reg).out


def test_a_mapping_saved_from_one_list_fits_a_file_of_another_name(
    sanding: Sanding, tmp_path: Path
):
    book = messy(tmp_path / "名册.xlsx")
    words = ("--county", CODE, "--on", DAY)
    saved = tmp_path / "m.yaml"
    sanding("import", book, "-o", tmp_path / "reg", *words, "--save-mapping", saved)
    assert load_mapping(saved).sheets == ()

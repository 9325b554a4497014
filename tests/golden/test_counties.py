"""The whole outcome of each documented reform, as text that a reviewer reads as a difference."""

from __future__ import annotations

import json
from collections.abc import Callable

import polars as pl
import pytest

from sanding.plan.describe import described, names_in
from tests.pilots import NAMES, lines, outcome

pytestmark = [pytest.mark.golden, pytest.mark.parametrize("name", NAMES)]
Golden = Callable[[str, str], None]


def test_the_figures_of_a_reform(name: str, golden: Golden):
    rows = [
        f"{line['id']}: {line['before']} → {line['after']} {line['unit']} "
        f"{json.dumps(line['rests_on'])}"
        for line in lines(name).values()
    ]
    golden(f"{name}-figures.txt", "\n".join(rows) + "\n")


def test_the_ledger_of_a_reform(name: str, golden: Golden):
    golden(f"{name}-ledger.csv", outcome(name).ledger.write_csv())


def test_the_successors_of_bodies(name: str, golden: Golden):
    done = outcome(name)
    names = names_in(done.before, done.after)
    heirs = done.succession.frame().filter(pl.col("table") == "bodies")
    rows = [
        f"{names['bodies', one]} → {names['bodies', heir]}"
        for one, heir in heirs.select("id", "heir").rows()
    ]
    golden(f"{name}-successors.txt", "\n".join(rows) + "\n")


def test_the_changes_in_words(name: str, golden: Golden):
    done = outcome(name)
    names = names_in(done.before, done.after)
    rows = [f"{one.id} {one.label}：{described(one, names)}" for one in done.plan.changes]
    golden(f"{name}-changes.txt", "\n".join(rows) + "\n")


def test_the_content_hashes(name: str, golden: Golden):
    """The same bytes on every machine: a change of either is a change of the county's data."""
    golden(f"{name}-hashes.txt", f"{outcome(name).before.hash}\n{outcome(name).after.hash}\n")

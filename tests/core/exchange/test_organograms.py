"""The data of others: UK organograms at two dates, and the divisions of China."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from math import ceil
from pathlib import Path

import polars as pl
import pytest

from sanding.base import BadInput
from sanding.base.codes import county_code, township_code
from sanding.exchange.organograms import Organogram, read_organogram
from sanding.plan.diff import diff

FIRST, SECOND = "2011-03-31", "2011-09-30"


@pytest.fixture(scope="session")
def folder(shared: Path) -> Path:
    return shared / "data" / "org-uk-organograms"


@pytest.fixture(scope="session")
def every(folder: Path) -> dict[tuple[str, str], Organogram]:
    """Organograms by body and date."""
    found = {}
    for file in sorted(folder.glob("*-senior.csv")):
        stem = file.name.removesuffix("-senior.csv")
        body, day = stem[:-11], stem[-10:]
        junior = folder / f"{stem}-junior.csv"
        found[body, day] = read_organogram(file, junior, day=date.fromisoformat(day))
    return found


def counted(folder: Path, body: str, day: str, which: str, column: str) -> tuple[Decimal, int]:
    """Sum and rows of a column, counted without the reader."""
    with (folder / f"{body}-{day}-{which}.csv").open(encoding="utf-8", newline="") as lines:
        cells = [row[column] for row in csv.DictReader(lines)]
    return sum((Decimal(cell) for cell in cells if cell), Decimal()), len(cells)


def test_all_bodies_import_at_both_dates(every: dict[tuple[str, str], Organogram]) -> None:
    assert len(every) == 22
    assert {day for _body, day in every} == {FIRST, SECOND}
    bodies = {body for body, _day in every}
    assert len(bodies) == 12
    assert len([body for body in bodies if (body, FIRST) in every]) == 10


def test_posts_add_up_to_the_files(every: dict[tuple[str, str], Organogram], folder: Path) -> None:
    for (body, day), one in every.items():
        senior, seniors = counted(folder, body, day, "senior", "FTE")
        junior, juniors = counted(folder, body, day, "junior", "Number of Posts in FTE")
        assert Decimal(one.posts.get_column("fte").sum()) / 100 == senior + junior
        establishment = one.register.frame("establishment")
        assert establishment.get_column("approved").to_list() == [ceil(senior + junior)]
        positions = one.register.frame("positions")
        rank = positions.get_column("role") == "staff"
        assert rank.sum() == juniors
        assert seniors - 2 <= (~rank).sum() <= seniors  # a shared post is one position


def test_every_reporting_line_resolves_to_a_top(
    every: dict[tuple[str, str], Organogram],
) -> None:
    for one in every.values():
        positions = one.register.frame("positions")
        superior = dict(positions.select("id", "reports_to").rows())
        assert len(superior) == positions.height
        tops = {position for position, up in superior.items() if up is None}
        assert 1 <= len(tops) <= 3
        for position in superior:
            steps = 0
            while position not in tops:
                position, steps = superior[position], steps + 1
                assert steps <= 12
        seniors = set(positions.filter(pl.col("role") != "staff").get_column("id"))
        assert {up for up in superior.values() if up} <= seniors


def test_pay_stands_where_it_is_told(every: dict[tuple[str, str], Organogram]) -> None:
    posts = every["hm_treasury", SECOND].posts
    assert posts.height == every["hm_treasury", SECOND].register.frame("positions").height
    for one in every.values():
        band = one.posts.drop_nulls(["pay_floor", "pay_ceiling"])
        assert band.filter(pl.col("pay_ceiling") < pl.col("pay_floor")).is_empty()
        assert band.height > 0


def test_the_two_dates_of_a_body_diff(every: dict[tuple[str, str], Organogram]) -> None:
    for body in {body for body, day in every if day == FIRST}:
        before, after = every[body, FIRST].register, every[body, SECOND].register
        difference = diff(before, after)
        assert difference.height > 0
        positions = difference.filter(pl.col("table") == "positions")
        added, removed = (
            positions.filter(pl.col("op") == op).get_column("key").n_unique()
            for op in ("add", "remove")
        )
        both = after.frame("positions").height - before.frame("positions").height
        assert added - removed == both


def test_land_registry_changed_its_department(
    every: dict[tuple[str, str], Organogram],
) -> None:
    before, after = (every["land_registry", day].register for day in (FIRST, SECOND))
    moved = diff(before, after).filter(
        (pl.col("table") == "bodies") & (pl.col("op") == "change") & (pl.col("column") == "parent")
    )
    assert moved.select("before", "after").rows() == [
        ("uk-ministry-of-justice", "uk-department-for-business-innovation-and-skills")
    ]


def test_a_line_to_nowhere_and_a_circle_are_refused(folder: Path, tmp_path: Path) -> None:
    stem = "parole_board-2011-09-30"
    junior = folder / f"{stem}-junior.csv"
    text = (folder / f"{stem}-senior.csv").read_text(encoding="utf-8")
    broken = tmp_path / "senior.csv"
    broken.write_text(text.replace(",XX,", ",PB9,"), encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        read_organogram(broken, junior, day=date(2011, 9, 30))
    assert [fault.code for fault in caught.value.faults] == ["missing_reference"]
    below = next(row["Post Unique Reference"] for row in csv.DictReader(text.splitlines())
                 if row["Reports to Senior Post"] != "XX")  # fmt: skip
    broken.write_text(text.replace(",XX,", f",{below},"), encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        read_organogram(broken, junior, day=date(2011, 9, 30))
    assert {fault.code for fault in caught.value.faults} == {"cycle"}


def test_row_order_does_not_change_the_hash(folder: Path, tmp_path: Path) -> None:
    stem = "hm_treasury-2011-09-30"
    turned = []
    for which in ("senior", "junior"):
        with (folder / f"{stem}-{which}.csv").open(encoding="utf-8", newline="") as lines:
            header, *rows = list(csv.reader(lines))
        file = tmp_path / f"{which}.csv"
        with file.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows([header, *reversed(rows)])
        turned.append(file)
    day = date(2011, 9, 30)
    straight = [folder / f"{stem}-{which}.csv" for which in ("senior", "junior")]
    assert (
        read_organogram(*turned, day=day).register.hash
        == read_organogram(*straight, day=day).register.hash
    )


def test_the_codes_of_all_counties_and_townships_are_valid(shared: Path) -> None:
    folder = shared / "data" / "cn-admin-divisions"
    counties = pl.read_csv(folder / "areas.csv", infer_schema=False).get_column("code")
    townships = pl.read_csv(folder / "streets.csv", infer_schema=False).get_column("code")
    assert (counties.len(), townships.len()) == (2_978, 41_352)
    assert not [code for code in counties if not county_code(code)]
    assert not [code for code in townships if not township_code(code)]
    assert not county_code("141099")
    assert not township_code("14109900")

"""A nation in Parquet, one file per table and prefecture, checked by us and by hand in Polars."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Any

import polars as pl

from bench.county import with_check
from sanding.base.codes import divisions
from sanding.exchange import scan_register
from sanding.register import TABLES
from sanding.register.integrity import faults

PER_COUNTY = 7_100  # people; bodies, sections and the rest follow the size of a county
BODIES, SECTIONS, POSITIONS, APPOINTMENTS = 300, 400, 600, 500
COUNTY, N = pl.col("county"), pl.col("n")
Planted = list[tuple[str, dict[str, Any], tuple[str, str]]]


def counties(people: int) -> list[str]:
    """Codes of as many real counties as so many people need."""
    number = -(-people // PER_COUNTY)
    codes = sorted(divisions())
    assert number <= len(codes), "more people than the counties there are can hold"
    return codes[:number]


def write(folder: str, people: int) -> Callable[[], Any]:
    """Prepare: write the nation, unless it is there whole; the answer is how many people."""
    return lambda: _write(Path(folder), people)


def _write(folder: Path, people: int) -> int:
    whole = folder / "whole"
    codes, made_by = counties(people), _print()
    if not whole.exists() or whole.read_text() != made_by:
        shutil.rmtree(folder, ignore_errors=True)
        _put(folder, "counties", "all", pl.LazyFrame({"id": codes, "name": codes}))
        left = people
        for prefecture, group in groupby(codes, lambda code: code[:4]):
            for name, rows in _prefecture(list(group), left):
                written = _put(folder, name, prefecture, rows)
                left -= written if name == "people" else 0
        for name, row, _fault in planted(codes):
            mark = f"planted-{len(list((folder / name).glob('planted-*')))}"
            _put(folder, name, mark, pl.LazyFrame([row]))
        whole.write_text(made_by)
    return int(pl.scan_parquet(folder / "people/*.parquet").select(pl.len()).collect().item())


def _print() -> str:
    """What the nation is made from; another one is made when this changes."""
    said = Path(__file__).read_text() + repr([table.schema for table in TABLES.values()])
    return sha256(said.encode()).hexdigest()


def _put(folder: Path, name: str, part: str, rows: pl.LazyFrame) -> int:
    """Write rows as one file of a table; columns not given are null."""
    table = TABLES[name]
    frame = table.conform(rows)
    (folder / name).mkdir(parents=True, exist_ok=True)
    frame.write_parquet(folder / name / f"{part}.parquet")
    return len(frame)


def _prefecture(codes: list[str], left: int) -> Iterator[tuple[str, pl.LazyFrame]]:
    """The tables of the counties of one prefecture, with at most `left` people."""

    def rows(number: int) -> pl.LazyFrame:
        return pl.LazyFrame({"county": codes}).join(pl.LazyFrame({"n": range(number)}), how="cross")

    def one(letter: str, number: pl.Expr = N) -> pl.Expr:
        return pl.format(f"{{}}-{letter}{{}}", COUNTY, number)

    body = one("b", N % BODIES)
    given = {
        "bodies": rows(BODIES).select(
            COUNTY, id=one("b"), name=pl.format("机构{}", N), kind=pl.lit("institution"),
            level=pl.lit("zhenggu"), parent=pl.when(N > 0).then(one("b", N // 10)),
        ),
        "establishment": rows(BODIES).select(
            COUNTY, body=body, kind=pl.lit("institution"), approved=pl.lit(24)
        ),
        "sections": rows(SECTIONS).select(
            COUNTY, id=one("s"), name=pl.format("股{}", N), body=body, level=pl.lit("zhenggu")
        ),
        "positions": rows(POSITIONS).select(
            COUNTY, id=one("p"), name=pl.format("职位{}", N), body=body, role=pl.lit("chief")
        ),
        "appointments": rows(APPOINTMENTS).select(
            COUNTY, person=one("r", N * 12), position=one("p"), kind=pl.lit("main"),
            since=pl.lit(date(2019, 1, 1)),
        ),
        "people": rows(PER_COUNTY).head(left).select(_person(one)),
    }  # fmt: skip
    yield from given.items()


def _person(one: Callable[..., pl.Expr]) -> list[pl.Expr]:
    born = pl.date(1962 + N % 40, 1 + N % 12, 1 + N % 28)
    serial = (N % 1000).cast(pl.String).str.zfill(3)
    number = with_check(pl.concat_str(COUNTY, born.dt.strftime("%Y%m%d"), serial))
    third, quarter = N % 3 == 0, N % 4 == 0
    return [
        COUNTY, one("r").alias("id"), pl.format("人{}", N).alias("name"),
        number.alias("id_number"), pl.lit("male").alias("sex"), born.alias("born_on"),
        one("b", N % BODIES).alias("body"),
        pl.when(third).then(one("s", N % BODIES)).alias("section"),
        pl.when(quarter).then(pl.lit("administrative")).otherwise(pl.lit("institution"))
        .alias("kind"),
        pl.lit("civil_servant").alias("identity"), pl.lit("in_post").alias("status"),
        pl.date(1985 + N % 40, 7, 1).alias("worked_since"),
    ]  # fmt: skip


def planted(codes: list[str]) -> Planted:
    """Faults to be found: table, row, and the fault's code and column."""
    a, b, *_rest, c, d = codes

    def person(county: str, **values: Any) -> dict[str, Any]:
        given = {"id": f"{county}-x", "name": "某", "body": f"{county}-b1"}
        kinds = {"kind": "institution", "identity": "civil_servant", "status": "in_post"}
        return {"county": county, **given, **kinds, **values}

    def body(county: str, one: str, parent: str) -> dict[str, Any]:
        given = {"county": county, "id": f"{county}-{one}", "parent": f"{county}-{parent}"}
        return {**given, "name": "环", "kind": "institution", "level": "zhenggu"}

    served = {"county": b, "position": f"{b}-p1", "kind": "main", "since": date(2020, 1, 1)}
    return [
        ("people", person(a, id=f"{a}-r7"), ("duplicate_key", "id")),
        ("people", person(b, id=f"{a}-r9"), ("duplicate_key", "id")),
        ("people", person(c, body=f"{c}-nowhere"), ("missing_reference", "body")),
        ("people", person(d, body=f"{a}-b1"), ("missing_reference", "body")),
        ("people", person(a, id=f"{a}-y", name=None), ("missing_value", "name")),
        ("people", person(b, id=f"{b}-z", id_number="11010519491231002Y"),
         ("wrong_code", "id_number")),
        ("appointments", {**served, "person": f"{b}-nobody"}, ("missing_reference", "person")),
        ("bodies", body(c, "ring1", "ring2"), ("cycle", "parent")),
        ("bodies", body(c, "ring2", "ring1"), ("", "")),  # the same ring
    ]  # fmt: skip


def expected(people: int) -> list[list[str]]:
    """The planted faults as `by_us` answers them."""
    rows = [
        [fault[0], name, _key(name, row), fault[1]]
        for name, row, fault in planted(counties(people))
        if fault[0]
    ]
    return sorted(rows)


def _key(name: str, row: dict[str, Any]) -> str:
    return "/".join(str(row[column]) for column in TABLES[name].key)


def by_us(folder: str) -> Callable[[], Any]:
    """All integrity checks over the nation; the answer is the faults."""

    def work() -> list[list[str]]:
        found = faults(scan_register(Path(folder))).select("code", "table", "key", "column")
        return sorted(list(row) for row in found.rows())

    return work


def by_polars(folder: str) -> Callable[[], Any]:
    """Keys and references alone, by hand: unique keys and anti joins, streamed."""

    def work() -> int:
        there = {
            name: pl.scan_parquet(Path(folder) / name / "*.parquet")
            for name in TABLES
            if (Path(folder) / name).is_dir()
        }
        return sum(_broken(there, name) for name in there)

    return work


def _broken(there: dict[str, pl.LazyFrame], name: str) -> int:
    table, rows = TABLES[name], there[name]
    twice = rows.group_by(table.key).len().filter(pl.col("len") > 1)
    counted = [twice]
    for column in table.columns:
        if column.ref in there:
            given = rows.filter(pl.col(column.name).is_not_null())
            left, right = ["county", column.name], ["county", "id"]
            if column.ref == "counties":
                left, right = ["county"], ["id"]
            known = there[column.ref]
            counted.append(given.join(known, left_on=left, right_on=right, how="anti"))
    return sum(int(one.select(pl.len()).collect(engine="streaming").item()) for one in counted)

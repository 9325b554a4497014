"""People of a nation, one Parquet file per prefecture, in which every rule is broken somewhere.

Of every 5,000 people one breaks each rule on purpose: 0.4 % of the rows for twenty rules, 2 % for
a hundred. The rest break none.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Any

import polars as pl

from bench.county import with_check
from bench.nation import PER_COUNTY, counties
from bench.rules_eighty import HUNDRED
from bench.rules_twenty import DAY
from sanding.register import TABLES

EVERY = 5_000  # one in so many people breaks a given rule
BODIES, SECTIONS = 300, 400
PEOPLE = TABLES["people"]
COUNTY, N = pl.col("county"), pl.col("n")
AT = pl.col("at")  # the place of a person in the nation
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀兰霞平刚桂英华玉梅建国志文海燕春红晓东波宁"
POSITIONS = ("科员", "副主任科员", "办公室主任", "局长", "副局长", "党组成员", "四级主任科员")
TITLES = ("一级教师", "高级教师", "工程师", "高级工程师", "主治医师", "正高级教师", "助理馆员")
MAJORS = ("汉语言文学", "法学", "会计学", "临床医学", "农学", "计算机科学与技术", "行政管理")


def write(folder: str, people: int) -> Callable[[], Any]:
    """Prepare: write the people, unless they are there whole; the answer is how many."""
    return lambda: _write(Path(folder), people)


def files(folder: str) -> str:
    """Return the pattern of the files that hold the people."""
    return f"{folder}/people/*.parquet"


def _write(folder: Path, people: int) -> int:
    whole, made_by = folder / "whole", _print()
    if not whole.exists() or whole.read_text() != made_by:
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "people").mkdir(parents=True)
        codes, at = counties(people), 0
        for prefecture, group in groupby(codes, lambda code: code[:4]):
            rows = rows_of(list(group), at, people - at)
            at += len(rows)
            rows.write_parquet(folder / "people" / f"{prefecture}.parquet", compression="zstd")
        whole.write_text(made_by)
    return int(pl.scan_parquet(files(str(folder))).select(pl.len()).collect().item())


def _print() -> str:
    """What the people are made from; others are made when this changes."""
    planted = [(rule.code, *sorted((name, str(value)) for name, value in rule.planted.items()))
               for rule in HUNDRED]  # fmt: skip
    said = Path(__file__).read_text() + repr([planted, PEOPLE.schema])
    return sha256(said.encode()).hexdigest()


def rows_of(codes: Sequence[str], at: int, left: int) -> pl.DataFrame:
    """The people of some counties, the first of them at place `at` of the nation."""
    number = pl.int_range(min(left, len(codes) * PER_COUNTY))
    each = pl.LazyFrame().select(
        at=number + at, n=number % PER_COUNTY, county=_one_of(codes, number // PER_COUNTY)
    )
    sound = each.with_columns(_days()).with_columns(_kinds(), seventeen=_seventeen())
    slot = AT * 7919 % EVERY
    people = sound.with_columns(_rest()).select(
        *(pl.col(c.name).cast(c.dtype) if c.name not in LEFT_NULL
          else pl.lit(None, c.dtype).alias(c.name) for c in PEOPLE.columns),
        slot=slot, at=AT,
    ).collect()  # fmt: skip
    planted = people.filter(pl.col("slot") < len(HUNDRED)).with_columns(_planted())
    kept = people.filter(pl.col("slot") >= len(HUNDRED))
    return pl.concat([kept, planted]).sort("at").drop("slot", "at")


def _draw(salt: int, below: int) -> pl.Expr:
    """A number that looks drawn by lot, the same on every machine."""
    mixed = (AT * 40_503 + salt * 7_368_787) % 1_000_003
    return mixed * mixed % 999_983 // 7 % below


def _one_of(values: Sequence[str], at: pl.Expr) -> pl.Expr:
    return pl.lit(pl.Series(list(values))).gather(at)


WOMAN = _draw(9, 5) < 2


def _share(salt: int, shares: Sequence[tuple[str, int]]) -> pl.Expr:
    """One of some values, each as often as said, in a hundred."""
    return _one_of([value for value, share in shares for _ in range(share)], _draw(salt, 100))


def _one(letter: str, number: pl.Expr) -> pl.Expr:
    return pl.format(f"{{}}-{letter}{{}}", COUNTY, number)


def _days() -> list[pl.Expr]:
    """Days as numbers, each after the one before it, all before the day of the review."""
    today = pl.lit(DAY).cast(pl.Int32).cast(pl.Int64)
    gone = _draw(2, 100) >= 93
    youngest = pl.when(gone).then(-14 * 365 - _draw(3, 7 * 365)).otherwise(_draw(3, 30 * 365))
    born = youngest  # 1955 to 1962 for those who are gone, 1970 to 1999 for the others
    worked = born + 23 * 365 + _draw(4, 400)
    entered = pl.min_horizontal(worked + _draw(5, 3000), today - 40)
    grown = pl.max_horizontal(entered + _draw(6, 4000), born + 26 * 365)
    level = pl.min_horizontal(grown, today - 30)
    return [
        gone.alias("gone"), born.alias("born"), worked.alias("worked"), entered.alias("entered"),
        level.alias("level_day"), today.alias("today"),
    ]  # fmt: skip


def _kinds() -> list[pl.Expr]:
    placed = _share(7, [("administrative civil_servant", 22),
                        ("politics_and_law civil_servant", 8),
                        ("institution civil_service_reference", 8),
                        ("institution institution_management", 12),
                        ("institution institution_professional", 38),
                        ("support support_worker", 7),
                        ("off_establishment off_establishment", 5)])  # fmt: skip
    held = _share(8, [("in_post", 94), ("seconded", 3), ("on_assignment", 2), ("in_pool", 1)])
    gone = _share(8, [("retired", 100)])
    return [
        placed.str.split(" ").list.get(0).alias("kind"),
        placed.str.split(" ").list.get(1).alias("identity"),
        pl.when("gone").then(gone).otherwise(held).alias("status"),
    ]


def _seventeen() -> pl.Expr:
    """An identity number without its check digit, as one integer."""
    born = _day(pl.col("born")).dt
    year, month, day_of = (part.cast(pl.Int64) for part in (born.year(), born.month(), born.day()))
    day = year * 10_000 + month * 100 + day_of
    odd = pl.when(WOMAN).then(0).otherwise(1)
    return COUNTY.cast(pl.Int64) * 10**11 + day * 1000 + N % 500 * 2 + odd


def _rest() -> list[pl.Expr]:
    sex = pl.when(WOMAN).then(pl.lit("female")).otherwise(pl.lit("male"))
    given = _one_of(GIVEN, _draw(11, len(GIVEN)))
    second = _one_of(GIVEN, _draw(12, len(GIVEN)))
    name = pl.concat_str(
        _one_of(SURNAMES, _draw(10, len(SURNAMES))), given,
        pl.when(_draw(13, 3) > 0).then(second).otherwise(pl.lit("")),
    )  # fmt: skip
    away = pl.col("status").is_in(["seconded", "on_assignment"])
    other_body = _one("b", (N + 1) % BODIES)
    gone = pl.col("today") - 20 - _draw(14, 500)
    return [
        _one("r", N).alias("id"), name.alias("name"), sex.alias("sex"),
        with_check(pl.col("seventeen")).alias("id_number"),
        _day(pl.col("born")).alias("born_on"), _one("b", N % BODIES).alias("body"),
        pl.when(~pl.col("gone") & (N % 3 == 0)).then(_one("s", N % SECTIONS)).alias("section"),
        pl.when(away).then(other_body).alias("working_body"),
        _day(pl.col("worked")).alias("worked_since"),
        _day(pl.col("entered")).alias("entered_on"),
        pl.when(away).then(_day(pl.max_horizontal("entered", gone))).alias("away_since"),
        pl.when("gone").then(_day(pl.col("born") + 60 * 365 + _draw(15, 300))).alias("left_on"),
        *_standing(),
    ]  # fmt: skip


def _standing() -> list[pl.Expr]:
    """Level, rank, title and what else a person has attained."""
    identity, staying = pl.col("identity"), ~pl.col("gone")
    civil = staying & (identity == "civil_servant")
    ranked = civil & (_draw(16, 3) > 0)
    levelled = civil & (pl.col("status") != "in_pool")
    position = _one_of(POSITIONS, _draw(17, len(POSITIONS)))
    level = (
        pl.when(position.is_in(["局长"]))
        .then(pl.lit("zhengke"))
        .otherwise(
            pl.when(position.is_in(["副局长", "党组成员"]))
            .then(pl.lit("fuke"))
            .otherwise(pl.lit("none"))
        )
    )
    rank = _one_of(["researcher_4", "principal_3", "principal_4"], _draw(18, 3))
    since = pl.max_horizontal(pl.col("entered") + 10, pl.lit(18_100), pl.col("level_day"))
    full = (identity == "civil_servant") | (identity == "civil_service_reference")
    professional = identity == "institution_professional"
    schooled = _share(
        19, [("postgraduate", 8), ("bachelor", 52), ("college", 28), ("secondary", 12)]
    )
    unskilled = identity.is_in(["support_worker", "off_establishment"]) & (_draw(24, 3) > 0)
    education = pl.when(unskilled).then(pl.lit("high_school")).otherwise(schooled)
    entered_by = pl.when(full).then(pl.lit("考录")).otherwise(pl.lit("公开招聘"))
    return [
        pl.when(levelled).then(position).alias("position"),
        pl.when(levelled).then(level).alias("level"),
        pl.when(levelled).then(_day(pl.col("level_day"))).alias("level_since"),
        pl.when(ranked).then(rank).alias("rank"),
        pl.when(ranked).then(_day(since)).alias("rank_since"),
        pl.when(identity == "civil_servant").then((10 + _draw(20, 17)).cast(pl.String))
        .alias("grade"),
        pl.when(professional).then(_one_of(TITLES, _draw(21, len(TITLES)))).alias("title"),
        pl.when(full).then(pl.lit("full")).when(identity == "off_establishment")
        .then(pl.lit("self")).otherwise(_share(22, [("full", 70), ("balance", 20), ("self", 10)]))
        .alias("pay_source"),
        education.alias("education"),
        pl.when(~unskilled).then(_one_of(MAJORS, _draw(23, len(MAJORS)))).alias("major"),
        entered_by.alias("entered_by"), pl.lit("山西浮山").alias("native_place"),
    ]  # fmt: skip


def _day(number: pl.Expr) -> pl.Expr:
    return number.cast(pl.Int32).cast(pl.Date)


def _planted() -> list[pl.Expr]:
    """Values that break rules, each for the people whose slot is the rule's."""
    found: dict[str, pl.Expr] = {}
    for slot, check in enumerate(HUNDRED):
        for name, value in check.planted.items():
            there = found.get(name, pl.col(name))
            given = value if isinstance(value, pl.Expr) else pl.lit(value)
            given = given.cast(PEOPLE.schema[name])
            found[name] = pl.when(pl.col("slot") == slot).then(given).otherwise(there)
    return [given.alias(name) for name, given in found.items()]


LEFT_NULL = frozenset({"certificates", "note", "certainty", "source"})

"""The rules on people by the fused pass, and by hand in Polars in four ways."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Any

import polars as pl

from bench.rules_eighty import HUNDRED
from bench.rules_fused import found as found_by_us
from bench.rules_people import files
from bench.rules_twenty import Check

Rules = Sequence[Check]
Found = Callable[[], Any]  # what was found, told when the time is no longer taken


def people(folder: str, *, streamed: bool) -> pl.LazyFrame:
    """The people as they lie on disk, or in memory in one piece."""
    if streamed:
        return pl.scan_parquet(files(folder))
    return pl.read_parquet(files(folder)).rechunk().lazy()


def told(found: pl.DataFrame) -> list[Any]:
    """How many breaches were found, and a print of every rule and id in order."""
    lines = found.select(pl.concat_str("rule", pl.lit("/"), "where")).to_series().sort()
    return told_of(lines.to_list())


def told_of(lines: list[str]) -> list[Any]:
    """The same of sorted texts `rule/id`."""
    return [len(lines), sha256("\n".join(lines).encode()).hexdigest()]


def by_us(folder: str, number: int, streamed: int) -> Callable[[], Found]:
    """The first so many rules in one fused pass, with what each breach amounts to."""
    frame = people(folder, streamed=bool(streamed))

    def work() -> Found:
        found = found_by_us(frame, number)
        return lambda: told(found)

    return work


def by_hand(folder: str, number: int, streamed: int, way: str) -> Callable[[], Found]:
    """The same rules by hand, without amounts."""
    frame = people(folder, streamed=bool(streamed))

    def work() -> Found:
        found = WAYS[way](frame, HUNDRED[:number])
        return lambda: told(found)

    return work


def masks(frame: pl.LazyFrame, rules: Rules) -> pl.DataFrame:
    """One select with a mask per rule; rows with any are kept and unpivoted."""
    wide = frame.select(*(rule.breach.alias(rule.code) for rule in rules), where="id")
    kept = wide.filter(pl.any_horizontal(pl.exclude("where")))
    long = kept.unpivot(index="where", variable_name="rule", value_name="broken").filter("broken")
    return long.select("rule", "where").collect(engine="streaming")


def sieve(frame: pl.LazyFrame, rules: Rules) -> pl.DataFrame:
    """One filter for all rules, then a mask per rule on the rows that are left."""
    kept = frame.filter(pl.any_horizontal(rule.breach for rule in rules))
    return masks(kept, rules)


def filters(frame: pl.LazyFrame, rules: Rules) -> pl.DataFrame:
    """A query per rule, all collected together."""
    every = pl.collect_all([_broken(frame, rule) for rule in rules], engine="streaming")
    return pl.concat(every)


def joined(frame: pl.LazyFrame, rules: Rules) -> pl.DataFrame:
    """A query per rule, put together as one."""
    return pl.concat([_broken(frame, rule) for rule in rules]).collect(engine="streaming")


def _broken(frame: pl.LazyFrame, rule: Check) -> pl.LazyFrame:
    return frame.filter(rule.breach).select(rule=pl.lit(rule.code), where="id")


WAYS = {"masks": masks, "sieve": sieve, "filters": filters, "joined": joined}

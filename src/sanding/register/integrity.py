"""What is broken in a register's tables: keys, required values, references, cycles, codes, dates.

Every check is a lazy frame that keeps offenders only, so a county in memory and a nation on disk
pass through the same lines; big tables are streamed one check at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from sanding.base import _
from sanding.base.codes import masked
from sanding.base.fault_kinds import FaultKind
from sanding.base.words import Marked
from sanding.register.code_expressions import is_code
from sanding.register.personnel import PERSONNEL
from sanding.register.register import Frames, engine_for
from sanding.register.schema import CLAIMS, TABLES
from sanding.register.table import Code, Column, Table

FAULTS = pl.Schema(
    {name: pl.String() for name in ("code", "table", "key", "column", "value", "message")}
)
BIG = 2_000_000  # rows from which a table is streamed and its keys are hashed first
MOST = 10_000  # offenders kept per check: who reads more has another problem
CODE_NAMES = {
    Code.CREDIT: _("统一社会信用代码（GB 32100，18 位）"),
    Code.ID_NUMBER: _("公民身份号码（GB 11643，18 位）"),
    Code.COUNTY: _("县级行政区划代码（GB/T 2260，6 位）"),
    Code.TOWNSHIP: _("乡级区划代码（县代码加 3 位）"),
}
# table: (earlier, later, whether both may be one day)
IN_ORDER = {
    "people": (("born_on", "worked_since", False), ("worked_since", "left_on", True)),
    "appointments": (("since", "until", True),),
    "coordinating_bodies": (("since", "ends_on", True),),
    "spells": (("since", "until", True),),
    "circumstances": (("since", "until", True),),
    "contracts": (("since", "until", True),),
    "pool_members": (("entered_on", "left_on", True),),
}


def faults(
    frames: Frames, tables: Iterable[str] | None = None, *, big: int = BIG, most: int = MOST
) -> pl.DataFrame:
    """Return one row per fault: code, table, key, column, value, message.

    Keys of several columns are joined by `/`; sensitive values come masked. At most `most` rows
    are returned per check and table.
    """
    chosen = [table_named(name) for name in (TABLES if tables is None else tables)]
    counts = _counts(frames, chosen)
    found: list[pl.DataFrame] = []
    small: list[Check] = []
    for table in chosen:
        if not counts[table.name]:
            continue
        targets = {c.ref for c in table.columns if c.ref} - {table.name}
        streamed = max((counts[name] for name in {table.name, *targets}), default=0) >= big
        checks = _checks(frames, table, counts, big=big, most=most)
        if streamed:
            found += [check.found(check.lazy.collect(engine="streaming")) for check in checks]
        else:
            small += checks
    frames_found = pl.collect_all([check.lazy for check in small], engine="in-memory")
    found += [check.found(frame) for check, frame in zip(small, frames_found, strict=True)]
    for table in chosen:
        if counts[table.name]:
            found += [_cycles(frames, table, column) for column in table.refs(table.name)]
    return pl.concat([FAULTS.to_frame(), *found]).sort("table", "key", "column", "code", "value")


def table_named(name: str) -> Table:
    """Return the declaration of a table of the register, of the claims or of personnel files."""
    return CLAIMS if name == CLAIMS.name else TABLES.get(name) or PERSONNEL[name]


def key_text(table: Table) -> pl.Expr:
    """The key of a row as one text, its columns joined by `/`."""
    parts = [pl.col(name).cast(pl.String).fill_null("") for name in table.key]
    return pl.concat_str(parts, separator="/").alias("key")


@dataclass(frozen=True)
class Check:
    """A lazy frame of offenders, and how each becomes a fault."""

    table: Table
    lazy: pl.LazyFrame
    breaches: Sequence[Breach]

    def found(self, offenders: pl.DataFrame) -> pl.DataFrame:
        """Return the faults of `offenders`."""
        if offenders.is_empty():
            return FAULTS.to_frame()
        rows = offenders.with_columns(key_text(self.table))
        return pl.concat([breach.faults(self.table, rows) for breach in self.breaches])


@dataclass(frozen=True)
class Breach:
    """What makes a row an offender (null is none), and what is said of it."""

    code: FaultKind
    column: str
    broken: pl.Expr
    message: Marked  # {value} stands for the value of the row
    values: Mapping[str, object] = field(default_factory=dict)  # the same for every row

    def faults(self, table: Table, rows: pl.DataFrame) -> pl.DataFrame:
        """Return the faults of this kind among `rows`."""
        value = _shown(table.column[self.column])
        told = str(self.message.format(**self.values, value="{}"))
        said = pl.format(told, value.fill_null("")) if "{}" in told else pl.lit(told)
        return rows.filter(self.broken).select(
            code=pl.lit(str(self.code)),
            table=pl.lit(table.name),
            key=pl.col("key"),
            column=pl.lit(self.column),
            value=value,
            message=said,
        )


def _shown(column: Column) -> pl.Expr:
    text = pl.col(column.name).cast(pl.String)
    if column.personal and column.personal.sensitive:
        # only offenders come here, ten thousand at most
        return text.map_elements(masked, return_dtype=pl.String)
    return text


def _counts(frames: Frames, tables: Iterable[Table]) -> dict[str, int]:
    names = {t.name for t in tables} | {c.ref for t in tables for c in t.columns if c.ref}
    ordered = sorted(names)
    counted = [frames[name].select(pl.len()) for name in ordered]
    lengths = pl.collect_all(counted, engine=engine_for(frames))
    return {name: frame.item() for name, frame in zip(ordered, lengths, strict=True)}


def _checks(
    frames: Frames, table: Table, counts: dict[str, int], *, big: int, most: int
) -> Iterator[Check]:
    """Yield the checks of a table; a hashing check is worked out as it is asked for."""
    rows = frames[table.name]
    yield _row_check(table, rows, most)
    large = counts[table.name] >= big
    yield _key_check(table, _suspects(table, rows) if large else rows, most)
    for column in table.columns:
        if column.ref:
            yield _reference_check(frames, table, column, counts, big=big, most=most)


def _row_check(table: Table, rows: pl.LazyFrame, most: int) -> Check:
    """What one row shows by itself, in one pass over the table."""
    breaches = list(_row_breaches(table))
    names = {breach.column for breach in breaches} | set(table.key)
    names |= {name for pair in IN_ORDER.get(table.name, ()) for name in pair[:2]}
    columns = [c.name for c in table.columns if c.name in names]
    offenders = rows.select(columns).filter(pl.any_horizontal(b.broken for b in breaches))
    return Check(table, offenders.head(most), breaches)


def _row_breaches(table: Table) -> Iterator[Breach]:
    for column in table.columns:
        value = pl.col(column.name)
        if column.required:
            empty = (
                value.is_null() | (value == "") if column.dtype == pl.String else value.is_null()
            )
            said, told = _("“{column}”必填；请补上"), {"column": column.label}
            yield Breach(FaultKind.MISSING_VALUE, column.name, empty, said, told)
        if column.minimum is not None:
            said, least = _("{value} 小于 {least}；请改为不小于 {least} 的整数"), column.minimum
            yield Breach(FaultKind.NEGATIVE, column.name, value < least, said, {"least": least})
        code = Code.COUNTY if (table.name, column.name) == ("counties", "id") else column.code
        if code:
            said, told = _("“{value}”不是有效的{code}；请对照证照更正"), {"code": CODE_NAMES[code]}
            yield Breach(FaultKind.WRONG_CODE, column.name, ~is_code(column.name, code), said, told)
    for earlier, later, same in IN_ORDER.get(table.name, ()):
        broken = pl.col(earlier) > pl.col(later) if same else pl.col(earlier) >= pl.col(later)
        said = _("{value} 早于“{column}”；请核对两个日期")
        told = {"column": table.column[earlier].label}
        yield Breach(FaultKind.BAD_DATE, later, broken, said, told)


def _key_check(table: Table, rows: pl.LazyFrame, most: int) -> Check:
    """Rows that share a key, one for each key; null is a key's value where it need not be given."""
    whole = [pl.col(name).is_not_null() for name in table.key if table.column[name].required]
    twice = (
        rows.select(table.key)
        .filter(pl.all_horizontal(whole))
        .group_by(table.key)
        .agg(times=pl.len())
        .filter(pl.col("times") > 1)
        .head(most)
    )
    column = table.key[0]
    told = {
        "labels": "、".join(table.column[name].label for name in table.key),
        "first": table.column[column].label,
    }
    said = _("{labels}“{value}”重复；请删去多余的行，或改用新的{labels}")
    if len(table.key) > 1:
        said = _("同一{first}“{value}”有{labels}都相同的行；请合并或删去")
    breach = Breach(FaultKind.DUPLICATE_KEY, column, pl.lit(True), said, told)
    return Check(table, twice, [breach])


def _suspects(table: Table, rows: pl.LazyFrame) -> pl.LazyFrame:
    """Rows whose key has the 64-bit hash of another's: eight bytes a row, not the keys' texts."""
    hashed = pl.lit(0, pl.UInt64)
    for at, name in enumerate(table.key):
        hashed = hashed ^ pl.col(name).cast(pl.String).hash(seed=at + 1)
    hashes = rows.select(hash=hashed).collect(engine="streaming").get_column("hash").sort()
    doubled = hashes.filter(hashes == hashes.shift(1)).unique()
    return rows.select(table.key).filter(hashed.is_in(doubled.implode()))


def _reference_check(
    frames: Frames,
    table: Table,
    column: Column,
    counts: dict[str, int],
    *,
    big: int,
    most: int,
) -> Check:
    """Rows that refer to what is not there; county and id must both fit."""
    target = table_named(column.ref or "")
    whole = target.name == "counties" or table.name == "counties"
    left = [column.name] if whole else ["county", column.name]
    right = ["id"] if whole else ["county", "id"]
    rows = frames[table.name].filter(pl.all_horizontal(pl.col(left).is_not_null()))
    known = frames[target.name].select(right)
    if counts[table.name] < big and counts[target.name] < big:
        missing = rows.join(known, left_on=left, right_on=right, how="anti")
    else:
        bad = _bad_references(rows.select(left), known, left, right, counts[target.name] >= big)
        missing = rows.join(bad.lazy(), on=left, how="semi")
    names = list(dict.fromkeys([*table.key, *left]))
    said = _("“{value}”在【{table}】表中没有；请核对编号，或先在【{table}】表补上")
    told = {"table": target.label}
    breach = Breach(FaultKind.MISSING_REFERENCE, column.name, pl.lit(True), said, told)
    return Check(table, missing.select(names).head(most), [breach])


def _bad_references(
    given: pl.LazyFrame, known: pl.LazyFrame, left: list[str], right: list[str], vast: bool
) -> pl.DataFrame:
    """References that lead nowhere, each once; a vast target is probed, never built upon."""
    distinct = given.unique()
    if vast:
        asked = distinct.collect(engine="streaming").lazy()
        known = known.join(asked, left_on=right, right_on=left, how="semi")
        distinct = asked
    return distinct.join(known, left_on=left, right_on=right, how="anti").collect(
        engine="streaming"
    )


def _cycles(frames: Frames, table: Table, column: str) -> pl.DataFrame:
    """Rows that lead back to themselves by `column`, one fault for each ring."""
    edges = (
        frames[table.name]
        .select("id", column)
        .drop_nulls()
        .unique("id", keep="first")
        .collect(engine=engine_for(frames))
    )
    size = -1
    while size != len(edges) and not edges.is_empty():  # peel off what leads out of the table
        size = len(edges)
        edges = edges.join(edges, left_on=column, right_on="id", how="semi")
        if size - len(edges) < size // 100:
            break
    upward = dict(edges.iter_rows())
    label, rings = table.column[column].label, []
    for ring in _rings(upward):
        chain = "→".join([*ring[:6], "…"] if len(ring) > 6 else [*ring, ring[0]])
        said = _("“{column}”首尾相接（{chain}）；请改正其中一行").format(column=label, chain=chain)
        rings.append((str(FaultKind.CYCLE), table.name, ring[0], column, upward[ring[0]], said))
    return pl.DataFrame(rings, schema=FAULTS, orient="row")


def _rings(upward: dict[str, str]) -> list[list[str]]:
    """Rings of a table in which each points to one other, each from its smallest member."""
    seen: set[str] = set()
    rings = []
    for start in sorted(upward):
        path: dict[str, None] = {}
        one: str | None = start
        while one is not None and one not in seen:
            seen.add(one)
            path[one] = None
            one = upward.get(one)
        if one is not None and one in path:
            members = list(path)[list(path).index(one) :]
            first = members.index(min(members))
            rings.append(members[first:] + members[:first])
    return rings

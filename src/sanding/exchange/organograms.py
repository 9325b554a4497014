"""Import of published organograms through a mapping: bodies, units, posts, reporting lines, pay.

The UK's way of counting is not ours, and nothing is made to look as if it were. A senior post is a
position with its superior; a group of junior posts is one position that stands for several, so how
many full-time equivalents (FTE) it has, its pay band and grade stand in `posts` and in the note,
not in columns made for something else. Approved posts are the FTE of the body, rounded up. Levels
stay empty: no British grade is a Chinese level. Holders are not published, so there are no people.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from sanding.base import BadInput, Fault, _
from sanding.base.fault_kinds import FaultKind
from sanding.exchange.mismatches import NoteKind
from sanding.exchange.sheets import read_sheets
from sanding.register import Register

_FTE = r"^\d{1,7}(\.\d{1,2})?$"


@dataclass(frozen=True)
class Organogram:
    """A body's organogram (组织结构图数据): the register, and what it has no columns for.

    `posts` has one row per position: `position, grade, fte` (hundredths), `pay_floor,
    pay_ceiling` (whole pounds a year, null if not told), `profession, vacant`.
    """

    register: Register
    posts: pl.DataFrame
    notes: tuple[Fault, ...]


@cache
def uk_mapping() -> Mapping[str, Any]:
    """Return the shipped mapping of the UK's headings and words."""
    text = files("sanding.exchange").joinpath("mappings/uk_organogram.yaml").read_text("utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


def read_organogram(
    senior: Path, junior: Path, *, day: date, mapping: Mapping[str, Any] | None = None
) -> Organogram:
    """Read the two files of one body at one date; raise BadInput with every fault."""
    mapping = uk_mapping() if mapping is None else mapping
    seniors, juniors = (_rows(file, mapping[file_kind]) for file, file_kind in
                        ((senior, "senior"), (junior, "junior")))  # fmt: skip
    faults = [*_bad_numbers(seniors, senior, mapping), *_bad_numbers(juniors, junior, mapping)]
    if faults:
        raise BadInput(faults)
    posts, notes = _posts(seniors, juniors, mapping)
    faults = _broken_lines(posts, {"senior": senior.stem, "junior": junior.stem}, mapping)
    if faults:
        raise BadInput(faults)
    tables = _tables(posts, mapping)
    told = ("grade", "fte", "pay_floor", "pay_ceiling", "profession", "vacant")
    kept = posts.select("id", *told).rename({"id": "position"}).sort("position")
    return Organogram(Register.of(tables, day=day), kept, tuple(notes))


def _rows(file: Path, headings: Mapping[str, str]) -> pl.DataFrame:
    """Rows of a file under our names, blank as null, with their row in the file."""
    (sheet,) = read_sheets(file)
    header = [str(cell).strip() for cell in sheet.rows[0]]
    lacking = [heading for heading in headings.values() if heading not in header]
    if lacking:
        message = _("缺少这些列：{columns}；请核对文件或映射").format(columns="、".join(lacking))
        raise BadInput([Fault(FaultKind.WRONG_HEADER, message, sheet.name, 1)])
    columns = list(zip(*sheet.rows[1:], strict=True)) or [()] * len(header)
    frame = pl.DataFrame(
        {name: columns[header.index(heading)] for name, heading in headings.items()},
        schema=dict.fromkeys(headings, pl.String),
    )
    text = pl.all().str.replace_all(r"\s+", " ").str.strip_chars().replace("", None)
    return frame.with_columns(text).with_row_index("row", offset=2)


def _bad_numbers(frame: pl.DataFrame, file: Path, mapping: Mapping[str, Any]) -> list[Fault]:
    wrong = frame.filter(~pl.col("fte").str.contains(_FTE))
    heading = mapping["senior" if "reference" in frame.columns else "junior"]["fte"]
    return [
        Fault(
            FaultKind.NUMBER_AS_TEXT, _("“{value}”不是数").format(value=text),
            file.stem, row, heading, text,
        )
        for row, text in wrong.select("row", "fte").rows()
    ]  # fmt: skip


def _posts(
    seniors: pl.DataFrame, juniors: pl.DataFrame, mapping: Mapping[str, Any]
) -> tuple[pl.DataFrame, list[Fault]]:
    """All positions of both files with their ids; rows of one post are one position."""
    country = mapping["country"]["id"]
    no_post = pl.col("reference").is_in(mapping["placeholders"]) | pl.col("reference").is_null()
    seniors = seniors.with_columns(
        rank=pl.lit("senior"),
        reference=pl.when(~no_post).then("reference"),
        vacant=pl.col("holder").str.to_lowercase().is_in(mapping["vacant"]).fill_null(False),
    )
    juniors = juniors.with_columns(
        rank=pl.lit("junior"), reference=pl.lit(None, pl.String), vacant=pl.lit(False)
    )
    every = pl.concat([seniors.drop("holder"), juniors], how="diagonal").with_columns(
        *(
            pl.when(~pl.col(pay).is_in(mapping["unknown"])).then(pl.col(pay))
            .cast(pl.Int64, strict=False).alias(pay)
            for pay in ("pay_floor", "pay_ceiling")
        ),
        untold=pl.col("fte").is_null(),
        fte=(pl.col("fte").cast(pl.Decimal(20, 2)) * 100).fill_null(0).cast(pl.Int64),
        body_id=pl.lit(f"{country}-") + _slug("body"),
    )  # fmt: skip
    every = every.sort(pl.exclude("row"), nulls_last=True)  # no id hangs on the file's order
    every = every.with_columns(id=_ids(every))
    untold = every.filter(pl.col("untold")).get_column("row").to_list()
    notes = []
    if untold:
        message = _("有{count}个职位没有写明 FTE，按0计").format(count=len(untold))
        notes.append(Fault(NoteKind.INFERRED, message, None, min(untold)))
    shared = every.get_column("id").is_duplicated().sum()
    if shared:
        message = _("{count}行同属一个职位（分担），已合为一个").format(count=shared)
        notes.append(Fault(NoteKind.INFERRED, message))
    rest = [c for c in every.columns if c not in ("id", "fte", "vacant")]
    merged = every.group_by("id", maintain_order=True)
    return merged.agg(pl.col(rest).first(), pl.col("fte").sum(), pl.col("vacant").all()), notes


def _slug(column: str) -> pl.Expr:
    """Letters and digits of a name, for ids that stay the same from one date to the next."""
    plain = pl.col(column).fill_null("none").str.to_lowercase()
    return plain.str.replace_all(r"[^a-z0-9]+", "-").str.strip_chars("-")


def _ids(every: pl.DataFrame) -> pl.Series:
    """Ids of positions: by reference if there is one, else by what the post is.

    Pay and FTE are left out, so that the same post at another date keeps its id; posts alike in
    all the rest are numbered.
    """
    what = ("body", "section", "superior", "grade", "title", "profession")
    texts = every.select(pl.concat_str(pl.col(what).fill_null(""), separator="|")).to_series()
    digests = pl.Series([sha256(text.lower().encode()).hexdigest()[:10] for text in texts])
    frame = every.select("reference", "body_id", "rank", slug=_slug("reference"))
    frame = frame.with_columns(digest=digests)
    number = pl.int_range(1, pl.len() + 1).over("rank", "digest")
    tail = pl.when(number > 1).then(pl.lit("-") + number.cast(pl.String)).otherwise(pl.lit(""))
    own = pl.lit("-") + pl.col("rank").str.head(1) + "-" + pl.col("digest") + tail
    named = pl.when(pl.col("reference").is_not_null()).then(pl.lit("-") + pl.col("slug"))
    return frame.select(id=pl.col("body_id") + named.fill_null(own)).to_series()


def _superior_id(mapping: Mapping[str, Any]) -> pl.Expr:
    """Id of the superior position; null at the top."""
    told = ~pl.col("superior").is_in(mapping["top"])
    return pl.when(told).then(pl.col("body_id") + "-" + _slug("superior"))


def _broken_lines(
    posts: pl.DataFrame, sheets: Mapping[str, str], mapping: Mapping[str, Any]
) -> list[Fault]:
    """Reporting lines that lead nowhere, or round in a circle."""
    lines = posts.select("id", "rank", "row", "superior", up=_superior_id(mapping))
    heading = {rank: mapping[rank]["superior"] for rank in ("senior", "junior")}
    lost = lines.filter(pl.col("up").is_not_null() & ~pl.col("up").is_in(posts["id"].implode()))
    lost = pl.concat([lost, lines.filter(pl.col("superior").is_null())])
    faults = [
        Fault(
            FaultKind.MISSING_REFERENCE,
            _("没有编号为“{id}”的上级职位").format(id=text or ""),
            sheets[rank], row, heading[rank], text,
        )
        for rank, row, text in lost.select("rank", "row", "superior").rows()
    ]  # fmt: skip
    if faults:
        return faults
    walk = lines.filter(pl.col("rank") == "senior").select("id", "row", at="up")
    ups = walk.select("id", next="at")
    for _step in range(walk.height):
        if walk.is_empty():
            return []
        walk = walk.filter(pl.col("at").is_not_null()).join(ups, left_on="at", right_on="id")
        walk = walk.select("id", "row", at="next")
    return [
        Fault(FaultKind.CYCLE, _("上级职位循环"), sheets["senior"], row, heading["senior"], one)
        for one, row in walk.select("id", "row").rows()
    ]


def _tables(posts: pl.DataFrame, mapping: Mapping[str, Any]) -> dict[str, pl.DataFrame]:
    country = mapping["country"]
    county = pl.lit(country["id"])
    posts = posts.with_columns(
        section_id=pl.col("body_id") + "-" + _slug("section"), superior_id=_superior_id(mapping)
    )
    top = pl.col("superior_id").is_null()
    role = pl.when(top & (pl.col("rank") == "senior")).then(pl.lit("top")).otherwise("rank")
    sections = posts.group_by(id="section_id", body="body_id").agg(
        name=pl.col("section").fill_null("none").sort().first(),
        posts=_rounded_up(pl.col("fte").sum()),
    )
    approved = posts.group_by(body="body_id").agg(
        approved=_rounded_up(pl.col("fte").sum()), note=_written(pl.col("fte").sum())
    )
    return {
        "counties": pl.DataFrame({"id": [country["id"]], "name": [country["name"]]}),
        "bodies": _bodies(posts, mapping),
        "sections": sections.with_columns(county=county, level=pl.lit("none")),
        "establishment": approved.with_columns(county=county, kind=pl.lit(mapping["post_kind"])),
        "positions": posts.select(
            county=county,
            id="id",
            name=pl.col("title").fill_null("none"),
            body="body_id",
            section="section_id",
            role=role.replace_strict(mapping["roles"]),
            reports_to="superior_id",
            note=_note(),
        ),
    }


def _bodies(posts: pl.DataFrame, mapping: Mapping[str, Any]) -> pl.DataFrame:
    """Bodies of the files and the departments to which they belong."""
    country, kinds = mapping["country"]["id"], mapping["body_kinds"]
    own = posts.select(id="body_id", name="body", parent="parent").unique().with_columns(
        parent_id=pl.lit(f"{country}-") + _slug("parent")
    )  # fmt: skip
    parents = own.select(id="parent_id", name="parent").join(own, on="id", how="anti").unique()
    kind = pl.when(pl.col("id") == pl.col("parent")).then(pl.lit(kinds["department"]))
    every = pl.concat(
        [own.select("id", "name", parent="parent_id"), parents.with_columns(parent="id")]
    )
    return every.select(
        county=pl.lit(country),
        id="id",
        name="name",
        kind=kind.otherwise(pl.lit(kinds["other"])),
        level=pl.lit("none"),
        parent=pl.when(pl.col("id") != pl.col("parent")).then("parent"),
    )


def _rounded_up(hundredths: pl.Expr) -> pl.Expr:
    return ((hundredths + 99) // 100).cast(pl.Int32)


def _written(hundredths: pl.Expr) -> pl.Expr:
    """Full-time equivalents as text, with both decimals."""
    whole, part = (hundredths // 100).cast(pl.String), (hundredths % 100).cast(pl.String)
    return pl.concat_str(pl.lit("FTE "), whole, pl.lit("."), part.str.zfill(2))


def _note() -> pl.Expr:
    """What a position has no column for: FTE, grade, pay a year, profession, vacancy."""
    floor, ceiling = (pl.col(c).cast(pl.String) for c in ("pay_floor", "pay_ceiling"))
    pay = pl.concat_str(pl.lit("pay GBP "), floor, pl.lit("-"), ceiling)
    vacant = pl.when("vacant").then(pl.lit("vacant"))
    parts = [_written(pl.col("fte")), pl.col("grade"), pay, pl.col("profession"), vacant]
    return pl.concat_str(parts, separator="; ", ignore_nulls=True)

"""What the rules on the freeze share: from which day it holds, and what was approved in it."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from sanding.base import _
from sanding.register import TABLES
from sanding.register.kinds import Kind
from sanding.register.record_kinds import EvidenceKind
from sanding.rules.brief import Brief
from sanding.rules.papers import papers
from sanding.rules.rule import Source
from sanding.rules.views import GONE, text

DISCIPLINE = (Source("机构改革纪律（冻结期规定）"),)
CONFIRM = _(
    "须由县委编办指明本县机构改革纪律文件的名称、文号和冻结起止日期"
    "（如县委、县政府关于机构改革期间严肃有关纪律的通知），以及冻结期内允许办理的例外。"
)
# tables whose rows stand in a body: a change that names one of them touches the body
STANDING = [
    name for name, table in TABLES.items()
    if table.has_id and "body" in table.refs("bodies") and name != "people"
]  # fmt: skip


def frozen(brief: Brief) -> pl.LazyFrame:
    """The county whose people and assets stay where they are, and from when: `county, freeze_on`.

    No row where the plan names no day.
    """
    return brief["plan"].filter(pl.col("freeze_on").is_not_null()).select("county", "freeze_on")


def in_freeze(brief: Brief, rows: pl.LazyFrame, day: str) -> pl.LazyFrame:
    """Rows of the county, with `freeze_on`, whose `day` is that of the freeze or a later one."""
    held = frozen(brief).collect(engine=brief.engine)
    late = rows.filter(pl.col(day) >= pl.lit(held["freeze_on"].min(), pl.Date))  # few: then join
    dated = late.join(held.lazy(), on="county", how="inner")
    return dated.filter(pl.col(day) >= pl.col("freeze_on"))


def moved_in_freeze(
    brief: Brief, rows: Mapping[Kind, pl.LazyFrame], *more: EvidenceKind
) -> pl.LazyFrame:
    """What befell people in the freeze and no paper speaks for: approval, or one of kinds `more`.

    `rows` are by what befell them, each with `county, where` (a person), `day`. Returns `where,
    detail` (what), `value` (the day), `limit` (that of the freeze).
    """
    kinds = [str(kind) for kind in (EvidenceKind.APPROVAL, *more)]
    there = brief.shared(papers).filter(pl.col("kind").is_in(kinds)).select(where="about")
    told = [
        one.select("county", "where", "day", detail=pl.lit(str(what))) for what, one in rows.items()
    ]
    befell = in_freeze(brief, pl.concat(told), "day").join(there, on="where", how="anti")
    return befell.select(
        "where", "detail", value=pl.col("day").cast(pl.String),
        limit=pl.col("freeze_on").cast(pl.String),
    ).unique()  # fmt: skip


def here(people: pl.LazyFrame) -> pl.LazyFrame:
    """People who have neither retired nor left."""
    return people.filter(~text("status").is_in(GONE))


def touched(brief: Brief) -> pl.LazyFrame:
    """Bodies that were there before the plan and that a change names, or whose part it names."""
    named = brief["arguments"].filter(pl.col("table").is_not_null() & ~pl.col("new"))
    named = named.select(id="value").unique()
    bodies = [brief.was["bodies"].select("id", body="id")]
    parts = [brief.was[name].select("id", "body") for name in STANDING]
    return pl.concat(bodies + parts).join(named, on="id", how="semi").select("body").unique()

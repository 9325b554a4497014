"""The three sides of a comparison: each person with what the other lists say of them.

What the register says stands in columns that begin with r_. No side judges: what is a difference
says `reconciliation`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from sanding.register.body_names import meant, paid_through, placed
from sanding.register.kinds import PersonStatus
from sanding.register.recognition import AWAY, GONE, doubtful, listed, people_compared, recognised
from sanding.register.register import Frames

WHO = ["county", "person"]


@dataclass(frozen=True, slots=True)
class Sides:
    """Rows of the three lists, with `who` they are about (对账三方).

    All have county, who, person, name, number_text, r_*. The lists have what `recognised` gives,
    `gone` (as they say) and `same_body`; the roster `at_work`, `outside`, `times`; the payroll
    `through`, `pension`, `left`, `after`, `same_place`, `places`, `on_roster`. The register's have
    `in_`, `maybe_` and `new_` by list, `times`, `retired` (as the roster says).
    """

    register: pl.DataFrame
    roster: pl.DataFrame
    payroll: pl.DataFrame


def sides(frames: Frames, roster: pl.DataFrame, payroll: pl.DataFrame, on: date) -> Sides:
    """Put the people of the register and the rows of both lists side by side."""
    bodies = placed(frames)
    through = paid_through(bodies)
    people = people_compared(frames, bodies, on)
    texts = pl.concat(rows.select("county", text="body") for rows in (roster, payroll))
    names, numbers = meant(frames, texts), people.get_column("number").drop_nulls()
    theirs, paid = (listed(rows, names, bodies, numbers, on) for rows in (roster, payroll))
    theirs = recognised(theirs, people, pl.col("host"), "works")
    paid = recognised(paid, people, _paying(through), "payer")
    theirs = _roster(_with_ours(theirs, people), on)
    paid = _payroll(_with_ours(paid, people), theirs, through)
    return Sides(_register(people, theirs, paid, on), theirs, paid)


def _paying(through: pl.DataFrame) -> pl.Expr:
    """What a body on the payroll pays for: its budget unit, if it pays for others, or itself."""
    heads = through.get_column("through").unique().implode()
    head = pl.when(pl.col("meant").is_in(heads)).then("payer")
    return pl.coalesce("pays", pl.when(pl.col("payer").is_null()).then("meant"), head)


def _with_ours(rows: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """Add what the register says of each person."""
    single = people.filter(pl.col("id") == pl.col("person"))
    ours = single.select(*WHO, pl.all().exclude(WHO).name.prefix("r_"))
    rows = rows.join(ours, on=WHO, how="left")
    if "host" not in rows.columns:
        return rows
    same = (pl.col("host") == pl.col("r_host")).fill_null(False)
    return rows.with_columns(same_body=same)


def _said_gone() -> pl.Expr:
    return pl.col("status").is_in(GONE).fill_null(False)


def _roster(rows: pl.DataFrame, on: date) -> pl.DataFrame:
    away = pl.col("r_status").is_in(AWAY).fill_null(False)
    return rows.with_columns(
        gone=_said_gone() | (pl.col("retired_on") <= on).fill_null(False),
        at_work=(pl.col("host") == pl.col("r_works")).fill_null(False),
        outside=away & pl.col("meant").is_null() & pl.col("r_works").is_null(),
        times=pl.len().over("county", "who"),
    )


def _payroll(paid: pl.DataFrame, theirs: pl.DataFrame, through: pl.DataFrame) -> pl.DataFrame:
    """Rows of the payroll; who left, and when, as the register or else the roster says."""
    facts = theirs.group_by("county", "who").agg(
        there_gone=pl.col("gone").all(), there_left=pl.col("retired_on").max()
    )
    paid = paid.join(facts, on=["county", "who"], how="left")
    above = through.select("county", r_body="body", meant="through", above=True)
    paid = paid.join(above, on=["county", "r_body", "meant"], how="left")
    left = pl.coalesce("r_left_on", "there_left")
    has_left = pl.col("r_gone").fill_null(False) | pl.col("there_gone").fill_null(False)
    month = ["county", "who", "month"]
    paid = paid.with_columns(
        gone=_said_gone(),
        pension=(pl.col("status") == str(PersonStatus.RETIRED)).fill_null(False),
        left=has_left,
        left_day=left,
        after=has_left & (pl.col("month") > left).fill_null(True),
        through=(pl.col("above") | (pl.col("pays") == pl.col("r_payer"))).fill_null(False),
        on_roster=pl.col("there_gone").is_not_null(),
        place=pl.coalesce("host", "pays", "body").fill_null(""),
    )
    return paid.with_columns(
        same_place=pl.len().over(*month, "place"), places=pl.col("place").n_unique().over(month)
    )


def _register(
    people: pl.DataFrame, theirs: pl.DataFrame, paid: pl.DataFrame, on: date
) -> pl.DataFrame:
    """People of the register, one row each, and where else they are found."""
    counted = people.group_by(WHO).agg(rows=pl.len(), times=(~pl.col("gone")).sum().cast(pl.Int64))
    ours = _with_ours(counted, people)
    retired = theirs.filter(pl.col("gone"))
    marks = {"retired": retired.select(WHO).drop_nulls().unique()}
    for name, rows, second in (("roster", theirs, "works"), ("payroll", paid, "payer")):
        marks[f"in_{name}"] = rows.select(WHO).drop_nulls().unique()
        marks[f"maybe_{name}"] = doubtful(rows, people, second)
    for name, some in marks.items():
        ours = ours.join(some.with_columns(pl.lit(True).alias(name)), on=WHO, how="left")
    months = paid.group_by("county").agg(month=pl.col("month").max())
    ours = ours.join(months, on="county", how="left")
    none, entered = pl.lit(None, pl.String), pl.col("r_entered_on")
    today = pl.lit(on).dt.truncate("1mo")
    return ours.with_columns(
        pl.col(*marks).fill_null(False),
        who=pl.lit(">") + pl.col("person"), name=none, number_text=none,
        new_roster=(entered >= today).fill_null(False),
        new_payroll=(entered >= pl.coalesce("month", today)).fill_null(False),
    )  # fmt: skip

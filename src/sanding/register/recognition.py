"""Who is who: rows of an outside list recognised among the people of the register.

An identity number says who a person is. Without one, name and body do, if nobody else of that name
is there on either side; otherwise the row is left unrecognised, and said to be: nobody is guessed.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from sanding.register.body_names import plain
from sanding.register.code_expressions import is_code
from sanding.register.kinds import BodyKind, PaySource, PersonStatus, PostKind
from sanding.register.register import Frames, engine_for
from sanding.register.table import Code

PLACED = ["county", "key", "place"]
OFF = str(PostKind.OFF_ESTABLISHMENT)
GONE = [str(PersonStatus.RETIRED), str(PersonStatus.LEFT)]
AWAY = [str(PersonStatus.SECONDED), str(PersonStatus.ON_ASSIGNMENT), str(PersonStatus.IN_POOL)]
FROM_ABOVE = [str(BodyKind.LINE_MANAGED), str(BodyKind.DISPATCHED_AGENCY)]
_DOTS = r"[·•‧∙・･．.]"  # between the parts of a name


def people_compared(frames: Frames, bodies: pl.DataFrame, on: date) -> pl.DataFrame:
    """Return the people of the register as compared, one row each, ordered by id.

    Adds to the columns of the register: person (one id for all rows of one number), number,
    number_text, key (the name), home (name of the body), host, payer, works (where who is away
    is), gone, off, from_above, self_funded.
    """
    chosen = (
        "county", "id", "name", "id_number", "body", "working_body", "kind", "identity", "status",
        "pay_source", "left_on", "entered_on",
    )  # fmt: skip
    rows = frames["people"].select(chosen).collect(engine=engine_for(frames))
    people = _as_text(rows, pl.Series([], dtype=pl.String))
    people = people.join(_homes(bodies), on=["county", "body"], how="left")
    works = bodies.select("county", working_body="id", works="host")
    people = people.join(works, on=["county", "working_body"], how="left")
    pays = pl.coalesce("pay_source", pl.col("funding").cast(pl.String))
    people = people.with_columns(
        works=pl.when(pl.col("status").is_in(AWAY)).then("works"),
        gone=(pl.col("status").is_in(GONE) | (pl.col("left_on") <= on)).fill_null(False),
        off=(pl.col("kind") == OFF).fill_null(False),
        from_above=pl.col("body_kind").is_in(FROM_ABOVE).fill_null(False),
        self_funded=(pays == str(PaySource.SELF)).fill_null(False),
        host=pl.coalesce("host", "body"),
    )
    one = pl.col("id").sort_by("gone", "id").first().over("county", "number")
    return people.with_columns(
        person=pl.when(pl.col("number").is_null()).then("id").otherwise(one)
    ).sort("county", "id")


def _homes(bodies: pl.DataFrame) -> pl.DataFrame:
    """What is known of a person's body; its `payer` is the body above where none is known."""
    kinds = bodies.select("county", parent="id", above_kind="body_kind")
    above = pl.when(pl.col("above_kind") != str(BodyKind.LEADING_BODY)).then("parent")
    homes = bodies.join(kinds, on=["county", "parent"], how="left")
    payer = pl.coalesce("payer", above)
    return homes.select(
        "county", "host", "funding", "body_kind", body="id", home="name", payer=payer
    )


def listed(
    rows: pl.DataFrame, names: pl.DataFrame, bodies: pl.DataFrame, numbers: pl.Series, on: date
) -> pl.DataFrame:
    """Return the rows of an outside list with what they mean.

    Adds at (row number), number, number_text, key, meant, host, payer, pays (the budget unit
    named), month (first day; that of `on` where none is told). `names` is what `meant` gives,
    `numbers` are known to be well formed.
    """
    rows = _as_text(rows, numbers).with_row_index("at")
    names = names.rename({"text": "body", "payer": "pays"})
    rows = rows.join(names, on=["county", "body"], how="left")
    homes = bodies.select("county", "host", "payer", meant="id")
    rows = rows.join(homes, on=["county", "meant"], how="left")
    told = pl.col("paid_on") if "paid_on" in rows.columns else pl.lit(None, pl.Date)
    month = pl.coalesce(told, pl.lit(on)).dt.truncate("1mo")
    return rows.with_columns(month=month).sort("at")


def recognised(
    rows: pl.DataFrame, people: pl.DataFrame, second: pl.Expr, theirs: str
) -> pl.DataFrame:
    """Add to the rows: person (null: nobody), namesakes (it may be one of several), alike, who.

    Names are looked for in the body of the people, then by the place `second` of the row in column
    `theirs` of the people. `alike`: somebody of that name is there, but has another number. `who`
    is the same for all rows of one person.
    """
    single = people.filter(pl.col("id") == pl.col("person"))
    keys = single.drop_nulls("number").select("county", "number", "person")
    rows = rows.join(keys, on=["county", "number"], how="left").with_columns(
        namesakes=pl.lit(False), alike=pl.lit(False), second=second
    ).sort("at")  # fmt: skip
    for place, column in (("host", "host"), ("second", theirs)):
        rows = _by_name(
            rows.with_columns(place=pl.col(place)), single.with_columns(place=pl.col(column))
        )
    person, number = pl.lit(">") + pl.col("person"), pl.lit("#") + pl.col("number")
    return rows.with_columns(who=pl.coalesce(person, number, pl.format("@{}", "at"))).drop("place")


def doubtful(rows: pl.DataFrame, people: pl.DataFrame, theirs: str) -> pl.DataFrame:
    """County and person of those whom a row may mean that could not be told from a namesake."""
    found = []
    unsure = rows.filter("namesakes")
    for place, column in (("host", "host"), ("second", theirs)):
        some = unsure.with_columns(place=pl.col(place)).drop_nulls("place")
        groups = some.group_by(PLACED).agg(bare_row=pl.col("number").is_null().any())
        near = people.with_columns(place=pl.col(column)).join(groups, on=PLACED)
        may = pl.col("number").is_null() | pl.col("bare_row")
        found.append(near.filter(may).select("county", "person"))
    return pl.concat(found).unique()


def _as_text(rows: pl.DataFrame, known: pl.Series) -> pl.DataFrame:
    """Closed lists as text; `number_text` and the name (`key`) as compared; `number` if it is one.

    A number that is known to be well formed is not worked out again.
    """
    digits = plain(pl.col("id_number")).str.to_uppercase().str.strip_chars("'’‘`\"")
    name = plain(pl.col("name")).str.replace_all(_DOTS, "·").str.to_uppercase()
    rows = rows.with_columns(
        pl.col(pl.Enum).cast(pl.String), number_text=pl.when(digits != "").then(digits), key=name
    )
    texts = rows.select(pl.col("number_text").drop_nulls().unique()).filter(
        ~pl.col("number_text").is_in(known.implode())
    )
    right = texts.filter(is_code("number_text", Code.ID_NUMBER)).get_column("number_text")
    well = pl.col("number_text").is_in(pl.concat([known, right]).implode())
    return rows.with_columns(number=pl.when(well).then("number_text"))


def _by_name(rows: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """Recognise by name and `place` who is still unknown; numbers that differ tell people apart.

    A row and a person belong together if neither could belong to anybody else, as counted over
    everybody of that name: also over those who were recognised by their number.
    """
    unknown = rows.filter(pl.col("person").is_null() & ~pl.col("namesakes")).drop_nulls("place")
    if unknown.is_empty():
        return rows
    bare = pl.col("number").is_null()
    there = people.drop_nulls("place").group_by(PLACED).agg(
        every=pl.len(), plain=bare.sum(), any_one=pl.col("person").first(),
        plain_one=pl.col("person").filter(bare).first(),
    )  # fmt: skip
    here = unknown.group_by(*PLACED, "month").agg(rows=pl.len(), plain_rows=bare.sum())
    taken = rows.drop_nulls("person").select("county", "month", one="person", taken=True).unique()
    met = unknown.join(there, on=PLACED).join(here, on=[*PLACED, "month"])
    met = met.with_columns(
        one=pl.when(bare).then("any_one").otherwise("plain_one"),
        could=pl.when(bare).then("every").otherwise("plain"),
        rivals=pl.when(~bare | (pl.col("plain") > 0)).then("rows").otherwise("plain_rows"),
    ).join(taken, on=["county", "month", "one"], how="left")
    only = (pl.col("could") == 1) & (pl.col("rivals") == 1) & pl.col("taken").is_null()
    met = met.select(
        "at", one=pl.when(only).then("one"), several=(pl.col("could") > 0) & ~only,
        other=pl.col("could") == 0,
    )  # fmt: skip
    return rows.join(met, on="at", how="left").with_columns(
        person=pl.coalesce("person", "one"),
        namesakes=pl.col("namesakes") | pl.col("several").fill_null(False),
        alike=pl.col("alike") | pl.col("other").fill_null(False),
    ).drop("one", "several", "other").sort("at")  # fmt: skip

"""Views several plan rules share: bodies a change touches, what ends, what moves, which papers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

import polars as pl

from sanding.register.record_kinds import EvidenceKind
from sanding.rules.brief import Brief
from sanding.rules.papers import BETWEEN, papers
from sanding.rules.views import body_kinds, text

# the argument by which each kind of change ends bodies
ENDING = {
    "abolish_body": "body",
    "absorb_body": "absorbed",
    "merge_bodies": "bodies",
    "merge_townships": "townships",
}


class Effect(StrEnum):
    """What a change does to a body it names."""

    SET_UP = "set_up"
    ENDED = "ended"
    RENAMED = "renamed"
    LEVELLED = "levelled"
    REASSIGNED = "reassigned"


ON_BODY = {
    "rename_body": Effect.RENAMED, "change_level": Effect.LEVELLED,
    "reassign_body": Effect.REASSIGNED,
}  # fmt: skip


def changed_bodies(brief: Brief) -> pl.LazyFrame:
    """Bodies that changes name, one row per change, argument and body, with the change's data.

    Columns `change, change_kind, argument, body, new` (whether the change sets it up), `effect`
    (an `Effect`, null where the body is only named), `body_kind, body_level, name` (as before the
    plan, else as after it, else as told by the change that set it up), `before, after` (whether it
    is there), `effective_on, wave, order`.
    """
    named = brief["arguments"].filter(pl.col("table") == "bodies")
    changes = brief["changes"].select("effective_on", "wave", "order", change="id")
    return (
        named.select("change", "argument", "new", change_kind="kind", body="value")
        .with_columns(effect=_effect())
        .join(_known(brief), on="body", how="left")
        .join(changes, on="change", how="left")
    )


def ended_bodies(brief: Brief) -> pl.LazyFrame:
    """Bodies that were there before the plan and are not after it, one row each.

    Columns `body, body_kind, body_level, body_name, heirs` (ids that take their place, null if
    none is named), `heir` (the first of them that is there after, null if none is),
    `change` (what ended it, null if no change says so), `effective_on, wave`.
    """
    there = brief["bodies"].select(body="id")
    alive = there.select(heir="body", alive=pl.lit(value=True))
    heirs = (
        brief["succession"]
        .filter(_of_bodies())
        .join(alive, on="heir", how="left")
        .group_by(body="id")
        .agg(heirs=pl.col("heir").sort(), heir=pl.col("heir").filter("alive").min())
    )
    last = (
        brief.shared(changed_bodies)
        .filter(pl.col("effect") == str(Effect.ENDED))
        .sort("order")
        .group_by("body")
        .agg(pl.col("change", "effective_on", "wave").last())
    )
    return (
        brief.was.shared(body_kinds)
        .join(there, on="body", how="anti")
        .join(heirs, on="body", how="left")
        .join(last, on="body", how="left")
    )


def gained(brief: Brief) -> pl.LazyFrame:
    """Duties and powers that another body leads after the plan than before it, one row each.

    Columns `table` (duties, powers), `id, name, kind, field` (of powers, as text), `giver,
    receiver` (bodies), `ended` (the giver is gone), `inherited` (the receiver is an heir of the
    giver). An id that ended is not here; see `losses`.
    """
    moved = [_moved(brief, name) for name in ("duties", "powers")]
    there = brief["bodies"].select(giver="id", ended=pl.lit(value=False))
    heirs = (
        brief["succession"]
        .filter(_of_bodies())
        .select(giver="id", receiver="heir", inherited=pl.lit(value=True))
        .unique()
    )
    return (
        pl.concat(moved)
        .join(there, on="giver", how="left")
        .join(heirs, on=["giver", "receiver"], how="left")
        .with_columns(
            pl.col("ended").fill_null(value=True), pl.col("inherited").fill_null(value=False)
        )
    )


def moved_people(brief: Brief) -> pl.LazyFrame:
    """People whose body or kind of post is another after the plan than before it.

    Columns `person, giver, receiver` (bodies), `kind_was, kind` (texts).
    """
    before = brief.was["people"].select(person="id", giver="body", kind_was=text("kind"))
    after = brief["people"].select(person="id", receiver="body", kind=text("kind"))
    other = (pl.col("giver") != pl.col("receiver")) | (pl.col("kind_was") != pl.col("kind"))
    return before.join(after, on="person", how="inner").filter(other)


def proofs(brief: Brief) -> pl.LazyFrame:
    """Papers in force by what they are about: `about` ("" the whole plan), `kinds`.

    One about the whole plan that names a field of enforcement speaks for that field only.
    """
    of_field = (pl.col("about") == "") & pl.col("field").is_not_null()
    return (
        brief.shared(papers).filter(~of_field).group_by("about").agg(kinds=pl.col("kind").unique())
    )


def without_papers(
    brief: Brief,
    rows: pl.LazyFrame,
    subject: str,
    about: Sequence[str],
    wanted: Mapping[EvidenceKind, pl.Expr],
    **kept: pl.Expr,
) -> pl.LazyFrame:
    """Return the subjects that lack a paper: `where`, `lacks` (kinds, sorted), and what is kept.

    `subject` is the column of `rows` with the subject's id, `about` are those with ids by which a
    paper serves it; one about the whole plan serves all. `wanted` says for which rows a paper is
    asked, `kept` are expressions on the rows of a subject.
    """
    asked = {str(kind): asks for kind, asks in wanted.items()}
    ids = pl.concat_list(*about, pl.lit(""))
    lacks = pl.concat_list(
        pl.when(pl.col(kind) & ~pl.col("have").list.contains(kind)).then(pl.lit(kind))
        for kind in sorted(asked)
    )
    return (
        rows.with_columns(about=ids, **asked)
        .explode("about")
        .join(brief.shared(proofs), on="about", how="left")
        .group_by(where=subject)
        .agg(pl.col(list(asked)).any(), have=pl.col("kinds").explode(), **kept)
        .select("where", *kept, lacks=lacks.list.drop_nulls())
        .filter(pl.col("lacks").list.len() > 0)
    )


def by_subject(lacking: pl.LazyFrame) -> pl.LazyFrame:
    """Missing papers as a finding each subject: `where`, `amount` papers, `value` which."""
    lacks = pl.col("lacks").list
    return lacking.select("where", amount=lacks.len().cast(pl.Int64), value=lacks.join(BETWEEN))


def on_the_plan(brief: Brief, lacking: pl.LazyFrame) -> pl.LazyFrame:
    """Missing papers as one finding each on the plan: the law asks for them once.

    Columns `where` (the plan), `detail` (the kind of paper), `amount` of subjects that lack it,
    `value` their names. `lacking` has `names`, a list for each subject.
    """
    return (
        lacking.explode("lacks")
        .group_by(detail="lacks")
        .agg(
            amount=pl.len().cast(pl.Int64),
            value=pl.col("names").explode().drop_nulls().unique().sort().str.join(BETWEEN),
        )
        .join(brief["plan"].select(where="id"), how="cross")
    )


def _effect() -> pl.Expr:
    ends = pl.col("change_kind").replace_strict(ENDING, default=None, return_dtype=pl.String)
    does = {kind: str(effect) for kind, effect in ON_BODY.items()}
    on_body = pl.col("change_kind").replace_strict(does, default=None, return_dtype=pl.String)
    return (
        pl.when(pl.col("new"))
        .then(pl.lit(str(Effect.SET_UP)))
        .when(pl.col("argument") == ends)
        .then(pl.lit(str(Effect.ENDED)))
        .when(pl.col("argument") == "body")
        .then(on_body)
    )


def _of_bodies() -> pl.Expr:
    return (pl.col("table") == "bodies") & (pl.col("heir_table") == "bodies")


def _known(brief: Brief) -> pl.LazyFrame:
    """What bodies are, by id: before the plan, else after it, else as a change told."""
    columns = ("body_kind", "body_level", "body_name")
    sides = [
        one.shared(body_kinds).with_columns(pl.lit(value=True).alias(side))
        for side, one in (("before", brief.was), ("after", brief))
    ]
    either = (
        sides[0]
        .join(sides[1], on="body", how="full", coalesce=True)
        .select(
            "body",
            *(pl.coalesce(name, f"{name}_right") for name in columns),
            *(pl.col(side).fill_null(value=False) for side in ("before", "after")),
        )
        .rename({"body_name": "name"})
    )
    said = {"body_kind": "body_kind", "level": "body_level", "name": "name"}
    born = (pl.col("table") == "bodies") & pl.col("new")
    told = (
        brief["arguments"]
        .filter(born | pl.col("argument").is_in(list(said)))
        .group_by("change")
        .agg(
            body=pl.col("value").filter(born).first(),
            **{
                column: pl.col("value").filter(pl.col("argument") == argument).first()
                for argument, column in said.items()
            },
        )
        .drop_nulls("body")
        .drop("change")
    )
    elsewhere = told.join(either, on="body", how="anti").with_columns(before=False, after=False)
    return pl.concat([either, elsewhere], how="diagonal")


def _moved(brief: Brief, table: str) -> pl.LazyFrame:
    powers = table == "powers"
    columns = {
        name: text(name) if powers else pl.lit(None, pl.String) for name in ("kind", "field")
    }
    before = brief.was[table].select("id", giver="body")
    return (
        brief[table]
        .select("id", "name", **columns, receiver="body")
        .join(before, on="id", how="inner")
        .filter(pl.col("giver") != pl.col("receiver"))
        .select(pl.lit(table).alias("table"), "id", "name", "kind", "field", "giver", "receiver")
    )

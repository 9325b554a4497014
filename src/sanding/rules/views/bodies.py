"""Views of bodies: which posts one may use, what it has, its bare name."""

from __future__ import annotations

import polars as pl

from sanding.law import InForce
from sanding.register.body_names import plain
from sanding.register.kinds import PostKind
from sanding.rules.brief import Brief
from sanding.rules.papers import BETWEEN
from sanding.rules.views import text

POST_KINDS = "post_kinds_by_body"  # the figure both rules on mixing ask for
POSTS = [str(one) for one in PostKind if one is not PostKind.OFF_ESTABLISHMENT]


def usable(law: InForce) -> pl.LazyFrame:
    """Kinds of bodies whose posts are the county's: `body_kind, may, practice`.

    `may` are the kinds of posts it may use, as codes joined by `BETWEEN`; `practice` says that no
    text was read for the row.
    """
    rows = [
        (one["body"], BETWEEN.join(one["posts"]), one["practice"]) for one in law.value(POST_KINDS)
    ]
    schema = {"body_kind": pl.String, "may": pl.String, "practice": pl.Boolean}
    return pl.LazyFrame(rows, schema=schema, orient="row")


def uses(law: InForce) -> pl.LazyFrame:
    """Which posts which kind of body may use, one row a pair: `body_kind, kind`."""
    pairs = [(one["body"], post) for one in law.value(POST_KINDS) for post in one["posts"]]
    return pl.LazyFrame(pairs, schema={"body_kind": pl.String, "kind": pl.String}, orient="row")


def shares(brief: Brief) -> pl.LazyFrame:
    """Bodies by id with the body whose staff they share: `body, host` (itself if alone)."""
    return brief["bodies"].select(body="id", host=pl.coalesce("co_located_with", "id"))


def approved_posts(brief: Brief) -> pl.LazyFrame:
    """Approved posts by body, all kinds together: `body, posts`; bodies without any are absent."""
    approved = brief["establishment"].group_by("body").agg(posts=pl.col("approved").sum())
    return approved.select("body", pl.col("posts").cast(pl.Int64)).filter(pl.col("posts") > 0)


def approved_leaders(brief: Brief) -> pl.LazyFrame:
    """Approved leadership posts by body: `body, leaders`; bodies without any are absent."""
    posts = pl.sum_horizontal("chief", "deputy", pl.col("other").fill_null(0)).cast(pl.Int64)
    return brief["leadership"].select("body", leaders=posts).filter(pl.col("leaders") > 0)


def bared(brief: Brief, rows: pl.LazyFrame, *names: str) -> pl.LazyFrame:
    """Add `bare_NAME` for each name column: without the county's name in front and white space.

    `rows` has `county`. 浮山县水利局, 浮山水利局 and 县水利局 all become 水利局.
    """
    homes = brief["counties"].select(county="id", home=plain(pl.col("name")))
    home = pl.col("home").fill_null("")
    short = pl.when(home.str.len_chars() > 1).then(home.str.head(-1)).otherwise(home)
    short = pl.when(short.str.len_chars() > 1).then(short).otherwise(home)
    return (
        rows.join(homes, on="county", how="left")
        .with_columns(
            plain(pl.col(name))
            .str.strip_prefix(home)
            .str.strip_prefix(short)
            .str.strip_prefix(home.str.tail(1))
            .alias(f"bare_{name}")
            for name in names
        )
        .drop("home")
    )


def called(brief: Brief) -> pl.LazyFrame:
    """Bodies by what they are called: `county, bare_name, name, body, body_kind` (text)."""
    bodies = brief["bodies"].select("county", "name", body="id", body_kind=pl.col("kind"))
    return bared(brief, bodies.with_columns(text("body_kind")), "name")

"""Which body an office means by a text: its id, its name in any of the usual forms, its plaque.

Offices write 县水利局, 浮山县水利局, 水利局 or 水利局机关 for one body. A text that could mean two
bodies means none. Finance names budget units, which are looked up apart.
"""

from __future__ import annotations

import polars as pl

from sanding.register.kinds import BodyKind
from sanding.register.register import Frames, engine_for

DEEPEST = 6  # bodies one above the other
_ITSELF = r"[(]?(?:本级|机关本级|机关)[)]?$"  # 教育局（本级）: without what belongs to it
_OF_TOWNSHIP = r"([乡镇])(?:人民)?政府$"


def plain(text: pl.Expr) -> pl.Expr:
    """Text as compared: half width, without any white space; null where nothing is left."""
    bare = text.str.normalize("NFKC").str.replace_all(r"\s", "")
    return pl.when(bare != "").then(bare)


def meant(frames: Frames, texts: pl.DataFrame) -> pl.DataFrame:
    """Return county, text, meant (id of a body), payer (id of a budget unit); null: not known.

    `texts` has county and text. A name as it stands comes before a name without the county's.
    """
    asked = texts.unique().drop_nulls().with_columns(full=plain(pl.col("text")))
    asked = _with_bare(frames, asked)
    for column, named in (("meant", _bodies_named(frames)), ("payer", _budget_units_named(frames))):
        known = _with_bare(frames, named)
        for form in ("full", "bare"):
            asked = asked.join(_one_each(known, form), on=["county", form], how="left")
        one = pl.when("full_known").then("full_one").otherwise("bare_one")
        asked = asked.with_columns(one.alias(column)).select(pl.exclude("^.+_(one|known)$"))
    return asked.select("county", "text", "meant", "payer")


def placed(frames: Frames) -> pl.DataFrame:
    """Return bodies as compared: county, id, name, host, payer, parent, body_kind, funding.

    `host` stands for a co-located pair (two names, one staff); `payer` is the budget unit that
    pays the body: its own, its host's, or that of the nearest body above, leading bodies apart.
    """
    bodies = frames["bodies"].select(
        "county", "id", "name", "parent", "funding", own="budget_unit",
        host=pl.coalesce("co_located_with", "id"), body_kind=pl.col("kind").cast(pl.String),
    ).collect(engine=engine_for(frames))  # fmt: skip
    hosts = bodies.select("county", host="id", hosts="own")
    bodies = bodies.join(hosts, on=["county", "host"], how="left")
    bodies = bodies.with_columns(payer=pl.coalesce("own", "hosts")).drop("own", "hosts")
    above = _above(bodies).join(
        bodies.filter(pl.col("body_kind") != str(BodyKind.LEADING_BODY))
        .drop_nulls("payer").select("county", above="id", inherited="payer"),
        on=["county", "above"],
    )  # fmt: skip
    nearest = above.sort("depth").unique(["county", "id"], keep="first")
    bodies = bodies.join(
        nearest.select("county", "id", "inherited"), on=["county", "id"], how="left"
    )
    return bodies.with_columns(payer=pl.coalesce("payer", "inherited")).drop("inherited")


def paid_through(bodies: pl.DataFrame) -> pl.DataFrame:
    """Return county, body, through: bodies above that pay it, as one budget unit pays for both.

    Where no budget unit is known, the body right above may pay, unless it is a leading body.
    """
    payers = bodies.select("county", through="id", pays="payer", above_kind="body_kind")
    pairs = _above(bodies).rename({"above": "through"})
    pairs = pairs.join(bodies.select("county", "id", "payer"), on=["county", "id"])
    pairs = pairs.join(payers, on=["county", "through"])
    near = (pl.col("depth") == 1) & (pl.col("above_kind") != str(BodyKind.LEADING_BODY))
    one = pl.col("payer") == pl.col("pays")
    paying = pl.when(pl.col("payer").is_null()).then(near).otherwise(one)
    return pairs.filter(paying.fill_null(False)).select("county", "through", body="id")


def _above(bodies: pl.DataFrame) -> pl.DataFrame:
    """County, id, above, depth: every body over each body, the nearest at depth 1."""
    step = bodies.drop_nulls("parent").select("county", "id", above="parent")
    up = step.select("county", above="id", next="above")
    levels = [step.with_columns(depth=1)]
    for depth in range(2, DEEPEST + 1):
        last = levels[-1].drop("depth").join(up, on=["county", "above"])
        if last.is_empty():
            break
        levels.append(last.select("county", "id", above="next").with_columns(depth=depth))
    return pl.concat(levels)


def _bodies_named(frames: Frames) -> pl.DataFrame:
    """County, full, one, rank: every text that names a body, the more official first."""
    bodies, plaques = frames["bodies"], frames["plaques"]
    return pl.concat(
        source.select("county", full=plain(pl.col(text)), one=one, rank=pl.lit(rank))
        for source, text, one, rank in (
            (bodies, "id", "id", 0), (plaques, "id", "body", 0), (bodies, "name", "id", 0),
            (bodies, "short_name", "id", 1), (plaques, "name", "body", 2),
        )
    ).drop_nulls().collect(engine=engine_for(frames))  # fmt: skip


def _budget_units_named(frames: Frames) -> pl.DataFrame:
    paying = frames["budget_units"]
    return pl.concat(
        paying.select("county", full=plain(pl.col(text)), one="id", rank=pl.lit(0))
        for text in ("id", "name", "code")
    ).drop_nulls().collect(engine=engine_for(frames))  # fmt: skip


def _with_bare(frames: Frames, named: pl.DataFrame) -> pl.DataFrame:
    """Add `bare`: without the county's name in front, or what only says "the body itself"."""
    counties = (
        frames["counties"]
        .select(county="id", home=plain(pl.col("name")))
        .collect(engine=engine_for(frames))
    )
    named = named.join(counties, on="county", how="left")
    home = pl.col("home").fill_null("县")
    short = pl.when(home.str.len_chars() > 2).then(home.str.head(-1)).otherwise(home)
    bare = pl.col("full").str.strip_prefix(home).str.strip_prefix(short).str.strip_prefix("县")
    bare = bare.str.replace(_OF_TOWNSHIP, "$1")
    itself = bare.str.replace(_ITSELF, "")
    bare = pl.when(itself.str.len_chars() >= 2).then(itself).otherwise(bare)
    return named.with_columns(bare=pl.when(bare.str.len_chars() >= 2).then(bare)).drop("home")


def _one_each(named: pl.DataFrame, form: str) -> pl.DataFrame:
    """Texts with the one they mean, null where those of the best rank are several."""
    key = ["county", form]
    best = named.drop_nulls(form).filter(pl.col("rank") == pl.col("rank").min().over(key))
    one = pl.when(pl.col("one").n_unique() == 1).then(pl.col("one").first())
    found = best.group_by(key).agg(one.alias(f"{form}_one"))
    return found.with_columns(pl.lit(True).alias(f"{form}_known"))

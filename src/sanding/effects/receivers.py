"""The likeliest body for a duty or item that has none (承接机构建议), by the county's own wording.

A suggestion is where to begin reading, never an assignment. See `docs/methods/wording.md`.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from sanding.effects.wording import departments
from sanding.register import Frames, engine_for

TOLD_BY = ("duties", "items", "powers")  # what a body does, in words


def suggested_bodies(frames: Frames, texts: Sequence[str], *, most: int = 3) -> pl.DataFrame:
    """Return the `most` likeliest bodies for each text, best first, in the order of the texts.

    `frames` are those of one county; what learns from them is `wording.departments`. Columns: text,
    body (id), rank from 1, likeness (per mille, no probability). A text given twice comes once;
    one that shares no gram with the county's wording does not come.
    """
    told = pl.concat(frames[name].select("name", "body") for name in TOLD_BY).drop_nulls()
    known = told.join(frames["bodies"].select(body="id"), on="body", how="semi").collect(
        engine=engine_for(frames)
    )
    asked = pl.Series("text", list(dict.fromkeys(texts)), dtype=pl.String)
    ranked = departments(known.get_column("name"), known.get_column("body"), asked, most=most)
    named = asked.to_frame().with_row_index("row")
    return (
        ranked.rename({"text": "row", "label": "body"})
        .join(named, on="row")
        .sort("row", "rank")
        .select("text", "body", "rank", "likeness")
    )

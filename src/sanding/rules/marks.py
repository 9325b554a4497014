"""Which findings a plan causes, mends and leaves."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import polars as pl

from sanding.base import _
from sanding.register.kinds import Kind
from sanding.rules.judge import FAILED, FINDINGS

Heirs = Mapping[tuple[str, str], Sequence[str]]
PLACE = ["rule", "table", "where", "detail"]


class Mark(Kind):
    """What a plan does to a finding (方案的影响)."""

    CAUSED = "caused", _("方案造成")
    MENDED = "mended", _("方案消除")
    WORSENED = "worsened", _("方案加重")
    LEFT = "left", _("原有未变")


def marked(
    before: pl.DataFrame,
    after: pl.DataFrame,
    heirs: Heirs,
    *,
    not_compared: Collection[str] = (),
) -> pl.DataFrame:
    """Return the findings of both sides with `mark` and `before`, the amount there was.

    A finding on what ended lives on where its heir has the same one; there it is worse if it is
    more than all that came together. `heirs` are (table, id) → ids after the plan. Rules
    `not_compared` were judged on one side only: their findings have no mark. Columns of
    `FINDINGS`, `mark`, `before` (null for what is caused); the amount of what is mended is 0.
    """
    failed = set(after.filter(pl.col("table") == FAILED)["rule"])
    only = pl.col("rule").is_in(sorted({*not_compared, *failed}))
    moved = _moved(before, heirs).group_by(PLACE).agg(before=pl.col("amount").sum())
    now = (
        after.join(moved, on=PLACE, how="left", nulls_equal=True)
        .with_columns(
            mark=pl.when(pl.col("before").is_null())
            .then(pl.lit(str(Mark.CAUSED)))
            .when(pl.col("amount") > pl.col("before"))
            .then(pl.lit(str(Mark.WORSENED)))
            .otherwise(pl.lit(str(Mark.LEFT)))
        )
        .with_columns(mark=pl.when(~only).then("mark"))
    )
    there = after.select(PLACE).unique()
    gone = (
        _moved(before.with_row_index("row"), heirs)
        .join(there.with_columns(there=pl.lit(value=True)), on=PLACE, how="left", nulls_equal=True)
        .group_by("row")
        .agg(kept=pl.col("there").fill_null(value=False).any())
        .filter(~pl.col("kept"))
    )
    ended = (
        before.with_row_index("row")
        .filter(~only)
        .join(gone, on="row", how="semi")
        .select(
            *(name for name in FINDINGS if name != "amount"),
            amount=pl.lit(0, pl.Int64), before="amount", mark=pl.lit(str(Mark.MENDED)),
        )
    )  # fmt: skip
    columns = [*FINDINGS, "mark", "before"]
    return pl.concat([now.select(columns), ended.select(columns)]).sort(
        "mark", "severity", *PLACE, nulls_last=False
    )


def _moved(found: pl.DataFrame, heirs: Heirs) -> pl.DataFrame:
    """Findings at the places where what they are about stands after the plan."""
    rows = [(table, one, heir) for (table, one), some in heirs.items() for heir in some]
    schema = {"table": pl.String, "where": pl.String, "heir": pl.String}
    places = pl.DataFrame(rows, schema=schema, orient="row")
    return (
        found.join(places, on=["table", "where"], how="left")
        .with_columns(where=pl.coalesce("heir", "where"))
        .drop("heir")
    )

"""A re-import before anything is written: what would be added, changed and removed."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from sanding.plan.diff import diff
from sanding.register import Register


def preview(old: Register, new: Register) -> pl.DataFrame:
    """Return what taking over `new` would do: table, op, key, column, before, after.

    `op` is add, change or remove; rows removed stay unless that is confirmed (`taken_over`).
    """
    return diff(old, new)


def taken_over(old: Register, new: Register, *, remove: bool = False) -> Register:
    """Return `new` with the rows of `old` it no longer has, unless their removal is confirmed.

    A missing row is never a silent delete. The journal stays that of `old`.
    """
    claims = old.claims if new.claims.is_empty() else new.claims
    result = replace(new, claims=claims, journal=old.journal)
    if remove:
        return result
    kept = {}
    for name, rows in old.rows.items():
        given = new.loose(name)
        missing = rows.loose.join(given, on=list(rows.table.key), how="anti", nulls_equal=True)
        if not missing.is_empty():
            kept[name] = pl.concat([given, missing])
    return result.with_tables(kept)

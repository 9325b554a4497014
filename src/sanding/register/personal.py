"""Personal data: what is sensitive leaves only when somebody asks for it."""

from __future__ import annotations

import polars as pl

from sanding.register.register import Register


def without_sensitive(register: Register) -> Register:
    """Return the register with every sensitive personal value left out (隐去敏感信息)."""
    edited: dict[str, pl.DataFrame] = {}
    for name, rows in register.rows.items():
        secret = [c for c in rows.table.columns if c.personal and c.personal.sensitive]
        if secret:
            blanks = (pl.lit(None, c.dtype).alias(c.name) for c in secret)
            edited[name] = rows.loose.with_columns(blanks)
    return register.with_tables(edited)

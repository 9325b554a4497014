"""The twenty rules as checks of a pandera schema, in Polars and in pandas."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from bench.rules_pandas import BROKEN, columns, people, with_number
from bench.rules_people import files
from bench.rules_polars import Found, told, told_of
from bench.rules_twenty import TWENTY, Check


def by_polars(folder: str) -> Callable[[], Found]:
    """Checks on the column of ids, so that failure cases are ids; each sees the whole frame."""
    import pandera.polars as pa
    import polars as pl

    quiet()
    frame = pl.read_parquet(files(folder), columns=columns()).rechunk()

    def check(rule: Check) -> Any:
        def kept(data: Any) -> Any:
            return data.lazyframe.select(~rule.breach)

        return pa.Check(kept, name=rule.code)

    schema = pa.DataFrameSchema({"id": pa.Column(str, [check(rule) for rule in TWENTY])})

    def work() -> Found:
        try:
            schema.validate(frame, lazy=True)
        except pa.errors.SchemaErrors as errors:
            cases = errors.failure_cases
            return lambda: told(cases.select(rule="check", where="failure_case"))
        raise AssertionError("nothing was found")

    return work


def by_pandas(folder: str) -> Callable[[], Found]:
    """Checks on the frame, the id as its index, so that failure cases bear it."""
    import pandera.pandas as pa

    quiet()
    frame = people(folder).set_index("id", drop=False)

    def check(code: str) -> Any:
        return pa.Check(lambda rows: ~BROKEN[code](rows), name=code, ignore_na=False)

    schema = pa.DataFrameSchema({}, checks=[check(code) for code in BROKEN])

    def work() -> Found:
        try:
            schema.validate(with_number(frame), lazy=True)
        except pa.errors.SchemaErrors as errors:
            cases = errors.failure_cases
            lines = cases["check"] + "/" + cases["index"].astype(str)
            return lambda: told_of(sorted(set(lines)))
        raise AssertionError("nothing was found")

    return work


def by_masks(folder: str) -> Callable[[], Found]:
    """The masks worked out by hand in pandas; pandera only reports where they are true.

    Not the peer of the claim, as no rule is said in pandera.
    """
    import pandas as pd
    import pandera.pandas as pa

    quiet()
    frame = people(folder).set_index("id", drop=False)
    held = {code: pa.Column(bool, pa.Check.equal_to(value=False)) for code in BROKEN}
    schema = pa.DataFrameSchema(held)

    def work() -> Found:
        rows = with_number(frame)
        masks = pd.DataFrame({code: broken(rows) for code, broken in BROKEN.items()})
        try:
            schema.validate(masks, lazy=True)
        except pa.errors.SchemaErrors as errors:
            cases = errors.failure_cases
            lines = cases["column"] + "/" + cases["index"].astype(str)
            return lambda: told_of(sorted(lines))
        raise AssertionError("nothing was found")

    return work


def quiet() -> None:
    """Libraries of peers say nothing."""
    logging.disable(logging.WARNING)

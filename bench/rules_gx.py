"""The twenty rules as expectations of Great Expectations, on pandas.

Every rule is one expectation of our own over the columns that it reads: the ready-made ones know
no check digit and would take two or three of them for many a rule. Nothing is sent anywhere.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from bench.rules_pandas import BROKEN, people, with_number
from bench.rules_pandera import quiet
from bench.rules_polars import Found, told_of
from bench.rules_twenty import TWENTY

READ_OFF = {
    "id_number_wrong": ["number_wrong"],
    "id_number_other_sex": ["number_odd", "sex"],
    "id_number_other_birth": ["number_born", "born_on"],
}
NAMING = {
    "result_format": "COMPLETE",
    "unexpected_index_column_names": ["id"],
    "return_unexpected_index_query": False,
}


def by_expectations(folder: str) -> Callable[[], Found]:
    """One expectation per rule, which names its offenders by their ids."""
    expect = _expectation()
    read = {rule.code: READ_OFF.get(rule.code, rule.breach.meta.root_names()) for rule in TWENTY}
    every = [
        expect(column_list=["id", *sorted(set(names))], rule=code, ignore_row_if="never")
        for code, names in read.items()
    ]
    batches, suite = _set_up(every)
    frame = people(folder)

    def work() -> Found:
        batch = batches.get_batch(batch_parameters={"dataframe": with_number(frame)})
        return _found(batch.validate(suite, result_format=NAMING), "rule")

    return work


def by_masks(folder: str) -> Callable[[], Found]:
    """The masks worked out by hand in pandas; the expectations only say that none is true.

    Not the peer of the claim, as no rule is said in Great Expectations.
    """
    import great_expectations as gx
    import pandas as pd

    in_set = gx.expectations.ExpectColumnValuesToBeInSet
    batches, suite = _set_up([in_set(column=code, value_set=[False]) for code in BROKEN])
    frame = people(folder)

    def work() -> Found:
        rows = with_number(frame)
        masks = {code: broken(rows) for code, broken in BROKEN.items()}
        given = pd.DataFrame({"id": rows["id"], **masks})
        batch = batches.get_batch(batch_parameters={"dataframe": given})
        return _found(batch.validate(suite, result_format=NAMING), "column")

    return work


def _set_up(expectations: list[Any]) -> tuple[Any, Any]:
    os.environ["GX_ANALYTICS_ENABLED"] = "False"
    quiet()
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    asset = context.data_sources.add_pandas("memory").add_dataframe_asset("people")
    suite = gx.ExpectationSuite(name="twenty", expectations=expectations)
    return asset.add_batch_definition_whole_dataframe("all"), suite


def _found(result: Any, names: str) -> Found:
    def found() -> list[Any]:
        lines = [
            f"{one.expectation_config.kwargs[names]}/{row['id']}"
            for one in result.results
            for row in one.result.get("unexpected_index_list") or ()
        ]
        return told_of(sorted(lines))

    return found


def _expectation() -> Any:
    """Expectation that a rule of `BROKEN` holds in every row."""
    os.environ["GX_ANALYTICS_ENABLED"] = "False"
    from great_expectations.execution_engine import PandasExecutionEngine
    from great_expectations.expectations.expectation import MulticolumnMapExpectation
    from great_expectations.expectations.metrics.map_metric_provider import (
        MulticolumnMapMetricProvider,
        multicolumn_condition_partial,
    )

    class Kept(MulticolumnMapMetricProvider):
        condition_metric_name = "multicolumn_values.rule_kept"
        condition_domain_keys = (
            "batch_id", "table", "column_list", "row_condition", "condition_parser",
            "ignore_row_if",
        )  # fmt: skip
        condition_value_keys = ("rule",)

        @multicolumn_condition_partial(engine=PandasExecutionEngine)
        def _pandas(cls, column_list: Any, rule: str, **_more: Any) -> Any:  # noqa: N805
            return ~BROKEN[rule](column_list)

    class ExpectRuleKept(MulticolumnMapExpectation):
        rule: str
        map_metric = "multicolumn_values.rule_kept"
        success_keys = ("rule", "mostly")
        args_keys = ("column_list", "rule")

    return ExpectRuleKept

"""Every story of a rule ends as it is told."""

from __future__ import annotations

from typing import Any

import pytest

from sanding.rules.catalogue import RULES
from tests.stories.rule_stories import every_story, judged


@pytest.mark.parametrize(
    ("code", "story"),
    [pytest.param(code, story, id=f"{code}: {name}") for code, name, story in every_story()],
)
def test_story(code: str, story: Any):
    found = judged(RULES[code], story)
    amounts = dict(found.findings.group_by("where").agg(pl_sum()).rows())
    assert set(found.findings["table"]) <= {RULES[code].table}, found.findings
    if "not_judged" in story:
        assert story["not_judged"] in "".join(found.not_judged["reason"])
        return
    assert not len(found.not_judged), found.not_judged.rows()
    assert amounts == story["findings"]
    if "severity" in story:
        assert set(found.findings["severity"]) == {story["severity"]}


def pl_sum() -> Any:
    import polars as pl

    return pl.col("amount").sum()

"""What the rules find in the documented reforms, and that the examples' README says so."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from sanding.indicators.catalogue import CATALOGUE as INDICATORS
from sanding.indicators.indicator import figure
from sanding.rules.review import Review, reviewed
from tests.pilots import NAMES, outcome

README = Path(__file__).resolve().parents[2] / "examples" / "README.md"
Golden = Callable[[str, str], None]


@cache
def review(name: str) -> Review:
    done = outcome(name)
    return reviewed(done.before, outcome=done)


@pytest.mark.golden
@pytest.mark.parametrize("name", NAMES)
def test_the_findings_of_a_reform(name: str, golden: Golden):
    found = review(name)
    counted = (
        found.found.group_by("rule", "severity", "mark")
        .agg(pl.len(), pl.col("amount").sum())
        .sort("rule", "severity", "mark")
    )
    rows = [f"{r} {s} {m}: {n} places, {a}" for r, s, m, n, a in counted.rows()]
    silent = [f"{rule} not judged: {reason}" for rule, reason in found.not_judged.rows()]
    golden(f"{name}-findings.txt", "\n".join([*rows, *silent]) + "\n")


def counts(name: str) -> dict[str, tuple[int, str]]:
    """Per rule: findings before, and what the plan causes, worsens, mends and leaves."""
    found = review(name)
    before = dict(found.before.findings.group_by("rule").len().rows())
    marks = found.found.group_by("rule", "mark").len().rows()
    by_rule: dict[str, dict[str, int]] = {}
    for rule, mark, count in marks:
        by_rule.setdefault(rule, {})[mark] = count
    said = {
        rule: "/".join(str(some.get(m, 0)) for m in ("caused", "worsened", "mended", "left"))
        for rule, some in by_rule.items()
    }
    return {
        rule: (before.get(rule, 0), said.get(rule, "0/0/0/0"))
        for rule in sorted(set(before) | set(said))
    }


def test_the_readme_lists_what_is_found_and_explains_it():
    text = README.read_text(encoding="utf-8").partition("## 实得")[2]
    row = re.compile(
        r"^\| ([A-Z]{3}-\d{3}) \| (\d+) \| ([\d/]+) \| (\d+) \| ([\d/]+) \| (.+) \|$", re.M
    )
    told = {m[1]: ((int(m[2]), m[3]), (int(m[4]), m[5])) for m in row.finditer(text)}
    computed = {name: counts(name) for name in NAMES}
    fushan, hequ = computed["fushan"], computed["hequ"]
    none = (0, "0/0/0/0")
    assert told == {
        rule: (fushan.get(rule, none), hequ.get(rule, none)) for rule in sorted({*fushan, *hequ})
    }


@pytest.mark.parametrize("name", NAMES)
def test_people_over_posts_are_those_the_indicator_counts(name: str):
    """Two ways to one figure: the rule by body, the indicator over the county."""
    over = next(one for one in INDICATORS if one.id == "over_posts_people")
    done, found = outcome(name), review(name)
    of_rule = pl.col("rule") == "REG-002"
    for register, judgement in ((done.before, found.before), (done.after, found.after)):
        assert judgement is not None
        amounts = judgement.findings.filter(of_rule)["amount"].sum()
        assert amounts == figure(over, register).value

"""The same county and plan, judged on two days: exactly what the change of law changes, changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from sanding.law import national_law, read_overlay
from sanding.plan import Outcome
from sanding.register import Register
from sanding.register.personnel import PERSONNEL
from sanding.rules.brief import Brief
from sanding.rules.catalogue import RULES
from sanding.rules.judge import judge
from sanding.rules.review import reviewed
from tests.builders import CODE, county
from tests.pilots import outcome

# the day a law came into force, and the findings on the Fushan plan that it brings
BROUGHT = [
    pytest.param(date(2019, 8, 5), {"PLN-004": 1, "PLN-005": 1, "PLN-006": 1}, id="编制工作条例"),
    pytest.param(date(2021, 7, 15), {"PLN-020": 8, "PLN-025": 1}, id="行政处罚法修订"),
    pytest.param(date(2021, 11, 1), {"PLN-018": 1}, id="个人信息保护法"),
    pytest.param(date(2022, 3, 12), {"PLC-036": 10}, id="组织法修订"),
]


def findings(done: Outcome, on: date) -> Counter[tuple[Any, ...]]:
    found = reviewed(done.before, outcome=done, on=on).found.filter(pl.col("mark") != "mended")
    return Counter(found.select("rule", "where", "detail").rows())


@pytest.mark.parametrize(("since", "brought"), BROUGHT)
def test_a_law_brings_its_findings_on_its_day_and_no_others(
    since: date, brought: Mapping[str, int]
):
    done = outcome("fushan")
    before, after = findings(done, since - timedelta(days=1)), findings(done, since)
    came, went = after - before, before - after
    assert dict(Counter(one[0] for one in came.elements())) == brought
    assert not went


def without_veterans() -> Register:
    before = outcome("fushan").before
    duties = before.loose("duties").with_columns(
        statutory_function=pl.when(pl.col("statutory_function") == "veterans_service")
        .then(None)
        .otherwise("statutory_function")
    )
    return before.with_tables({"duties": duties})


def test_a_veterans_body_is_asked_for_from_the_day_of_its_law():
    register, rule = without_veterans(), [RULES["REG-021"]]
    for day, expected in ((date(2020, 12, 31), 0), (date(2021, 1, 1), 1)):
        brief = Brief(register, day)
        found = judge(brief, national_law().on(day, area=CODE), rule).findings
        assert found.height == expected


def placement(**cells: Any) -> dict[str, pl.DataFrame]:
    row = {"county": CODE, "id": "安置一", "person": "甲", "outcome": "retire", **cells}
    table = PERSONNEL["placements"]
    schema = {name: dtype for name, dtype in table.schema.items() if name in row}
    return {"placements": table.conform(pl.DataFrame([row], schema=schema))}


@pytest.mark.parametrize(
    ("on", "retires_on", "breaches"),
    [
        (date(2024, 12, 31), date(2025, 3, 1), 0),  # sixty years, as before
        (date(2025, 1, 1), date(2025, 3, 1), 1),
        (date(2024, 12, 31), date(2025, 4, 1), 1),
        (date(2025, 1, 1), date(2025, 4, 1), 0),  # one month later, by the schedule
    ],
)
def test_the_delayed_age_holds_from_2025(on: date, retires_on: date, breaches: int):
    man = {
        "id": "甲", "name": "赵一", "body": "fgj", "sex": "male", "born_on": date(1965, 3, 8),
        "identity": "civil_servant", "kind": "administrative",
    }  # fmt: skip
    register = county(people=[man], appointments=[])
    brief = Brief(register, on, personnel=placement(retires_on=retires_on, effective_on=retires_on))
    found = judge(brief, national_law().on(on, area=CODE), [RULES["PLC-001"]])
    assert found.not_judged.is_empty()
    assert found.findings.height == breaches


OVERLAY = """area = "{area}"
title = "某省内设机构标准"

[[section_posts_minimum]]
since = 2023-01-01
value = 2
unit = "posts"
instrument = "省机构编制标准"
article = "第三条"

[rules.REG-011]
severity = "error"
since = 2024-01-01
confirmed_by = "省委编办"
"""


def test_an_overlay_changes_its_rule_from_its_day_in_its_area_only(tmp_path: Path):
    rule = RULES["REG-011"]
    text = OVERLAY.replace("section_posts_minimum", rule.figures[0])
    register = outcome("fushan").before
    judged: dict[tuple[str, date], tuple[int, set[str]]] = {}
    for area in ("14", "32"):
        file = tmp_path / f"{area}.toml"
        file.write_text(text.format(area=area), encoding="utf-8")
        law = national_law().with_overlay(read_overlay(file, rules=tuple(RULES)))
        for day in (date(2022, 12, 31), date(2023, 1, 1), date(2024, 1, 1)):
            found = judge(Brief(register, day), law.on(day, area=CODE), [rule]).findings
            judged[area, day] = (found.height, set(found["severity"]))
    sections = register.frame("sections")["posts"]
    below = {n: int((sections < n).sum()) for n in (2, 3)}
    assert below[2] < below[3]
    assert judged["14", date(2022, 12, 31)] == (below[3], {"warning"})
    assert judged["14", date(2023, 1, 1)] == (below[2], {"warning"} if below[2] else set())
    assert judged["14", date(2024, 1, 1)] == (below[2], {"error"} if below[2] else set())
    elsewhere = [one for (area, _), one in judged.items() if area == "32"]
    assert elsewhere == [(below[3], {"warning"})] * len(elsewhere)

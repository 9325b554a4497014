"""The rule book is whole: every rule of the design, both kinds of story, figures only in law/."""

from __future__ import annotations

import ast
import inspect
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from sanding.base.translation import catalogue
from sanding.law import national_law
from sanding.rules.catalogue import CATALOGUE, RULES
from sanding.rules.rule import FrameRule, RowRule, Rule, Scope
from sanding.rules.waiting import NOT_YET
from tests.stories.rule_stories import judged, stories

ROOM = Path(__file__).resolve().parents[2] / "src" / "sanding" / "rules"
FILES = sorted(ROOM.glob("*/[a-z]*_[0-9]*.py"))
BUILT = {"register", "plan", "placement"}
FIELD = re.compile(r"{(\w+)}")
ARTICLE = re.compile(r"第[一二三四五六七八九十百]+条")
every = pytest.mark.parametrize("rule", CATALOGUE, ids=lambda rule: rule.code)


@pytest.fixture(scope="session")
def designed(shared: Path) -> dict[str, dict[str, Any]]:
    """The rules of the design, by code."""
    text = (shared / "design" / "rules" / "catalogue.yaml").read_text(encoding="utf-8")
    return {one["id"]: one for one in yaml.safe_load(text)["rules"]}


def module_of(rule: Rule) -> ModuleType:
    asked = rule.breaches if isinstance(rule, FrameRule) else None
    for name, module in sys.modules.items():
        if name.startswith("sanding.rules.") and getattr(module, "RULE", None) is rule:
            return module
    raise AssertionError(f"{rule.code} has no module of its own: {asked}")


def test_every_rule_of_the_three_scopes_is_there_and_the_others_wait(designed: dict[str, Any]):
    built = {code for code, one in designed.items() if one["scope"] in BUILT}
    ours = {rule.code for rule in CATALOGUE if rule.scope is not Scope.REFORM}
    assert ours == built
    assert len(built) == 116
    assert set(NOT_YET) == set(designed) - built


def test_a_code_stands_once_and_the_catalogue_is_in_order():
    codes = [rule.code for rule in CATALOGUE]
    assert len(codes) == len(set(codes))
    for scope in Scope:
        some = [rule.code for rule in CATALOGUE if rule.scope is scope]
        assert some == sorted(some)


@every
def test_severity_and_certainty_are_those_of_the_design(rule: Rule, designed: dict[str, Any]):
    if rule.scope is Scope.REFORM:
        return
    one = designed[rule.code]
    assert (rule.severity, rule.confirmed) == (one["severity"], one["certainty"])
    assert rule.title.replace("：", "") == one["title"]["zh"].replace("：", "")
    unread = one["certainty"] != "verified" or one.get("partly_verified", False)
    assert bool(rule.confirm) >= unread, "say what is to be confirmed"


@every
def test_a_rule_has_a_file_named_after_it(rule: Rule):
    file = Path(inspect.getfile(module_of(rule)))
    assert file.stem.startswith(rule.code.lower().replace("-", "_"))
    assert file.parent.name == rule.scope


def test_every_file_is_in_the_catalogue():
    there = {Path(inspect.getfile(module_of(rule))) for rule in CATALOGUE}
    assert there == set(FILES)


@every
def test_every_rule_has_sources_words_and_both_kinds_of_story(rule: Rule):
    assert rule.sources
    assert all((rule.title, rule.why, rule.says, rule.mends))
    assert set(FIELD.findall(rule.says)) <= {"where", "value", "limit", "amount", "detail"}
    told = stories(rule.code)
    assert {bool(one["findings"]) for one in told.values() if "findings" in one} == {True, False}


@every
def test_the_figures_a_rule_names_are_those_it_asks_for(rule: Rule):
    known = national_law().figures
    assert set(rule.figures) <= set(known)
    asked: set[str] = set()
    for story in stories(rule.code).values():
        judged(rule, story, asked=asked)
    if isinstance(rule, RowRule) and rule.limit:
        asked.add(rule.limit)
    assert asked == set(rule.figures)


@every
def test_an_article_that_is_cited_stands_in_the_text(rule: Rule, shared: Path):
    for source in rule.sources:
        files = list((shared / "data" / "cn-laws").glob(f"{source.instrument}(*.md"))
        if source.article:
            assert source.instrument in national_law().instruments, source.instrument
        if not files:
            continue
        text = files[0].read_text(encoding="utf-8")
        # an older text numbers its articles 二十四、
        missing = [
            one
            for one in ARTICLE.findall(source.article)
            if one not in text and f"\n{one[1:-1]}、" not in text
        ]
        assert not missing


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_rule_file_holds_a_number_of_law(file: Path):
    tree = ast.parse(file.read_text(encoding="utf-8"))
    numbers = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, int | float)
        and not isinstance(node.value, bool)
    ]
    assert set(numbers) <= {0, 1}, "ask law/ for it"


@every
def test_every_text_has_its_english_with_the_same_fields(rule: Rule):
    english = catalogue("en")
    for text in (rule.title, rule.why, rule.says, rule.mends, rule.limits, rule.confirm):
        if text:
            assert text in english, text
            assert set(FIELD.findall(english[text])) <= set(FIELD.findall(text))
            assert not re.search(
                r"[一-鿿]", re.sub(r"[（(《「“\"].*?[》」”)）\"]", "", english[text])
            )


def test_rules_by_code():
    assert list(RULES.values()) == list(CATALOGUE)

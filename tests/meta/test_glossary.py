"""One Chinese term, one English word, one identifier: the glossary is what the code says."""

from __future__ import annotations

import ast
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sanding.plan import CATALOGUE
from sanding.register import TABLES

ROOT = Path(__file__).resolve().parents[2]
CORE = ROOT / "src" / "sanding"
TERMS = tomllib.loads((CORE / "terms.toml").read_text(encoding="utf-8"))["term"]
FIELDS = {"zh": str, "en": str, "means": str, "names": list, "avoid": list, "source": str}


@cache
def trees() -> tuple[ast.Module, ...]:
    return tuple(ast.parse(file.read_text(encoding="utf-8")) for file in CORE.rglob("*.py"))


@cache
def classes() -> dict[str, set[str]]:
    """Members by class: `{"BodyKind": {"PARTY_ORGAN", …}}`."""
    return {
        node.name: {
            target.id
            for line in node.body
            if isinstance(line, ast.Assign)
            for target in line.targets
            if isinstance(target, ast.Name)
        }
        for tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }


@cache
def register_names() -> frozenset[str]:
    tables = TABLES.values()
    return frozenset({t.name for t in tables} | {c.name for t in tables for c in t.columns})


@cache
def known() -> frozenset[str]:
    """Everything that has a name: rooms, tables, columns, classes, their members, constants."""
    rooms = {file.stem for file in CORE.rglob("*.py")} | {file.name for file in CORE.iterdir()}
    members = {f"{name}.{member}" for name, found in classes().items() for member in found}
    constants = {
        node.id for tree in trees() for node in ast.walk(tree) if isinstance(node, ast.Name)
    }
    return register_names() | rooms | set(classes()) | members | constants | {"sanding"}


def ids(term: dict[str, Any]) -> str:
    return str(term["en"])


@pytest.mark.parametrize("term", TERMS, ids=ids)
def test_a_term_is_whole(term: dict[str, Any]):
    assert {name: type(value) for name, value in term.items()} == FIELDS
    assert re.search(r"[\u4e00-\u9fff]", term["zh"])
    assert term["means"].endswith((".", "…"))
    assert term["names"]


@pytest.mark.parametrize("term", TERMS, ids=ids)
def test_its_names_stand_in_the_code(term: dict[str, Any]):
    assert not set(term["names"]) - known()


@pytest.mark.parametrize("term", TERMS, ids=ids)
def test_nothing_is_called_by_a_word_to_avoid(term: dict[str, Any]):
    called = {name.lower() for name in register_names() | set(classes())}
    avoided = {form for word in term["avoid"] for form in (word.lower(), word.lower() + "s")}
    assert not avoided & called


def test_a_term_and_a_name_stand_once():
    chinese = [term["zh"] for term in TERMS]
    english = [term["en"] for term in TERMS]
    names = [name for term in TERMS for name in term["names"]]
    for words in (chinese, english, names):
        assert sorted(words) == sorted(set(words))


def test_every_table_and_every_change_is_in_the_glossary():
    names = {name for term in TERMS for name in term["names"]}
    assert set(TABLES) <= names
    assert {change.__name__ for change in CATALOGUE} <= names


@pytest.mark.parametrize("term", [term for term in TERMS if term["source"]], ids=ids)
def test_the_source_of_a_term_uses_it(term: dict[str, Any], shared: Path):
    instrument, _, article = term["source"].partition(" ")
    (file,) = (shared / "data" / "cn-laws").glob(f"{instrument}(*.md")
    text = file.read_text(encoding="utf-8")
    article_text = re.search(rf"(?ms)^{article} .*?(?=^第\S+条 |\Z)", text)
    assert article_text is not None
    assert term["zh"] in article_text[0]

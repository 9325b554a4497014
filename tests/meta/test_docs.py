"""Pages made from code are up to date, and written pages point at what is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sanding.register import CLAIMS, TABLES
from scripts import docs

ROOT = Path(__file__).resolve().parents[2]
WRITTEN = sorted({*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")})
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def test_generated_pages_say_what_the_code_says():
    assert docs.stale() == [], "make docs"


def test_the_dictionary_has_every_table_and_column():
    page = docs.dictionary()
    for table in (*TABLES.values(), CLAIMS):
        part = page.partition(f'<a id="{table.name}"></a>')[2].partition("<a id=")[0]
        assert table.label in part
        for column in table.columns:
            assert f"| `{column.name}` | {column.label} |" in part


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path):
    targets = LINK.findall(page.read_text(encoding="utf-8"))
    assert not [t for t in targets if not re.match(r"\w+:", t) and not (page.parent / t).exists()]


@pytest.mark.parametrize("page", ["README.md", "README.zh.md"])
def test_the_readme_names_commands_that_exist(page: str):
    text = (ROOT / page).read_text(encoding="utf-8")
    rules = set(re.findall(r"(?m)^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8")))
    named = set(re.findall(r"\bmake ([a-z-]+)", text))
    assert {"run", "test"} <= named <= rules
    assert text.count("\n") <= 60, "one screen"


def test_the_list_of_features_names_tests_that_are_there():
    text = (ROOT / "docs" / "features-planning.md").read_text(encoding="utf-8")
    named = re.findall(r"`([a-z_/]+\.py)(?:::(\w+))?`", text)
    assert len(named) > 20
    for path, test in named:
        source = (ROOT / "tests" / path).read_text(encoding="utf-8")
        assert not test or f"def {test}(" in source, (path, test)

"""No file and no function grows past what a reader can hold."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(
    file for room in ("src", "tests", "bench", "scripts") for file in (ROOT / room).rglob("*.py")
)
FILE_LINES, FUNCTION_LINES = 400, 50


def long_functions(source: str) -> list[str]:
    return [
        node.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > FUNCTION_LINES
    ]


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_files_and_functions_stay_small(file: Path):
    source = file.read_text(encoding="utf-8")
    assert source.count("\n") <= FILE_LINES
    assert not long_functions(source)


def test_a_long_function_is_found():
    body = "\n".join(f"    a{i} = {i}" for i in range(FUNCTION_LINES))
    assert long_functions(f"def long():\n{body}\n") == ["long"]
    assert not long_functions("def short():\n    pass\n")


def test_no_module_has_a_name_that_says_nothing():
    empty_words = {"utils", "util", "common", "misc", "manager", "service", "helpers"}
    assert not [
        file for file in FILES if file.stem in empty_words or file.parent.name in empty_words
    ]

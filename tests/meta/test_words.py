"""What an officer reads is marked for translation, and its values are named."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from sanding.base.words import Marked, Said, _

ROOT = Path(__file__).resolve().parents[2]
PENDING: tuple[str, ...] = ()  # rooms whose texts are still to be marked
FILES = [
    file
    for file in sorted((ROOT / "src").rglob("*.py"))
    if not any(file.is_relative_to(ROOT / room) for room in PENDING)
]
HAN = re.compile(r"[\u3400-\u9fff]")
each_file = pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))


def marks(node: ast.AST) -> list[ast.expr]:
    """What is marked in a piece of code: the arguments of `_(…)`."""
    return [
        one.args[0]
        for one in ast.walk(node)
        if isinstance(one, ast.Call) and isinstance(one.func, ast.Name) and one.func.id == "_"
    ]


def texts(node: ast.AST) -> list[str]:
    return [one.value for one in marks(node) if isinstance(one, ast.Constant)]


def names(text: str) -> set[str]:
    """Names of the values a template asks for."""
    return {name for _text, name, _spec, _how in Formatter().parse(text) if name is not None}


def unmarkable(tree: ast.AST) -> list[str]:
    """Marked texts that no list of texts for translation can hold: they are not literals."""
    return [ast.unparse(one) for one in marks(tree) if not isinstance(one, ast.Constant)]


def chinese_f_strings(tree: ast.AST) -> list[str]:
    return [
        ast.unparse(one)
        for one in ast.walk(tree)
        if isinstance(one, ast.JoinedStr)
        and any(isinstance(part, ast.Constant) and HAN.search(part.value) for part in one.values)
    ]


def unnamed(tree: ast.AST) -> list[str]:
    return [text for text in texts(tree) if not all(name.isidentifier() for name in names(text))]


def calls(tree: ast.AST) -> Iterator[tuple[ast.expr, set[str | None], str]]:
    """Every `….format(…)`: on what, with which names (None: `**`), and how it reads."""
    for one in ast.walk(tree):
        if not isinstance(one, ast.Call) or not isinstance(one.func, ast.Attribute):
            continue
        if one.func.attr == "format":
            yield one.func.value, {word.arg for word in one.keywords}, ast.unparse(one)


def wrongly_filled(tree: ast.AST) -> list[str]:
    """Direct fillings, `_("…{x}…").format(x=…)`, with other names than the template's."""
    return [
        told
        for on, given, told in calls(tree)
        if isinstance(on, ast.Call) and any(names(text) != given for text in texts(on))
    ]


def wrongly_filled_later(tree: ast.AST) -> list[str]:
    """Fillings of a name that lack a value of the template last assigned to it."""
    wrong = []
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        assigned = [
            (one.lineno, target.id, texts(one.value))
            for one in ast.walk(function)
            if isinstance(one, ast.Assign) and texts(one.value)
            for target in one.targets
            if isinstance(target, ast.Name)
        ]
        for on, given, told in calls(function):
            before = [a for a in assigned if isinstance(on, ast.Name) and a[1] == on.id]
            last = max((a for a in before if a[0] <= on.lineno), default=(0, "", []))
            if None not in given and any(names(text) - given for text in last[2]):
                wrong.append(told)
    return wrong


@each_file
def test_what_an_officer_reads_can_be_said_in_another_language(file: Path):
    source = file.read_text(encoding="utf-8")
    tree = ast.parse(source)
    assert '_(f"' not in source
    assert unmarkable(tree) == []
    assert chinese_f_strings(tree) == []
    assert unnamed(tree) == []
    assert wrongly_filled(tree) == []
    assert wrongly_filled_later(tree) == []


@pytest.mark.parametrize(
    ("source", "check"),
    [
        ('_(f"共{n}处")', unmarkable),
        ("_(labels[column])", unmarkable),
        ('print(f"共{n}处")', chinese_f_strings),
        ('_("共{}处")', unnamed),
        ('_("共{0}处")', unnamed),
        ('_("共{count}处").format(n=3)', wrongly_filled),
        ('_("共{count}处").format(count=3, n=3)', wrongly_filled),
        ('_("共{count}处").format(**told)', wrongly_filled),
        ('def f():\n    said = _("共{count}处")\n    said.format(n=3)', wrongly_filled_later),
    ],
)
def test_a_text_that_cannot_is_found(source: str, check):
    assert check(ast.parse(source))


def test_a_sentence_remembers_what_it_was_made_of():
    said = _("共{count:,}处（{places}）").format(count=1200, places="第3行")
    assert said == "共1,200处（第3行）"
    assert isinstance(said, Said)
    assert (said.template, said.values["count"]) == ("共{count:,}处（{places}）", 1200)
    assert isinstance(_("共处"), Marked)


def test_values_are_named():
    with pytest.raises(TypeError):
        _("共{}处").format(3)

"""Rules and the law fit together: a rule that names an unknown figure is refused, with its line."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sanding.base import BadInput, Fault, _
from sanding.law import Law
from sanding.rules.rule import Rule


def refuse_unknown_figures(rules: Iterable[Rule], law: Law) -> None:
    """Raise `BadInput`, by file and line, if a rule names a figure that no law file declares."""
    faults = [
        _fault(rule, name) for rule in rules for name in rule.figures if name not in law.figures
    ]
    if faults:
        raise BadInput(faults)


def _fault(rule: Rule, name: str) -> Fault:
    message = _("规则 {code} 要用的数值“{name}”在 law/ 里没有；请补上或更正名称")
    file = file_of(rule)
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    row = next((n for n, line in enumerate(lines, 1) if f'"{name}"' in line), None)
    return Fault("bad_rule", message.format(code=rule.code, name=name), sheet=file.name, row=row)


def file_of(rule: Rule) -> Path:
    """Return the file a rule is written in."""
    asked: object = getattr(rule, "breaches", None) or getattr(rule, "breach", None)
    code = getattr(asked, "__code__", None)
    return Path(code.co_filename if code else "?")

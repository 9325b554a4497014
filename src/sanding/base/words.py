"""Marking of the text an officer reads, so that it can be said in another language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self


class Said(str):
    """A sentence with its values kept apart: the screen may say it in another language."""

    __slots__ = ("template", "values")
    template: str
    values: Mapping[str, Any]

    @classmethod
    def of(cls, template: str, values: Mapping[str, Any]) -> Self:
        """Fill `template` with `values` and remember both."""
        said = cls(template.format_map(values))
        said.template, said.values = template, values
        return said


class Marked(str):
    """Chinese source text that is listed for translation."""

    __slots__ = ()

    def format(self, *args: object, **values: Any) -> Said:
        """Fill in named values, remembering the template and the values."""
        if args:
            raise TypeError("values are named, so that a translation can order them")
        return Said.of(str(self), values)


def _(text: str) -> Marked:
    """Mark `text` for translation and return it unchanged; the screen translates.

    Values never stand in the text itself: write `_("{body} 不能并入自身").format(body=…)`.
    """
    return Marked(text)

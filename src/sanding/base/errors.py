"""Errors as facts: what, where, what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sanding.base.codes import without_id_numbers
from sanding.base.words import Said, _


class SandingError(Exception):
    """Anything Sanding refuses; its text is one line an officer can act on (Chinese)."""


class UnknownId(SandingError):
    """An id that is not in the table it should be in."""

    def __init__(self, table: str, *ids: str) -> None:
        """Name the table and the ids that are missing there."""
        self.table, self.ids = table, ids
        message = _("{table} 表中没有：{ids}；请核对编号")
        super().__init__(message.format(table=table, ids="、".join(ids)))


class ImpossibleChange(SandingError):
    """A change that cannot be carried out, whatever the law says."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of an input (数据错误), with its place as far as there is one.

    `row` and `column` are as the officer sees them: the sheet's row number from 1, and the
    column's heading with its letter. `code` is one of the twelve kinds of `exchange`. Identity
    numbers are masked here, whatever column they slipped into: a fault is printed and kept.
    """

    code: str
    message: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None

    def __post_init__(self) -> None:
        """Mask identity numbers in every text."""
        for name in ("message", "sheet", "column", "value"):
            text = getattr(self, name)
            if isinstance(text, str):
                object.__setattr__(self, name, _masked(text))

    def __str__(self) -> str:
        """One line: place, then what is wrong and what to do."""
        parts = (
            _("【{sheet}】").format(sheet=self.sheet) if self.sheet else "",
            _("第{row}行").format(row=self.row) if self.row else "",
            _("“{column}”列").format(column=self.column) if self.column else "",
        )
        if not any(parts):
            return self.message
        return _("{place}：{message}").format(place="".join(parts), message=self.message)


def _masked(text: str) -> str:
    """Mask identity numbers in text; a sentence keeps its template, so it can be translated."""
    shown = without_id_numbers(text)
    if shown == text:
        return text
    if isinstance(text, Said):
        values = {key: _masked_value(value) for key, value in text.values.items()}
        said = Said.of(text.template, values)
        return said if without_id_numbers(said) == said else shown
    return shown


def _masked_value(value: object) -> object:
    if isinstance(value, str):
        return _masked(value)
    shown = without_id_numbers(str(value))
    return value if shown == str(value) else shown


class BadInput(SandingError):
    """Input that cannot be read or imported; nothing of it was taken over."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        """Hold every fault, each one line."""
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))

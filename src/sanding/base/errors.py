"""Errors as facts: what, where, what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class SandingError(Exception):
    """Anything Sanding refuses; its text is one line an officer can act on (Chinese)."""


class UnknownId(SandingError):
    """An id that is not in the table it should be in."""

    def __init__(self, table: str, *ids: str) -> None:
        """Name the table and the ids that are missing there."""
        self.table, self.ids = table, ids
        super().__init__(f"{table} 表中没有：{'、'.join(ids)}；请核对编号")


class ImpossibleChange(SandingError):
    """A change that cannot be carried out, whatever the law says."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of an input (数据错误), with its place as far as there is one.

    `row` and `column` are as the officer sees them: the sheet's row number from 1, and the
    column's heading with its letter. `code` is one of the twelve kinds of `exchange`.
    """

    code: str
    message: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None

    def __str__(self) -> str:
        """One line: place, then what is wrong and what to do."""
        place = "".join(
            part
            for part in (
                f"【{self.sheet}】" if self.sheet else "",
                f"第{self.row}行" if self.row else "",
                f"“{self.column}”列" if self.column else "",
            )
        )
        return f"{place}：{self.message}" if place else self.message


class BadInput(SandingError):
    """Input that cannot be read or imported; nothing of it was taken over."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        """Hold every fault, each one line."""
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))

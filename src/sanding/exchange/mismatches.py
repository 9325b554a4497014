"""Kinds of mismatch that only an office's own list of people can have."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Self

from sanding.base import Fault, _


class Mismatch(StrEnum):
    """Why a row of an office's list cannot be right (实名制数据矛盾); goes with `FaultKind`."""

    title_zh: str

    def __new__(cls, value: str, title_zh: str) -> Self:
        """Make a member from its code and its Chinese title."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.title_zh = title_zh
        return member

    UNKNOWN_VALUE = "unknown_value", _("取值不在范围内")
    AMBIGUOUS_DATE = "ambiguous_date", _("日期有歧义")
    BIRTHDAY_DISAGREES = "birthday_disagrees", _("出生日期与身份证号不符")
    SEX_DISAGREES = "sex_disagrees", _("性别与身份证号不符")
    IDENTITY_DISAGREES = "identity_disagrees", _("人员身份与编制类别不符")
    TOTAL_DISAGREES = "total_disagrees", _("合计数与人数不符")
    STRAY_ROW = "stray_row", _("无法识别的行")


class NoteKind(StrEnum):
    """What an import put right or left out by itself (导入说明); a note never blocks."""

    FULL_WIDTH = "full_width"
    TEXT_DATE = "text_date"
    MONTH_ONLY = "month_only"
    FILLED_DOWN = "filled_down"
    TOTAL_LEFT_OUT = "total_left_out"
    REMARK_LEFT_OUT = "remark_left_out"
    HEADER_REPEATED = "header_repeated"
    HEADING_UNMAPPED = "heading_unmapped"
    HEADING_IGNORED = "heading_ignored"
    HEADING_UNSURE = "heading_unsure"
    SHEET_LEFT_OUT = "sheet_left_out"
    INFERRED = "inferred"
    CREATED = "created"
    MISSING_PERSON = "missing_person"
    OUTSIDE = "outside"


def places(rows: Iterable[int], most: int = 5) -> str:
    """Say how many rows there are and which come first."""
    every = sorted(rows)
    first = "、".join(str(row) for row in every[:most]) + ("…" if len(every) > most else "")
    return _("共{count}处（第{rows}行）").format(count=len(every), rows=first)


def in_order(faults: Iterable[Fault]) -> list[Fault]:
    """Return faults by sheet (as they first appear), row and column."""
    listed = list(faults)
    sheets = {name: at for at, name in enumerate(dict.fromkeys(f.sheet for f in listed))}
    return sorted(listed, key=lambda f: (sheets[f.sheet], f.row or 0, f.column or "", f.code))

"""The kinds of fault an input can have: the code of a `Fault`, with its Chinese title."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from sanding.base.words import _


class FaultKind(StrEnum):
    """Why a row, a cell, a sheet or a file cannot be taken over (错误类别)."""

    title_zh: str

    def __new__(cls, value: str, title_zh: str = "") -> Self:
        """Make a member from its code and its Chinese title."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.title_zh = title_zh
        return member

    DUPLICATE_KEY = "duplicate_key", _("编号重复")
    MISSING_REFERENCE = "missing_reference", _("引用不存在")
    CYCLE = "cycle", _("循环引用")
    WRONG_CODE = "wrong_code", _("编码或取值有误")
    BAD_DATE = "bad_date", _("日期有误")
    NUMBER_AS_TEXT = "number_as_text", _("数字存为文本")
    FULL_WIDTH_DIGITS = "full_width_digits", _("全角字符")
    MERGED_CELLS = "merged_cells", _("合并单元格")
    HIDDEN_SHEET = "hidden_sheet", _("隐藏工作表")
    WRONG_HEADER = "wrong_header", _("表头有误")
    FORMULA_ERROR = "formula_error", _("公式错误")
    ENCRYPTED_FILE = "encrypted_file", _("文件加密")
    # beside the twelve kinds of a planted workbook:
    MISSING_VALUE = "missing_value", _("缺少必填值")
    NEGATIVE = "negative", _("数值过小")
    UNREADABLE = "unreadable", _("文件无法读取")

"""Codes that carry a check of their own, and the masking of what must not be shown."""

from __future__ import annotations

import csv
import re
from datetime import date
from functools import cache
from importlib import resources

CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_WEIGHTS = tuple(3**i % 31 for i in range(17))
BODY_CODE_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
BODY_CODE_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)

CREDIT_PATTERN = f"^[{CREDIT_ALPHABET}]{{2}}[0-9]{{6}}[{CREDIT_ALPHABET}]{{10}}$"
ID_PATTERN = "^[1-9][0-9]{16}[0-9X]$"
TOWNSHIP_PATTERN = "^[1-9][0-9]{8}$"


@cache
def divisions() -> dict[str, str]:
    """Names of the counties and districts of China by code (县级行政区划)."""
    file = resources.files("sanding.base") / "divisions.csv"
    with file.open(encoding="utf-8") as lines:
        return {row["code"]: row["name"] for row in csv.DictReader(lines)}


def credit_code(value: str) -> bool:
    """Whether `value` is a unified social credit code (统一社会信用代码, GB 32100)."""
    if not re.fullmatch(CREDIT_PATTERN, value):
        return False
    total = sum(
        CREDIT_ALPHABET.index(one) * weight
        for one, weight in zip(value, CREDIT_WEIGHTS, strict=False)
    )
    return CREDIT_ALPHABET[-total % 31] == value[17] and _body_code(value[8:17])


def _body_code(value: str) -> bool:
    total = sum(
        BODY_CODE_ALPHABET.index(one) * weight
        for one, weight in zip(value, BODY_CODE_WEIGHTS, strict=False)
    )
    return "0123456789X"[-total % 11] == value[8]


def id_number(value: str) -> bool:
    """Whether `value` is a citizen's identity number (公民身份号码, GB 11643)."""
    if not re.fullmatch(ID_PATTERN, value):
        return False
    try:
        date(int(value[6:10]), int(value[10:12]), int(value[12:14]))
    except ValueError:
        return False
    total = sum(int(one) * weight for one, weight in zip(value, ID_WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == value[17]


def county_code(value: str) -> bool:
    """Whether `value` is the six-digit code of a county or district (GB/T 2260)."""
    return value in divisions()


def township_code(value: str) -> bool:
    """Whether `value` is a county code followed by three digits (乡级区划代码)."""
    return re.fullmatch(TOWNSHIP_PATTERN, value) is not None and county_code(value[:6])


def masked(value: str) -> str:
    """Return a sensitive value with all but its ends hidden (掩码)."""
    if not value:
        return ""
    head, tail = (3, 2) if len(value) >= 10 else (min(1, len(value) - 1), 0)
    return value[:head] + "*" * max(len(value) - head - tail, 1) + value[len(value) - tail :]

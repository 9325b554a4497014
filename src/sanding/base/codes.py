"""Codes that carry a check of their own, and the masking of what must not be shown.

Credit codes (GB 32100) and identity numbers (GB 11643) are checked over whole columns, by
`register.code_expressions`; what they are made of stands here.
"""

from __future__ import annotations

import csv
import re
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
CREDIT_KINDS = ("11", "12", "13", "19", "51", "52", "53", "91", "92", "93")
_LIKE_ID = re.compile(r"\d(?: ?\d){14,}(?: ?[XxＸｘ])?")


@cache
def divisions() -> dict[str, str]:
    """Names of the counties and districts of China by code (县级行政区划)."""
    file = resources.files("sanding.base") / "divisions.csv"
    with file.open(encoding="utf-8") as lines:
        return {row["code"]: row["name"] for row in csv.DictReader(lines)}


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


def without_id_numbers(text: str) -> str:
    """Return text in which whatever may be an identity number is masked, wherever it stands.

    A credit code may be all digits too; it stays, as its county stands where no person has one.
    """
    return _LIKE_ID.sub(lambda found: found[0] if _is_bodys(found[0]) else masked(found[0]), text)


def _is_bodys(run: str) -> bool:
    """Whether digits are a body's: credit codes name a county from the third digit on."""
    born = re.fullmatch(r"(19|20)\d\d", run[6:10])
    return len(run) == 18 and run[:2] in CREDIT_KINDS and county_code(run[2:8]) and not born

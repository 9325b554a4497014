"""Units of figures of law, each with what its values are made of and how a number is told."""

from __future__ import annotations

from enum import Enum

from sanding.base import _


class Shape(Enum):
    """What a value is made of."""

    NUMBER = "number"
    TEXT = "text"
    NAMES = "names"
    TABLE = "table"


UNITS: dict[str, tuple[Shape, str]] = {
    "days": (Shape.NUMBER, _("{count}日")),
    "working_days": (Shape.NUMBER, _("{count}个工作日")),
    "months": (Shape.NUMBER, _("{count}个月")),
    "years": (Shape.NUMBER, _("{count}年")),
    "posts": (Shape.NUMBER, _("{count}名")),
    "people": (Shape.NUMBER, _("{count}人")),
    "bodies": (Shape.NUMBER, _("{count}个")),
    "times": (Shape.NUMBER, _("{count}次")),
    "terms": (Shape.NUMBER, _("{count}届")),
    "per_mille": (Shape.NUMBER, _("{count}‰")),
    "position": (Shape.NUMBER, _("{count}位")),
    "millimetres": (Shape.NUMBER, _("{count}毫米")),
    "month_day": (Shape.TEXT, ""),
    "text": (Shape.TEXT, ""),
    "names": (Shape.NAMES, ""),
    "codes": (Shape.NAMES, ""),
    "functions": (Shape.NAMES, ""),
    "ladder": (Shape.TABLE, ""),
    "schedule": (Shape.TABLE, ""),
    "map": (Shape.TABLE, ""),
}
AREA_LENGTHS = (0, 2, 4, 6)  # nation, province, city, county

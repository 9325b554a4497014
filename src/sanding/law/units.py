"""Units of figures of law, each with what its values are made of."""

from __future__ import annotations

from enum import Enum


class Shape(Enum):
    """What a value is made of."""

    NUMBER = "number"
    TEXT = "text"
    NAMES = "names"
    TABLE = "table"


UNITS: dict[str, tuple[Shape, str]] = {
    "days": (Shape.NUMBER, "日"),
    "working_days": (Shape.NUMBER, "工作日"),
    "months": (Shape.NUMBER, "个月"),
    "years": (Shape.NUMBER, "年"),
    "posts": (Shape.NUMBER, "名"),
    "people": (Shape.NUMBER, "人"),
    "bodies": (Shape.NUMBER, "个"),
    "times": (Shape.NUMBER, "次"),
    "terms": (Shape.NUMBER, "届"),
    "per_mille": (Shape.NUMBER, "‰"),
    "position": (Shape.NUMBER, "位"),
    "millimetres": (Shape.NUMBER, "毫米"),
    "month_day": (Shape.TEXT, "月日"),
    "text": (Shape.TEXT, ""),
    "names": (Shape.NAMES, ""),
    "codes": (Shape.NAMES, ""),
    "functions": (Shape.NAMES, "职能"),
    "ladder": (Shape.TABLE, ""),
    "schedule": (Shape.TABLE, ""),
    "map": (Shape.TABLE, ""),
}
AREA_LENGTHS = (0, 2, 4, 6)  # nation, province, city, county

"""How an office's own sheet becomes the register's columns: a mapping, kept as YAML (映射).

The shipped vocabulary lists the usual headings and ways of writing; `guess` narrows it to one
sheet, and the result can be saved, mended by hand and used again, whatever the columns' order.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Self

import yaml

from sanding.base import BadInput, Fault, _
from sanding.base.fault_kinds import FaultKind
from sanding.base.plain_yaml import plain_yaml, yaml_text
from sanding.register import TABLES
from sanding.register.kinds import BodyKind, Kind, Level

PEOPLE = TABLES["people"].column
UNIT_COLUMNS: dict[str, str] = {  # of the body, not of the person
    "body_kind": _("机构类型"),
    "body_level": _("机构规格"),
    "approved": _("核定编制"),
}
_GIVEN = ("county", "id", "certainty", "source")  # never in an office's sheet
COLUMNS: dict[str, str] = {
    **{name: column.label for name, column in PEOPLE.items() if name not in _GIVEN},
    **UNIT_COLUMNS,
}
KINDS: dict[str, type[Kind]] = {
    **{name: c.kind for name, c in PEOPLE.items() if c.kind is not None and name not in _GIVEN},
    "body_kind": BodyKind,
    "body_level": Level,
}
_LISTS = ("sheets", "ignored", "blanks", "remarks", "leaders", "unmapped")
_GROUPS = ("headings", "values", "implies", "totals", "bodies", "confidence")
NEEDED = ("name", "body", "kind")


def plain(text: str) -> str:
    """Return text as compared: half width, without any white space or asterisk."""
    return "".join(unicodedata.normalize("NFKC", text).replace("*", "").split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """What the officer decided about dates that say too little (日期约定); null: do not guess."""

    century: int | None = None  # 1900 or 2000, for years of two digits
    one_decimal: int | None = None  # 1 or 10: the month meant by the number 1985.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """How one kind of sheet is read (映射); a vocabulary, or what was found in one sheet.

    `headings` gives for each register column the headings it may stand under ("upper/lower" in a
    header of two rows); `values` gives for each stored value the ways of writing it; `bodies`
    gives other names of bodies. `unmapped` and `confidence` (in percent) tell of the guess.
    """

    name: str
    headings: dict[str, tuple[str, ...]]
    sheets: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    values: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    implies: dict[str, tuple[str, ...]] = field(default_factory=dict)
    blanks: tuple[str, ...] = ()
    totals: dict[str, int] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    bodies: dict[str, str] = field(default_factory=dict)
    dates: Dates = field(default_factory=Dates)
    unmapped: tuple[str, ...] = ()
    confidence: dict[str, int] = field(default_factory=dict)

    def meanings(self, column: str) -> dict[str, str]:
        """Every plain way of writing a value of `column`, with the value stored."""
        known = {
            plain(text): member.value
            for member in KINDS[column]
            for text in (member.value, member.label)
        }
        for value, texts in self.values.get(column, {}).items():
            known |= {plain(text): value for text in texts}
        return known

    def narrowed(self, **found: Any) -> Self:
        """Return the mapping with what was found in one sheet."""
        return replace(self, **found)

    def save(self, path: Path) -> None:
        """Write the mapping as YAML."""
        text = yaml.safe_dump(_plain_data(asdict(self)), allow_unicode=True, sort_keys=False)
        path.write_text(text, encoding="utf-8")


def load_mapping(path: Path) -> Mapping:
    """Read a mapping; raise BadInput, one line for each thing that is wrong in it."""
    try:
        text = yaml_text(path)
    except (OSError, UnicodeDecodeError):
        raise _refused(path.name, [_("无法读取映射文件；应是 UTF-8 编码的 YAML")]) from None
    return _parsed(text, path.name)


@cache
def vocabulary() -> Mapping:
    """Return the usual headings and ways of writing of real-name lists."""
    text = files("sanding.exchange").joinpath("mappings/real_name.yaml").read_text("utf-8")
    return _parsed(text, "real_name.yaml")


def _parsed(text: str, where: str) -> Mapping:
    data = plain_yaml(text, code=FaultKind.WRONG_HEADER, where=where)
    if not isinstance(data, dict):
        raise _refused(where, [_("映射应由“键: 值”组成")])
    wrong = _wrong(data)
    if wrong:
        raise _refused(where, wrong)
    dates = Dates(**(data.pop("dates", None) or {}))
    return Mapping(dates=dates, **{key: _frozen(value) for key, value in data.items()})


def _refused(where: str, wrong: Sequence[str]) -> BadInput:
    said = (_("{file}：{wrong}").format(file=where, wrong=one) for one in wrong)
    return BadInput([Fault(FaultKind.WRONG_HEADER, one) for one in said])


def _wrong(data: dict[Any, Any]) -> list[str]:
    """What is wrong with the data of a mapping, in Chinese."""
    known = {one.name for one in fields(Mapping)}
    wrong: list[str] = [_("没有“{key}”这一项").format(key=k) for k in data if k not in known]
    wrong += [_("缺少“{key}”").format(key=key) for key in ("name", "headings") if key not in data]
    shapes: dict[str, type] = {"name": str, **dict.fromkeys(_LISTS, list)}
    shapes |= dict.fromkeys(_GROUPS, dict)
    wrong += [
        _("“{key}”的写法不对").format(key=key)
        for key, shape in shapes.items()
        if data.get(key) is not None and not isinstance(data[key], shape)
    ]
    if wrong:
        return wrong
    unknown = [column for column in data["headings"] if column not in COLUMNS]
    wrong += [_("台账没有“{column}”列").format(column=column) for column in unknown]
    wrong += _wrong_values(data.get("values") or {})
    wrong += _wrong_dates(data.get("dates") or {})
    lists = [*data["headings"].values(), *(data.get("implies") or {}).values()]
    wrong += [_("“{value}”应是列表").format(value=o) for o in lists if not isinstance(o, list)]
    degrees = [one for one in (data.get("totals") or {}).values() if not isinstance(one, int)]
    wrong += [_("合计的级次应是整数：{value}").format(value=one) for one in degrees]
    return wrong


def _wrong_values(values: dict[Any, Any]) -> list[str]:
    wrong: list[str] = []
    for column, texts in values.items():
        if column not in KINDS or not isinstance(texts, dict):
            message = _("values：“{column}”不是有固定取值的列，或写法不对")
            wrong.append(message.format(column=column))
            continue
        allowed = {member.value for member in KINDS[column]}
        message = _("values：{column} 没有取值“{value}”")
        wrong += [message.format(column=column, value=o) for o in texts if o not in allowed]
        message = _("values：“{value}”应是列表")
        wrong += [message.format(value=o) for o in texts.values() if not isinstance(o, list)]
    return wrong


def _wrong_dates(dates: Any) -> list[str]:
    allowed = {"century": (None, 1900, 2000), "one_decimal": (None, 1, 10)}
    if not isinstance(dates, dict) or any(
        key not in allowed or value not in allowed[key] for key, value in dates.items()
    ):
        return [_("dates：century 只能是 1900、2000，one_decimal 只能是 1、10，或者空着")]
    return []


def _frozen(value: Any) -> Any:
    """Lists as tuples of text, so that a mapping is a value."""
    if isinstance(value, list):
        return tuple(str(one) for one in value)
    if isinstance(value, dict):
        return {str(key): _frozen(one) for key, one in value.items()}
    return value


def _plain_data(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain_data(one) for one in value]
    if isinstance(value, dict):
        return {key: _plain_data(one) for key, one in value.items()}
    return value

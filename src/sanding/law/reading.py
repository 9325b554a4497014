"""Reading figures and overlays: what is not sound is refused with file and line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from sanding.base import BadInput, Fault, _
from sanding.law.figures import Dated, Figure, Instrument, Law, Raised
from sanding.law.titles import FILE as TITLES
from sanding.law.units import AREA_LENGTHS, UNITS, Shape

HERE = Path(__file__).parent
CERTAINTIES = ("verified", "secondary", "unverified")
SEVERITIES = ("error", "warning", "off")
KEYS = {"since", "value", "unit", "instrument", "article", "area", "certainty", "note"}
RULE_KEYS = {"severity", "since", "confirmed_by"}
ROUTE_NEEDS = {"id", "title", "changes", "proposes", "approves", "instrument"}
ROUTE_KEYS = ROUTE_NEEDS | {"bodies", "posts", "reviews", "files", "article", "certainty", "note"}
ROUTE_LISTS = {"changes", "bodies", "posts"}
NOT_FIGURES = {"instruments.toml", "routes.toml", TITLES.name}
OVERLAID = tuple(length for length in AREA_LENGTHS if length)  # the nation's law is no overlay
HEADER = re.compile(r"\s*\[\[?\s*\"?([^\]\"]+?)\"?\s*\]\]?\s*(#.*)?$")


class _File:
    """One TOML file and where things stand in it."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        try:
            self.text = path.read_bytes().decode("utf-8-sig")
        except FileNotFoundError:
            raise self._bad(_("没有这个文件；请核对路径"), None) from None
        except (OSError, UnicodeDecodeError):
            raise self._bad(_("读不出来；须为 UTF-8 文本"), None) from None
        try:
            self.plain = tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            found = re.search(r"line (\d+)", str(error))
            line = int(found[1]) if found else self.text.count("\n") + 1
            raise self._bad(_("不是有效的 TOML，请核对这一行的写法"), line) from None
        self.faults: list[Fault] = []

    def _bad(self, message: str, line: int | None) -> BadInput:
        return BadInput([Fault("bad_law", message, sheet=self.name, row=line)])

    def fault(self, message: str, table: str, number: int = 0, key: str = "") -> None:
        """Note a fault at the `number`-th header of `table`, at the line of `key` if there."""
        self.faults.append(
            Fault("bad_law", message, sheet=self.name, row=self.line(table, number, key))
        )

    def line(self, table: str, number: int, key: str) -> int:
        """Return the line on which a table, or a key of it, stands; 1 if it cannot be found."""
        lines = self.text.splitlines()
        heads = [i for i, one in enumerate(lines) if (m := HEADER.match(one)) and m[1] == table]
        if number >= len(heads):
            return next((i + 1 for i, one in enumerate(lines) if one.startswith(table)), 1)
        at = heads[number]
        for i in range(at + 1, len(lines)):
            if HEADER.match(lines[i]):
                break
            if key and re.match(rf"\s*{re.escape(key)}\s*=", lines[i]):
                return i + 1
        return at + 1

    def refuse(self) -> None:
        """Raise `BadInput` with every fault noted."""
        if self.faults:
            raise BadInput(sorted(self.faults, key=lambda one: one.row or 0))


@cache
def national_law() -> Law:
    """Return the law of the nation; raise `BadInput` if a file of it is not sound."""
    figures: dict[str, Figure] = {}
    for path in sorted(HERE.glob("*.toml")):
        if path.name not in NOT_FIGURES:
            figures |= _figures(_File(path), known=None, area="")
    check_titles(TITLES, figures)
    file = _File(HERE / "routes.toml")
    _check_routes(file, file.plain["route"])
    file.refuse()
    instruments = _instruments(_File(HERE / "instruments.toml"))
    return Law(figures, instruments, routes=tuple(file.plain["route"]))


@cache
def law_of(*areas: str) -> Law:
    """Return the national law with the overlays that ship for these division codes."""
    law = national_law()
    for path in sorted((HERE / "areas").glob("*.toml")):
        if any(area.startswith(path.stem) for area in areas):
            law = law.with_overlay(read_overlay(path))
    return law


def read_overlay(path: Path, *, rules: tuple[str, ...] = ()) -> Law:
    """Return an overlay; raise `BadInput` by file and line where it is not sound.

    Tables: `area` (code) and `title` at the top; `[[figure]]` values of known figures in their
    unit; `[rules.CODE]` with severity (error, warning, off), since, confirmed_by; `[[route]]`;
    `[instruments."NAME"]`. With `rules`, other codes are refused.
    """
    file = _File(path)
    known = national_law().figures
    area, title = file.plain.pop("area", None), file.plain.pop("title", path.stem)
    if not isinstance(area, str) or len(area) not in OVERLAID or not area.isdecimal():
        file.fault(_("area 应是 2、4 或 6 位区划代码"), "area")
        file.refuse()
    if not isinstance(title, str):
        file.fault(_("title 应是文字"), "title")
    said, named = (_table(file, name) for name in ("rules", "instruments"))
    routes = file.plain.pop("route", [])
    for name in sorted(set(named) & set(national_law().instruments)):
        message = _("“{name}”是全国的文件，补充规定不能改它的施行日期").format(name=name)
        file.fault(message, f"instruments.{name}")
    raised = tuple(_raised(file, said, area=str(area), rules=rules))
    instruments = _instruments(file, named)
    figures = _figures(file, known=known, area=str(area))
    _check_routes(file, routes)
    file.refuse()
    told = tuple({"area": area, **one} for one in routes)
    return Law(figures, instruments, raised, told, (str(title),))


def _table(file: _File, name: str) -> dict[str, Any]:
    """Take a table out of an overlay; none if it is not there."""
    found = file.plain.pop(name, {})
    if isinstance(found, dict):
        return found
    file.fault(_("{name} 应写成 [{name}.……]").format(name=name), name)
    return {}


def check_titles(path: Path, figures: Mapping[str, Figure]) -> None:
    """Raise `BadInput` by file and line unless each figure has one title, and no other has."""
    file = _File(path)
    for name in sorted(set(figures) - set(file.plain)):
        file.fault(_("“{name}”没有中文名称").format(name=name), name)
    titles: set[str] = set()
    for name, title in file.plain.items():
        at = f"{name} ="  # a table that no header begins: the line that begins with it
        if name not in figures:
            file.fault(_("没有“{name}”这个数值").format(name=name), at)
        elif not isinstance(title, str) or not title.strip():
            file.fault(_("“{name}”的中文名称应是文字").format(name=name), at)
        elif title in titles:
            file.fault(_("“{title}”用了两次").format(title=title), at)
        else:
            titles.add(title)
    file.refuse()


def _check_routes(file: _File, routes: object) -> None:
    """Note what is wrong with approval routes."""
    if not isinstance(routes, list) or not all(isinstance(one, dict) for one in routes):
        file.fault(_("审批路径应写成 [[route]]"), "route")
        return
    for number, plain in enumerate(routes):
        for key in sorted(set(plain) - ROUTE_KEYS):
            file.fault(_("没有“{key}”这个字段").format(key=key), "route", number, key)
        for key in sorted(ROUTE_NEEDS - set(plain)):
            file.fault(_("审批路径缺少 {key}").format(key=key), "route", number)
        for key in sorted(ROUTE_KEYS & set(plain)):
            if key in ROUTE_LISTS and not _fits(plain[key], Shape.NAMES):
                file.fault(_("{key} 应是名称的列表").format(key=key), "route", number, key)
            elif key not in ROUTE_LISTS and not isinstance(plain[key], str):
                file.fault(_("{key} 应是文字").format(key=key), "route", number, key)


def _raised(
    file: _File, said: Mapping[str, Any], *, area: str, rules: tuple[str, ...]
) -> Iterator[Raised]:
    for code, plain in said.items():
        table = f"rules.{code}"
        if rules and code not in rules:
            file.fault(_("没有规则 {code}").format(code=code), table)
            continue
        if not isinstance(plain, dict) or set(plain) - RULE_KEYS or RULE_KEYS - set(plain):
            file.fault(_("规则设置须写明 severity、since、confirmed_by"), table)
            continue
        if plain["severity"] not in SEVERITIES:
            file.fault(_("severity 只能是 error、warning、off"), table, key="severity")
        if type(plain["since"]) is not date:
            file.fault(_("since 应是日期，如 2025-01-01"), table, key="since")
        if not isinstance(plain["confirmed_by"], str) or not plain["confirmed_by"].strip():
            file.fault(_("confirmed_by 应写明由谁核实"), table, key="confirmed_by")
        if not file.faults:
            yield Raised(rule=code, area=area, **plain)


def _instruments(file: _File, plain: Mapping[str, Any] | None = None) -> dict[str, Instrument]:
    found: dict[str, Instrument] = {}
    prefix = "" if plain is None else "instruments."
    for name, one in (file.plain if plain is None else plain).items():
        if not isinstance(one, dict) or type(one.get("since")) is not date:
            file.fault(_("{name} 应写明 since（施行日期）").format(name=name), prefix + name)
            continue
        found[name] = Instrument(name, one["since"], one.get("number", ""), one.get("read", False))
    file.refuse()
    return found


def _figures(file: _File, *, known: Mapping[str, Figure] | None, area: str) -> dict[str, Figure]:
    found: dict[str, Figure] = {}
    for name, entries in file.plain.items():
        if known is not None and name not in known:
            file.fault(_("没有“{name}”这个数值").format(name=name), name)
            continue
        if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
            file.fault(_("“{name}”应写成 [[{name}]]").format(name=name), name)
            continue
        unit = known[name].values[0].unit if known else entries[0].get("unit")
        for number, plain in enumerate(entries):
            _check(file, name, number, plain, unit=unit, area=area)
        if known is not None:
            _check_keys(file, name, entries, known[name])
        if not file.faults:
            values = tuple(Dated(**{"area": area, **one}) for one in entries)
            found[name] = Figure(name, values)
    file.refuse()
    return found


def _check(
    file: _File, name: str, number: int, plain: Mapping[str, Any], *, unit: object, area: str
) -> None:
    """Note what is wrong with one value of a figure."""

    def bad(message: str, key: str = "") -> None:
        file.fault(message, name, number, key)

    for key in sorted(set(plain) - KEYS):
        bad(_("没有“{key}”这个字段").format(key=key), key)
    for key in ("since", "value", "unit", "instrument", "article"):
        if key not in plain:
            bad(_("“{name}”缺少 {key}").format(name=name, key=key))
    if "since" in plain and type(plain["since"]) is not date:
        bad(_("since 应是日期，如 2025-01-01"), "since")
    for key in sorted({"instrument", "article", "note"} & set(plain)):
        if not isinstance(plain[key], str):
            bad(_("{key} 应是文字").format(key=key), key)
    inside = plain.get("area", area)
    if not isinstance(inside, str) or not inside.startswith(area):
        bad(_("area 应是本规定区划 {area} 或其下级的代码").format(area=area), "area")
    said = plain.get("unit")
    if "unit" in plain and (not isinstance(said, str) or said not in UNITS):
        bad(_("没有“{unit}”这个单位").format(unit=said), "unit")
    elif "unit" in plain and said != unit:
        bad(
            _("“{name}”的单位是 {unit}，不是 {said}").format(name=name, unit=unit, said=said),
            "unit",
        )
    elif "value" in plain and said in UNITS and not _fits(plain["value"], UNITS[str(said)][0]):
        bad(_("value 与单位 {unit} 不符").format(unit=said), "value")
    if plain.get("certainty", "verified") not in CERTAINTIES:
        bad(_("certainty 只能是 verified、secondary、unverified"), "certainty")


def _check_keys(file: _File, name: str, entries: list[Any], national: Figure) -> None:
    """Note keys of a ladder, schedule or map that the nation's value does not have."""
    lists = [dated.value for dated in national.values if isinstance(dated.value, list)]
    told = [one for some in lists for one in some if isinstance(one, dict)]
    allowed = {key for one in told for key in one}
    for number, plain in enumerate(entries):
        rows = plain.get("value")
        for one in rows if allowed and isinstance(rows, list) else ():
            for key in sorted(set(one) - allowed) if isinstance(one, dict) else ():
                names = "、".join(sorted(allowed))
                message = _("“{name}”的 value 没有“{key}”，只有：{names}")
                file.fault(message.format(name=name, key=key, names=names), name, number, "value")


def _fits(value: object, shape: Shape) -> bool:
    if shape is Shape.NUMBER:
        return type(value) is int and value >= 0
    if shape is Shape.TEXT:
        return isinstance(value, str) and bool(value)
    if not isinstance(value, list) or not value:
        return False
    return all(isinstance(one, str if shape is Shape.NAMES else dict) for one in value)

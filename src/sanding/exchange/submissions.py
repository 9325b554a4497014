"""What counties handed in for review: their dossiers in a folder, found, put in order and read."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from sanding.base import BadInput, Fault, _
from sanding.base.plain_yaml import plain_yaml, yaml_text
from sanding.exchange.csvs import read_csvs
from sanding.exchange.folder import CARD as REGISTER_CARD
from sanding.exchange.folder import LARGEST_CARD, read_register
from sanding.exchange.workbook import read_workbook
from sanding.plan import Plan
from sanding.register import Register

PLAN, CARD = "plan.yaml", "submission.json"
PLACEMENT, PLACEMENT_BOOK = "placement", "安置材料.xlsx"  # CSV files, or a workbook in or beside it
BEFORE = "before"
REGISTERS = (BEFORE, "before.zip", "现状台账.xlsx")  # the first that is there is read
INNER = {BEFORE, "after", PLACEMENT}  # folders of a dossier: no submission stands in them
DEEPEST = 3
COUNTY = re.compile(r"^county:[ \t]*['\"]?(\d{6})['\"]?[ \t]*(?:#.*)?\r?$", re.MULTILINE)
CODE = re.compile(r"(?<!\d)\d{6}(?!\d)")
NUMBERED = re.compile(r"(\d+|[零一二三四五六七八九十]+)")
DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """One county's dossier as it was handed in (报送材料): where its parts are, not yet read.

    `told` is its folder as seen from the one that was searched. `number` counts the county's
    submissions from 1. `notes` say what is odd about its card.
    """

    county: str
    folder: Path
    told: str
    plan: Path | None
    register: Path | None
    placement: Path | None = None
    submitted_on: date | None = None
    number: int | None = None
    notes: tuple[str, ...] = ()


def submissions(folder: Path) -> dict[str, list[Submission]]:
    """Return the submissions below a folder by county, those of a county in their order.

    A submission is a folder, at most `DEEPEST` levels down, with a plan and a register; one of
    the two alone is a submission that lacks the other. The order is that of `submitted_on` where
    each has one, else the natural order of the paths. Raises `BadInput` if there is none.
    """
    if not folder.is_dir():
        raise _bad(_("没有这个文件夹：{folder}").format(folder=folder))
    found: dict[str, list[Submission]] = {}
    for place in _dossiers(folder, 0):
        one = _submission(place, folder)
        found.setdefault(one.county, []).append(one)
    if not found:
        message = _("{folder} 里没有报送材料；每个县一个文件夹，内有 {plan} 和改革前台账")
        raise _bad(message.format(folder=folder, plan=PLAN))
    return {county: _in_order(found[county]) for county in sorted(found)}


def plan_in(submission: Submission) -> Plan:
    """Read the plan of a submission; raises `BadInput` with one line per fault."""
    if submission.plan is None:
        raise _bad(_("没有方案文件 {plan}").format(plan=PLAN))
    try:
        return Plan.from_yaml(yaml_text(submission.plan))
    except (OSError, UnicodeDecodeError):
        message = _("方案文件读不出来：{file}，须为 UTF-8 文本")
        raise _bad(message.format(file=PLAN)) from None


def register_in(submission: Submission, *, on: date | None) -> Register:
    """Read the register of a submission; a workbook or CSV without a day speaks for `on`.

    Raises `BadInput` with one line per fault.
    """
    path = submission.register
    if path is None:
        names = "、".join(REGISTERS)
        raise _bad(_("没有改革前台账（{names} 之一）").format(names=names))
    if path.suffix == ".xlsx":
        return read_workbook(path, otherwise=on)
    if path.is_dir() and not (path / REGISTER_CARD).is_file() and any(path.glob("*.csv")):
        if on is None:
            raise _bad(_("CSV 不带台账日期；请用 --on 指定，如 --on 2025-07-01"))
        return read_csvs(path, day=on)
    return read_register(path)


def natural(text: str) -> list[tuple[int, str]]:
    """Return a key by which 第2次 stands before 第10次, and 第二次 before 第十次."""
    parts = NUMBERED.split(text)
    return [(_number(part), "") if at % 2 else (-1, part) for at, part in enumerate(parts)]


def _number(text: str) -> int:
    """A number in digits, or a Chinese one below a hundred."""
    if text.isdecimal():
        return int(text)
    if "十" not in text:
        return int("".join(str(DIGITS.index(one)) for one in text))
    tens, _ten, ones = text.partition("十")
    return 10 * (DIGITS.index(tens[-1]) if tens else 1) + (DIGITS.find(ones[:1]) if ones else 0)


def _dossiers(folder: Path, depth: int) -> Iterator[Path]:
    """Folders with a plan or a register, a folder before those in it."""
    if (folder / PLAN).is_file() or _register_of(folder) is not None:
        yield folder
    if depth == DEEPEST:
        return
    inner = (one for one in os.scandir(folder) if one.is_dir() and not one.name.startswith("."))
    for one in sorted(inner, key=lambda one: natural(one.name)):
        if one.name not in INNER:
            yield from _dossiers(Path(one.path), depth + 1)


def _register_of(folder: Path) -> Path | None:
    for name in REGISTERS:
        place = folder / name
        if place.is_dir() if name == BEFORE else place.is_file():
            return place
    return None


def _placement_of(folder: Path) -> Path | None:
    place, book = folder / PLACEMENT, folder / PLACEMENT_BOOK
    if not place.is_dir():
        return book if book.is_file() else None
    books = sorted(place.glob("*.xlsx"))
    return books[0] if len(books) == 1 and not any(place.glob("*.csv")) else place


def _submission(folder: Path, root: Path) -> Submission:
    card, notes = _card(folder / CARD)
    plan = folder / PLAN
    told = folder.relative_to(root).as_posix()
    return Submission(
        county=_county(folder, told),
        folder=folder,
        told=told,
        plan=plan if plan.is_file() else None,
        register=_register_of(folder),
        placement=_placement_of(folder),
        notes=notes,
        **card,
    )


def _card(path: Path) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The day and the number on a submission's card, and what is wrong with it."""
    if not path.is_file():
        return {}, ()
    try:
        if path.stat().st_size > LARGEST_CARD:
            raise ValueError
        plain = json.loads(path.read_text(encoding="utf-8-sig"))
        day, number = plain.get("submitted_on"), plain.get("number")
        if not (number is None or (type(number) is int and number > 0)):
            raise ValueError
        told = None if day is None else date.fromisoformat(day)
    except (OSError, ValueError, AttributeError, TypeError, RecursionError):
        message = _("{file} 无法解析，未采用；应写成 {example}")
        example = '{"submitted_on": "2025-07-01", "number": 2}'
        return {}, (message.format(file=CARD, example=example),)
    return {"submitted_on": told, "number": number}, ()


def _county(folder: Path, told: str) -> str:
    """The county's code: by the plan, else by the register, else by the path; else the path."""
    text = ""
    if (folder / PLAN).is_file():
        try:
            text = yaml_text(folder / PLAN)
        except (OSError, UnicodeDecodeError):
            text = ""
    if found := COUNTY.search(text):
        return found[1]
    try:
        plain = plain_yaml(text, code="bad_plan")
    except BadInput:
        plain = None
    county = plain.get("county") if isinstance(plain, dict) else None
    if isinstance(county, str) and county.strip():
        return county.strip()
    return _registered(folder / BEFORE / REGISTER_CARD) or _named(told) or told


def _registered(card: Path) -> str | None:
    """The county of a register's card, if it is of one alone."""
    try:
        if card.stat().st_size > LARGEST_CARD:
            return None
        counties = json.loads(card.read_text(encoding="utf-8"))["counties"]
        return str(counties[0]) if len(counties) == 1 else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _named(told: str) -> str | None:
    codes = CODE.findall(told)
    return codes[-1] if codes else None


def _in_order(some: list[Submission]) -> list[Submission]:
    """A county's submissions, the last one last, each with its number."""
    some = sorted(some, key=lambda one: natural(one.told))
    days = [one.submitted_on for one in some]
    if all(days):
        some = sorted(some, key=lambda one: (one.submitted_on or date.min, one.number or 0))
    return [replace(one, number=one.number or at) for at, one in enumerate(some, start=1)]


def _bad(message: str) -> BadInput:
    return BadInput([Fault("unreadable", message)])

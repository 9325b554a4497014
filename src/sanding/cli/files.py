"""Which kind of file was named, and reading it."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from sanding.base import BadInput, Fault, _
from sanding.base.plain_yaml import yaml_text
from sanding.exchange import read_csvs, read_register, read_workbook
from sanding.plan import Plan
from sanding.register import Register

BOOKS = (".xlsx", ".xlsm", ".xls", ".ods", ".et")


def register_at(path: Path, *, day: date | None = None, otherwise: date | None = None) -> Register:
    """Read a register from a folder or .zip of Parquet, a folder of CSV files or a workbook.

    A workbook or CSV speaks for `day`, else for the day it names, else for `otherwise`. A register
    on disk has a day of its own, which is part of it. Raises `BadInput`.
    """
    path = path if path.name else path.resolve()  # so that a message can name "."
    if path.suffix.lower() in BOOKS:
        return read_workbook(path, day=day, otherwise=otherwise)
    if path.is_dir() and not (path / "register.json").is_file() and any(path.glob("*.csv")):
        told = day or otherwise
        if told is None:
            message = _("CSV 不带台账日期；请用 --on 指定，如 --on 2025-07-01")
            raise BadInput([Fault("missing_value", message)])
        return read_csvs(path, day=told)
    return read_register(path)


def plan_at(path: Path, *, wave: int | None = None) -> Plan:
    """Read a plan file, or one wave of it; raises `BadInput` with one line per fault."""
    try:
        text = yaml_text(path)
    except FileNotFoundError:
        message = _("没有这个方案文件：{file}").format(file=path)
        raise BadInput([Fault("unreadable", message)]) from None
    except (OSError, UnicodeDecodeError):
        message = _("方案文件读不出来：{file}，须为 UTF-8 文本").format(file=path)
        raise BadInput([Fault("unreadable", message)]) from None
    plan = Plan.from_yaml(text)
    return plan if wave is None else plan.only(wave)


def place_of(out: Path) -> Path:
    """Return the whole path to write at; refuses a root, and the folder one works in."""
    place = Path(os.path.realpath(out))
    if place == place.parent or Path(os.path.realpath(Path.cwd())).is_relative_to(place):
        message = _("{place} 是根目录或当前所在的文件夹，不能写在这里；请给出新的名字")
        raise BadInput([Fault("unreadable", message.format(place=out))])
    return place


def target(out: Path, *, force: bool) -> Path:
    """Return the whole path to write at; refuses what stands there unless `force`."""
    place = place_of(out)
    if not force and (os.path.lexists(out) or os.path.lexists(place)):
        message = _("{place} 已存在，未作任何改动；换个位置，或加 --force 覆盖")
        raise BadInput([Fault("unreadable", message.format(place=out))])
    return place

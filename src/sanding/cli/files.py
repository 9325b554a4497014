"""Which kind of file was named, and reading it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from sanding.base import BadInput, Fault, _
from sanding.exchange import read_csvs, read_register, read_workbook
from sanding.plan import Plan
from sanding.register import Register

BOOKS = (".xlsx", ".xlsm", ".xls", ".ods", ".et")


def register_at(
    path: Path, *, day: date | None = None, otherwise: date | None = None, judge: bool = False
) -> Register:
    """Read a register from a folder or .zip of Parquet, a folder of CSV files or a workbook.

    A workbook or CSV speaks for `day`, else for the day it names, else for `otherwise`. A register
    on disk has a day of its own, which only who judges may replace. Raises `BadInput`.
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
    register = read_register(path)
    return replace(register, day=day) if judge and day else register


def plan_at(path: Path, *, wave: int | None = None) -> Plan:
    """Read a plan file, its waves up to `wave`; raises `BadInput` with one line per fault."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        message = _("没有这个方案文件：{file}").format(file=path)
        raise BadInput([Fault("unreadable", message)]) from None
    except (OSError, UnicodeDecodeError):
        message = _("方案文件读不出来：{file}，须为 UTF-8 文本").format(file=path)
        raise BadInput([Fault("unreadable", message)]) from None
    plan = Plan.from_yaml(text)
    return plan if wave is None else plan.up_to(wave)

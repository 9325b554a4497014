"""Which kind of file was named, and reading it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sanding.base import BadInput, Fault, _
from sanding.exchange import read_csvs, read_register, read_workbook
from sanding.plan import Plan
from sanding.register import Register

BOOKS = (".xlsx", ".xlsm", ".xls", ".ods", ".et")


def register_at(path: Path, *, day: date) -> Register:
    """Read a register from a folder or .zip of Parquet, a folder of CSV files or a workbook.

    Raises `BadInput`. `day` is used only where the file does not say for which day it speaks.
    """
    path = path if path.name else path.resolve()  # so that a message can name "."
    if path.suffix.lower() in BOOKS:
        return read_workbook(path, day=day)
    if path.is_dir() and not (path / "register.json").is_file() and any(path.glob("*.csv")):
        return read_csvs(path, day=day)
    return read_register(path)


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

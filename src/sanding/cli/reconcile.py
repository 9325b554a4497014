"""`sanding reconcile`: the register against the personnel department's list and the payroll."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer
from rich.table import Table

from sanding.base import BadInput, Fault, _
from sanding.cli import show
from sanding.cli.exits import FINDINGS
from sanding.cli.files import register_at, target
from sanding.register import Register

if TYPE_CHECKING:
    from sanding.register.reconciliation import Reconciliation

SHOWN = 20  # differences, and notes, shown in full


def reconcile_command(
    reg: Annotated[Path, typer.Argument(metavar="REG", help="台账：文件夹、.zip 或工作簿")],
    roster: Annotated[Path, typer.Option("--roster", help="人社名册（xlsx 或 csv）")],
    payroll: Annotated[Path, typer.Option("--payroll", help="财政供养名单（xlsx 或 csv）")],
    out: Annotated[
        Optional[Path],  # noqa: UP045 - typer reads it at run time
        typer.Option("-o", "--out", help="对账结果写到哪里，如 三方对账.xlsx"),
    ] = None,
    on: Annotated[
        Optional[datetime],  # noqa: UP045
        typer.Option("--on", formats=["%Y-%m-%d"], help="以哪一天为准，不写则按台账日期"),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="已存在也覆盖")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出")] = False,
) -> None:
    """编办、人社、财政三方对账：逐人比对，差异按原因列出；证号一律掩码。"""
    from sanding.exchange.three_lists import read_payroll, read_roster, write_reconciliation
    from sanding.register.reconciliation import reconciliation

    place = _place(out, force=force)
    day = on.date() if on else None
    register = register_at(reg, otherwise=day)
    day = day or register.day
    county = _county(register)
    theirs, paid = read_roster(roster, county=county), read_payroll(payroll, county=county)
    notes = [str(note) for note in (*theirs.notes, *paid.notes)]
    result = reconciliation(register, theirs.frame, paid.frame, on=day)
    if place is not None:
        write_reconciliation(result, register, place, on=day, notes=notes)
    if as_json:
        show.as_json(_plain(result, notes, out))
    else:
        _tell(result, register, notes, out)
    raise typer.Exit(FINDINGS if result.differences.height else 0)


def _place(out: Path | None, *, force: bool) -> Path | None:
    if out is None:
        return None
    if out.suffix.lower() != ".xlsx":
        message = _("{file} 不是 .xlsx；对账结果写成工作簿，如 三方对账.xlsx")
        raise BadInput([Fault("unreadable", message.format(file=out))])
    return target(out, force=force)


def _county(register: Register) -> str:
    """The one county of the register: the lists do not say which county they are of."""
    if len(register.counties) != 1:
        message = _("台账里有 {count} 个县；三方对账一次对一个县，请分县对账")
        raise BadInput([Fault("unreadable", message.format(count=len(register.counties)))])
    return register.counties[0]


def _plain(result: Reconciliation, notes: list[str], out: Path | None) -> dict[str, object]:
    return {
        "written": None if out is None else str(out),
        "summary": result.summary.to_dicts(),
        "excused": result.excused.to_dicts(),
        "differences": result.differences.to_dicts(),
        "notes": notes,
    }


def _tell(result: Reconciliation, register: Register, notes: list[str], out: Path | None) -> None:
    from sanding.exchange.three_lists import counted, named, summed

    for note in notes[:SHOWN]:
        show.console.print(_("提示：{note}").format(note=note), soft_wrap=True)
    if len(notes) > SHOWN:
        rest = _("……另有 {count} 条提示，用 --json 可全部列出")
        show.console.print(rest.format(count=len(notes) - SHOWN))
    people = summed(result).drop("rows")
    headings = (_("名单"), _("人数"), _("一致"), _("有差异"), _("对不上"))
    _table(_("三方对账"), headings, people.rows(), texts=1)
    if result.differences.is_empty():
        show.console.print(_("没有差异"))
    else:
        reasons = counted(result).rows()
        _table(_("差异"), (_("原因"), _("名单"), _("人次")), reasons, texts=2)
        _lines(named(result, register).head(SHOWN).to_dicts())
    if result.differences.height > SHOWN:
        rest = _("……另有 {count} 条，用 -o 写成工作簿，或用 --json 全部列出")
        show.console.print(rest.format(count=result.differences.height - SHOWN))
    if out is not None:
        show.console.print(_("已写出：{file}").format(file=out))


def _table(
    title: str, headings: Sequence[str], rows: Iterable[Sequence[object]], *, texts: int
) -> None:
    """Print rows whose first `texts` columns are texts, the others counts."""
    shown = Table(title=title, title_justify="left")
    for at, heading in enumerate(headings):
        justify: Any = "left" if at < texts else "right"
        shown.add_column(heading, justify=justify, overflow="fold")
    for row in rows:
        shown.add_row(*(f"{one:,}" if isinstance(one, int) else str(one) for one in row))
    show.console.print(shown)


def _lines(rows: Iterable[Mapping[str, Any]]) -> None:
    """One line per difference: reason, list, who, and what both sides say."""
    for row in rows:
        who = " ".join(row[name] for name in ("name", "id_number", "body") if row[name])
        line = _("{reason}【{source}】{who}")
        if row["registered"] or row["other"]:
            line = _("{reason}【{source}】{who}：{registered} → {other}")
        shown = {name: row[name] or show.EMPTY for name in ("registered", "other")}
        said = line.format(reason=row["reason"], source=row["source"], who=who, **shown)
        show.console.print(said, soft_wrap=True)

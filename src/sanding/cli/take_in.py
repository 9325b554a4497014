"""`sanding import`: from what offices have to a register, seen before it is written."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Optional

import polars as pl
import typer

from sanding.base import BadInput, Fault, _
from sanding.cli import show
from sanding.cli.files import BOOKS, place_of, register_at
from sanding.register import TABLES, Register

SHOWN = 40  # notes of one file shown in full


def import_command(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="台账工作簿、实名制名册")],
    out: Annotated[Path, typer.Option("-o", "--out", help="台账写到哪里")],
    county: Annotated[Optional[str], typer.Option(help="县代码，名册新建台账时要写")] = None,  # noqa: UP045
    mapping: Annotated[Optional[Path], typer.Option(help="名册的列映射（YAML）")] = None,  # noqa: UP045
    save_mapping: Annotated[Optional[Path], typer.Option(help="把识别出的列映射存下来")] = None,  # noqa: UP045
    on: Annotated[
        Optional[datetime],  # noqa: UP045
        typer.Option("--on", formats=["%Y-%m-%d"], help="台账以哪一天为准"),
    ] = None,
    remove: Annotated[bool, typer.Option("--remove", help="新表中没有的记录确认移出")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="不再询问，直接写入")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出")] = False,
) -> None:
    """导入台账工作簿或实名制名册；先给出增、改、减，确认后才写入。"""
    from sanding.exchange import preview, taken_over, write_register
    from sanding.plan import without_sensitive_cells

    place = place_of(out)
    old = register_at(out) if out.exists() else None
    day = on.date() if on else None
    new, notes = old, list[Fault]()
    for file in files:
        if _is_list(file):
            new, said = _list(file, new, county, mapping, save_mapping, day, remove=remove)
            notes += said
        else:
            fresh = register_at(file, day=day, otherwise=old.day if old else None)
            new = fresh if new is None else taken_over(new, fresh, remove=remove)
    if new is None:
        raise BadInput([Fault("unreadable", _("没有可导入的文件"))])
    difference = without_sensitive_cells(preview(old, new)) if old else None
    if not as_json:
        _tell(new, notes, difference)
    if difference is not None and not _confirmed(difference, yes=yes, asked=not as_json):
        if as_json:
            show.as_json({"written": False, "differences": difference.to_dicts()})
        else:
            show.console.print(_("没有写入；确认无误后加 --yes"))
        return
    write_register(new, place)
    if as_json:
        counts = {name: len(new.loose(name)) for name in TABLES}
        show.as_json(
            {"written": True, "hash": new.hash, "rows": counts, "notes": list(map(str, notes))}
        )
    else:
        done = _("已写入 {file}（{hash}）")
        show.console.print(done.format(file=out, hash=new.hash[:12]))


def _is_list(file: Path) -> bool:
    """Whether a workbook is a list of people rather than a register: no sheet named as a table."""
    from sanding.exchange import read_sheets

    if file.suffix.lower() not in (*BOOKS, ".csv"):
        return False
    labels = {table.label for table in TABLES.values()} | {"说明"}
    return not any(sheet.name.strip() in labels for sheet in read_sheets(file))


def _list(
    file: Path,
    register: Register | None,
    county: str | None,
    mapping: Path | None,
    save_mapping: Path | None,
    day: date | None,
    *,
    remove: bool,
) -> tuple[Register, list[Fault]]:
    from sanding.exchange.headings import guess_all
    from sanding.exchange.mapping import load_mapping
    from sanding.exchange.real_name import read_real_name
    from sanding.exchange.sheets import read_sheets

    chosen = load_mapping(mapping) if mapping else None
    if county is None and register is not None and len(register.counties) == 1:
        county = register.counties[0]
    if county is None:
        message = _("{file} 是人员名册，请用 --county 写明县代码").format(file=file.name)
        raise BadInput([Fault("unreadable", message)])
    day = day or (register.day if register else None)
    if day is None:
        message = _("{file} 不带台账日期；请用 --on 写明名册截至哪一天").format(file=file.name)
        raise BadInput([Fault("missing_value", message)])
    if save_mapping:
        found = guess_all(read_sheets(file), chosen)
        if found is not None:
            found.save(save_mapping)
    done = read_real_name(
        file, chosen, register=register, county=county, day=day, drop_missing=remove
    )
    return done.register, list(done.notes)


def _tell(new: Register, notes: list[Fault], difference: pl.DataFrame | None) -> None:
    for note in notes[:SHOWN]:
        show.console.print(_("提示：{note}").format(note=str(note)), soft_wrap=True)
    if len(notes) > SHOWN:
        rest = _("……另有 {count} 条提示，用 --json 可全部列出")
        show.console.print(rest.format(count=len(notes) - SHOWN))
    if difference is not None:
        show.differences(difference)
    else:
        filled = {t.label: n for t in TABLES.values() if (n := len(new.loose(t.name)))}
        counts = "，".join(f"{label} {n}" for label, n in filled.items())
        show.console.print(_("读到：{counts}").format(counts=counts))


def _confirmed(difference: pl.DataFrame, *, yes: bool, asked: bool) -> bool:
    if yes or not len(difference):
        return True
    import sys

    if not asked or not sys.stdin.isatty():
        return False
    return typer.confirm(_("写入以上改动？"), default=False)

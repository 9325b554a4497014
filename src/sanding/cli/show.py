"""The tables an officer reads in the terminal."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
from rich.console import Console
from rich.table import Table

from sanding.base import _
from sanding.exchange.comparison import LEDGER, POSTS, SCOPES, published
from sanding.register import TABLES
from sanding.register.kinds import Certainty

console = Console(highlight=False, markup=False)
OPS = {"add": _("新增"), "change": _("修改"), "remove": _("减少")}
EMPTY = _("（空）")


def as_json(plain: object) -> None:
    """Print plain values as JSON, nothing else."""
    print(json.dumps(plain, ensure_ascii=False, indent=1, default=str))


def figures(report: Mapping[str, Any]) -> None:
    """Print indicators: before, after, published, what they rest on."""
    lines: Sequence[Mapping[str, Any]] = report["figures"]
    county = report["county"] if isinstance(report["county"], str) else _("多县")
    compared = any(line["after"] is not None for line in lines)
    title = _("{county}：指标改革前后") if compared else _("{county}：指标")
    table = Table(title=title.format(county=county), title_justify="left")
    table.add_column(_("指标"), overflow="fold")
    table.add_column(_("改革前") if compared else _("数值"), justify="right", no_wrap=True)
    if compared:
        table.add_column(_("改革后"), justify="right", no_wrap=True)
    table.add_column(_("公布数据"), overflow="fold")
    table.add_column(_("依据（有据/典型/合成）"), justify="right", overflow="fold")
    for line in lines:
        cells = [line["label"], _number(line["before"])]
        if compared:
            cells.append(_number(line["after"]))
        said = published(line).replace("；", "\n")
        table.add_row(*cells, said, rests_on(line["rests_on"]))
    console.print(table)
    console.print(
        _("公布数据仅供勾稽，不参与计算；“典型”“合成”是按一般县情补齐的示例数据，不是该县实情。")
    )
    for claim in report["not_computed"]:
        said = _("公布而尚无指标可对：{figure} {claim} {note}")
        told = published({"published": [claim]})
        text = said.format(figure=claim["figure"], claim=told, note=claim["note"] or "")
        console.print(text, soft_wrap=True)


def rests_on(shares: Mapping[str, float]) -> str:
    """Return the three shares in per cent, a dash where nothing is said."""
    if not any(shares.values()):
        return "—"
    return "/".join(f"{shares[str(c)]:.0%}" for c in Certainty)


def _number(value: Any) -> str:
    return "—" if value is None else f"{value:,}"


def ledger(table: pl.DataFrame) -> None:
    """Print the ledger: posts by scope and kind, and that they balance."""
    shown = Table(title=_("编制增减平衡表"), title_justify="left")
    for name in (_("口径"), _("类别")):
        shown.add_column(name, overflow="fold")
    for name in LEDGER:
        shown.add_column(name, justify="right", no_wrap=True)
    for scope, post, *numbers in table.rows():
        if any(numbers):
            shown.add_row(SCOPES[scope], POSTS[post], *(_number(n) for n in numbers))
    console.print(shown)


def people(table: pl.DataFrame) -> None:
    """Print people by scope, before and after, on one line."""
    said = _("{scope} {before:,}→{after:,}")
    parts = (
        said.format(scope=SCOPES[scope], before=before, after=after)
        for scope, before, after in table.rows()
    )
    console.print(_("人员（另计）：{parts}").format(parts="，".join(parts)), soft_wrap=True)


def faults(found: pl.DataFrame) -> None:
    """Print faults of a register: table, record, column, what is wrong."""
    for _code, table, key, column, value, message in found.rows():
        label = TABLES[table].label
        heading = TABLES[table].column[column].label if column in TABLES[table].column else column
        place = _("【{table}】{key}“{column}”") if heading else _("【{table}】{key}")
        said = _("{place}：{message}（{value}）") if value else _("{place}：{message}")
        where = place.format(table=label, key=key or "", column=heading)
        console.print(said.format(place=where, message=message, value=value), soft_wrap=True)


def differences(found: pl.DataFrame, *, limit: int = 200) -> None:
    """Print a difference: the counts of all, then at most `limit` lines."""
    if found.is_empty():
        console.print(_("没有差异"))
        return
    records = found.unique(["table", "op", "key"]).group_by("table", "op").len().sort("table", "op")
    shown = Table(title=_("差异汇总（记录数）"), title_justify="left")
    shown.add_column(_("表"), justify="left", overflow="fold")
    for name in OPS.values():
        shown.add_column(name, justify="right", no_wrap=True)
    for table in dict.fromkeys(records["table"]):
        by = dict(records.filter(pl.col("table") == table).select("op", "len").rows())
        shown.add_row(TABLES[table].label, *(str(by.get(op, 0)) for op in OPS))
    console.print(shown)
    lines = _lines(found)
    for line in lines[:limit]:
        console.print(line, soft_wrap=True)
    if len(lines) > limit:
        rest = _("……另有 {count} 行，用 --json 可全部列出")
        console.print(rest.format(count=len(lines) - limit))


def _lines(found: pl.DataFrame) -> list[str]:
    """One line per record that came or went, one per cell that changed."""
    names = {
        (table, key): before or after
        for table, key, column, before, after in found.select(
            "table", "key", "column", "before", "after"
        ).rows()
        if column == "name"
    }
    lines: dict[str, None] = {}
    for table, op, key, column, before, after in found.rows():
        record = "/".join(str(part) for part in json.loads(key))
        start = f"{OPS[op]} 【{TABLES[table].label}】{record}"
        if op == "change":
            heading = TABLES[table].column[column].label
            cells = f"{_cell(table, column, before)} → {_cell(table, column, after)}"
            lines[f"{start} “{heading}”：{cells}"] = None
        else:
            name = names.get((table, key))
            lines[f"{start} {name}" if name and table != "people" else start] = None
    return list(lines)


def _cell(table: str, column: str, value: str | None) -> str:
    if value is None:
        return EMPTY
    declared = TABLES[table].column[column]
    return declared.kind(value).label if declared.kind else value

"""`effects`: what follows from the structure: coverage, overlaps, counterparts, boundary."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Optional

import polars as pl
import typer
from rich.table import Table

from sanding.base import _
from sanding.cli import show
from sanding.cli.files import plan_at, register_at

if TYPE_CHECKING:
    from sanding.plan import Outcome
    from sanding.register import Register

MOST = 10  # lines of a list shown; --json gives all
LED = {"one": _("一个牵头"), "gap": _("无人牵头"), "overlap": _("多头牵头")}
WENT = {"kept": _("不变"), "heir": _("随机构承接"), "moved": _("划转"), "lost": _("丢失")}


def effects_command(
    reg: Annotated[Path, typer.Argument(metavar="REG", help="台账：文件夹、.zip 或工作簿")],
    plan: Annotated[Optional[Path], typer.Argument(metavar="[PLAN]", help="方案文件")] = None,  # noqa: UP045
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出")] = False,
) -> None:
    """由机构设置推出：职责覆盖和疑似重叠、一对多对口、监管执法边界，改革前后对照。"""
    from sanding.plan import apply

    register = register_at(reg)
    outcome = apply(plan_at(plan), register) if plan else None
    told = {"before": told_of(register)}
    if outcome:
        told["after"] = told_of(outcome.after)
        told["duties"] = _followed(outcome)
    if as_json:
        show.as_json(
            {side: {k: v.to_dicts() for k, v in one.items()} for side, one in told.items()}
        )
        return
    names = _names(register, outcome.after if outcome else None)
    for side, one in told.items():
        if side == "duties":
            _went(one["followed"])
        else:
            show.console.print(_("── 现状") if side == "before" else _("── 方案施行后"))
            _coverage(one["coverage"], one["splits"])
            _overlaps(one["overlaps"], names)
            _counterparts(one["counterparts"], one["load"], names)
            _boundary(one["boundary"], names)


def told_of(register: Register) -> dict[str, pl.DataFrame]:
    """Return every table of the structure's effects of one register."""
    from sanding.effects.boundary import boundary
    from sanding.effects.counterparts import load, receivers
    from sanding.effects.coverage import coverage, splits
    from sanding.effects.overlaps import suspected_overlaps

    return {
        "coverage": coverage(register).collect(),
        "splits": splits(register).collect(),
        "overlaps": suspected_overlaps(register),
        "counterparts": receivers(register).collect(),
        "load": load(register).collect(),
        "boundary": boundary(register).collect(),
    }


def _followed(outcome: Outcome) -> dict[str, pl.DataFrame]:
    from sanding.effects.coverage import followed

    frame = followed(outcome.before, outcome.after, outcome.succession.frame()).collect()
    return {"followed": frame}


def _names(*registers: Register | None) -> Mapping[tuple[str, str], str]:
    from sanding.plan.describe import names_in

    return names_in(*(one for one in reversed(registers) if one is not None))


def _coverage(found: pl.DataFrame, splits: pl.DataFrame) -> None:
    counts = dict(found.group_by("coverage").len().rows())
    parts = "，".join(
        _("{label} {count} 项").format(label=label, count=counts.get(code, 0))
        for code, label in LED.items()
    )
    split = splits.filter(pl.col("bodies") > 1).height
    said = _("职责 {count} 项：{parts}；{split} 个领域分散在几个机构")
    text = said.format(count=found.height, parts=parts, split=split)
    show.console.print(text, soft_wrap=True)


def _overlaps(found: pl.DataFrame, names: Mapping[tuple[str, str], str]) -> None:
    show.console.print(_("表述最相近的职责（由高到低，疑似重叠，请人工判断）："))
    for row in found.head(MOST).iter_rows(named=True):
        line = _("  {likeness}‰ {one}【{body}】— {other}【{other_body}】")
        text = line.format(
            likeness=row["likeness"],
            one=_called(names, "duties", row["duty"]),
            body=_called(names, "bodies", row["body"]),
            other=_called(names, "duties", row["other"]),
            other_body=_called(names, "bodies", row["other_body"]),
        )
        show.console.print(text, soft_wrap=True)


def _counterparts(
    found: pl.DataFrame, load: pl.DataFrame, names: Mapping[tuple[str, str], str]
) -> None:
    without = found.filter(pl.col("receiver").is_null()).height
    said = _("上级部门 {count} 个，{without} 个没有牵头对口机构；对口最多的机构：")
    show.console.print(said.format(count=found.height, without=without))
    for body, lead, by_duty in load.select("body", "lead", "by_duty").head(MOST).rows():
        line = _("  {body}：牵头 {lead} 个，按职责另接 {by_duty} 个")
        text = line.format(body=_called(names, "bodies", body), lead=lead, by_duty=by_duty)
        show.console.print(text)


def _boundary(found: pl.DataFrame, names: Mapping[tuple[str, str], str]) -> None:
    from sanding.register.kinds import EnforcementField

    table = Table(title=_("监管—执法边界"), title_justify="left")
    for heading in (_("领域"), _("监管"), _("执法"), _("队伍"), _("是否一家")):
        table.add_column(heading, overflow="fold")
    for row in found.iter_rows(named=True):
        table.add_row(
            EnforcementField(row["field"]).label,
            _list(names, "bodies", row["supervises"]),
            _list(names, "bodies", row["enforces"]),
            _list(names, "teams", row["teams"]),
            _parted(row),
        )
    show.console.print(table)


def _parted(row: Mapping[str, Any]) -> str:
    if not row["supervises"] or not row["enforces"]:
        return "—"
    return _("同一机构") if row["shared"] else _("须移送")


def _went(found: pl.DataFrame) -> None:
    counts: dict[str, Any] = dict(found.group_by("followed").len().rows())
    parts = "，".join(
        _("{label} {count} 项").format(label=label, count=counts.get(code, 0))
        for code, label in WENT.items()
    )
    show.console.print(_("职责去向：{parts}").format(parts=parts))


def _list(names: Mapping[tuple[str, str], str], table: str, ids: list[str]) -> str:
    return "、".join(_called(names, table, one) for one in ids) or "—"


def _called(names: Mapping[tuple[str, str], str], table: str, one: str) -> str:
    return names.get((table, one), one)

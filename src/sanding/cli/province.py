"""`review`: a city's or province's office goes through its counties' submissions."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer

from sanding.base import BadInput, Fault, _
from sanding.cli import show
from sanding.cli.exits import FINDINGS
from sanding.cli.files import target
from sanding.cli.judging import Overlays, law_with

if TYPE_CHECKING:
    from sanding.rules.opinion import Opinion

NOTICE = _("建议意见是系统生成的草稿，须由审核人签署；没有提示不等于合法。")


def review_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="各县报送材料，一个县一个文件夹")],
    out: Annotated[Path, typer.Option("-o", "--out", help="审核意见表和退回函写到哪个文件夹")],
    on: Annotated[
        Optional[datetime],  # noqa: UP045 - typer reads it at run time
        typer.Option("--on", formats=["%Y-%m-%d"], help="按哪一天的规定核对；默认各县台账日期"),
    ] = None,
    overlay: Overlays = None,
    jobs: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option("--jobs", min=1, help="同时核对几个县；默认与处理器个数相同"),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="已有的审核结果也覆盖")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出")] = False,
) -> None:
    """核对各县报送的方案，写出审核意见表和每县一份的退回函（均为草稿）。"""
    from sanding.province import review, write_review
    from sanding.rules.opinion import MAY_GO_ON

    place = target(out, force=force)
    _refuse_foreign(place, out)
    opinions = review(
        folder,
        law=law_with(overlay),
        on=on.date() if on else None,
        jobs=jobs or os.cpu_count() or 1,
        progress=None if as_json else _tell,
    )
    write_review(opinions, place)
    if as_json:
        show.as_json({"written": str(out), "counties": [_plain(one) for one in opinions]})
    else:
        _sum_up(opinions, out)
    raise typer.Exit(0 if all(one.advice in MAY_GO_ON for one in opinions) else FINDINGS)


def _refuse_foreign(place: Path, out: Path) -> None:
    """Refuse a folder that holds anything else than a former review: nobody's work is lost."""
    from sanding.exchange.opinions import OWN

    mine = place.is_dir() and {one.name for one in place.iterdir()} <= set(OWN)
    if os.path.lexists(place) and not mine:
        message = _("{place} 里有别的内容，未作任何改动；请换一个文件夹")
        raise BadInput([Fault("unreadable", message.format(place=out))])


def _tell(opinion: Opinion, number: int, count: int) -> None:
    """One line per county, as soon as it and those before it are judged."""
    line = _("（{number}/{count}）{name}：{advice}")
    if opinion.judged:
        line = _("（{number}/{count}）{name}：{advice}，错误 {errors}，提示 {warnings}")
    said = line.format(
        number=number, count=count, name=opinion.name, advice=opinion.advice.label,
        errors=opinion.errors, warnings=opinion.warnings,
    )  # fmt: skip
    show.console.print(said, soft_wrap=True)
    if opinion.reasons:
        more = _("，另有 {count} 条").format(count=len(opinion.reasons) - 1)
        rest = more if len(opinion.reasons) > 1 else ""
        reason = _("  {reason}{rest}").format(reason=opinion.reasons[0], rest=rest)
        show.console.print(reason, soft_wrap=True)


def _sum_up(opinions: Sequence[Opinion], out: Path) -> None:
    from sanding.rules.opinion import Advice

    counts = Counter(one.advice for one in opinions)
    told = "，".join(
        _("{advice} {count}").format(advice=one.label, count=counts[one])
        for one in Advice
        if counts[one]
    )
    said = _("共 {count} 个县：{told}").format(count=len(opinions), told=told)
    show.console.print(said, soft_wrap=True)
    show.console.print(_("已写出：{file}").format(file=out), soft_wrap=True)
    show.console.print(NOTICE)


def _plain(opinion: Opinion) -> dict[str, Any]:
    """An opinion as plain values; places that stand as before are left to the count."""
    plain = asdict(opinion)
    plain.pop("standing")
    return {**plain, "errors": opinion.errors, "warnings": opinion.warnings}

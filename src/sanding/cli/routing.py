"""`route`: who proposes, reviews, approves and files each change of a plan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from sanding.base import _
from sanding.cli import show
from sanding.cli.files import plan_at, register_at
from sanding.cli.judging import Overlays, law_with

if TYPE_CHECKING:
    from sanding.rules.route import Leg

MOST = 5  # changes named before the rest is left out
SAID = {
    "proposes": _("{who}提出"),
    "reviews": _("{who}审核"),
    "approves": _("{who}批准"),
    "files": _("{who}"),
}
NOTICE = _("审批路径按省的规定为准；标“须核实”的未见原文，请机构编制和法制机构核实。")


def route_command(
    plan: Annotated[Path, typer.Argument(metavar="PLAN", help="方案文件（YAML）")],
    register: Annotated[
        Optional[Path],  # noqa: UP045 - typer reads it at run time
        typer.Option("--register", help="台账：据以判断机构类型，路径才确定"),
    ] = None,
    overlay: Overlays = None,
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出")] = False,
) -> None:
    """列出方案每项变更由谁提出、谁审核、谁批准、向谁备案。"""
    from sanding.law import law_of
    from sanding.rules.route import route

    one = plan_at(plan)
    law = law_with(overlay) or law_of(one.county)
    legs = route(one, law, register_at(register) if register else None)
    if as_json:
        show.as_json({"plan": one.id, "county": one.county, "legs": [leg.plain for leg in legs]})
        return
    _print(legs)


def _print(legs: list[Leg]) -> None:
    groups: dict[str, list[Leg]] = {}
    for leg in legs:
        groups.setdefault(str(leg.route["id"]), []).append(leg)
    for some in groups.values():
        told = some[0].plain
        ids = sorted({leg.change.id for leg in some})
        shown = "、".join(ids[:MOST]) + ("……" if len(ids) > MOST else "")
        heading = _("{title}（{count} 项：{ids}）")
        text = heading.format(title=told["title"], count=len(ids), ids=shown)
        show.console.print(text, soft_wrap=True)
        steps = [said.format(who=told[name]) for name, said in SAID.items() if told[name]]
        if steps:
            show.console.print("  " + " → ".join(steps), soft_wrap=True)
            source = f"{told['instrument']}{told['article']}"
            sure = "" if told["certainty"] == "verified" else _("，须核实")
            line = _("  依据：{source}{sure}").format(source=source, sure=sure)
            show.console.print(line, soft_wrap=True)
        if told["note"]:
            show.console.print(_("  注意：{note}").format(note=told["note"]), soft_wrap=True)
    unsure = len({leg.change.id for leg in legs if not leg.sure and leg.route["id"] != "unknown"})
    if unsure:
        said = _(
            "{count} 项变更的机构类型未知，列出了可能的各条路径；用 --register 给出台账即可确定"
        )
        show.console.print(said.format(count=unsure), soft_wrap=True)
    show.console.print(NOTICE)

"""`check` and `rules`: what is broken, what the law asks, what the rules are."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Optional

import polars as pl
import typer

from sanding.base import BadInput, Fault, _
from sanding.base.translation import LANGUAGES
from sanding.cli import show
from sanding.cli.exits import FINDINGS
from sanding.cli.files import plan_at, register_at, target

if TYPE_CHECKING:
    from sanding.law import Law
    from sanding.plan import Outcome
    from sanding.register import Register
    from sanding.rules.review import Review

Overlays = Annotated[
    Optional[list[Path]],  # noqa: UP045 - typer reads it at run time
    typer.Option("--overlay", help="省、市、县的补充规定（TOML），可多次给出"),
]
Language = Annotated[str, typer.Option("--lang", help="提示用哪种文字：zh 或 en")]


def check_command(
    reg: Annotated[Path, typer.Argument(metavar="REG", help="台账：文件夹、.zip 或工作簿")],
    plan: Annotated[Optional[Path], typer.Option("--plan", help="同时核对方案和施行之后")] = None,  # noqa: UP045
    placement: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--placement", help="安置材料：工作簿或 CSV 文件夹"),
    ] = None,
    on: Annotated[
        Optional[datetime],  # noqa: UP045
        typer.Option("--on", formats=["%Y-%m-%d"], help="按哪一天的规定判定；默认台账日期"),
    ] = None,
    overlay: Overlays = None,
    rule: Annotated[Optional[str], typer.Option("--rule", help="只列这一条规则的全部提示")] = None,  # noqa: UP045
    annotate: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--annotate", help="写出带批注的台账工作簿，提示处着色"),
    ] = None,
    language: Language = "zh",
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出")] = False,
) -> None:
    """核对台账（和方案）：数据是否完整，是否合规，方案造成、消除、保留了哪些问题。"""
    from sanding.cli import show_rules  # takes its time: other commands start without it
    from sanding.plan import apply
    from sanding.register.integrity import faults

    day = on.date() if on else None
    law = law_with(overlay, reading=language)
    rule = _known(rule)
    annotate = target(annotate, force=False) if annotate else None
    register = register_at(reg, day=day)
    found = {"before": faults(register)}
    outcome = apply(plan_at(plan), register) if plan else None
    lost = pl.DataFrame(schema={"table": pl.String, "id": pl.String, "problem": pl.String})
    if outcome:
        found["after"], lost = faults(outcome.after), outcome.losses()
    review = _review(register, outcome, placement, day, law)
    if annotate:
        from sanding.exchange.annotated import write_annotated

        write_annotated(outcome.after if outcome else register, review, annotate, language=language)
    if as_json:
        plain: dict[str, Any] = {name: one.to_dicts() for name, one in found.items()}
        plain |= {"losses": lost.to_dicts(), **show_rules.plain(review, language, only=rule)}
        show.as_json(plain)
    else:
        show_rules.faults(found, lost)
        show_rules.review(review, language, only=rule)
    bad = any(len(one) for one in found.values()) or len(lost) or review.errors
    raise typer.Exit(FINDINGS if bad else 0)


def rules_command(
    code: Annotated[
        Optional[str],  # noqa: UP045
        typer.Argument(metavar="[ID]", help="规则编号，如 REG-002；不给则列出全部"),
    ] = None,
    on: Annotated[
        Optional[datetime],  # noqa: UP045
        typer.Option("--on", formats=["%Y-%m-%d"], help="数值按哪一天的规定；默认写出各时期的"),
    ] = None,
    overlay: Overlays = None,
    language: Language = "zh",
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出")] = False,
) -> None:
    """列出规则，或说明一条规则：查什么、为什么、依据、数值、已知局限。"""
    from sanding.cli import show_rules

    law = law_with(overlay, reading=language)
    code = _known(code)
    told = show_rules.described(code, law, on.date() if on else None, language)
    if as_json:
        show.as_json(told)
    else:
        show_rules.rules(told, language)


def _known(code: str | None) -> str | None:
    """Return a rule's code as it is written in the book; refuse one that is not there."""
    from sanding.rules.catalogue import RULES
    from sanding.rules.waiting import NOT_YET

    code = code.upper() if code else None
    if code and code not in RULES and code not in NOT_YET:
        message = _("没有规则 {code}；用 sanding rules 查看全部编号").format(code=code)
        raise BadInput([Fault("unknown_rule", message)])
    return code


def law_with(overlays: list[Path] | None, *, reading: str = "zh") -> Law | None:
    """The overlays given by hand, laid over the nation's law; None to take what ships."""
    from sanding.law import national_law, read_overlay
    from sanding.rules.catalogue import RULES

    if reading not in LANGUAGES:
        raise BadInput([Fault("bad_language", _("--lang 只能是 zh 或 en"))])
    if not overlays:
        return None
    law = national_law()
    for path in overlays:
        law = law.with_overlay(read_overlay(path, rules=tuple(RULES)))
    return law


def _review(
    register: Register,
    outcome: Outcome | None,
    placement: Path | None,
    day: date | None,
    law: Law | None,
) -> Review:
    from sanding.rules.review import reviewed

    personnel = None
    if placement:
        from sanding.exchange.personnel import read_personnel

        personnel = read_personnel(placement, register, *([outcome.after] if outcome else []))
    return reviewed(register, outcome=outcome, personnel=personnel, on=day, law=law)

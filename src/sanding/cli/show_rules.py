"""Rules and findings in the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl
from rich.table import Table

from sanding.base import _
from sanding.base.translation import in_language
from sanding.cli import show
from sanding.law import Dated, Law, national_law, title_of
from sanding.rules.catalogue import CATALOGUE, RULES
from sanding.rules.judge import severity
from sanding.rules.marks import Mark
from sanding.rules.rule import Confirmed, Rule, Severity
from sanding.rules.told_figures import UNSET, unset
from sanding.rules.told_figures import told as told_figure
from sanding.rules.waiting import NOT_YET
from sanding.study import loss

if TYPE_CHECKING:
    from sanding.rules.findings import Finding
    from sanding.rules.review import Review

MOST = 3  # findings of one rule shown before the rest is counted
MOST_ROWS = 5  # rows of a figure that is a table, likewise
NOTICE = _("以上为合规提示，须经县法制机构核实；没有提示不等于合法。")


def faults(found: Mapping[str, pl.DataFrame], lost: pl.DataFrame) -> None:
    """Print what is broken in the data itself, and what a plan would lose."""
    for name, one in found.items():
        when = _("现状台账") if name == "before" else _("施行方案后")
        result = _("{count} 处数据错误").format(count=len(one)) if len(one) else _("数据完整")
        show.console.print(_("{when}：{result}").format(when=when, result=result))
        show.faults(one)
    for row in lost.rows():
        show.console.print(_("方案丢失：{loss}").format(loss=loss(*row)))


def plain(review: Review, language: str, *, only: str | None) -> dict[str, Any]:
    """Return a review as plain values: law, findings, rules not judged, how many block."""
    law = review.law
    return {
        "law": {"on": law.day.isoformat(), "area": law.area, "overlays": list(law.law.overlays)},
        "errors": review.errors,
        "findings": [
            one.plain(language) for one in review.findings if only in (None, one.rule.code)
        ],
        "not_judged": review.not_judged.to_dicts(),
    }


def review(review: Review, language: str, *, only: str | None) -> None:
    """Print findings rule by rule, then the rules that could not be asked."""
    compared = review.after is not None
    groups: dict[str, list[Finding]] = {}
    for one in review.findings:
        groups.setdefault(one.rule.code, []).append(one)
    if only:
        groups = {code: some for code, some in groups.items() if code == only}
    _summary(groups, language, compared=compared)
    for some in groups.values():
        _lines(some, language, most=len(some) if only else MOST)
    for reason, rules in _silent(review.not_judged):
        told = in_language(_("未判定（{reason}）：{rules}"), language)
        text = told.format(reason=in_language(reason, language), rules="、".join(rules))
        show.console.print(text, soft_wrap=True)
    show.console.print(in_language(NOTICE, language))


def _summary(groups: Mapping[str, Sequence[Finding]], language: str, *, compared: bool) -> None:
    def said(text: str) -> str:
        return in_language(text, language)

    table = Table(title=said(_("合规提示")), title_justify="left")
    table.add_column(said(_("规则")), no_wrap=True)
    table.add_column(said(_("查什么")), overflow="fold", min_width=20)
    table.add_column(said(_("程度")), no_wrap=True)
    marks = list(Mark) if compared else []
    for mark in marks:
        table.add_column(said(mark.label), justify="right", overflow="fold", min_width=6)
    if not compared:
        table.add_column(said(_("处数")), justify="right", no_wrap=True)
    for code, some in groups.items():
        worst = Severity.ERROR if any(one.severity == "error" for one in some) else Severity.WARNING
        counts = [str(sum(one.mark == mark for one in some)) for mark in marks]
        rule = RULES[code]
        table.add_row(
            code, said(rule.title), said(worst.label), *(counts if compared else [str(len(some))])
        )
    show.console.print(table)


def _lines(some: Sequence[Finding], language: str, *, most: int) -> None:
    rule = some[0].rule
    articles = "；".join(str(source) for source in rule.sources)
    show.console.print(
        f"\n{rule.code} {in_language(rule.title, language)}　{articles}", soft_wrap=True
    )
    for one in some[:most]:
        label = in_language(Mark(one.mark).label, language) if one.mark else ""
        mark = f"〔{label}〕" if label else ""
        level = in_language(one.severity.label, language)
        show.console.print(f"  [{level}]{mark} {one.message(language)}", soft_wrap=True)
    if len(some) > most:
        rest = in_language(_("  ……另有 {count} 处，用 --rule {code} 全部列出"), language)
        show.console.print(rest.format(count=len(some) - most, code=rule.code))
    mends = in_language(_("  怎么办：{mends}"), language)
    show.console.print(mends.format(mends=in_language(rule.mends, language)), soft_wrap=True)
    if rule.confirm:
        confirm = in_language(_("  须核实：{confirm}"), language)
        show.console.print(
            confirm.format(confirm=in_language(rule.confirm, language)), soft_wrap=True
        )


def _silent(not_judged: pl.DataFrame) -> list[tuple[str, list[str]]]:
    reasons: dict[str, list[str]] = {}
    for rule, reason in not_judged.rows():
        reasons.setdefault(reason, []).append(rule)
    return sorted(reasons.items())


def described(
    code: str | None, law: Law | None, on: date | None, language: str
) -> list[dict[str, Any]]:
    """Return rules as plain values; one with all its words, or all of them in short."""
    known = law or national_law()
    if code is not None and code in NOT_YET:
        return [_waiting(code)]
    chosen = [RULES[code]] if code else CATALOGUE
    told = [_described(rule, known, on, language, whole=code is not None) for rule in chosen]
    return told if code else [*told, *map(_waiting, NOT_YET)]


def _waiting(code: str) -> dict[str, Any]:
    title, severity, confirmed = NOT_YET[code]
    return {"rule": code, "title": title, "severity": severity, "confirmed": confirmed,
            "not_yet": True}  # fmt: skip


def _described(
    rule: Rule, law: Law, on: date | None, language: str, *, whole: bool
) -> dict[str, Any]:
    def said(text: str) -> str:
        return in_language(text, language)

    head = {
        "rule": rule.code, "title": said(rule.title),
        "severity": str(severity(rule, law.on(on or date.max))),
        "confirmed": str(rule.confirmed),
        "articles": [str(source) for source in rule.sources],
    }  # fmt: skip
    if not whole:
        return head
    figures = [
        {"name": name, "title": said(title_of(name)), **_value(one)}
        for name in rule.figures
        for one in _values(law, name, on)
    ]
    return {
        **head, "why": said(rule.why), "says": said(rule.says), "mends": said(rule.mends),
        "limits": said(rule.limits), "confirm": said(rule.confirm), "figures": figures,
    }  # fmt: skip


def _values(law: Law, name: str, on: date | None) -> list[Dated]:
    """Values of a figure, of all times or those in force on a day in any area."""
    values = list(law.figures[name].values)
    if on is None:
        return values
    latest = {one.area: one for one in sorted(values, key=lambda v: v.since) if one.since <= on}
    return list(latest.values())


def _value(one: Any) -> dict[str, Any]:
    return {
        "value": one.value, "unit": one.unit, "since": one.since.isoformat(), "area": one.area,
        "instrument": one.instrument, "article": one.article, "certainty": one.certainty,
    }  # fmt: skip


def rules(told: Sequence[Mapping[str, Any]], language: str) -> None:
    """Print rules: a table of all, or one with all its words."""

    def said(text: str) -> str:
        return in_language(text, language)

    if len(told) == 1 and "why" in told[0]:
        _one(told[0], language)
        return
    table = Table(title=said(_("规则库")), title_justify="left")
    for heading in (_("规则"), _("查什么"), _("程度"), _("核实")):
        table.add_column(said(heading), overflow="fold")
    for one in told:
        level = said(Severity(one["severity"]).label)
        if one.get("not_yet"):
            level = said(_("尚未提供"))
        confirmed = said(Confirmed(one["confirmed"]).label)
        table.add_row(one["rule"], one["title"], level, confirmed)
    show.console.print(table)


def _one(told: Mapping[str, Any], language: str) -> None:
    def line(heading: str, text: str) -> None:
        if text:
            show.console.print(f"{in_language(heading, language)}：{text}", soft_wrap=True)

    show.console.print(f"{told['rule']} {told['title']}")
    line(_("程度"), in_language(Severity(told["severity"]).label, language))
    line(_("核实"), in_language(Confirmed(told["confirmed"]).label, language))
    line(_("为什么"), told["why"])
    line(_("依据"), "；".join(told["articles"]))
    for one in told["figures"]:
        line(_("数值（{title}）").format(title=one["title"]), _figure(one, language))
    line(_("提示语"), told["says"])
    line(_("怎么办"), told["mends"])
    line(_("局限"), told["limits"])
    line(_("须核实"), told["confirm"])


def _figure(one: Mapping[str, Any], language: str) -> str:
    """A value of a figure with the day it holds from and its source, as officers say it."""
    if unset(date.fromisoformat(one["since"]), one["area"]):
        return in_language(UNSET, language)
    value = told_figure(one["name"], one["value"], one["unit"], language, most=MOST_ROWS)
    source = f"{one['instrument']}{one['article']}"
    text = _("{value}（{since} 起，{source}）").format(
        value=value, since=one["since"], source=source
    )
    return in_language(text, language)

"""Findings as an officer reads them: where, how much, by which article, what would mend it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any

import polars as pl

from sanding.base import _
from sanding.base.translation import in_language
from sanding.plan import Change, Plan
from sanding.plan.describe import described
from sanding.register import TABLES
from sanding.register.kinds import Kind
from sanding.rules.brief import Brief
from sanding.rules.catalogue import RULES
from sanding.rules.judge import FAILED
from sanding.rules.papers import BETWEEN
from sanding.rules.rule import Rule, Severity

Names = Mapping[tuple[str, str], str]  # (table, id) → what officers call it
COULD_NOT = _("规则{where}无法判定（{value}），请核对所涉数据的格式")
MEND_DATA = _("按提示更正数据后重新核对；数据无误仍出现的，请报告软件问题。")
PERSON = _("{body}人员{person}")


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding (合规提示): its rule, its place and the values of its sentence."""

    rule: Rule
    severity: Severity
    table: str
    where: str
    name: str
    detail: str
    value: str
    limit: str
    amount: int
    mark: str | None = None
    before: int | None = None
    names: Names = field(default_factory=dict, repr=False, compare=False)

    @property
    def failed(self) -> bool:
        """Whether the rule could not be judged at all."""
        return self.table == FAILED

    def message(self, language: str = "zh") -> str:
        """Return the sentence, in Chinese or English."""
        template = COULD_NOT if self.failed else self.rule.says
        return in_language(template, language).format(
            where=self.name or self.where,
            value=self._words(self.value, language),
            limit=self._words(self.limit, language),
            amount=self.amount,
            detail=self._words(self.detail, language),
        )

    def plain(self, language: str = "zh") -> dict[str, Any]:
        """Return the finding as plain values, texts in the language asked for."""
        rule = self.rule
        mends = MEND_DATA if self.failed else rule.mends
        found: dict[str, Any] = {
            "rule": rule.code,
            "title": in_language(rule.title, language),
            "severity": str(self.severity),
            "table": self.table,
            "where": self.where,
            "name": self.name,
            "value": self.value or None,
            "limit": self.limit or None,
            "detail": self.detail or None,
            "amount": self.amount,
            "articles": [str(source) for source in rule.sources],
            "message": self.message(language),
            "mends": in_language(mends, language),
            "confirmed": str(rule.confirmed),
            "confirm": in_language(rule.confirm, language) if rule.confirm else None,
        }
        return {**found, "mark": self.mark, "before": self.before} if self.mark else found

    def _words(self, text: str, language: str) -> str:
        """Codes of closed lists by their labels, bodies by their names, others as they are."""
        labels = _labels(self.rule.words)
        between = BETWEEN if language == "zh" else ", "
        return between.join(
            in_language(labels.get(one) or self.names.get(("bodies", one), one), language)
            for one in text.split(BETWEEN)
        )


@cache
def _labels(words: tuple[type[Kind], ...]) -> dict[str, str]:
    return {str(one): one.label for kind in words for one in kind}


def findings_of(found: pl.DataFrame, names: Names) -> list[Finding]:
    """Return the rows of a judgement as findings, in their order."""
    return [_finding(row, names) for row in found.iter_rows(named=True)]


def _finding(row: Mapping[str, Any], names: Names) -> Finding:
    table, where = row["table"], row["where"] or ""
    name = names.get((table, where)) or names.get((_first(table), where.partition("/")[0]), "")
    return Finding(
        RULES[row["rule"]], Severity(row["severity"]), table, where, name, row["detail"] or "",
        row["value"] or "", row["limit"] or "", row["amount"], row.get("mark"),
        row.get("before"), names,
    )  # fmt: skip


def _first(table: str) -> str:
    """The table whose id stands first in the key of a table without ids of its own."""
    declared = TABLES.get(table)
    if declared is None or declared.has_id:
        return table
    return declared.column[declared.key[0]].ref or table


def names_for(
    found: pl.DataFrame, brief: Brief, plan: Plan | None = None
) -> dict[tuple[str, str], str]:
    """Return what officers call the places of findings; people by body and id, never by name."""
    called: dict[tuple[str, str], str] = {}
    wanted: dict[str, set[str]] = {}
    for table, where in found.select("table", "where").unique().iter_rows():
        wanted.setdefault(_first(table), set()).update(
            {where or "", (where or "").partition("/")[0]}
        )
    told = pl.concat([found["value"], found["limit"], found["detail"]]).drop_nulls().unique()
    wanted.setdefault("bodies", set()).update(one for text in told for one in text.split(BETWEEN))
    sides = (brief, brief.was) if brief.before is not None else (brief,)
    for table, ids in wanted.items():
        called |= _called(sides, table, ids)
    if plan is not None:
        called |= _of_plan(plan, sides, wanted.get("changes", set()))
    return called


def changes_called(changes: Sequence[Change], *sides: Brief) -> dict[tuple[str, str], str]:
    """Return what officers call everything these changes name, the first side's word first.

    Made for `plan.describe.described`; people are called by body and id.
    """
    wanted: dict[str, set[str]] = {}
    for change in changes:
        for one in fields(change):
            table, given = one.metadata.get("ref"), getattr(change, one.name)
            if table and given:
                many = given if isinstance(given, tuple) else (given,)
                wanted.setdefault(table, set()).update(many)
    called: dict[tuple[str, str], str] = {}
    for table, ids in wanted.items():
        called |= _called(sides, table, ids)
    return called


def _called(sides: Sequence[Brief], table: str, ids: Iterable[str]) -> dict[tuple[str, str], str]:
    """Names of some ids of a table, the first side's word first; none where it has no names."""
    told: dict[tuple[str, str], str] = {}
    left = set(ids)
    for side in sides:
        if table == "people" and left:
            told |= _people(side, sorted(left))
        elif table in TABLES and "name" in TABLES[table].column and left:
            told |= _named(side, table, sorted(left))
        left -= {one for _table, one in told}
    return told


def _named(brief: Brief, table: str, ids: Sequence[str]) -> dict[tuple[str, str], str]:
    rows = brief[table].filter(pl.col("id").is_in(ids)).select("id", "name")
    named = rows.collect(engine=brief.engine)
    return {(table, one): name for one, name in named.iter_rows()}


def _sections(sides: Sequence[Brief], ids: Sequence[str]) -> dict[tuple[str, str], str]:
    """Sections with the body they are in: many are called 办公室."""
    called: dict[tuple[str, str], str] = {}
    for side in reversed(sides):
        bodies = side["bodies"].select(body="id", of="name")
        rows = side["sections"].filter(pl.col("id").is_in(ids)).select("id", "name", "body")
        for one, name, of in (
            rows.join(bodies, on="body")
            .select("id", "name", "of")
            .collect(engine=side.engine)
            .rows()
        ):
            called["sections", one] = f"{of}{name}"
    return called


def _people(brief: Brief, ids: Sequence[str]) -> dict[tuple[str, str], str]:
    bodies = brief["bodies"].select(body="id", called="name")
    people = brief["people"].filter(pl.col("id").is_in(ids)).select("id", "body")
    rows = (
        people.join(bodies, on="body", how="left")
        .select("id", "called")
        .collect(engine=brief.engine)
    )
    said = str(PERSON)  # thousands of plain texts: none is put together anew later
    return {
        ("people", one): said.format(body=body or "", person=one) for one, body in rows.iter_rows()
    }


def _of_plan(plan: Plan, sides: Sequence[Brief], ids: set[str]) -> dict[tuple[str, str], str]:
    called = {("plan", plan.id): plan.title}
    some = [change for change in plan.changes if change.id in ids]
    names = changes_called(some, *sides)
    for change in some:
        said = _("变更{change}（{what}）")
        called["changes", change.id] = said.format(
            change=change.id, what=f"{change.label}：{described(change, names)}"
        )
    return called

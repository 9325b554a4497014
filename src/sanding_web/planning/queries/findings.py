"""What the rules find in a plan, grouped by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from sanding.register import TABLES
from sanding.rules.findings import MEND_DATA, Finding
from sanding.rules.marks import Mark
from sanding.rules.rule import Severity
from sanding_web.planning import bridge
from sanding_web.planning.models import Draft, Version

ORDER = (Mark.CAUSED, Mark.WORSENED, None, Mark.LEFT, Mark.MENDED)


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding; `mark` is caused, worsened, mended, left or "" where sides are not compared."""

    mark: str
    mark_label: str
    message: str
    where: str  # the id of what it is about
    table: str
    table_label: str
    amount: int
    before: int | None


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """The findings of one rule; `confirm` is what a person has to confirm, or ""."""

    rule: str
    title: str
    articles: tuple[str, ...]
    severity: str  # error or warning
    severity_label: str
    mends: str
    confirm: str
    lines: tuple[FindingLine, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """The groups, those that block and that the plan causes first; counts by mark and severity."""

    groups: tuple[FindingGroup, ...]
    marks: dict[str, int]  # caused, worsened, mended, left; "" for what has no mark
    errors: int  # of what stands after the plan
    warnings: int
    not_judged: tuple[tuple[str, str], ...]  # rule, why it could not be asked
    error: str  # why nothing was judged: the plan cannot be carried out; else ""


def findings(draft: Draft) -> Findings:
    """What the rules find in the plan's current version; empty with `error` if it does not work."""
    if draft.current is None:
        raise Version.DoesNotExist
    found = bridge.worked_out(draft.current)
    review = found.review
    if review is None:
        return Findings((), {}, 0, 0, (), found.error or "")
    counts = Counter(one.mark or "" for one in review.findings)
    standing = len(review.findings) - counts[Mark.MENDED]
    return Findings(
        groups=tuple(_groups(review.findings)),
        marks={str(mark): counts[str(mark)] for mark in (*Mark, "")},
        errors=review.errors,
        warnings=standing - review.errors,
        not_judged=tuple(review.not_judged.rows()),
        error="",
    )


def _groups(found: Iterable[Finding]) -> Iterable[FindingGroup]:
    def of(one: Finding) -> tuple[str, str, bool]:
        return str(one.severity), one.rule.code, one.failed

    for _key, some in groupby(sorted(found, key=of), key=of):
        lines = sorted(some, key=lambda one: ORDER.index(Mark(one.mark) if one.mark else None))
        yield _group(lines)


def _group(found: list[Finding]) -> FindingGroup:
    first = found[0]
    rule = first.rule
    return FindingGroup(
        rule=rule.code,
        title=rule.title,
        articles=tuple(str(source) for source in rule.sources),
        severity=str(first.severity),
        severity_label=Severity(first.severity).label,
        mends=MEND_DATA if first.failed else rule.mends,
        confirm=rule.confirm or "",
        lines=tuple(_line(one) for one in found),
    )


def _line(one: Finding) -> FindingLine:
    return FindingLine(
        mark=one.mark or "",
        mark_label=Mark(one.mark).label if one.mark else "",
        message=one.message(),
        where=one.where,
        table=one.table,
        table_label=TABLES[one.table].label if one.table in TABLES else "",
        amount=one.amount,
        before=one.before,
    )

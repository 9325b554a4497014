"""The composition root: a county and a plan become figures, proof and a dossier."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import polars as pl

from sanding.base import ImpossibleChange, _
from sanding.exchange import read_workbook, write_register, write_workbook
from sanding.exchange.comparison import write_comparison
from sanding.indicators.catalogue import CATALOGUE
from sanding.indicators.indicator import Figure, figure
from sanding.plan import Outcome, Plan, apply, diff, without_sensitive_cells
from sanding.plan.apply import PROBLEMS
from sanding.register import TABLES, Register

if TYPE_CHECKING:
    from sanding.rules.review import Review

Say = Callable[[str], None]
SAID = ("before", "after", "change", "source", "note")  # of a claim
OWN = {
    "before", "after", "plan.yaml", "dossier.json", "indicators.json", "ledger.csv",
    "ledger-lines.csv", "succession.csv", "changes.csv", "people.csv",
    "现状台账.xlsx", "改革前后对照.xlsx", "合规提示.xlsx", "findings.json",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator before and after, beside what was published (勾稽核对)."""

    before: Figure
    after: Figure | None
    published: tuple[dict[str, Any], ...]

    @property
    def plain(self) -> dict[str, Any]:
        """The line as the command line's `--json` gives it; `rests_on` are shares of one."""
        indicator, last = self.before.indicator, self.after or self.before
        return {
            "id": indicator.id,
            "label": indicator.label,
            "before": self.before.value,
            "after": None if self.after is None else self.after.value,
            "unit": indicator.unit,
            "direction": indicator.direction.value,
            "scope": indicator.scope,
            "rests_on": {c: share / 1000 for c, share in last.rests_on.items()},
            "published": list(self.published),
        }


def figures(before: Register, after: Register | None = None) -> list[Line]:
    """Compute every indicator before and, if given, after; claims come from the register before."""
    said = before.claims.to_dicts()
    return [
        Line(
            figure(one, before),
            figure(one, after) if after else None,
            tuple({k: row[k] for k in SAID} for row in said if row["figure"] == one.id),
        )
        for one in CATALOGUE
    ]


def report(before: Register, after: Register | None = None) -> dict[str, Any]:
    """Return the figures as plain values: `county` and `figures`."""
    names = before.frame("counties")["name"].to_list()
    return {
        "county": names[0] if len(names) == 1 else names,
        "figures": [line.plain for line in figures(before, after)],
        "not_computed": uncomputed(before),
    }


def uncomputed(register: Register) -> list[dict[str, Any]]:
    """Return the claims about figures that no indicator computes yet, so that none is hidden."""
    known = {one.id for one in CATALOGUE}
    kept = ("figure", *SAID, "unit", "title")
    rows = register.claims.to_dicts()
    return [{k: row[k] for k in kept} for row in rows if row["figure"] not in known]


def reformed(
    plan: Plan, register: Register, *, progress: Callable[[int, int], None] | None = None
) -> Outcome:
    """Carry out a plan and prove that nothing is lost; raise `ImpossibleChange` if something is."""
    outcome = apply(plan, register, progress=progress)
    losses = outcome.losses()
    if len(losses):
        message = _("方案有所丢失：{first}，共 {count} 处")
        raise ImpossibleChange(message.format(first=loss(*losses.row(0)), count=len(losses)))
    return outcome


def loss(table: str, one: str, problem: str) -> str:
    """Return one line of `Outcome.losses` in the officer's words."""
    said = _("{table} {id}（{problem}）")
    return said.format(table=TABLES[table].label, id=one, problem=PROBLEMS[problem])


@dataclass(frozen=True, slots=True)
class Dossier:
    """What the main job leaves behind: a folder with inputs, plan, proof and figures (案卷)."""

    folder: Path
    outcome: Outcome
    report: dict[str, Any]  # see `report`
    rules: dict[str, Any]  # see `rule_card`


def main_job(register: Register, plan: Plan, folder: Path, *, say: Say) -> Dossier:
    """Do the main job: workbook → register → plan → register after, figures, dossier.

    The register is first written as a workbook and then read back from it, as an office would
    deliver it. Raises `BadInput`, `ImpossibleChange`, or `FileExistsError` where
    something else stands; `folder` is complete or not there.
    """
    _refuse_foreign(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    # a temporary directory is cleared at the end of the program at the latest: an interrupt may
    # arrive twice, by the shell and by the engine, and so break into a `finally`
    with TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.parent) as place:
        building = Path(place) / folder.name
        building.mkdir()
        outcome, found, rules = _done(register, plan, building, say)
        _removed(folder)
        building.rename(folder)
    return Dossier(folder, outcome, found, rules)


def _done(
    register: Register, plan: Plan, folder: Path, say: Say
) -> tuple[Outcome, dict[str, Any], dict[str, Any]]:
    from sanding.rules.review import reviewed  # takes its time: other commands start without it

    book = folder / "现状台账.xlsx"
    say(_("写出现状台账工作簿"))
    write_workbook(register, book, masked=False)  # it is read back; the folder stays local
    say(_("导入台账并核对"))
    before = read_workbook(book)
    say(_("施行方案，共 {count} 项变更").format(count=len(plan.changes)))
    outcome = reformed(plan.bound_to(before.hash), before)
    say(_("计算指标并与公布数据勾稽"))
    found = report(before, outcome.after)
    say(_("对照规则库核对现状和方案"))
    review = reviewed(before, outcome=outcome)
    say(_("写出案卷"))
    rules = rule_card(review)
    _write(folder, outcome, found, rules)
    _write_findings(folder, outcome.after, review)
    return outcome, found, rules


def judged(review: Review) -> dict[str, Any]:
    """Return a review as plain values: law, findings, rules not judged, how many block."""
    return {
        "law": _law(review),
        "errors": review.errors,
        "findings": [one.plain() for one in review.findings],
        "not_judged": review.not_judged.to_dicts(),
    }


def rule_card(review: Review) -> dict[str, Any]:
    """Return by which rules was judged, and how many findings there are of each kind.

    `errors` and `warnings` are what stands after the plan; `caused`, `mended` and `left` say what
    the plan does.
    """
    from sanding.rules.book import book_hash
    from sanding.rules.marks import Mark

    marks = [one.mark for one in review.findings]
    counts = {str(mark): marks.count(str(mark)) for mark in Mark}
    standing = len(marks) - counts["mended"]
    return {
        **_law(review), "book_hash": book_hash(review.law.law), "errors": review.errors,
        "warnings": standing - review.errors, **counts, "not_judged": len(review.not_judged),
    }  # fmt: skip


def _law(review: Review) -> dict[str, Any]:
    law = review.law
    return {"on": law.day.isoformat(), "area": law.area, "overlays": list(law.law.overlays)}


def _refuse_foreign(folder: Path) -> None:
    """Raise `FileExistsError` where anything stands that a former dossier did not leave."""
    if folder.is_dir() and {path.name for path in folder.iterdir()} <= OWN:
        return
    if folder.exists():
        raise FileExistsError(folder)


def _removed(folder: Path) -> None:
    if folder.exists():
        rmtree(folder)


def _write(folder: Path, outcome: Outcome, found: dict[str, Any], rules: dict[str, Any]) -> None:
    write_register(outcome.before, folder / "before")
    write_register(outcome.journalled, folder / "after")
    (folder / "plan.yaml").write_text(outcome.plan.to_yaml(), encoding="utf-8")
    tables = {
        "ledger": outcome.ledger,
        "ledger-lines": outcome.lines,
        "succession": outcome.succession.frame(),
        "changes": without_sensitive_cells(diff(outcome.before, outcome.after)),
        "people": outcome.people,
    }
    for name, table in tables.items():
        table.write_csv(folder / f"{name}.csv", include_bom=True)
    _dump(folder / "indicators.json", found)
    write_comparison(folder / "改革前后对照.xlsx", outcome, found["figures"])
    _dump(
        folder / "dossier.json",
        {
            "plan": outcome.plan.id,
            "plan_hash": outcome.plan.hash,
            "before_hash": outcome.before.hash,
            "after_hash": outcome.after.hash,
            "day": outcome.before.day.isoformat(),
            "balanced": not outcome.ledger.filter(pl.col("balance") != 0).height,
            "rules": rules,
        },
    )


def _write_findings(folder: Path, after: Register, review: Review) -> None:
    from sanding.exchange.annotated import write_annotated

    _dump(folder / "findings.json", judged(review))
    # a dossier is handed on: no more people stand in it than findings are about
    write_annotated(after, review, folder / "合规提示.xlsx", only_found=True)


def _dump(path: Path, plain: object) -> None:
    path.write_text(json.dumps(plain, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

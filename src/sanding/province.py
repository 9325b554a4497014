"""The reviewing office: many counties' submissions judged under one law, an opinion on each."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from multiprocessing import active_children, get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import polars as pl

from sanding.base import BadInput, SandingError, _
from sanding.base.codes import divisions, without_id_numbers
from sanding.exchange.opinions import write_opinions
from sanding.exchange.submissions import Submission, plan_in, register_in, submissions
from sanding.indicators.catalogue import CATALOGUE as INDICATORS
from sanding.indicators.indicator import figure
from sanding.law import Law
from sanding.plan import Outcome, Plan, apply
from sanding.plan.apply import PROBLEMS
from sanding.plan.codec import as_plain
from sanding.plan.describe import described
from sanding.register import TABLES, Register
from sanding.register.integrity import faults
from sanding.rules.brief import Brief
from sanding.rules.catalogue import RULES
from sanding.rules.findings import changes_called, findings_of
from sanding.rules.judge import ODD
from sanding.rules.marks import Mark
from sanding.rules.opinion import (
    Advice,
    Counted,
    Measured,
    Opinion,
    Plain,
    Told,
    advised,
    counts_of,
)
from sanding.rules.review import Personnel, Review, reviewed

__all__ = ["Submission", "judged", "of_county", "review", "submissions", "write_review"]

KEY_FIGURES = (
    "bodies", "leadership_posts", "institutions", "institution_posts", "townships",
    "township_posts", "sections", "approved_administrative", "people", "over_posts_people",
    "vacancies",
)  # fmt: skip
TURN = 0.2  # seconds
SHOWN = 20  # reasons of one kind, before the rest is counted
HIDDEN = ("name", "message", "value", "limit", "detail")  # texts that may hold identity numbers
Progress = Callable[[Opinion, int, int], None]  # an opinion, its number, how many there are
Made = TypeVar("Made")


def review(
    folder: Path,
    *,
    law: Law | None = None,
    on: date | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
) -> list[Opinion]:
    """Return an opinion on the last submission of every county, in the order of their codes.

    `law` is the nation's with the overlays that ship for each county, unless given; it is asked
    for the day `on`, else for each register's own. With several jobs the opinions are the same
    and come sooner. Raises `BadInput` if there is no submission.
    """
    found = list(submissions(folder).values())
    opinions: list[Opinion] = []
    for opinion in _opinions(found, law, on, min(jobs, len(found))):
        opinions.append(opinion)
        if progress:
            progress(opinion, len(opinions), len(found))
    return opinions


def judged(submission: Submission, law: Law | None = None, on: date | None = None) -> Opinion:
    """Return the opinion on one submission; what cannot be read or done is part of it."""
    opinion = Opinion(
        county=submission.county,
        name=divisions().get(submission.county, submission.county),
        folder=submission.told,
        advice=Advice.UNJUDGED,
        submitted_on=submission.submitted_on,
        number=submission.number or 1,
        reasons=submission.notes,
    )
    try:
        return _judged(opinion, submission, law, on)
    except ODD as error:  # one county's odd data must not end the review of the others
        said = _("核对时软件出错（{error}），请报告给软件维护人员")
        told = f"{type(error).__name__}: {str(error)[:80]}"
        return _with(opinion, Advice.UNJUDGED, [said.format(error=told)])


def of_county(some: Sequence[Submission], law: Law | None, on: date | None) -> Opinion:
    """Return the opinion on a county's last submission, beside that on the one before it."""
    *earlier, last = some
    return judged(last, law, on).beside(judged(earlier[-1], law, on) if earlier else None)


def write_review(opinions: Sequence[Opinion], place: Path) -> None:
    """Write table and letters as a folder: whole, in the stead of a former one, or not at all."""
    place.parent.mkdir(parents=True, exist_ok=True)
    # a temporary directory is cleared at the end of the program at the latest, see `study`
    with TemporaryDirectory(prefix=f".{place.name}.", dir=place.parent) as near:
        fresh, old = Path(near) / "new", Path(near) / "old"
        fresh.mkdir()
        write_opinions(fresh, opinions)
        try:
            if place.exists():
                place.rename(old)
            fresh.rename(place)
        finally:
            if old.exists() and not place.exists():
                old.rename(place)


def _judged(opinion: Opinion, submission: Submission, law: Law | None, on: date | None) -> Opinion:
    plan, why = _tried(lambda: plan_in(submission))
    register, more = _tried(lambda: register_in(submission, on=on))
    if plan is not None:
        opinion = replace(
            opinion, plan=plan.id, title=without_id_numbers(plan.title), plan_hash=plan.hash
        )
    if register is not None:
        opinion = replace(opinion, name=_name(opinion, register))
    if plan is None or register is None:
        changes = _told(plan, register) if plan else ()
        figures = _figures(register) if register else ()
        opinion = replace(opinion, changes=changes, figures=figures)
        return _with(opinion, Advice.INCOMPLETE, [*why, *more])
    outcome, why = _tried(lambda: apply(plan, register))
    if outcome is None:
        opinion = replace(opinion, changes=_told(plan, register), figures=_figures(register))
        return _with(opinion, Advice.IMPOSSIBLE, why)
    personnel, lacks = _tried(lambda: _personnel(submission, outcome))
    told = reviewed(register, outcome=outcome, personnel=personnel, on=on, law=law)
    return _found(opinion, outcome, told, _short([*_faults(submission, register), *lacks]))


def _found(opinion: Opinion, outcome: Outcome, told: Review, lacks: Sequence[str]) -> Opinion:
    """The opinion with what the rules found; what the material lacks or the plan loses is told."""
    mark = pl.col("mark")
    own = told.found.filter(mark.is_null() | mark.is_in([str(Mark.CAUSED), str(Mark.WORSENED)]))
    stays = told.found.filter(mark == str(Mark.LEFT))
    findings = tuple(_hidden(one.plain()) for one in findings_of(own, told.names))
    lost = [_lost(*row) for row in outcome.losses().rows()]
    advice = advised(findings)
    if lost or lacks:
        advice = Advice.INCOMPLETE if lacks else Advice.IMPOSSIBLE
    opinion = replace(
        opinion,
        day=told.law.on,
        overlays=tuple(map(str, told.law.law.overlays)),
        changes=_told(outcome.plan, outcome.before, outcome.after),
        counts=_counted(told.found),
        not_judged=tuple((rule, str(why)) for rule, why in told.not_judged.rows()),
        figures=_figures(outcome.before, outcome.after),
        findings=findings,
        standing=frozenset(stays.select("rule", pl.col("where").fill_null("")).rows()),
    )
    return _with(opinion, advice, [*lacks, *_short(lost)])


def _counted(found: pl.DataFrame) -> tuple[Counted, ...]:
    keys = ["rule", "mark", "severity"]
    several = found.group_by(keys).agg(findings=pl.len().cast(pl.Int64)).sort(keys)
    titles = {code: str(rule.title) for code, rule in RULES.items()}
    return counts_of(several.to_dicts(), titles)


def _hidden(plain: Plain) -> Plain:
    """A finding without identity numbers, its texts as plain ones."""
    shown = {name: without_id_numbers(str(plain[name])) for name in HIDDEN if plain[name]}
    return {**plain, **shown}


def _tried(step: Callable[[], Made]) -> tuple[Made | None, list[str]]:
    """What a step makes, or why it cannot."""
    try:
        return step(), []
    except BadInput as error:
        return None, _short([str(one) for one in error.faults])
    except SandingError as error:
        return None, [str(error)]


def _with(opinion: Opinion, advice: Advice, reasons: Sequence[str]) -> Opinion:
    """The opinion with an advice and more reasons, identity numbers masked in them."""
    shown = map(without_id_numbers, map(str, reasons))
    return replace(opinion, advice=advice, reasons=(*opinion.reasons, *shown))


def _short(lines: Sequence[str]) -> list[str]:
    """The first lines, and how many more there are."""
    rest = len(lines) - SHOWN
    more = [_("……另有 {count} 处").format(count=rest)] if rest > 0 else []
    return [*lines[:SHOWN], *more]


def _faults(submission: Submission, register: Register) -> list[str]:
    """What is broken in the register itself; a workbook was looked through when it was read."""
    if submission.register is not None and submission.register.suffix == ".xlsx":
        return []
    said = _("台账数据有误：【{table}】{key}{message}")
    return [
        said.format(table=TABLES[table].label, key=key or "", message=message)
        for _code, table, key, _column, _value, message in faults(register).rows()
    ]


def _personnel(submission: Submission, outcome: Outcome) -> Personnel | None:
    if submission.placement is None:
        return None
    from sanding.exchange.personnel import read_personnel

    return read_personnel(submission.placement, outcome.before, outcome.after)


def _lost(table: str, one: str, problem: str) -> str:
    said = _("方案有所丢失：{table} {id}（{problem}）")
    return said.format(table=TABLES[table].label, id=one, problem=PROBLEMS[problem])


def _name(opinion: Opinion, register: Register) -> str:
    rows = register.loose("counties").filter(pl.col("id") == opinion.county)
    return str(rows["name"][0]) if rows.height else opinion.name


def _told(plan: Plan, *registers: Register | None) -> tuple[Told, ...]:
    """The changes of a plan in officers' words, names from the first register that has them."""
    sides = [Brief(one, one.day) for one in registers if one is not None]
    names = changes_called(plan.changes, *sides)
    words = (f"{one.label}：{described(one, names)}" for one in plan.changes)
    return tuple(
        Told(one.id, without_id_numbers(said), as_plain(one))
        for one, said in zip(plan.changes, words, strict=True)
    )


def _figures(before: Register, after: Register | None = None) -> tuple[Measured, ...]:
    known = {one.id: one for one in INDICATORS}
    return tuple(
        Measured(
            one.id, str(one.label), str(one.unit), figure(one, before).value,
            figure(one, after).value if after else None,
        )
        for one in map(known.__getitem__, KEY_FIGURES)
    )  # fmt: skip


def _opinions(
    counties: Sequence[Sequence[Submission]], law: Law | None, on: date | None, jobs: int
) -> Iterator[Opinion]:
    """Opinions in order, each as soon as it and those before it are there."""
    if jobs <= 1:
        for some in counties:
            yield of_county(some, law, on)
        return
    others = set(active_children())
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_as_one_of_many)
    try:
        # what is started now inherits both: one thread each, and the interrupt is ours alone
        with _uninterrupted(), _single_threaded():
            waiting = [pool.submit(of_county, some, law, on) for some in counties]
        for one in waiting:
            while not one.done():  # in short turns: else an interrupt may have to wait, too
                wait([one], timeout=TURN)
            yield one.result()
    except BaseException as error:
        for worker in set(active_children()) - others:  # they write nothing: none is waited for
            worker.terminate()
        if isinstance(error, BrokenProcessPool):
            said = _("核对进程意外终止，可能内存不足；请用 --jobs 1 重试")
            raise SandingError(said) from None
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _as_one_of_many() -> None:
    """Prepare a process that shares the machine with others: deaf to an interrupt."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def _single_threaded() -> Iterator[None]:
    """Start processes with one thread each: Polars asks once, when it is loaded."""
    asked = os.environ.get("POLARS_MAX_THREADS")
    os.environ["POLARS_MAX_THREADS"] = asked or "1"
    try:
        yield
    finally:
        if asked is None:
            del os.environ["POLARS_MAX_THREADS"]


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Hold an interrupt back for a moment, where the system can."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)

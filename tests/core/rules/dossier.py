"""A dossier: Fushan, its plan carried out, its papers and people, and what all rules say of it.

`spoilings/baseline.yaml` says what the example lacks and a whole dossier has. To judge a spoiled
one, only the rules are asked that read a table which is another; the others say what they said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property

import polars as pl

from sanding.law import Dated, Figure, InForce, Law, law_of
from sanding.plan import Outcome, Plan, apply
from sanding.plan.frames import PLAN_TABLES, plan_frames
from sanding.register import TABLES
from sanding.register.personnel import PERSONNEL
from sanding.rules.brief import EVIDENCE, Brief, View
from sanding.rules.catalogue import CATALOGUE
from sanding.rules.judge import Judgement, judge
from sanding.rules.rule import FrameRule, Rule
from tests.core.rules.spoiling import (
    BASELINE,
    COUNTY,
    Edit,
    Spoiling,
    edited_plan,
    edited_register,
    edited_tables,
    matched,
    national,
    plain_rows,
    said_in,
)
from tests.pilots import outcome

PLACE = ["rule", "table", "where", "detail"]
Read = tuple[str, str]  # side (after, before), table
Frames = dict[str, pl.DataFrame]


@dataclass(frozen=True, eq=False)
class Dossier:
    """A plan carried out, the people's files beside it; `told`: the plan's tables, if known."""

    outcome: Outcome
    personnel: Frames
    told: Frames | None = None

    @cached_property
    def frames(self) -> Frames:
        """The tables of the plan, its papers among them."""
        return plan_frames(self.outcome.plan, self.outcome) if self.told is None else self.told

    @cached_property
    def brief(self) -> Brief:
        """What is put to the rules: the register after the plan, with all that speaks of it."""
        done = self.outcome
        return Brief(done.after, done.before.day, before=done.before,
                    plan=self.frames, personnel=self.personnel)  # fmt: skip

    def judged(self) -> Judgement:
        """What all rules find."""
        return judge(self.brief, law(), CATALOGUE)


@cache
def law() -> InForce:
    """The law of the county on the register's day, with the ceilings of the baseline."""
    known = law_of(COUNTY)
    ceilings = {
        name: Figure(name, (Dated(
            since=date(2020, 1, 1), value=value, unit=known.figures[name].values[0].unit,
            instrument="县机构改革方案", article="", area=COUNTY),))
        for name, value in said_in(BASELINE)["law"].items()
    }  # fmt: skip
    return known.with_overlay(Law(ceilings, {})).on(outcome("fushan").before.day, area=COUNTY)


@cache
def baseline() -> Dossier:
    """Fushan with its documented plan and whatever a whole dossier has beside it."""
    more, example = said_in(BASELINE), outcome("fushan")
    before = edited_register(example.before, more["register"])
    plan = edited_plan(replace(example.plan, baseline=None), more["plan"], more["papers"])
    empty = {name: table.empty() for name, table in PERSONNEL.items()}
    return Dossier(apply(plan, before), edited_tables(empty, more["personnel"], PERSONNEL))


@cache
def unspoiled() -> Judgement:
    """What the rules say of the baseline."""
    return baseline().judged()


def spoiled(spoiling: Spoiling, *, anew: bool = False) -> Dossier:
    """The dossier with this one thing gone wrong; with `anew` the plan is carried out anew.

    Else that is spared where its outcome is known: papers and people change none of it, changes
    at the end go on from it, and what no change touches is the same after it.
    """
    base = baseline()
    done, plan = base.outcome, edited_plan(base.outcome.plan, spoiling.plan, spoiling.papers)
    before = edited_register(done.before, spoiling.register)
    known = len(done.plan.changes)
    added = plan.changes[known:]
    if anew or plan.changes[:known] != done.plan.changes:
        done = apply(plan, before)
    elif added and not spoiling.register:
        done = _gone_on(done, plan, replace(plan, changes=added))
    elif not added and all(_untouched(done, *one) for one in spoiling.register.items()):
        after = edited_register(done.after, spoiling.register)
        done = replace(done, plan=plan, before=before, after=after)
    else:
        done = apply(plan, before)
    carried = replace(done, after=edited_register(done.after, spoiling.after))
    personnel = edited_tables(base.personnel, spoiling.personnel, PERSONNEL)
    return Dossier(carried, personnel, _papers_only(carried))


def _papers_only(done: Outcome) -> Frames | None:
    """The plan's tables where all but its papers and its head is that of the baseline."""
    base = baseline()
    if done.before is not base.outcome.before or done.after is not base.outcome.after:
        return None
    told = plan_frames(done.plan)
    return {**base.frames, **{name: told[name] for name in ("plan", EVIDENCE)}}


def _gone_on(done: Outcome, plan: Plan, rest: Plan) -> Outcome:
    """The outcome of a plan from that of its beginning, as `apply` chains changes."""
    more = apply(rest, done.after)
    return Outcome(plan, done.before, more.after, done.succession.then(more.succession),
                   done.entries + more.entries, done.created | more.created)  # fmt: skip


def _untouched(done: Outcome, name: str, edit: Edit) -> bool:
    """Whether the plan leaves alone the rows an edit names and all they are to refer to."""
    if "drop" in edit:
        return False
    table = TABLES[name]
    sides = [plain_rows(side.loose(name), table) for side in (done.before, done.after)]
    for one in edit.get("set", ()):
        here, there = (side.filter(matched(table, one["of"])).sort(table.key) for side in sides)
        if not here.equals(there):
            return False
    given = [*edit.get("add", ()), *(one["to"] for one in edit.get("set", ()))]
    refs = [(c.ref, one[c.name]) for one in given for c in table.columns
            if c.ref and one.get(c.name) is not None]  # fmt: skip
    return all(_same(done, target, national(one)) for target, one in refs)


def _same(done: Outcome, table: str, one: str) -> bool:
    here, there = (
        side.loose(table).filter(pl.col("id") == one) for side in (done.before, done.after)
    )
    return here.height == 1 and here.equals(there)


@dataclass(eq=False)
class Watched(Brief):
    """A brief that notes what is read of it; each reader reads shared views anew."""

    side: str = "after"
    reads: set[Read] = field(default_factory=set)

    def __getitem__(self, name: str) -> pl.LazyFrame:
        """Note the table, and on which side where there are two."""
        self.reads.add((self.side if name in TABLES else "after", name))
        return super().__getitem__(name)

    @cached_property
    def was(self) -> Brief:
        """The other side, noted in the same place."""
        return replace(self, after=self.before or self.after, side="before")

    def has(self, name: str) -> bool:
        """Note the table asked for."""
        self.reads.add((self.side, name.partition(":")[0]))
        return super().has(name)

    def shared(self, view: View) -> pl.LazyFrame:
        """The view, made for this reader."""
        return view(self)


@cache
def read_by() -> dict[str, frozenset[Read]]:
    """By rule what it reads of the baseline: a rule that reads no other table finds nothing else.

    Which tables a rule reads may hang on what it has read so far, and on nothing else.
    """
    return {rule.code: frozenset(_reads(rule)) for rule in CATALOGUE}


def _reads(rule: Rule) -> set[Read]:
    whole = baseline().brief
    brief = Watched(whole.after, whole.on, whole.before, whole.plan, whole.personnel)
    for name in rule.needs:
        brief.has(name)
    if isinstance(rule, FrameRule):
        rule.breaches(brief, law())
    else:
        brief.reads.add(("after", rule.table))
    return brief.reads


def judged(dossier: Dossier) -> Judgement:
    """What all rules find, those asked again that read what is another than in the baseline."""
    other = frozenset(_other(dossier))
    asked = [rule for rule in CATALOGUE if read_by()[rule.code] & other]
    if ("after", EVIDENCE) in other and dossier.brief.has(f"{EVIDENCE}:exemption"):
        asked = list(CATALOGUE)  # it makes any finding a warning
    again, codes = judge(dossier.brief, law(), asked), [rule.code for rule in asked]
    kept = [frame.filter(~pl.col("rule").is_in(codes))
            for frame in (unspoiled().findings, unspoiled().not_judged)]  # fmt: skip
    return Judgement(pl.concat([kept[0], again.findings]), pl.concat([kept[1], again.not_judged]))


def _other(dossier: Dossier) -> Iterator[Read]:
    """Tables that are not as in the baseline."""
    was, now = baseline(), dossier
    for side in ("before", "after"):
        old, new = getattr(was.outcome, side), getattr(now.outcome, side)
        for name in TABLES:
            same = old.rows[name] is new.rows[name]
            if not same and not old.frame(name).equals(new.frame(name)):
                yield side, name
    for old, new, names in (
        (was.brief.plan, now.brief.plan, [*PLAN_TABLES, EVIDENCE]),
        (was.personnel, now.personnel, list(PERSONNEL)),
    ):
        for name in names:
            if old[name] is not new[name] and not old[name].equals(new[name]):
                yield from (("before", name), ("after", name))


@dataclass(frozen=True)
class Difference:
    """What a spoiling changes: by rule the places where more is found; rules that find less."""

    rises: dict[str, list[str]]
    falls: frozenset[str]


def difference(now: Judgement) -> Difference:
    """Compare with the baseline, place by place: amounts, and whether any blocks."""
    both = _measured(unspoiled()).join(
        _measured(now), on=PLACE, how="full", coalesce=True, nulls_equal=True, suffix="_now"
    )
    old, new = pl.col("amount").fill_null(0), pl.col("amount_now").fill_null(0)
    hard, harder = (pl.col(name).fill_null(value=False) for name in ("blocks", "blocks_now"))
    rises = both.filter((new > old) | (harder & ~hard))
    falls = both.filter((new < old) | (hard & ~harder))
    places: dict[str, list[str]] = {}
    for rule, where in rises.select("rule", "where").unique().sort("rule", "where").iter_rows():
        places.setdefault(rule, []).append(where.removeprefix(f"{COUNTY}-"))
    unasked = set(now.not_judged["rule"]) - set(unspoiled().not_judged["rule"])
    return Difference(places, frozenset(falls["rule"]) | unasked)


def _measured(judgement: Judgement) -> pl.DataFrame:
    return judgement.findings.group_by(PLACE).agg(
        pl.col("amount").sum(), blocks=(pl.col("severity") == "error").any()
    )

"""The review of a register and a plan: before, after, and the change itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import polars as pl

from sanding.law import InForce, Law, law_of
from sanding.law.units import AREA_LENGTHS
from sanding.plan import Outcome
from sanding.plan.frames import plan_frames
from sanding.register import Register
from sanding.rules.brief import Brief
from sanding.rules.catalogue import CATALOGUE
from sanding.rules.findings import Finding, findings_of, names_for
from sanding.rules.judge import Judgement, judge
from sanding.rules.marks import Heirs, Mark, marked
from sanding.rules.rule import Rule, Scope, Severity
from sanding.rules.sound import refuse_unknown_figures

OF_A_REGISTER = (Scope.REGISTER, Scope.REFORM)
WITHOUT_PLAN = (*OF_A_REGISTER, Scope.PLACEMENT)
Personnel = Mapping[str, pl.DataFrame]


@dataclass(frozen=True)
class Review:
    """What the rules find in a register, and with a plan before, after and in the change.

    `found` are the columns of `judge.FINDINGS` with `mark` and `before` (see `marks`); without a
    plan both are null. `not_judged` lists the rules that could not be asked, with the reason.
    """

    before: Judgement
    after: Judgement | None
    found: pl.DataFrame
    not_judged: pl.DataFrame
    names: Mapping[tuple[str, str], str]
    law: InForce

    @cached_property
    def findings(self) -> list[Finding]:
        """Findings one by one; those a plan mends are listed too, with amount 0."""
        return findings_of(self.found, self.names)

    @property
    def errors(self) -> int:
        """How many findings block, those that the plan mends left aside."""
        blocks = pl.col("severity") == str(Severity.ERROR)
        mended = (pl.col("mark") == str(Mark.MENDED)).fill_null(value=False)
        return self.found.filter(blocks & ~mended).height


def reviewed(
    register: Register,
    *,
    outcome: Outcome | None = None,
    personnel: Personnel | None = None,
    on: date | None = None,
    law: Law | None = None,
    rules: Sequence[Rule] = CATALOGUE,
) -> Review:
    """Judge a register, and what a plan made of it, by the law of a day (the register's own).

    The facts are those of the register's day, whatever law they are judged by. `law` is the
    nation's with the overlays that ship for the county, unless given. With a plan all rules are
    asked of what it made, and those of a register of what was before as well; without one those
    of a plan are not asked. Who lacks personnel files is told which rules want them.
    """
    day = on or register.day
    known = law or law_of(*register.counties)
    refuse_unknown_figures(rules, known)
    in_force = known.on(day, area=area_of(register.counties), facts=register.day)
    files = personnel or {}
    if outcome is None:
        asked = [one for one in rules if one.scope is not Scope.PLAN]
        brief = Brief(register, register.day, personnel=files)
        alone = judge(brief, in_force, asked)
        blank = (pl.lit(None, pl.String).alias("mark"), pl.lit(None, pl.Int64).alias("before"))
        found = alone.findings.with_columns(blank)
        names = names_for(found, brief)
        return Review(alone, None, found, alone.not_judged, names, in_force)
    told = plan_frames(outcome.plan, outcome)
    # the plan's head and papers belong to both sides, or their findings would seem its doing
    head = {name: told[name] for name in ("plan", "evidence")}
    of_register = [one for one in rules if one.scope in OF_A_REGISTER]
    before = judge(Brief(register, register.day, plan=head), in_force, of_register)
    brief = Brief(outcome.after, register.day, before=register, plan=told, personnel=files)
    after = judge(brief, in_force, rules)
    silent = set(before.not_judged["rule"]) ^ set(after.not_judged["rule"])
    one_sided = {one.code for one in of_register} & silent
    found = marked(before.findings, after.findings, _heirs(outcome), not_compared=one_sided)
    names = names_for(found, brief, outcome.plan)
    return Review(before, after, found, after.not_judged, names, in_force)


def area_of(counties: Sequence[str]) -> str:
    """Return the narrowest division that all counties stand in: county, city, province, nation."""
    for length in sorted(AREA_LENGTHS, reverse=True):
        shared = {county[:length] for county in counties}
        if len(shared) == 1:
            return shared.pop()
    return ""


def _heirs(outcome: Outcome) -> Heirs:
    return {
        (table, one): [heir for into, heir in heirs if into == table]
        for (table, one), heirs in outcome.succession.heirs.items()
    }

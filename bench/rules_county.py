"""All rules on one county and its plan, and a province's dossiers gone through by its office."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import polars as pl

from bench.county import with_check
from bench.timing import goal, kept, measured
from sanding.base.codes import divisions
from sanding.examples import COUNTIES, example, example_plan
from sanding.exchange import write_register
from sanding.law import law_of
from sanding.plan import Plan, apply
from sanding.plan.frames import plan_frames
from sanding.province import review
from sanding.register import TABLES, Register
from sanding.register.personnel import PERSONNEL
from sanding.rules.brief import Brief
from sanding.rules.catalogue import CATALOGUE
from sanding.rules.judge import judge
from sanding.rules.review import reviewed

PROVINCE = "14"
COUNTY_PEOPLE, COUNTY_SECONDS = 8_000, 0.3
PROVINCE_COUNTIES, PROVINCE_PEOPLE, PROVINCE_SECONDS, JOBS = 117, 6_840, 60.0, 2
OUTCOMES = ("stay", "stay", "stay", "transfer", "retire", "over_posts")


def crowded(name: str, people: int) -> Register:
    """An example county with as many people as asked for, each with an identity number."""
    register = example(name)
    rows = register.frame("people")
    times = -(-people // len(rows))
    marks = [f"-{at}" if at else "" for at in range(times)]
    copies = [rows.with_columns(pl.concat_str("id", pl.lit(mark))) for mark in marks]
    tables = {table: register.frame(table) for table in TABLES}
    crowd = numbered(pl.concat(copies).head(people))
    return Register.of({**tables, "people": crowd}, day=register.day)


def numbered(people: pl.DataFrame) -> pl.DataFrame:
    """Return `people` with a valid identity number each, which tells birth and sex as they are."""
    odd = (pl.col("sex").cast(pl.String) == "male").cast(pl.Int64)
    serial = pl.int_range(pl.len()) % 500 * 2 + odd
    born = pl.col("born_on").dt.strftime("%Y%m%d")
    first = pl.concat_str("county", born, serial.cast(pl.String).str.zfill(3))
    return people.with_columns(id_number=with_check(first))


def placed(register: Register) -> dict[str, pl.DataFrame]:
    """What becomes of every person, and what stands behind them."""
    people = register.frame("people").select("county", person="id", body="body")
    outcomes = pl.lit(pl.Series(list(OUTCOMES)))
    at = pl.int_range(pl.len())
    tables = {
        "placements": people.with_columns(
            id=pl.concat_str(pl.lit("z-"), "person"), outcome=outcomes.gather(at % len(OUTCOMES))
        ),
        "assessments": people.select("county", "person")
        .join(pl.DataFrame({"year": [2022, 2023, 2024]}), how="cross")
        .with_columns(grade=pl.lit("competent")),
        "service": people.select("county", "person", contribution_months=pl.lit(200, pl.Int64)),
    }
    return {name: PERSONNEL[name].conform(_known(name, rows)) for name, rows in tables.items()}


def _known(name: str, rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(one for one in PERSONNEL[name].schema if one in rows.columns)


def goals(*, quick: bool) -> bool:
    """A county by all rules, and a province's dossiers reviewed."""
    ours = measured(county_all_rules, COUNTY_PEOPLE)
    asked, findings = ours.answer
    said = f"{ours.seconds:.3f} s for {COUNTY_PEOPLE:,} people, {asked} rules, {findings} findings"
    swift = goal("rules.county", said, f"< {COUNTY_SECONDS:g} s", ours.seconds < COUNTY_SECONDS)
    whole = measured(county_review, COUNTY_PEOPLE, repeats=3)
    print(f"before, after and the change, marked and named: {whole.seconds:.3f} s")
    wanted = f"< {PROVINCE_SECONDS:g} s"
    if quick:
        return swift and goal("rules.province", "-", wanted, None)
    measured(write_province, PROVINCE_COUNTIES, PROVINCE_PEOPLE, repeats=1)
    theirs = measured(province, PROVINCE_COUNTIES, PROVINCE_PEOPLE, JOBS, repeats=1)
    people = PROVINCE_COUNTIES * PROVINCE_PEOPLE
    said = f"{theirs.seconds:.1f} s for {PROVINCE_COUNTIES} counties, {people:,} people"
    return swift and goal("rules.province", said, wanted, theirs.seconds < PROVINCE_SECONDS)


def county_all_rules(people: int) -> Callable[[], Any]:
    """Prepare a county, its plan and a placement of everybody; timed are all rules on all three.

    The answer is how many rules were put to it, and how many findings there are.
    """
    register = crowded("fushan", people)
    outcome = apply(example_plan("fushan"), register)
    plan, personnel = plan_frames(outcome.plan, outcome), placed(outcome.after)
    law = law_of(*register.counties).on(register.day, area=register.counties[0])

    def work() -> list[int]:
        brief = Brief(outcome.after, register.day, register, plan, personnel)
        found = judge(brief, law, CATALOGUE)
        return [len(CATALOGUE) - found.not_judged.height, found.findings.height]

    return work


def county_review(people: int) -> Callable[[], Any]:
    """The same county, judged before and after, and what the plan causes, mends and leaves."""
    register = crowded("fushan", people)
    outcome = apply(example_plan("fushan"), register)
    personnel = placed(outcome.after)
    return lambda: reviewed(register, outcome=outcome, personnel=personnel).found.height


def write_province(counties: int, people: int) -> Callable[[], Any]:
    """Prepare: write the dossiers, unless they are there whole; the answer is where."""
    return lambda: str(_written(counties, people))


def province(counties: int, people: int, jobs: int) -> Callable[[], Any]:
    """Go through the dossiers; the answer is how many opinions, changes and findings there are."""
    folder = _written(counties, people)

    def work() -> list[int]:
        opinions = review(folder, jobs=jobs)
        assert all(one.judged for one in opinions), [one.reasons for one in opinions]
        changes = sum(len(one.changes) for one in opinions)
        return [len(opinions), changes, sum(len(one.findings) for one in opinions)]

    return work


def _written(counties: int, people: int) -> Path:
    """Dossiers of real counties of one province, made of the examples' by giving them new ids."""
    folder = kept() / f"province-{counties}-{people}"
    whole, made_by = folder / "whole", _print()
    if whole.exists() and whole.read_text() == made_by:
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    codes = [code for code in sorted(divisions()) if code.startswith(PROVINCE)][:counties]
    assert len(codes) == counties, "more counties than the province has"
    examples = [(crowded(name, people), example_plan(name)) for name in COUNTIES]
    for at, code in enumerate(codes):
        register, plan = recoded(*examples[at % len(examples)], code)
        place = folder / code
        place.mkdir(parents=True)
        write_register(register, place / "before")
        (place / "plan.yaml").write_text(plan.to_yaml(), encoding="utf-8")
    whole.write_text(made_by)
    return folder


def _print() -> str:
    """What the dossiers are made from; others are made when this changes."""
    said = Path(__file__).read_text() + repr([table.schema for table in TABLES.values()])
    plans = "".join(example_plan(name).to_yaml() for name in COUNTIES)
    return sha256((said + plans).encode()).hexdigest()


def recoded(register: Register, plan: Plan, code: str) -> tuple[Register, Plan]:
    """Return a county and its plan under another code: every id begins with it."""
    (old,) = register.counties
    texts = pl.col(pl.String).str.replace_all(old, code, literal=True)
    tables = {name: register.frame(name).with_columns(texts) for name in TABLES}
    tables["people"] = numbered(tables["people"])
    tables["counties"] = tables["counties"].with_columns(name=pl.lit(divisions()[code]))
    fresh = Register.of(tables, day=register.day)
    drawn_up = Plan.from_yaml(plan.to_yaml().replace(old, code))
    return fresh, drawn_up.bound_to(fresh.hash)

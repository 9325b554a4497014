"""The register's claims: a county's workbook, a plan of 120 changes, a nation's integrity.

`python -m bench.register [--quick]`; how it is measured: docs/methods/speed.md.
"""

from __future__ import annotations

import sys

from bench import county, nation
from bench.timing import goal, kept, machine, measured

PEOPLE, CHANGES = 8_000, 120
NATION, QUICK_NATION = 20_000_000, 1_000_000
IMPORT, APPLY, NATION_SECONDS, NATION_PEAK = 2.0, 0.3, 60.0, 3.0


def workbook(*, quick: bool) -> bool:
    """A county's workbook is imported, every check included."""
    path = str(kept() / f"county-{PEOPLE}.xlsx")
    measured(county.write, path, PEOPLE, repeats=1)
    ours = measured(county.by_us, path)
    theirs = measured(county.by_pandas, path, repeats=1 if quick else 3)
    assert ours.answer == theirs.answer == PEOPLE
    print(f"pandas + openpyxl, the same workbook and checks: {theirs.seconds:.2f} s")
    print(f"ratio of medians: {theirs.seconds / ours.seconds:.1f}")
    figure = f"{ours.seconds:.2f} s for {PEOPLE:,} people"
    return goal("register.import", figure, f"< {IMPORT:g} s", ours.seconds < IMPORT)


def plan() -> bool:
    """A plan is applied to that county."""
    ours = measured(county.apply_plan, PEOPLE, CHANGES)
    figure = f"{ours.seconds:.3f} s for {ours.answer} changes"
    return goal("register.apply", figure, f"< {APPLY:g} s", ours.seconds < APPLY)


def integrity(people: int, *, quick: bool) -> bool:
    """Keys and references of a nation are checked as its files stream by."""
    folder = str(kept() / f"nation-{people}")
    there = measured(nation.write, folder, people, repeats=1).answer
    ours = measured(nation.by_us, folder, repeats=3)
    theirs = measured(nation.by_polars, folder, repeats=3)
    by_hand = f"{theirs.seconds:.1f} s, {theirs.peak:.2f} GB"
    print(f"Polars by hand, keys and references alone: {by_hand}")
    print(f"ratio of medians: {theirs.seconds / ours.seconds:.2f}")
    planted = nation.expected(people)
    figure = f"{len(ours.answer)} found among {there:,} people"
    found = goal("register.faults", figure, f"the {len(planted)} planted", ours.answer == planted)
    met = None if quick else ours.seconds < NATION_SECONDS
    swift = goal("register.nation", f"{ours.seconds:.1f} s", f"< {NATION_SECONDS:g} s", met)
    met = None if quick else ours.peak < NATION_PEAK
    small = goal("register.memory", f"{ours.peak:.2f} GB", f"< {NATION_PEAK:g} GB", met)
    return found and swift and small


def main() -> int:
    """Run every claim; 1 if one is short."""
    quick = "--quick" in sys.argv[1:]
    print(machine())
    held = [
        workbook(quick=quick),
        plan(),
        integrity(QUICK_NATION if quick else NATION, quick=quick),
    ]
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())

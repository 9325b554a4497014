"""Claims of the rules: one fused pass over people against the peers, in memory and streamed.

`python -m bench.rules [--quick]`; how it is measured: docs/methods/rules-speed.md.
"""

from __future__ import annotations

import sys

from bench import rules_county, rules_gx, rules_pandera, rules_people, rules_polars
from bench.rules_polars import WAYS
from bench.timing import Measured, goal, kept, machine, measured

CITY, NATION = 1_000_000, 20_000_000
TWENTY, HUNDRED = 20, 100
MEMORY, STREAMED = 0, 1
POLARS, NATION_POLARS, WIDE, PEAK = 1.0, 1.0, 2.0, 1.5


def in_memory(*, quick: bool) -> bool:
    """Twenty rules on a million people who are there."""
    folder = _people(CITY)
    some, few = (3, 1) if quick else (5, 3)
    ways = ["masks"] if quick else list(WAYS)  # the fastest so far wherever all were run

    def ours_again() -> Measured:
        return measured(rules_polars.by_us, folder, TWENTY, MEMORY)

    before = ours_again()
    hand = _best_by_hand(folder, MEMORY, ways, repeats=some)
    in_polars = measured(rules_pandera.by_polars, folder, repeats=some)
    between = ours_again()
    in_pandas = measured(rules_pandera.by_pandas, folder, repeats=few)
    expectations = measured(rules_gx.by_expectations, folder, repeats=few)
    ours = sorted([before, between, ours_again()], key=lambda one: one.seconds)[1]
    if not quick:
        _beside(folder, ours)
    peers = (
        ("polars", hand, POLARS),
        ("pandera_polars", in_polars, 4.0),
        ("pandera_pandas", in_pandas, 15.0),
        ("great_expectations", expectations, 25.0),
    )
    held = [_the_same("rules.offenders", [ours, *(peer for _, peer, _ in peers)])]
    for name, peer, wanted in peers:
        ratio = peer.seconds / ours.seconds
        figure = f"{ratio:.1f} ({peer.seconds:.2f} s against {ours.seconds:.3f} s)"
        held.append(goal(f"rules.{name}", figure, f">= {wanted:g}", ratio >= wanted))
    return all(held)


def hundred_agree() -> bool:
    """A hundred rules find the same by hand."""
    folder = _people(CITY)
    ours = measured(rules_polars.by_us, folder, HUNDRED, MEMORY, repeats=1)
    hand = measured(rules_polars.by_hand, folder, HUNDRED, MEMORY, "masks", repeats=1)
    return _the_same("rules.hundred_offenders", [ours, hand])


def streamed(*, quick: bool) -> bool:
    """Twenty and a hundred rules on the people of a nation, read from its files."""
    wanted = (f">= {NATION_POLARS:g}", f"<= {WIDE:g}", f"<= {PEAK:g} GB")
    names = ("rules.nation", "rules.nation_hundred", "rules.nation_memory")
    if quick:
        return all(goal(name, "-", said, None) for name, said in zip(names, wanted, strict=True))
    folder = _people(NATION)
    ours = measured(rules_polars.by_us, folder, TWENTY, STREAMED, repeats=3)
    hand = _best_by_hand(folder, STREAMED, ["masks"], repeats=3)
    wide = measured(rules_polars.by_us, folder, HUNDRED, STREAMED, repeats=3)
    same = _the_same("rules.nation_offenders", [ours, hand])
    ratio, times = hand.seconds / ours.seconds, wide.seconds / hand.seconds
    peak = max(ours.peak, wide.peak)
    said = f"{ratio:.2f} ({hand.seconds:.1f} s against {ours.seconds:.1f} s, aim 1.8)"
    swift = goal(names[0], said, wanted[0], ratio >= NATION_POLARS)
    said = f"{times:.2f} ({wide.seconds:.1f} s for 100 against {hand.seconds:.1f} s for 20, aim 1)"
    many = goal(names[1], said, wanted[1], times <= WIDE)
    small = goal(names[2], f"{peak:.2f} GB", wanted[2], peak <= PEAK)
    return same and swift and many and small


def _people(number: int) -> str:
    folder = str(kept() / f"rules-{number}")
    there = measured(rules_people.write, folder, number, repeats=1).answer
    assert there == number
    return folder


def _best_by_hand(folder: str, streamed: int, ways: list[str], *, repeats: int) -> Measured:
    """By hand in several ways; the peer is the fastest."""
    every = {
        way: measured(rules_polars.by_hand, folder, TWENTY, streamed, way, repeats=repeats)
        for way in ways
    }
    best = min(every, key=lambda way: every[way].seconds)
    times = ", ".join(f"{way} {one.seconds:.2f} s" for way, one in every.items())
    print(f"Polars by hand: {times}; the peer is {best}, {every[best].peak:.2f} GB", flush=True)
    return every[best]


def _beside(folder: str, ours: Measured) -> None:
    """What the peers take when the rules are worked out by hand and they only report."""
    for name, part in (("pandera", rules_pandera.by_masks), ("gx", rules_gx.by_masks)):
        theirs = measured(part, folder, repeats=3)
        assert theirs.answer == ours.answer
        ratio = theirs.seconds / ours.seconds
        print(f"{name} that only reports masks of pandas: {theirs.seconds:.2f} s, {ratio:.1f}")


def _the_same(name: str, every: list[Measured]) -> bool:
    """Whether all found the same, and anything at all."""
    found = {tuple(one.answer) for one in every}
    number = every[0].answer[0]
    return goal(name, f"{number:,} by us", "the same by all", len(found) == 1 and number > 0)


def main() -> int:
    """Run every claim; 1 if one is short."""
    quick = "--quick" in sys.argv[1:]
    print(machine())
    held = [in_memory(quick=quick), hundred_agree(), streamed(quick=quick)]
    held.append(rules_county.goals(quick=quick))
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())

"""Succession: who takes over, through many changes, and what a broken one looks like."""

from __future__ import annotations

import pytest

from sanding.base import ImpossibleChange
from sanding.plan import Succession
from sanding.plan.succession import refuse_reuse
from sanding.register import Register
from tests.builders import county

BODIES = "bodies"


def without(register: Register, table: str, *ids: str) -> Register:
    frame = register.loose(table)
    return register.with_tables({table: frame.filter(~frame["id"].is_in(list(ids)))})


def test_each_that_ended_has_all_the_heirs():
    succession = Succession.of(BODIES, ["a", "b"], "c", "d")
    assert succession.frame().select("id", "heir").rows() == [
        ("a", "c"), ("a", "d"), ("b", "c"), ("b", "d"),
    ]  # fmt: skip


def test_an_heir_may_be_in_another_table():
    succession = Succession.of("plaques", ["p"], "a", into=BODIES)
    assert succession.frame().rows() == [("plaques", "p", BODIES, "a")]


def test_an_heir_that_ends_later_is_replaced_by_its_own_heirs():
    chain = Succession.of(BODIES, ["a"], "b").then(Succession.of(BODIES, ["b"], "c", "d"))
    chain = chain.then(Succession.of(BODIES, ["d"], "c"))
    assert chain.heirs == {
        (BODIES, "a"): ((BODIES, "c"),),
        (BODIES, "b"): ((BODIES, "c"),),
        (BODIES, "d"): ((BODIES, "c"),),
    }


def test_a_chain_runs_through_tables():
    chain = Succession.of("plaques", ["p"], "a", into=BODIES)
    chain = chain.then(Succession.of(BODIES, ["a"], "b"))
    assert chain.heirs["plaques", "p"] == ((BODIES, "b"),)


def test_one_id_in_two_tables_is_two():
    chain = Succession.of("plaques", ["p"], "a", into=BODIES)
    assert chain.then(Succession.of("sections", ["a"], "b")).heirs["plaques", "p"] == (
        (BODIES, "a"),
    )


def test_nothing_later_leaves_it_as_it_is():
    succession = Succession.of(BODIES, ["a"], "b")
    assert succession.then(Succession()) is succession


def test_nothing_is_broken_where_heirs_are_there():
    before = county()
    after = without(before, BODIES, "gxj")
    assert Succession.of(BODIES, ["gxj"], "fgj").broken(before, after).is_empty()
    assert Succession().broken(before, before).is_empty()


@pytest.mark.parametrize(
    ("succession", "problem"),
    [
        (Succession(), "orphan"),
        (Succession.of(BODIES, ["gxj"]), "orphan"),
        (Succession.of(BODIES, ["gxj"], "nowhere"), "orphan"),
        (Succession.of(BODIES, ["gxj"], "fgj", "nowhere"), "orphan"),
        (Succession.of("sections", ["gxj"], "fgj", into=BODIES), "orphan"),
        (Succession.of(BODIES, ["gxj"], "fgj", into="sections"), "orphan"),
    ],
    ids=["none", "no heir", "heir absent", "one heir absent", "other table", "heir elsewhere"],
)
def test_who_is_gone_without_an_heir_that_is_there_is_an_orphan(succession, problem):
    before = county()
    broken = succession.broken(before, without(before, BODIES, "gxj"))
    assert broken.rows() == [(BODIES, "gxj", problem)]


def test_who_is_succeeded_and_still_there_is_a_double():
    before = county()
    after = without(before, BODIES, "gxj")
    succession = Succession.of(BODIES, ["gxj", "ttz"], "fgj")
    assert succession.broken(before, after).rows() == [(BODIES, "ttz", "double")]


def test_every_table_with_ids_is_looked_at():
    before = county()
    after = without(without(before, "people", "r-fgj-d1"), "duties", "d-1", "d-2")
    assert Succession().broken(before, after).rows() == [
        ("duties", "d-1", "orphan"),
        ("duties", "d-2", "orphan"),
        ("people", "r-fgj-d1", "orphan"),
    ]


def test_an_id_that_is_taken_is_refused():
    refuse_reuse(county(), BODIES, "nyj")
    with pytest.raises(ImpossibleChange, match="编号 fgj 已存在"):
        refuse_reuse(county(), BODIES, "fgj")

"""What a figure rests on follows the certainty of the rows counted, and shares are whole."""

from __future__ import annotations

from datetime import date

import pytest

from sanding.indicators.catalogue import CATALOGUE
from sanding.indicators.indicator import figure
from sanding.register import Register
from sanding.register.kinds import Certainty
from tests import pilots
from tests.core.indicators.small import Edit, add, alter, edited, figure_of

DOCUMENTED, TYPICAL, SYNTHETIC = (str(one) for one in Certainty)


def sure(table: str, *rows: tuple[str, ...], certainty: str) -> list[Edit]:
    return [alter(table, *key, certainty=certainty) for key in rows]


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("name", pilots.NAMES)
def test_shares_sum_to_1000_or_nothing_was_counted(name: str, when: str):
    for one in CATALOGUE:
        found = figure(one, pilots.register(name, when))
        assert sum(found.rests_on.values()) == (1000 if found.value else 0), one.id
        assert set(found.rests_on) == {DOCUMENTED, TYPICAL, SYNTHETIC}


def test_thirds_still_sum_to_1000():
    edits = [
        alter("windows", f"w-{number}", certainty=certainty)
        for number, certainty in enumerate((DOCUMENTED, TYPICAL, SYNTHETIC), start=1)
    ]
    found = figure_of("windows_insurance", *edits)
    assert sorted(found.rests_on.values()) == [333, 333, 334]


def test_shares_are_shares_of_the_amount_and_not_of_the_rows():
    edits = [
        alter("establishment", "zwzx", "institution", certainty=DOCUMENTED),  # 15 posts
        alter("establishment", "zfsc", "institution", certainty=TYPICAL),  # 9 posts
    ]
    found = figure_of("institution_posts", *edits)
    assert found.rests_on == {DOCUMENTED: 625, TYPICAL: 375, SYNTHETIC: 0}


def test_one_row_made_surer_moves_its_share():
    every = sure("bodies", ("wb",), ("zfw",), ("fgj",), ("mzj",), ("rsj",), certainty=TYPICAL)
    every += sure("bodies", ("gaj",), certainty=DOCUMENTED)
    found = figure_of("bodies", *every, alter("bodies", "fgj", certainty=DOCUMENTED))
    assert found.rests_on[DOCUMENTED] == 333
    assert found.rests_on[TYPICAL] == 667


def test_the_certainty_of_rows_outside_the_scope_does_not_matter():
    edits = [alter("bodies", one, certainty=SYNTHETIC) for one in ("zgh", "ttz", "zfb")]
    found = figure_of("bodies", *sure("bodies", ("wb",), certainty=DOCUMENTED), *edits)
    assert found.rests_on == {DOCUMENTED: 166, TYPICAL: 0, SYNTHETIC: 0}  # five of six are silent


def test_rows_that_do_not_say_how_sure_they_are_give_no_shares():
    found = figure_of("bodies")
    assert found.value == 6
    assert set(found.rests_on.values()) == {0}


def test_a_place_is_as_sure_as_the_less_sure_of_its_posts_and_its_people():
    edits = [
        alter("establishment", "zwzx", "institution", approved=0, certainty=DOCUMENTED),
        alter("people", "r-zw-1", certainty=TYPICAL),
        alter("people", "r-zw-2", certainty=SYNTHETIC),
    ]
    found = figure_of("over_posts_institutions", *edits)
    assert found.value == 2
    assert found.rests_on == {DOCUMENTED: 0, TYPICAL: 0, SYNTHETIC: 1000}


def test_a_ratio_rests_on_both_its_sides_alike():
    people = ("r-fx", "r-ju", "r-fu", "r-zw-1", "r-zw-2", "r-yz")
    known = [alter("counties", "141027", certainty=DOCUMENTED)]
    drawn = [alter("people", one, certainty=SYNTHETIC) for one in people]
    found = figure_of("residents_per_paid_person", *known, *drawn)
    assert found.rests_on == {DOCUMENTED: 500, TYPICAL: 0, SYNTHETIC: 500}


def test_a_ratio_of_thirds_still_sums_to_1000():
    kinds = (DOCUMENTED, TYPICAL, SYNTHETIC) * 2
    people = ("r-fx", "r-ju", "r-fu", "r-zw-1", "r-zw-2", "r-yz")
    edits = [alter("people", one, certainty=kind) for one, kind in zip(people, kinds, strict=True)]
    edits.append(alter("counties", "141027", certainty=TYPICAL))
    found = figure_of("residents_per_paid_person", *edits)
    assert sum(found.rests_on.values()) == 1000


def test_a_ratio_with_one_silent_side_is_half_unstated():
    found = figure_of(
        "residents_per_paid_person", alter("counties", "141027", certainty=DOCUMENTED)
    )
    assert found.rests_on == {DOCUMENTED: 500, TYPICAL: 0, SYNTHETIC: 0}


def test_a_ratio_with_nobody_below_is_none():
    gone = [alter("people", one, status="retired") for one in
            ("r-fx", "r-ju", "r-fu", "r-zw-1", "r-zw-2", "r-yz")]  # fmt: skip
    assert figure_of("residents_per_paid_person", *gone).value is None


def test_a_ratio_without_known_residents_is_none_and_not_nought():
    found = figure_of("residents_per_paid_person", alter("counties", "141027", residents=None))
    assert found.value is None


@pytest.mark.parametrize("one", CATALOGUE, ids=lambda one: one.id)
def test_an_empty_register_gives_nothing_and_no_error(one):
    found = figure(one, Register.of({}, day=date(2020, 6, 30)))
    assert found.value == (None if one.per or one.empty_is_unknown else 0)
    assert set(found.rests_on.values()) == {0}


@pytest.mark.parametrize("one", CATALOGUE, ids=lambda one: one.id)
def test_what_is_counted_has_a_key_an_amount_and_a_certainty(one):
    rows = one.counted(pilots.register("fushan", "after")).collect()
    assert {"key", "amount", "certainty"} == set(rows.columns)
    assert rows["key"].null_count() == 0
    assert (rows["amount"] >= 0).all()


def test_a_body_headed_twice_by_county_leaders_counts_once():
    both = [
        add("appointments", person="r-fx", position="wb-c1"),
        add("appointments", person="r-fx", position="wb-c2"),
    ]
    assert figure_of("headed_by_county_leaders", *both).value == 1


def test_figures_of_two_counties_add_up():
    code = "140930"
    two = edited(
        add("counties", id=code, name="河曲县", residents=60),
        add("bodies", county=code, id="140930-fgj", kind="government_department"),
        add("people", county=code, id="140930-r", body="140930-fgj"),
    )
    assert figure(next(o for o in CATALOGUE if o.id == "bodies"), two).value == 7
    assert figure(next(o for o in CATALOGUE if o.id == "people"), two).value == 7

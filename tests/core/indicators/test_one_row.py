"""For every indicator: one row that changes it by exactly so much, and one that does not."""

from __future__ import annotations

from datetime import date

import pytest

from sanding.indicators.catalogue import CATALOGUE
from tests.core.indicators.small import Edit, add, alter, drop, edited, figure_of

# indicator: what it is at first, edits with the amount by which they change it, edits that do not
Story = tuple[int | float, tuple[tuple[Edit, int | float], ...], tuple[Edit, ...]]

BODY = {
    "bodies": (
        6,
        (
            (add("bodies", id="jw", kind="party_organ"), 1),
            (add("bodies", id="sjj", kind="government_department"), 1),
            (alter("bodies", "zfb", co_located_with=None), 1),
            (alter("bodies", "fgj", level="zhenggu"), -1),
            (drop("bodies", "gaj"), -1),
        ),
        (
            add("bodies", id="tw", kind="mass_organisation"),
            add("bodies", id="lgbj", kind="subordinate_agency"),
            add("plaques", id="pl-1", body="fgj", name="县能源局"),
        ),
    ),
    "bodies_party": (
        2,
        (
            (add("bodies", id="jw", kind="party_organ"), 1),
            (alter("bodies", "zfw", co_located_with="wb"), -1),
            (alter("bodies", "mzj", kind="party_organ"), 1),
        ),
        (
            add("bodies", id="sjj", kind="government_department"),
            alter("bodies", "zfb", co_located_with="zfw"),
        ),
    ),
    "bodies_government": (
        4,
        (
            (add("bodies", id="sjj", kind="government_department"), 1),
            (alter("bodies", "gaj", co_located_with="zfw"), -1),
            (alter("bodies", "zfb", co_located_with=None), 1),
        ),
        (add("bodies", id="jw", kind="party_organ"), alter("bodies", "wwj", parent="fgj")),
    ),
    "leadership_posts": (
        11,
        (
            (alter("leadership", "fgj", deputy=5), 2),
            (alter("leadership", "zgh", other=1), 1),
            (add("leadership", body="mzj", chief=1, deputy=2, other=1), 4),
        ),
        (
            alter("leadership", "ttz", deputy=9),
            alter("leadership", "wwj", chief=2),
            add("leadership", body="rd", chief=1, deputy=3),
            add("leadership", body="zwzx", chief=1),
        ),
    ),
    "institutions": (
        2,
        (
            (add("bodies", id="dx", kind="institution"), 1),
            (add("bodies", id="zfwh", kind="enforcement_institution"), 1),
            (drop("bodies", "zfsc"), -1),
        ),
        (
            add("bodies", id="ezx", kind="school"),
            add("bodies", id="zyy", kind="hospital"),
            alter("bodies", "zwzx", level="zhenggu"),
        ),
    ),
    "townships": (
        2,
        ((add("bodies", id="bwx", kind="township"), 1), (drop("bodies", "hnx"), -1)),
        (alter("bodies", "hnx", division="141027203"), add("bodies", id="dx", kind="institution")),
    ),
}
POST = {
    "institution_posts": (
        24,
        (
            (alter("establishment", "zwzx", "institution", approved=12), -3),
            (alter("establishment", "zfsc", "institution", approved=10), 1),
        ),
        (
            alter("establishment", "yzx", "institution", approved=60),
            alter("establishment", "rmyy", "institution", approved=60),
            alter("establishment", "ttz", "institution", approved=60),
            add("establishment", body="zwzx", kind="support", approved=4),
        ),
    ),
    "township_posts": (
        8,
        (
            (alter("establishment", "ttz", "institution", approved=13), 5),
            (add("establishment", body="hnx", kind="institution", approved=6), 6),
        ),
        (
            alter("establishment", "ttz", "administrative", approved=20),
            alter("establishment", "zwzx", "institution", approved=1),
        ),
    ),
    "approved_administrative": (
        23,
        ((alter("establishment", "ttz", "administrative", approved=11), 1),),
        (alter("establishment", "fgj", "support", approved=5),),
    ),
    "approved_politics_and_law": (
        30,
        ((alter("establishment", "gaj", "politics_and_law", approved=33), 3),),
        (add("establishment", body="gaj", kind="administrative", approved=5),),
    ),
    "approved_institution": (
        92,
        (
            (alter("establishment", "yzx", "institution", approved=41), 1),
            (alter("establishment", "ttz", "institution", approved=6), -2),
        ),
        (alter("establishment", "fgj", "administrative", approved=5),),
    ),
    "approved_support": (
        2,
        ((alter("establishment", "fgj", "support", approved=0), -2),),
        (alter("establishment", "fgj", "administrative", approved=5),),
    ),
}
PERSON = {
    "people": (
        6,
        (
            (add("people", id="r-7", body="fgj"), 1),
            (alter("people", "r-ju", status="retired"), -1),
            (alter("people", "r-yz", kind="off_establishment"), -1),
            (drop("people", "r-zw-1"), -1),
        ),
        (
            alter("people", "r-ju", status="seconded", working_body="mzj"),
            add("people", id="r-7", body="fgj", kind="off_establishment"),
        ),
    ),
    "over_posts_people": (
        0,
        (
            (alter("establishment", "fgj", "administrative", approved=1), 1),
            (add("people", id="r-7", body="xzf"), 1),
            (alter("people", "r-zw-1", kind="administrative"), 1),
            (drop("establishment", "zwzx", "institution"), 2),
        ),
        (
            add("people", id="r-7", body="fgj"),
            alter("people", "r-zw-1", kind="off_establishment"),
        ),
    ),
    "over_posts_institutions": (
        0,
        ((alter("establishment", "zwzx", "institution", approved=0), 2),),
        (
            alter("establishment", "yzx", "institution", approved=0),
            alter("establishment", "fgj", "administrative", approved=0),
        ),
    ),
    "vacancies": (
        141,
        (
            (alter("establishment", "fgj", "administrative", approved=14), 2),
            (add("people", id="r-7", body="fgj"), -1),
            (alter("people", "r-ju", status="left"), 1),
        ),
        (
            add("people", id="r-7", body="xzf"),
            add("establishment", body="fgj", kind="off_establishment", approved=3),
        ),
    ),
    "residents": (
        120,
        ((alter("counties", "141027", residents=121), 1),),
        (
            alter("counties", "141027", registered=999),
            add("people", id="r-7", body="fgj"),
        ),
    ),
    "residents_per_paid_person": (
        20.0,
        (
            (alter("counties", "141027", residents=60), -10.0),
            (add("people", id="r-7", body="fgj"), round(120 / 7, 1) - 20),
            (alter("people", "r-ju", status="retired"), 4.0),
        ),
        (
            add("people", id="r-7", body="fgj", kind="off_establishment"),
            alter("counties", "141027", registered=999),
        ),
    ),
    "headed_by_county_leaders": (
        0,
        (
            (add("appointments", person="r-fx", position="fgj-c1"), 1),
            (add("appointments", person="r-fx", position="wb-c2"), 1),
        ),
        (
            add("appointments", person="r-fx", position="fgj-d1"),
            add("appointments", person="r-ju", position="fgj-c1"),
            add("appointments", person="r-fx", position="fgj-c1", until=date(2020, 1, 1)),
        ),
    ),
}
WORK = {
    "sections": (
        4,
        ((add("sections", id="wb-1", body="wb"), 1), (drop("sections", "rsj-jy"), -1)),
        (add("sections", id="zgh-2", body="zgh"), add("sections", id="ttz-1", body="ttz")),
    ),
    "sections_civil_affairs_hr": (
        3,
        (
            (add("sections", id="mzj-2", body="mzj"), 1),
            (drop("sections", "rsj-jy"), -1),
            (alter("uppers", "u-rs", receiver="fgj"), -1),
            (alter("uppers", "u-rs", receiver="mzj"), -2),
        ),
        (add("sections", id="fgj-2", body="fgj"), alter("uppers", "u-fg", receiver="rsj")),
    ),
    "enforcement_teams": (
        1,
        ((add("teams", id="t-2", body="zfsc"), 1), (drop("teams", "t-market"), -1)),
        (alter("powers", "pw-1", team="t-market"),),
    ),
    "budget_units": (
        2,
        ((add("budget_units", id="bu-3"), 1), (drop("budget_units", "bu-1"), -1)),
        (alter("bodies", "fgj", budget_unit="bu-1"),),
    ),
    "windows": (
        4,
        ((add("windows", id="w-5", body="fgj"), 1), (drop("windows", "w-4"), -1)),
        (add("items", id="i-5", body="fgj", window="w-1"),),
    ),
    "windows_insurance": (
        3,
        (
            (alter("items", "i-3", window="w-1"), -1),
            (alter("items", "i-3", window=None), -1),
            (drop("windows", "w-2"), -1),
            (add("bundle_items", bundle="b-1", item="i-4"), 1),
        ),
        (add("windows", id="w-5", body="fgj"), alter("items", "i-4", window="w-1")),
    ),
    "duties": (
        2,
        ((add("duties", id="d-3", body="fgj"), 1), (drop("duties", "d-1"), -1)),
        (add("assists", duty="d-1", body="mzj"), alter("duties", "d-1", body="rsj")),
    ),
    "powers": (
        1,
        ((add("powers", id="pw-2", body="fgj"), 1), (drop("powers", "pw-1"), -1)),
        (alter("powers", "pw-1", body="fgj"), add("items", id="i-5", body="fgj")),
    ),
    "orphan_duties": (
        0,
        ((alter("duties", "d-1", body="gone"), 1), (drop("bodies", "mzj"), 1)),
        (alter("duties", "d-1", body="rsj"),),
    ),
    "uppers_without_receiver": (
        0,
        ((alter("uppers", "u-fg", receiver=None), 1), (alter("uppers", "u-fg", receiver="x"), 1)),
        (alter("uppers", "u-fg", receiver="wb"),),
    ),
}
STORIES: dict[str, Story] = {**BODY, **POST, **PERSON, **WORK}  # type: ignore[dict-item]
MOVES = [
    pytest.param(name, first, edit, by, id=f"{name}-{number}")
    for name, (first, moves, _) in STORIES.items()
    for number, (edit, by) in enumerate(moves, start=1)
]
STILL = [
    pytest.param(name, edit, id=f"{name}-{number}")
    for name, (_, _, still) in STORIES.items()
    for number, edit in enumerate(still, start=1)
]


def test_no_indicator_is_forgotten():
    assert set(STORIES) == {one.id for one in CATALOGUE}
    assert all(moves and still for _, moves, still in STORIES.values())


@pytest.mark.parametrize("name", STORIES)
def test_the_small_county_has_the_figure_one_can_count_by_hand(name: str):
    assert figure_of(name).value == STORIES[name][0]


@pytest.mark.parametrize(("name", "first", "edit", "by"), MOVES)
def test_one_row_changes_the_figure_by_exactly_its_amount(
    name: str, first: float, edit: Edit, by: float
):
    after = figure_of(name, edit).value
    assert after is not None
    assert after - first == pytest.approx(by)


@pytest.mark.parametrize(("name", "edit"), STILL)
def test_a_row_outside_the_scope_changes_nothing(name: str, edit: Edit):
    before, after = edited(), edited(edit)
    assert before.hash != after.hash
    assert figure_of(name, edit).value == figure_of(name).value

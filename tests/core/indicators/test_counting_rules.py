"""The nine counting rules of the pilot counties, and the arithmetic their figures must satisfy."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from sanding.register.kinds import BodyKind
from tests import pilots
from tests.core.indicators.small import Edit, add, alter, figure_of

OUTSIDE = (
    BodyKind.LINE_MANAGED, BodyKind.DISPATCHED_AGENCY, BodyKind.MASS_ORGANISATION,
    BodyKind.CONGRESS, BodyKind.CONSULTATIVE_CONFERENCE, BodyKind.COURT, BodyKind.PROCURATORATE,
)  # fmt: skip


def value(indicator: str, *edits: Edit) -> float:
    found = figure_of(indicator, *edits).value
    assert found is not None
    return found


def by(indicator: str, *edits: Edit) -> float:
    """By how much the edits change a figure."""
    return value(indicator, *edits) - value(indicator)


def names(county: str, when: str) -> dict[str, str]:
    bodies = pilots.register(county, when).frame("bodies")
    return dict(bodies.select("id", "name").rows())


# the nine rules, in the order of their numbers


def test_rule_1_a_co_located_pair_counts_once():
    assert by("bodies", alter("bodies", "zfw", co_located_with="wb")) == -1
    assert by("bodies", alter("bodies", "zfb", co_located_with=None)) == 1


def test_rule_2_a_plaque_counts_nothing():
    assert by("bodies", add("plaques", id="pl-1", body="fgj", name="县能源局")) == 0
    assert by("bodies", add("plaques", id="pl-1", body="fgj", kind="kept_name")) == 0


def test_rule_3_bodies_below_section_rank_and_bodies_managed_by_a_department_count_nothing():
    assert by("bodies", add("bodies", id="lgbj", kind="subordinate_agency", level="fuke")) == 0
    for level in ("zhenggu", "fugu", "none"):
        assert by("bodies", add("bodies", id="x", kind="government_department", level=level)) == 0
    assert by("bodies", add("bodies", id="x", kind="government_department", level="fuke")) == 1


@pytest.mark.parametrize("kind", OUTSIDE)
def test_rule_4_bodies_managed_from_above_mass_and_law_bodies_are_outside_the_count(kind: BodyKind):
    assert by("bodies", add("bodies", id="x", kind=kind.value)) == 0


@pytest.mark.parametrize("county", pilots.NAMES)
def test_rule_5_a_body_may_be_split_and_the_duties_move(county: str):
    own = pilots.local(county)
    before, after = pilots.register(county, "before"), pilots.register(county, "after")
    duties = before.frame("duties").select("id", "body").rows()
    mine = {one for one, body in duties if body == f"{own}jkj"}
    science = {one for one in mine if one.startswith(f"{own}jkj-kj-")}
    assert len(science) == 6
    assert len(mine) > len(science)
    heads = dict(after.frame("duties").select("id", "body").rows())
    assert {heads[one] for one in science} == {f"{own}fgkjsw"}
    assert {heads[one] for one in mine - science} == {f"{own}jkj"}
    assert "科技" in names(county, "before")[f"{own}jkj"]
    assert "科技" not in names(county, "after")[f"{own}jkj"]


def test_rule_6_institutions_are_counted_without_schools_and_hospitals():
    assert by("institutions", add("bodies", id="x", kind="school")) == 0
    assert by("institutions", add("bodies", id="x", kind="hospital")) == 0
    assert by("institutions", add("bodies", id="x", kind="institution")) == 1
    assert by("institutions", add("bodies", id="x", kind="enforcement_institution")) == 1
    for body in ("yzx", "rmyy"):
        more = alter("establishment", body, "institution", approved=90)
        assert by("institution_posts", more) == 0


@pytest.mark.parametrize("county", pilots.NAMES)
def test_rule_7_a_merger_of_both_series_counts_in_the_party_series(county: str):
    own, outcome = pilots.local(county), pilots.outcome(county)
    bodies = {row["id"]: row for row in outcome.after.frame("bodies").to_dicts()}
    pairs = (("xcb", "wlj"), ("zfw", "sfj"), ("tzb", "mzzj"), ("wb", "zfb"))
    for party, government in pairs:
        assert seat(outcome, bodies, own + government) == seat(outcome, bodies, own + party)
        assert bodies[seat(outcome, bodies, own + party)]["kind"] == BodyKind.PARTY_ORGAN


def seat(outcome, bodies: dict[str, dict[str, object]], one: str) -> str:
    """Where a former body counts today: its heir, or the host of that."""
    if one not in bodies:
        ((_, one),) = outcome.succession.heirs["bodies", one]
    return str(bodies[one]["co_located_with"] or one)


def test_rule_8_leadership_posts_include_mass_organisations_and_not_the_townships():
    assert by("leadership_posts", alter("leadership", "zgh", deputy=3)) == 2
    assert by("leadership_posts", alter("leadership", "ttz", deputy=9)) == 0
    assert by("bodies", add("bodies", id="tw", kind="mass_organisation")) == 0


def test_rule_9_a_co_located_pair_stays_two_rows_and_counts_in_the_hosts_series():
    pair = alter("bodies", "gaj", co_located_with="zfw")
    assert by("bodies_party", pair) == 0
    assert by("bodies_government", pair) == -1
    for county in pilots.NAMES:
        own = pilots.local(county)
        bodies = pilots.register(county, "after").frame("bodies")
        hosts = dict(bodies.select("id", "co_located_with").rows())
        assert hosts[f"{own}zfb"] == f"{own}wb"
        assert hosts[f"{own}sfj"] == f"{own}zfw"
        assert hosts[f"{own}wb"] is None


# the arithmetic checks, each a line of the counties' own page


def change(*pairs: tuple[float, float]) -> float:
    """Change in per cent over the sums of the pairs."""
    before, after = (sum(side) for side in zip(*pairs, strict=True))
    return 100 * (after - before) / before


def pair(indicator: str, county: str) -> tuple[float, float]:
    before, after = (pilots.values(county, when)[indicator] for when in ("before", "after"))
    return before, after


def both(indicator: str) -> Iterable[tuple[float, float]]:
    return [pair(indicator, county) for county in pilots.NAMES]


def test_bodies_fall_from_71_to_44_which_is_38_per_cent():
    fushan, hequ = both("bodies")
    assert (fushan[0] + hequ[0], fushan[1] + hequ[1]) == (71, 44)
    assert round(change(fushan, hequ)) == -38
    assert round(change(fushan), 1) == -37.1
    assert round(change(hequ), 1) == -38.9


def test_leadership_posts_fall_from_305_to_256_which_is_16_per_cent():
    fushan, hequ = both("leadership_posts")
    assert (fushan[0] + hequ[0], fushan[1] + hequ[1]) == (305, 256)
    assert round(change(fushan, hequ)) == -16


def test_institutions_fall_from_365_to_80_which_is_78_per_cent():
    fushan, hequ = both("institutions")
    assert (fushan[0] + hequ[0], fushan[1] + hequ[1]) == (365, 80)
    assert round(change(fushan, hequ)) == -78


def test_institution_posts_fall_from_3908_to_1629_which_is_58_per_cent():
    fushan, hequ = both("institution_posts")
    assert (fushan[0] + hequ[0], fushan[1] + hequ[1]) == (3_908, 1_629)
    assert round(change(fushan, hequ)) == -58
    assert round(change(fushan), 1) == -50.1
    assert round(change(hequ), 1) == -66.4


def test_administrative_posts_do_not_move_for_no_cut_of_them_was_published():
    assert [before == after for before, after in both("approved_administrative")] == [True, True]


@pytest.mark.parametrize(("county", "government"), [("fushan", 26), ("hequ", 27)])
def test_the_two_series_make_the_whole(county: str, government: int):
    assert pair("bodies_party", county) == (9, 6)
    assert pair("bodies_government", county) == (government, 16)
    assert pair("bodies", county) == (9 + government, 6 + 16)


def test_the_27th_government_body_of_hequ_is_the_energy_bureau():
    kinds = {
        county: {
            one.removeprefix(pilots.local(county))
            for one, kind in pilots.register(county, "before").frame("bodies")
            .select("id", "kind").rows() if kind == BodyKind.GOVERNMENT_DEPARTMENT
        }
        for county in pilots.NAMES
    }  # fmt: skip
    assert kinds["hequ"] - kinds["fushan"] == {"nyuj"}
    assert kinds["fushan"] <= kinds["hequ"]


@pytest.mark.parametrize("county", pilots.NAMES)
def test_every_body_before_ends_in_one_of_the_22_after(county: str):
    outcome = pilots.outcome(county)
    bodies = {row["id"]: row for row in outcome.after.frame("bodies").to_dicts()}
    series = (BodyKind.PARTY_ORGAN, BodyKind.GOVERNMENT_DEPARTMENT)
    former = [row for row in outcome.before.frame("bodies").to_dicts() if row["kind"] in series]
    seats = {seat(outcome, bodies, row["id"]) for row in former}
    assert len(seats) == 22
    assert {bodies[one]["kind"] for one in seats} == set(series)


@pytest.mark.parametrize(
    ("county", "before", "after"), [("fushan", 10.9, 24.3), ("hequ", 10.6, 16.5)]
)
def test_posts_per_institution(county: str, before: float, after: float):
    posts, bodies = pair("institution_posts", county), pair("institutions", county)
    assert posts[0] / bodies[0] == pytest.approx(before, abs=0.051)
    assert posts[1] / bodies[1] == pytest.approx(after, abs=0.051)


def test_hequ_has_659_posts_903_people_over_them_and_so_1562_on_board():
    posts = pilots.values("hequ", "after")["institution_posts"]
    over = pilots.values("hequ", "after")["over_posts_institutions"]
    frames = pilots.register("hequ", "after")
    kinds = (BodyKind.INSTITUTION, BodyKind.ENFORCEMENT_INSTITUTION)
    bodies = {one for one, kind in frames.frame("bodies").select("id", "kind").rows()
              if kind in kinds}  # fmt: skip
    on_board = sum(one in bodies for one in frames.frame("people")["body"])
    assert (posts, over, on_board) == (659, 903, 1_562)
    assert round(100 * on_board / posts) == 237
    assert round(over / 5) == 181  # about 180 exits a year for five years


def test_fushan_has_16_residents_per_paid_person_where_17_is_printed():
    line = pilots.lines("fushan")["residents_per_paid_person"]
    assert pilots.values("fushan", "before")["people"] == 5_906
    assert line["before"] == 16.1
    assert [said["before"] for said in line["published"]] == [17]


def test_paid_people_are_more_than_the_institution_posts_and_must_not_be_compared():
    people = pilots.register("fushan", "before").frame("people").select("body").to_series()
    bodies = dict(pilots.register("fushan", "before").frame("bodies").select("id", "kind").rows())
    kinds = [bodies[one] for one in people]
    assert kinds.count("school") == 2_050
    assert kinds.count("hospital") == 850
    assert kinds.count("institution") + kinds.count("enforcement_institution") == 1_555

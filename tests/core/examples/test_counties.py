"""The two pilot counties: their figures close from committed rows, and say what they rest on."""

from __future__ import annotations

import shutil
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import yaml

from sanding.base import UnknownId
from sanding.examples import example, example_plan, home
from sanding.exchange import write_register
from sanding.plan import Plan
from sanding.register import CLAIMS, TABLES
from sanding.register.integrity import faults
from sanding.register.kinds import (
    BodyKind,
    Certainty,
    EnforcementField,
    PositionRole,
    PostKind,
    StepRole,
)
from tests import pilots

FIGURES = {
    "fushan": {
        "bodies": (35, 22), "bodies_party": (9, 6), "bodies_government": (26, 16),
        "leadership_posts": (154, 128), "institutions": (179, 40),
        "institution_posts": (1_944, 970), "townships": (9, 7),
        "sections_civil_affairs_hr": (27, 7), "enforcement_teams": (9, 1),
        "budget_units": (124, 86), "windows_insurance": (3, 1),
        "headed_by_county_leaders": (0, 14), "people": (5_906, 5_906),
    },
    "hequ": {
        "bodies": (36, 22), "bodies_party": (9, 6), "bodies_government": (27, 16),
        "leadership_posts": (151, 128), "institutions": (186, 40),
        "institution_posts": (1_964, 659), "townships": (12, 11),
        "sections_civil_affairs_hr": (27, 7), "enforcement_teams": (9, 1),
        "windows_insurance": (3, 1), "headed_by_county_leaders": (0, 14),
    },
}  # fmt: skip
INSTITUTIONS = (BodyKind.INSTITUTION, BodyKind.ENFORCEMENT_INSTITUTION)
SERIES = {"party": BodyKind.PARTY_ORGAN, "government": BodyKind.GOVERNMENT_DEPARTMENT}
COMPUTED = [(county, one) for county, lines in FIGURES.items() for one in lines]


@pytest.fixture(params=pilots.NAMES)
def county(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def bodies(county: str, when: str) -> dict[str, dict[str, Any]]:
    """Bodies by local id."""
    own = pilots.local(county)
    return {row["id"].removeprefix(own): row for row in pilots.rows(county, when)["bodies"]}


# figures


@pytest.mark.parametrize(("county", "indicator"), COMPUTED)
def test_the_figures_come_out_of_the_rows(county: str, indicator: str):
    before, after = (pilots.values(county, when)[indicator] for when in ("before", "after"))
    assert (before, after) == FIGURES[county][indicator]


@pytest.mark.parametrize(("county", "more"), [("fushan", 139), ("hequ", 85)])
def test_posts_sink_to_the_townships_and_nowhere_else(county: str, more: int):
    before, after = (pilots.values(county, when)["township_posts"] for when in ("before", "after"))
    sunk = pilots.outcome(county).lines.filter(pl.col("movement") == "sunk")
    assert after - before == sunk["posts"].sum() == more
    assert set(sunk["receiver_scope"]) == {"townships"}
    assert set(sunk["giver_scope"]) == {"institutions"}


def test_a_published_change_is_the_computed_one(county: str):
    for line in pilots.lines(county).values():
        for said in line["published"]:
            if said["change"] is not None and line["id"] == "township_posts":
                assert line["after"] - line["before"] == said["change"]


def test_claims_that_contradict_each_other_are_both_shown():
    said = pilots.lines("hequ")["leadership_posts"]["published"]
    assert [(one["before"], one["after"], one["source"]) for one in said] == [
        (151, 128, "S01"),
        (135, 114, "S03"),
    ]
    posts = pilots.lines("hequ")["institution_posts"]["published"]
    assert {(one["before"], one["after"], one["change"], one["source"]) for one in posts} == {
        (1_964, 659, None, "S01"),
        (None, None, -903, "S06"),
    }
    over = pilots.lines("hequ")["over_posts_institutions"]
    assert [(one["after"], one["source"]) for one in over["published"]] == [(903, "S03")]
    assert over["after"] == 903
    residents = {name: pilots.lines(name)["residents"]["published"] for name in pilots.NAMES}
    assert {one["before"] for one in residents["fushan"]} == {95_000, 98_833}
    assert {one["before"] for one in residents["hequ"]} == {124_000, 123_000, 123_505}


def test_every_claim_names_its_source_and_says_something(county: str):
    claims = pilots.register(county, "before").claims
    assert claims["source"].null_count() == claims["title"].null_count() == 0
    numbers = claims.select(pl.any_horizontal(pl.col("before", "after", "change").is_not_null()))
    assert numbers.to_series().all()
    assert not claims.select("figure", "source").is_duplicated().any()


# registers


def test_the_register_has_no_faults_before_and_after(county: str):
    for when in ("before", "after"):
        found = faults(pilots.register(county, when))
        assert found.is_empty(), found.head(10).rows()


def test_the_plan_loses_nothing(county: str):
    outcome = pilots.outcome(county)
    assert outcome.losses().rows() == []
    assert outcome.ledger.filter(pl.col("balance") != 0).is_empty()
    people = [outcome.before.frame("people")["id"], outcome.after.frame("people")["id"]]
    assert people[0].to_list() == people[1].to_list()


def test_every_row_of_every_table_says_how_sure_it_is(county: str):
    for when in ("before", "after"):
        for name in TABLES:
            assert pilots.register(county, when).frame(name)["certainty"].null_count() == 0, name


def test_a_documented_row_names_its_source(county: str):
    for when in ("before", "after"):
        for name in TABLES:
            rows = pilots.register(county, when).frame(name)
            documented = rows.filter(pl.col("certainty") == Certainty.DOCUMENTED)
            assert documented["source"].null_count() == 0, name


def test_people_and_what_they_hold_are_synthetic_and_carry_no_number(county: str):
    before = pilots.register(county, "before")
    for name in ("people", "appointments"):
        assert set(before.frame(name)["certainty"]) == {Certainty.SYNTHETIC}
    assert before.frame("people")["id_number"].null_count() == before.frame("people").height
    assert before.frame("bodies")["credit_code"].null_count() == before.frame("bodies").height


def test_every_leader_and_every_section_chief_is_somebody(county: str):
    before = pilots.register(county, "before")
    held = set(before.frame("appointments")["position"])
    assert held == set(before.frame("positions")["id"])
    assert before.frame("appointments")["person"].is_unique().all()


def largest_share(county: str, when: str, *, but: str = "") -> float:
    """The largest share of the institution posts that one institution has."""
    own, kinds = pilots.local(county), bodies(county, when)
    posts = {
        row["body"].removeprefix(own): row["approved"]
        for row in pilots.rows(county, when)["establishment"]
        if kinds[row["body"].removeprefix(own)]["kind"] in INSTITUTIONS
        and row["kind"] == PostKind.INSTITUTION
    }
    return max(number for body, number in posts.items() if body != but) / sum(posts.values())


def test_no_published_total_is_closed_by_one_balancing_row(county: str):
    assert largest_share(county, "before") < 0.1
    # afterwards the one enforcement team has what nine institutions had
    assert largest_share(county, "after", but="zfd") < 0.1
    leaders = pilots.register(county, "before").frame("leadership")
    posts = leaders.select(pl.sum_horizontal("chief", "deputy", "other")).to_series()
    assert posts.max() / pilots.values(county, "before")["leadership_posts"] < 0.1


def test_the_ways_posts_are_cut_and_sunk_have_no_balancing_row_either(county: str):
    for movement in ("cut", "sunk"):
        posts = pilots.outcome(county).lines.filter(
            (pl.col("movement") == movement) & (pl.col("post") == "institution")
        )["posts"]
        assert len(posts) > 20
        assert posts.max() / posts.sum() < 0.15


# the plan


def test_each_change_is_documented_or_typical_with_reason_and_basis(county: str):
    plan = pilots.outcome(county).plan
    for change in plan.changes:
        assert change.certainty in (Certainty.DOCUMENTED, Certainty.TYPICAL), change.id
        assert change.reason.strip(), change.id
        assert change.basis.strip(), change.id
        assert change.effective_on is not None, change.id
        assert bool(change.source) or change.certainty is Certainty.TYPICAL, change.id
    assert Counter(change.certainty for change in plan.changes)[Certainty.DOCUMENTED] >= 10


def test_the_plan_reads_back_as_it_is_written(county: str):
    plan = pilots.outcome(county).plan
    assert Plan.from_yaml(plan.to_yaml()) == plan


def heads(county: str) -> dict[str, list[str]]:
    """Departments that a county leader heads after the plan, by leader."""
    rows = pilots.rows(county, "after")
    places = {row["id"]: row for row in rows["positions"]}
    held: dict[str, list[str]] = defaultdict(list)
    for row in rows["appointments"]:
        if row["until"] is None:
            held[row["person"]].append(row["position"])
    found: dict[str, list[str]] = {}
    for person, positions in held.items():
        roles = {places[one]["role"] for one in positions}
        mine = [places[one]["body"] for one in positions
                if places[one]["role"] == PositionRole.CHIEF]  # fmt: skip
        if PositionRole.COUNTY_LEADER in roles and mine:
            found[person] = mine
    return found


def test_in_fushan_ten_county_leaders_head_exactly_14_departments():
    led = heads("fushan")
    assert len(led) == 10
    assert len({body for bodies in led.values() for body in bodies}) == 14
    assert sum(len(bodies) for bodies in led.values()) == 14


def test_six_of_the_14_are_party_bodies_and_eight_are_government_bodies(county: str):
    kinds = {row["id"]: row["kind"] for row in pilots.rows(county, "after")["bodies"]}
    found = Counter(kinds[body] for led in heads(county).values() for body in led)
    assert found == {BodyKind.PARTY_ORGAN: 6, BodyKind.GOVERNMENT_DEPARTMENT: 8}


def test_the_county_leader_is_the_head_whom_the_department_answers_to(county: str):
    rows = pilots.rows(county, "after")
    led = {body: person for person, mine in heads(county).items() for body in mine}
    holders: dict[str, set[str]] = defaultdict(set)
    for row in rows["appointments"]:
        if row["until"] is None:
            holders[row["position"]].add(row["person"])
    answering = {row["body"]: holders[row["position"]] for row in rows["portfolios"]
                 if row["role"] == StepRole.HEAD and row["section"] is None}  # fmt: skip
    assert {body: answering[body] for body in led} == {b: {p} for b, p in led.items()}


@pytest.mark.parametrize("field", list(EnforcementField))
def test_every_power_of_the_nine_fields_belongs_to_exactly_one_team(county: str, field: str):
    after = pilots.register(county, "after")
    powers = after.frame("powers").filter(pl.col("field") == field)
    assert powers.height > 0
    assert powers["id"].is_unique().all()
    assert powers["team"].to_list() == after.frame("teams")["id"].to_list() * powers.height
    assert powers["id"].to_list() == sorted(
        pilots.register(county, "before").frame("powers")
        .filter(pl.col("field") == field)["id"].to_list()
    )  # fmt: skip


# against the paper the counties were drawn from


@pytest.fixture
def paper(county: str, shared: Path) -> dict[str, Any]:
    text = (shared / "data" / "counties" / f"{county}.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text)["county"])


def test_the_bodies_before_are_those_of_the_paper(county: str, paper: dict[str, Any]):
    ours = bodies(county, "before")
    named = {one["id"]: one for one in paper["bodies_before"]}
    assert named.keys() == {one for one, row in ours.items() if row["kind"] in SERIES.values()}
    for one, said in named.items():
        row = ours[one]
        assert (row["name"], row["kind"]) == (said["name"], SERIES[said["kind"]])
        assert row["certainty"] == said["certainty"], one


def test_bodies_come_together_as_the_paper_says(county: str, paper: dict[str, Any]):
    own, outcome = pilots.local(county), pilots.outcome(county)
    after = bodies(county, "after")

    def seat(one: str) -> str:
        heirs = outcome.succession.heirs.get(("bodies", own + one))
        now = heirs[0][1].removeprefix(own) if heirs else one
        return str(after[now]["co_located_with"] or own + now)

    seats = []
    for said in paper["bodies_after"]:
        (place,) = {seat(one) for one in said["from"] if ":" not in one}
        row = after[place.removeprefix(own)]
        assert row["kind"] == SERIES[said["kind"]], said["name"]
        if said["certainty"] == "documented":
            assert row["name"] in said["name"], said["name"]
        seats.append(place)
    assert len(set(seats)) == len(seats) == 22


@pytest.mark.parametrize("when", ["before", "after"])
def test_the_townships_are_those_of_the_paper(county: str, paper: dict[str, Any], when: str):
    ours = {row["name"] for row in bodies(county, when).values() if row["kind"] == "township"}
    assert ours == set(paper[f"townships_{when}"]["names"])


def test_the_40_institutions_are_those_of_the_paper(county: str, paper: dict[str, Any]):
    after = bodies(county, "after")
    ours = {row["name"]: row["certainty"] for row in after.values() if row["kind"] in INSTITUTIONS}
    assert set(ours) == {one["name"] for one in paper["institutions_after"]}
    for one in paper["institutions_after"]:
        assert ours[one["name"]] == one["certainty"], one["name"]


# building


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    place = tmp_path / "counties"
    shutil.copytree(home(), place)
    return place


def written(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_without_the_claims_the_builder_gives_the_same_bytes(
    county: str, copied: Path, tmp_path: Path
):
    (copied / county / "CLAIMS.toml").unlink()
    bare = example(county, folder=copied)
    whole = pilots.register(county, "before")
    assert bare.claims.is_empty()
    assert whole.claims.height > 10
    assert bare.hash == whole.hash
    write_register(bare, tmp_path / "bare")
    write_register(whole, tmp_path / "whole")
    ours, theirs = written(tmp_path / "bare"), written(tmp_path / "whole")
    assert ours.pop("claims.parquet") != theirs.pop("claims.parquet")
    assert ours == theirs
    plan = example_plan(county, folder=copied)
    assert plan.bound_to(bare.hash).hash == pilots.outcome(county).plan.hash


def test_the_claims_are_outside_the_hash(county: str):
    register = pilots.register(county, "before")
    assert replace(register, claims=CLAIMS.empty()).hash == register.hash


def test_the_same_seed_gives_the_same_hash(county: str):
    assert example(county, seed=1).hash == pilots.register(county, "before").hash


def test_another_seed_changes_only_people_and_what_they_hold(county: str):
    one, two = pilots.register(county, "before"), example(county, seed=2)
    changed = {name for name in TABLES if one.rows[name].digest != two.rows[name].digest}
    assert changed == {"people", "appointments"}
    assert one.frame("people")["id"].to_list() == two.frame("people")["id"].to_list()
    assert one.frame("people")["name"].to_list() != two.frame("people")["name"].to_list()


def test_a_county_that_is_no_example_is_refused():
    with pytest.raises(UnknownId, match="示例县"):
        example("taigu")

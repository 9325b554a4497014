"""The figures of placement name levels, ranks and relations as the register does."""

from __future__ import annotations

from datetime import date

from sanding.law import national_law
from sanding.register.kinds import BodyKind, Education, Kind, Level, PositionRole, Rank
from sanding.register.record_kinds import AssessmentGrade, Relation

LAW = national_law().on(date(2025, 7, 1))


def codes(*kinds: type[Kind]) -> set[str]:
    return {str(one) for kind in kinds for one in kind}


def test_relations_and_education_are_those_of_the_register():
    assert set(LAW.names("avoided_relations")) == codes(Relation)
    assert set(LAW.names("business_relations")) < codes(Relation)
    assert set(LAW.names("division_level_education")) < codes(Education)


def test_levels_and_ranks_are_those_of_the_register():
    for name, target in (("section_level_service", "level"), ("division_level_service", "level"),
                         ("rank_service", "rank")):  # fmt: skip
        for row in LAW.value(name):
            assert row[target] in codes(Level if target == "level" else Rank)
            assert set(row["served"]) <= codes(Level, Rank)
            assert row["months"] > 0
    for row in LAW.value("levels_of_ranks"):
        assert row["rank"] in codes(Rank)
        assert row["level"] in codes(Level)
    assert LAW.value("lowest_leading_level") in codes(Level)


def test_every_rank_but_the_lowest_has_its_years_and_follows_the_rank_below():
    ranks = [str(rank) for rank in Rank]
    rows = LAW.value("rank_service")
    assert [row["rank"] for row in rows] == ranks[:-1]
    assert [row["served"][0] for row in rows] == ranks[1:]
    assert {row["rank"] for row in LAW.value("levels_of_ranks")} == set(ranks)


def test_shares_of_ranks_are_in_thousandths():
    for row in LAW.value("rank_shares"):
        assert set(row["ranks"]) <= codes(Rank)
        assert 0 < row["share"] <= 1000
        assert 0 < row["within"] <= 1000


def test_results_and_posts_are_those_of_the_register():
    assert {row["grade"] for row in LAW.value("assessment_credit")} < codes(AssessmentGrade)
    for row in LAW.value("home_place_posts"):
        assert row["body_kind"] in codes(BodyKind)
        assert set(row["roles"]) <= codes(PositionRole)
        assert row["home"] in {"county", "township"}

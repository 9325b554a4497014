"""What the counties' own pages say about their figures is what the tables give."""

from __future__ import annotations

import re

import polars as pl
import pytest

from sanding.examples import home
from sanding.register.kinds import BodyKind, Certainty
from tests import pilots

LINE = re.compile(r"(?m)^\| `(\w+)` (\S+) \| ([\d.]+) \| ([\d.]+) \| (.+) \|$")
SAID = re.compile(r"(\d+) → (\d+)")
SOURCE = re.compile(r"S\d\d")


@pytest.fixture(params=pilots.NAMES)
def county(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def page(county: str) -> str:
    return (home() / county / "README.md").read_text(encoding="utf-8")


def test_the_figures_on_the_page_are_the_computed_ones(county: str):
    lines = LINE.findall(page(county))
    assert len(lines) >= 15
    for one, label, before, after, _ in lines:
        computed = pilots.lines(county)[one]
        assert label == computed["label"]
        assert (float(before), float(after)) == (computed["before"], computed["after"])


def test_the_published_figures_on_the_page_are_the_claims(county: str):
    for one, _, _, _, said in LINE.findall(page(county)):
        claims = pilots.lines(county)[one]["published"]
        pairs = {(str(c["before"]), str(c["after"])) for c in claims}
        assert set(SAID.findall(said)) <= pairs, one
        if claims:
            named = set(SOURCE.findall(said))
            assert named
            assert named <= {claim["source"] for claim in claims}, one
        else:
            assert said == "没有公布", one


def leaders(county: str, *kinds: BodyKind) -> int:
    before = pilots.register(county, "before")
    bodies = before["bodies"].filter(pl.col("kind").is_in([str(one) for one in kinds]))
    rows = before["leadership"].join(bodies.select(body="id"), on="body", how="semi")
    posts = rows.select(pl.sum_horizontal("chief", "deputy", "other").sum())
    return int(posts.collect().item())


def test_the_parts_of_the_leadership_posts_on_the_page_are_those_of_the_rows(county: str):
    kinds = (BodyKind.PARTY_ORGAN, BodyKind.GOVERNMENT_DEPARTMENT, BodyKind.MASS_ORGANISATION)
    parts = [leaders(county, kind) for kind in kinds]
    text = "党委机构 {}、政府机构 {}、群团 {}，合计 {}；".format(*parts, sum(parts))
    assert text in page(county)


def test_the_cut_and_the_sunk_posts_on_the_page_are_those_of_the_ledger(county: str):
    lines = pilots.outcome(county).lines.filter(pl.col("post") == "institution")
    cut, sunk = (
        int(lines.filter(pl.col("movement") == one)["posts"].sum()) for one in ("cut", "sunk")
    )
    posts = [pilots.values(county, when)["institution_posts"] for when in ("before", "after")]
    assert "{} − {} − {} = {}".format(posts[0], cut, sunk, posts[1]) in page(county)  # noqa: UP032


@pytest.mark.parametrize(("county_name", "sure"), [("fushan", 27), ("hequ", 19)])
def test_as_many_bodies_are_documented_as_the_page_says(county_name: str, sure: int):
    kinds = (BodyKind.PARTY_ORGAN, BodyKind.GOVERNMENT_DEPARTMENT)
    bodies = pilots.rows(county_name, "before")["bodies"]
    counted = [row for row in bodies if row["kind"] in kinds]
    assert sum(row["certainty"] == Certainty.DOCUMENTED for row in counted) == sure
    assert f"{len(counted)} 个党政机构中的 {sure} 个" in page(county_name)


def test_no_institution_has_more_than_three_per_cent_of_the_posts_as_the_page_says(county: str):
    kinds = {row["id"]: row["kind"] for row in pilots.rows(county, "before")["bodies"]}
    own = (BodyKind.INSTITUTION, BodyKind.ENFORCEMENT_INSTITUTION)
    posts = [row["approved"] for row in pilots.rows(county, "before")["establishment"]
             if kinds[row["body"]] in own]  # fmt: skip
    assert max(posts) / sum(posts) <= 0.03
    assert "百分之三" in page(county)

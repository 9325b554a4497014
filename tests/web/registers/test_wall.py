"""The wall of cards: bands, figures, filters, who sees it."""

from __future__ import annotations

from uuid import uuid4

import polars as pl
import pytest
from django.urls import reverse

from sanding.indicators.catalogue import CATALOGUE
from sanding.indicators.indicator import figure
from sanding_web.audit.models import Event
from sanding_web.registers import queries
from sanding_web.registers.queries.walls import wall
from tests.builders import ROWS, told
from tests.web.builders import FUSHAN, HEQU, actor, logged_in, officer, revision_of

pytestmark = pytest.mark.django_db

BODIES = (
    {"id": "xw", "name": "县委", "kind": "leading_body", "level": "zhengchu"},
    {"id": "xzf", "name": "县政府", "kind": "leading_body", "level": "zhengchu"},
    {"id": "dwb", "name": "县委办公室", "kind": "party_organ", "parent": "xw"},
    {"id": "daj", "name": "县档案局", "kind": "party_organ", "parent": "xw",
     "co_located_with": "dwb"},
    {"id": "lgbj", "name": "县老干部局", "kind": "subordinate_agency", "parent": "dwb"},
    {"id": "fgj", "name": "县发展和改革局", "kind": "government_department", "parent": "xzf"},
    {"id": "gxj", "name": "县工业和信息化局", "kind": "government_department", "parent": "xzf"},
    {"id": "zwzx", "name": "县政务服务中心", "kind": "institution", "parent": "fgj"},
    {"id": "ttz", "name": "天坛镇", "kind": "township", "parent": "xzf"},
)  # fmt: skip


@pytest.fixture
def small():
    people = [{"id": f"r-{n}", "name": f"员{n}", "body": "gxj"} for n in range(11)]
    return told({**ROWS, "bodies": BODIES, "people": people, "appointments": []})


@pytest.fixture
def page(client, fushan_revision):
    logged_in(client, officer())

    def show(query=""):
        return client.get(reverse("registers:wall", args=[FUSHAN]) + query)

    return show


def banded(register, **asked):
    found = queries.chosen(wall(register), queries.Chosen(**asked))
    return {band.id: [card.id for group in band.groups for pile in group.cards for card in pile]
            for band in found}  # fmt: skip


def test_bodies_stand_in_the_band_of_their_side(small):
    assert banded(small) == {
        "party": ["xw", "dwb", "daj", "lgbj"], "government": ["xzf", "fgj", "gxj"],
        "townships": ["ttz"], "institutions": ["zwzx"],
    }  # fmt: skip


def test_co_located_bodies_stand_joined_the_host_first(small):
    party = queries.chosen(wall(small), queries.Chosen(band="party"))[0]
    piles = [[card.id for card in pile] for group in party.groups for pile in group.cards]
    assert ["dwb", "daj"] in piles


def test_institutions_stand_under_their_parent(small):
    band = queries.chosen(wall(small), queries.Chosen(band="institutions"))[0]
    assert [(one.parent, one.name) for one in band.groups] == [("fgj", "县发展和改革局")]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"over": True}, {"government": ["gxj"]}),
        ({"name": "发展"}, {"government": ["fgj"]}),
        ({"vacant": True, "band": "institutions"}, {"institutions": ["zwzx"]}),
        ({"name": "没有这个"}, {}),
    ],
)
def test_the_wall_is_filtered(small, asked, found):
    assert banded(small, **asked) == found


def test_figures_of_the_wall_are_those_of_the_indicators(fushan):
    known = {one.id: one for one in CATALOGUE}
    for told_ in wall(fushan).figures:
        assert told_.value == figure(known[told_.id], fushan).value


def test_cards_add_up_to_the_figures(fushan):
    values = {one.id: one.value for one in wall(fushan).figures}
    cards = wall(fushan).cards
    posts = pl.DataFrame(
        [(one.kind, one.approved, one.in_post) for card in cards for one in card.posts],
        schema=["kind", "approved", "in_post"], orient="row",
    )  # fmt: skip
    sums = dict(posts.group_by("kind").agg(pl.col("approved").sum()).rows())
    assert {kind: values[f"approved_{kind}"] for kind in sums} == sums
    assert posts["in_post"].sum() == values["people"]
    bands = {one.id: one.count for one in queries.chosen(wall(fushan), queries.Chosen())}
    assert bands["institutions"] == values["institutions"]
    assert bands["townships"] == values["townships"]
    assert sum(bands.values()) == fushan.frame("bodies").height


def test_leaders_in_post_are_counted_beside_the_posts_approved():
    card = next(one for one in wall(told(ROWS)).cards if one.id == "fgj")
    assert (card.chief, card.deputy, card.other) == (1, 3, 0)
    assert (card.chiefs, card.deputies, card.others) == (1, 1, 0)
    assert card.head == "赵一"


def test_every_body_is_a_card_with_a_link(page, fushan):
    text = page().content.decode()
    for one in fushan.frame("bodies")["id"]:
        assert f'href="/c/{FUSHAN}/bodies/{one}/"' in text


def test_the_wall_has_nothing_inline_and_few_queries(page, django_assert_max_num_queries):
    page()
    with django_assert_max_num_queries(8):
        text = page().content.decode().lower()
    for refused in ("<style", " style=", " onclick=", "javascript:"):
        assert refused not in text
    assert text.count("<script") == text.count("<script src=")


def test_a_viewer_of_another_county_does_not_see_it(client, fushan_revision):
    logged_in(client, officer("viewer", HEQU))
    names = ("wall", "search", "revisions")
    pages = [reverse(f"registers:{name}", args=[FUSHAN]) for name in names]
    pages.append(reverse("registers:body", args=[FUSHAN, "141027-bb"]))
    assert {client.get(one).status_code for one in pages} == {404}
    asked = client.post(reverse("registers:download", args=[FUSHAN]), {"once": uuid4()})
    assert asked.status_code == 404
    assert not Event.objects.filter(verb="register.taken_away").exists()


def test_a_stranger_is_asked_to_log_in(client, fushan_revision):
    assert client.get(reverse("registers:wall", args=[FUSHAN])).status_code == 302


def test_an_older_revision_says_so_and_its_links_keep_to_it(page, small):
    revision_of(small, by=actor(area=""))
    text = page("?rev=1").content.decode()
    assert "不是现行台账" in text
    assert f"/c/{FUSHAN}/bodies/141027-bb/?rev=1" in text
    assert "不是现行台账" not in page().content.decode()
    assert page("?rev=9").status_code == 404
    assert page("?rev=x").status_code == 404


def test_of_one_county_home_is_its_wall(client, fushan_revision):
    logged_in(client, officer("viewer"))
    assert client.get("/").headers["Location"] == f"/c/{FUSHAN}/"
    assert "浮山县" in client.get("/?all=1").content.decode()


def test_home_says_whom_to_ask_where_nothing_is_read(client, fushan_revision):
    logged_in(client, officer(""))
    assert "系统管理员" in client.get("/").content.decode()


def test_home_offers_the_first_upload_of_a_county_that_has_no_register(client):
    logged_in(client, officer("officer", HEQU))
    assert reverse("registers:upload-new", args=[HEQU]) in client.get("/").content.decode()

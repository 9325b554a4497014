"""Search: words of two characters or one, in the tables that may be read."""

from __future__ import annotations

import polars as pl
import pytest
from django.urls import reverse

from sanding_web.registers import queries
from tests.web.builders import FUSHAN, actor, logged_in, officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(fushan_revision):
    def look(text, role="officer"):
        return queries.search(actor(role), fushan_revision, text)

    return look


def counts(results):
    return {one.table: one.count for one in results.groups}


@pytest.mark.parametrize("word", ["民政", "工伤", "股"])
def test_words_are_found_wherever_they_stand(found, fushan, word):
    def rows(table, *columns):
        hit = pl.any_horizontal(pl.col(one).str.contains(word, literal=True) for one in columns)
        return fushan.frame(table).filter(hit.fill_null(value=False)).height

    own = {
        "bodies": rows("bodies", "name", "short_name", "purpose"),
        "plaques": rows("plaques", "name"),
        "duties": rows("duties", "name", "theme", "basis"),
        "items": rows("items", "name", "theme", "basis"),
        "powers": rows("powers", "name", "basis"),
        "sections": rows("sections", "name", "duties"), "positions": rows("positions", "name"),
        "people": rows("people", "name"),
    }  # fmt: skip
    assert counts(found(word)) == {table: count for table, count in own.items() if count}


def test_a_person_is_found_by_those_who_keep_the_register_only(found, fushan):
    name = fushan.frame("people")["name"][0]
    assert counts(found(name))["people"] >= 1
    assert "people" not in counts(found(name, role="viewer"))


def test_latin_letters_are_found_in_either_case(found):
    assert counts(found("VPN")) == counts(found("vpn"))


def test_nothing_is_found_by_nothing(found):
    assert found("  ").groups == ()


@pytest.mark.parametrize("text", [".*", "[", "(?i)民", "%"])
def test_signs_stand_for_themselves(found, text):
    assert found(text).count == 0


def test_hits_lead_to_the_page_of_their_body(client, fushan_revision):
    logged_in(client, officer("viewer"))
    text = client.get(reverse("registers:search", args=[FUSHAN]), {"q": "民政局"}).content.decode()
    assert f'href="/c/{FUSHAN}/bodies/141027-mzj/"' in text


def test_what_was_asked_is_shown_as_text(client, fushan_revision):
    logged_in(client, officer("viewer"))
    asked = {"q": "<script>alert(1)</script>"}
    text = client.get(reverse("registers:search", args=[FUSHAN]), asked).content.decode()
    assert "<script>alert" not in text
    assert "没有找到" in text

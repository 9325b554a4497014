"""The glossary, the state of health and the languages."""

from __future__ import annotations

import json

import pytest
from django.db import DatabaseError
from django.test import Client

from sanding_web.ui import queries
from tests.web.builders import logged_in, officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client: Client) -> Client:
    return logged_in(client, officer("viewer"))


def test_the_glossary_finds_a_word_in_chinese_and_in_english(reader: Client):
    by_chinese = reader.get("/help/", {"q": "三定"}).content.decode()
    by_english = reader.get("/help/", {"q": "Public Institution"}).content.decode()
    assert "three determinations" in by_chinese
    assert "事业单位" in by_english
    assert "three determinations" not in by_english


def test_the_glossary_has_every_word_of_the_core_when_nothing_is_asked(reader: Client):
    page = reader.get("/help/").content.decode()
    assert page.count("<dt>") == len(queries.terms()) + page.count("<dt><kbd>")


def test_a_word_it_lacks_is_said_to_be_missing(reader: Client):
    page = reader.get("/help/", {"q": "没有这个词<b>"}).content.decode()
    assert "没有找到这个名词" in page
    assert "<b>" not in page


def test_the_glossary_is_for_who_is_logged_in(client: Client):
    assert client.get("/help/").status_code == 302


def test_a_healthy_workbench_says_so_to_anybody(client: Client):
    answer = client.get("/help/health/")
    assert answer.status_code == 200
    assert answer.content.decode() == "ok: yes\ndatabase: yes\nmigrated: yes\n"
    told = client.get("/help/health/", headers={"accept": "application/json"})
    assert json.loads(told.content) == {"ok": True, "database": True, "migrated": True}


def test_a_database_that_does_not_answer_is_ill(client: Client, monkeypatch: pytest.MonkeyPatch):
    class Silent:
        def cursor(self):
            raise DatabaseError("secret://host")

    monkeypatch.setattr(queries, "connection", Silent())
    answer = client.get("/help/health/")
    assert answer.status_code == 503
    assert answer.content.decode() == "ok: no\ndatabase: no\nmigrated: no\n"


def test_migrations_that_wait_are_ill(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(queries.MigrationExecutor, "migration_plan", lambda *_args: ["one"])
    answer = client.get("/help/health/", headers={"accept": "application/json"})
    assert answer.status_code == 503
    assert json.loads(answer.content)["migrated"] is False


def test_one_may_choose_the_language(reader: Client):
    answer = reader.post("/help/language/", {"language": "en", "next": "/help/"}, follow=True)
    assert '<html lang="en">' in answer.content.decode()
    answer = reader.post("/help/language/", {"language": "zh-hans", "next": "/help/"}, follow=True)
    assert '<html lang="zh-hans">' in answer.content.decode()

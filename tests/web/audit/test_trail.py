"""The trail page: for auditors and administrators, filtered, in pages, and as a safe file."""

from __future__ import annotations

import ast
import csv
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from sanding_web.accounts.access import actor_of
from sanding_web.accounts.models import Role
from sanding_web.audit import actions, queries
from sanding_web.audit.models import Event
from tests.web.builders import AT, DAY, FUSHAN, HEQU, actor, logged_in, officer

pytestmark = pytest.mark.django_db


def said(verb: str = "plan.edited", **more: Any) -> Event:
    told: dict[str, Any] = {"kind": "plan", "about": "方案", "county": FUSHAN, "at": AT, **more}
    with transaction.atomic():
        return actions.record(verb, by=told.pop("by", None), **told)


def page(client: Client, **asked: str) -> str:
    return client.get("/audit/", asked).content.decode()


@pytest.mark.parametrize(
    ("role", "status"),
    [("auditor", 200), ("administrator", 200), ("officer", 403), ("reviewer", 403),
     ("approver", 403), ("viewer", 403), ("", 403)],
)  # fmt: skip
def test_auditors_and_administrators_read_the_trail(client: Client, role: str, status: int) -> None:
    logged_in(client, officer(role))
    assert client.get("/audit/").status_code == status
    answer = client.post("/audit/export/", {})
    assert answer.status_code == status
    assert Event.objects.filter(verb="audit.exported").count() == (status == 200)


def test_the_trail_needs_a_login(client: Client) -> None:
    assert client.get("/audit/").status_code == 302
    assert client.post("/audit/export/").status_code == 302


def test_an_auditor_sees_the_area_and_what_is_of_no_county() -> None:
    here, there, nowhere = said(), said(county=HEQU), said("account.logged_in", county="")
    seen = {area: set(Event.objects.visible_to(actor("auditor", area)))
            for area in (FUSHAN, "14", "140930", "")}  # fmt: skip
    assert seen == {
        FUSHAN: {here, nowhere}, "14": {here, there, nowhere}, HEQU: {there, nowhere},
        "": {here, there, nowhere},
    }  # fmt: skip
    assert not Event.objects.visible_to(actor("approver", "")).exists()


ROOMS = {"planning": "plan.", "accounts": "account.", "registers": "", "audit": ""}


def recorded(room: str) -> set[str]:
    """The verbs a room records, as its code has them."""
    calls = [
        call
        for file in (Path(queries.__file__).parents[1] / room).rglob("*.py")
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and getattr(call.func, "attr", getattr(call.func, "id", "")) in VERBAL
    ]
    verbs = [next((a.value for a in one.args if isinstance(a, ast.Constant)), None)
             for one in calls]  # fmt: skip
    said = {verb for verb in verbs if isinstance(verb, str)}
    return {verb if "." in verb else f"{ROOMS[room]}{verb}" for verb in said}


def test_roles_are_called_as_in_the_account_room() -> None:
    assert {code: str(name) for code, name in queries.ROLES.items()} == {
        str(role.value): str(role.label) for role in Role
    }


def test_what_was_told_reads_in_the_fields_words() -> None:
    said(role="auditor", area=FUSHAN, locked=True, hash="a" * 64, new_thing=[1, "二"])
    (line,) = queries.trail(actor("auditor"), queries.Asked(), 1).object_list
    assert line.detail == (
        '地区：141027；内容摘要：aaaaaaaaaaaa；已锁定：是；new_thing：[1, "二"]；角色：审计'
    )


VERBAL = ("record", "machine", "_say", "_edit", "_begun", "_pointed")


@pytest.mark.parametrize("room", ROOMS)
def test_every_act_that_is_recorded_has_a_name(room: str) -> None:
    assert recorded(room)
    assert recorded(room) <= set(queries.VERBS)


def test_the_newest_stands_first_in_pages_of_fifty(client: Client) -> None:
    for number in range(120):
        said(about=f"方案{number}")
    who = actor("auditor")
    pages = [queries.trail(who, queries.Asked(), number) for number in (1, 2, 3)]
    numbers = [line.number for one in pages for line in one.object_list]
    assert [len(one.object_list) for one in pages] == [50, 50, 20]
    assert numbers == list(range(120, 0, -1))
    text = logged_in(client, officer("auditor")).get("/audit/?county=141027").content.decode()
    assert "county=141027&amp;page=2" in text


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ({}, [4, 3, 2, 1]),
        ({"county": HEQU}, [2]),
        ({"verb": "plan.approved"}, [3]),
        ({"officer": "浮山"}, [4]),
        ({"day": "2026-03-03"}, [3]),
        ({"day": "nonsense"}, [4, 3, 2, 1]),
        ({"verb": "plan.edited", "county": FUSHAN}, [4, 1]),
    ],
)
def test_the_trail_is_asked_by_county_act_officer_and_day(
    client: Client, asked: dict[str, str], numbers: list[int]
) -> None:
    who = officer("officer")
    who.name = "浮山·经办"
    who.save()
    said()
    said(county=HEQU)
    said("plan.approved", at=datetime(2026, 3, 2, 16, 30, tzinfo=UTC))  # half past midnight here
    said(by=actor_of(who, on=DAY))
    logged_in(client, officer("auditor", ""))
    answer = client.get("/audit/", asked)
    assert [line.number for line in answer.context["page"].object_list] == numbers
    export = client.post("/audit/export/", asked)
    rows = list(csv.reader(b"".join(export).decode("utf-8-sig").splitlines()))
    found = [int(row[0]) for row in rows[1:] if int(row[0]) < 5]
    assert found == numbers


def test_acts_have_their_names_in_the_fields_words(client: Client) -> None:
    said("plan.sent_back")
    said("something.new")
    text = page(logged_in(client, officer("auditor")))
    assert "退回方案" in text
    assert "something.new" in text


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_the_file_is_a_formula(begins: str) -> None:
    said(about=f"{begins}HYPERLINK(1)", by=None)
    text = "".join(queries.as_csv(actor("auditor"), queries.Asked()))
    assert text.startswith("\ufeff序号")
    (row,) = list(csv.reader(text.splitlines(keepends=True)))[1:]
    assert row[6] == f"'{begins}HYPERLINK(1)"


def test_each_export_is_recorded_with_what_was_asked(client: Client) -> None:
    logged_in(client, officer("auditor"))
    asked = {"county": FUSHAN, "day": "2026-03-02"}
    for _again in range(2):
        b"".join(client.post("/audit/export/", asked))
    verbs = Event.objects.values_list("verb", "detail")
    assert list(verbs) == [("audit.exported", {"asked": asked})] * 2
    assert client.get("/audit/export/").status_code == 405


def test_the_number_of_queries_does_not_grow(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    for _number in range(60):
        said()
    logged_in(client, officer("auditor"))
    with django_assert_max_num_queries(8):
        client.get("/audit/")


def test_a_day_is_a_day_here() -> None:
    said(at=datetime(2026, 3, 1, 15, 59, 59, tzinfo=UTC))
    said(at=datetime(2026, 3, 1, 16, 0, tzinfo=UTC))
    who = actor("auditor")
    found = queries.trail(who, queries.Asked(day=date(2026, 3, 2)), 1).object_list
    assert [line.number for line in found] == [2]

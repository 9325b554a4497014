"""Revisions: what each changed, and taking one away as a workbook."""

from __future__ import annotations

import io
from datetime import date
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.urls import reverse

from sanding.exchange import read_workbook
from sanding_web.audit.models import Event
from sanding_web.registers import queries
from tests.builders import ROWS, told
from tests.web.builders import FUSHAN, actor, logged_in, officer, revision_of

pytestmark = pytest.mark.django_db

ID_NUMBER = "14102719700301001X"
PEOPLE = [{"id": "r-1", "name": "赵一", "body": "fgj", "id_number": ID_NUMBER,
           "born_on": date(1970, 3, 1)}]  # fmt: skip
REGISTER = told({**ROWS, "people": PEOPLE, "appointments": []})


@pytest.fixture
def two():
    revision_of(REGISTER)
    duties = [{**ROWS["duties"][0], "name": "拟订规划"},
              {"id": "d-9", "name": "管理粮食", "theme": "粮食", "body": "fgj"}]  # fmt: skip
    return revision_of(told({**ROWS, "people": PEOPLE, "appointments": [], "duties": duties}))


def taken(client, role="officer", query="", once=None):
    logged_in(client, officer(role))
    return client.post(
        reverse("registers:download", args=[FUSHAN]) + query, {"once": once or uuid4()}
    )


def test_a_revision_says_what_it_changed_by_table(two):
    newest, first = queries.revision_lines(actor(), FUSHAN, 1).object_list
    assert (newest.number, newest.in_force, first.first) == (2, True, True)
    assert [(one.table, one.added, one.changed, one.removed) for one in newest.changes] == [
        ("duties", 1, 1, 1)
    ]


def test_revisions_are_listed_with_who_and_why(client, two):
    logged_in(client, officer("viewer"))
    text = client.get(reverse("registers:revisions", args=[FUSHAN])).content.decode()
    assert "测试入库" in text
    assert two.by.name in text
    assert two.hash[:12] in text
    assert "?rev=1" in text
    assert reverse("registers:download", args=[FUSHAN]) not in text  # a viewer takes none away


def test_the_workbook_is_the_register_of_its_revision_and_is_recorded(client, tmp_path):
    revision_of(told(ROWS))
    revision_of(told({**ROWS, "duties": ROWS["duties"][:1]}))
    answer = taken(client, query="?rev=1")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    file = tmp_path / "register.xlsx"
    file.write_bytes(answer.content)
    assert read_workbook(file).hash == told(ROWS).hash
    event = Event.objects.get(verb="register.taken_away")
    assert (event.about, event.detail["what"]) == (f"{FUSHAN} #1", "register.xlsx")


def test_identity_numbers_do_not_leave_in_the_workbook(two):
    data, _rows = queries.workbook(two)
    with ZipFile(io.BytesIO(data)) as book:
        parts = [book.read(name).decode() for name in book.namelist()]
    assert any("赵一" in part for part in parts)
    assert not any(ID_NUMBER in part for part in parts)


def test_a_viewer_takes_nothing_away(client, two):
    assert taken(client, role="viewer").status_code == 403
    assert not Event.objects.filter(verb="register.taken_away").exists()


def test_a_repeated_download_is_recorded_once(client, two):
    once = uuid4()
    assert [taken(client, once=once).status_code for _time in range(2)] == [200, 200]
    assert Event.objects.filter(verb="register.taken_away").count() == 1


def test_a_download_without_its_mark_or_by_an_address_is_refused(client, two):
    logged_in(client, officer())
    place = reverse("registers:download", args=[FUSHAN])
    assert client.post(place).status_code == 400
    assert client.get(place).status_code == 405

"""An office's own list of people (实名制名单) brings the register's people up to date."""

from __future__ import annotations

from io import BytesIO
from uuid import uuid4

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from sanding_web.registers import actions, bridge
from sanding_web.registers.intake_files import Refused
from sanding_web.registers.intake_preview import preview_of
from sanding_web.registers.models import Upload
from tests.builders import ROWS, told
from tests.web.builders import AT, FUSHAN, actor, logged_in, officer, revision_of

pytestmark = pytest.mark.django_db

HEAD = ["姓名", "单位", "编制类型", "人员身份", "职务"]
ZHAO = ["赵一", "县发展和改革局", "行政", "公务员", "局长"]
NEW = ["孙三", "县工业和信息化局", "行政", "公务员", "科员"]
REGISTER = told({**ROWS, "appointments": []})


def listed(*rows, name="名单.xlsx"):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = BytesIO()
    book.save(file)
    file.seek(0)
    file.name = name
    return file


def taken(*rows, by=None, **given):
    told_ = {
        "county": FUSHAN, "name": "名单.xlsx", "chunks": listed(*rows), "mapping": None,
        "day": None, "at": AT, "once": uuid4(), **given,
    }  # fmt: skip
    return actions.take_list(by=by or actor(), **told_)


def test_people_are_updated_and_added_and_who_is_not_listed_stays():
    revision_of(REGISTER)
    waiting, notes = taken(HEAD, ZHAO, NEW)
    people = bridge.register_of(waiting).frame("people")
    assert sorted(people["name"].to_list()) == ["孙三", "赵一", "钱二"]
    assert any("1人不在本表中" in note.what for note in notes)
    counts = {
        one.table: (one.added, one.changed, one.removed) for one in preview_of(waiting).tables
    }
    assert counts == {"people": (1, 1, 0)}


def test_a_list_needs_a_register_to_go_into():
    with pytest.raises(Refused) as refused:
        taken(HEAD, ZHAO)
    assert "还没有台账" in refused.value.lines[0].what


def test_a_list_with_faults_keeps_nothing():
    revision_of(REGISTER)
    with pytest.raises(Refused) as refused:
        taken(HEAD, ["赵一", "县没有的局", "行政", "公务员", ""])
    assert refused.value.lines[0].row == 2
    assert not Upload.objects.exists()


def test_headings_of_ones_own_come_by_a_mapping():
    revision_of(REGISTER)
    head = ["干部", *HEAD[1:]]
    with pytest.raises(Refused):
        taken(head, NEW)
    mapping = "name: 本县\nheadings:\n  name: [干部]\n  body: [单位]\n  kind: [编制类型]\n"
    own = mapping + "  identity: [人员身份]\n  position: [职务]\n"
    own += "values:\n  kind: {administrative: [行政]}\n"
    waiting, _notes = taken(head, NEW, mapping=own.encode())
    assert "孙三" in bridge.register_of(waiting).frame("people")["name"].to_list()


def test_a_mapping_that_is_none_is_refused():
    revision_of(REGISTER)
    with pytest.raises(Refused):
        taken(HEAD, NEW, mapping=b"\xff{")


def test_a_register_that_moved_on_while_a_list_was_read_is_drift():
    first = revision_of(REGISTER)
    waiting, _notes = taken(HEAD, ZHAO, NEW)
    register = bridge.register_of(waiting)
    revision_of(told(ROWS))
    with pytest.raises(actions.Drifted):
        actions.upload(register, name="x", by=actor(), at=AT, once=uuid4(), drawn_from=first)


def test_only_who_keeps_the_register_sends_a_list():
    revision_of(REGISTER)
    with pytest.raises(PermissionDenied):
        taken(HEAD, ZHAO, by=actor("viewer"))


def test_a_list_is_sent_by_the_upload_page_and_its_notes_are_said(client):
    revision_of(REGISTER)
    logged_in(client, officer())
    where = reverse("registers:upload-new", args=[FUSHAN])
    told_ = {"file": listed(HEAD, ZHAO, NEW), "kind": "people", "once": uuid4()}
    answer = client.post(where, told_, follow=True)
    assert answer.status_code == 200
    assert "1人不在本表中" in answer.content.decode()

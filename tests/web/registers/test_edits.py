"""Many rows set at once: typed, whole or not at all, one revision that can be undone."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import polars as pl
import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from sanding.register import TABLES
from sanding_web.audit.models import Event
from sanding_web.registers import actions, bridge
from sanding_web.registers.intake_files import Refused
from sanding_web.registers.models import County, Revision
from tests.builders import ROWS, told
from tests.web.builders import AT, FUSHAN, HEQU, actor, logged_in, officer, revision_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def revision():
    return revision_of(told(ROWS))


def edited(revision, by=None, **given):
    told_ = {
        "county": FUSHAN, "table": "duties", "keys": ["d-1", "d-2"], "column": "theme",
        "value": "经济", "expected": revision.hash, "reason": "统一领域", "at": AT,
        "once": uuid4(), **given,
    }  # fmt: skip
    return actions.edit_cells(by=by or actor(), **told_)


def put_back(revision, number=1, by=None, **given):
    told_ = {
        "county": FUSHAN, "number": number, "expected": revision.hash, "reason": "改错了",
        "at": AT, "once": uuid4(), **given,
    }  # fmt: skip
    return actions.put_back(by=by or actor(), **told_)


def cell(revision, table, one, column):
    return bridge.register_of(revision).cell(table, one, column)


def refusal(revision, **given):
    with pytest.raises(Refused) as refused:
        edited(revision, **given)
    assert Revision.objects.count() == 1
    return [line.what for line in refused.value.lines]


def test_the_ticked_rows_are_set_and_no_other(revision):
    made = edited(revision, keys=["d-2"])
    assert cell(made, "duties", "d-2", "theme") == "经济"
    assert cell(made, "duties", "d-1", "theme") == "规划"
    assert (made.number, made.reason) == (2, "统一领域")
    differing = {name for name in made.tables if made.tables[name] != revision.tables.get(name)}
    assert differing == {"duties"}


def test_one_edit_leaves_one_event(revision):
    edited(revision)
    event = Event.objects.order_by("number").last()
    assert event is not None
    assert event.verb == "register.put_in"
    assert {name: event.detail[name] for name in ("table", "column", "rows")} == {
        "table": "duties", "column": "theme", "rows": 2,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("table", "keys", "column", "value", "kept"),
    [
        ("duties", ["d-1"], "body", "县工业和信息化局", "gxj"),
        ("duties", ["d-1"], "body", "gxj", "gxj"),
        ("duties", ["d-1"], "statutory", "是", True),
        ("duties", ["d-1"], "section", "", None),
        ("bodies", ["fgj"], "level", "副科级", "fuke"),
        ("establishment", ["fgj/administrative"], "approved", "13", 13),
        ("bodies", ["fgj"], "created_on", "2019-03-25", "2019-03-25"),
    ],
)
def test_a_value_is_read_as_the_column_keeps_it(revision, table, keys, column, value, kept):
    made = edited(revision, table=table, keys=keys, column=column, value=value)
    key = tuple(keys[0].split("/")) if "/" in keys[0] else keys[0]
    found = cell(made, table, key, column)
    assert (str(found) if column == "created_on" else found) == kept


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"column": "body", "value": "nirgends"}, "没有“nirgends”"),
        ({"column": "body", "value": ""}, "必填"),
        ({"column": "id", "value": "d-9"}, "不能批量修改"),
        ({"column": "nonesuch"}, "没有这张表或这一列"),
        ({"table": "claims"}, "没有这张表或这一列"),
        ({"keys": ["d-1", "d-9"]}, "已不在台账里"),
        ({"keys": []}, "已不在台账里"),
        ({"table": "establishment", "column": "approved", "value": "十"}, "不是数字"),
        ({"table": "establishment", "column": "approved", "value": "-1"}, "小于 0"),
        ({"table": "bodies", "keys": ["fgj"], "column": "parent", "value": "fgj"}, "首尾相接"),
        ({"table": "people", "column": "id_number", "value": "1"}, "不能批量修改"),
    ],
)
def test_what_does_not_fit_is_refused_and_changes_nothing(revision, given, said):
    if given.get("table") == "establishment":
        given = {"keys": ["fgj/administrative"], **given}
    assert any(said in line for line in refusal(revision, **given))


def test_every_key_and_masked_column_of_every_table_is_closed(revision):
    for table in TABLES.values():
        closed = {*table.key} | {
            column.name for column in table.columns if column.personal and column.personal.sensitive
        }
        for column in closed:
            refusal(revision, table=table.name, column=column)


def test_a_fault_that_was_there_before_does_not_stand_in_the_way():
    lost = told(ROWS).loose("sections").with_columns(body=pl.lit("nirgends"))
    revision = revision_of(told(ROWS).with_tables({"sections": lost}))
    assert edited(revision).number == 2


def test_an_edit_of_an_older_revision_has_drifted(revision):
    edited(revision)
    with pytest.raises(actions.Drifted):
        edited(revision, value="别的")
    assert Revision.objects.count() == 2


def test_an_edit_sent_twice_acts_once(revision):
    who, once = actor(), uuid4()
    first = edited(revision, who, once=once)
    assert edited(revision, who, once=once) == first
    assert Revision.objects.count() == 2


@pytest.mark.parametrize("role", ["reviewer", "approver", "viewer"])
def test_only_who_keeps_the_register_edits_it(revision, role):
    with pytest.raises(PermissionDenied):
        edited(revision, actor(role))
    with pytest.raises(PermissionDenied):
        put_back(revision, by=actor(role))


def test_a_county_one_does_not_see_is_not_edited(revision):
    with pytest.raises(County.DoesNotExist):
        edited(revision, actor(area=HEQU))


def test_an_edit_put_back_gives_the_former_content_as_the_next_revision(revision):
    made = edited(revision)
    back = put_back(made)
    assert (back.number, back.hash, back.tables) == (3, revision.hash, revision.tables)
    assert Revision.objects.get(number=2).hash == made.hash


def test_a_putting_back_of_what_is_no_longer_in_force_has_drifted(revision):
    made = edited(revision)
    edited(made, value="别的")
    with pytest.raises(actions.Drifted):
        put_back(made)


def test_a_revision_there_is_not_is_not_put_back(revision):
    with pytest.raises(Revision.DoesNotExist):
        put_back(revision, number=9)


def test_nothing_is_put_back_across_a_plan_that_was_carried_out(revision):
    applied = replace(told(ROWS), journal=pl.DataFrame({"change": ["c-1"]}))
    made = revision_of(applied)
    with pytest.raises(actions.IllegalTransition, match="执行过方案"):
        put_back(made)


def sent(client, revision, **given):
    where = reverse("registers:sheet-edit", args=[FUSHAN, "duties"]) + "?q=工业"
    told_ = {
        "key": ["d-2"], "column": "theme", "value": "经济", "reason": "统一", "once": uuid4(),
        "expected": revision.hash, **given,
    }  # fmt: skip
    return client.post(where, told_, follow=True)


def test_a_sheet_edits_and_undoes(revision, client):
    logged_in(client, officer())
    answer = sent(client, revision)
    assert answer.redirect_chain[0][0].endswith("?q=%E5%B7%A5%E4%B8%9A")
    assert "现为第 2 版" in answer.content.decode()
    head = County.objects.get().head
    form = answer.context["put_back"].initial
    told_ = {**form, "reason": "改错了", "once": uuid4()}
    client.post(reverse("registers:put-back", args=[FUSHAN]) + "?table=duties", told_)
    again = County.objects.get().head
    assert head is not None
    assert again is not None
    assert (again.number, again.hash) == (3, revision.hash)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"key": []}, "请先勾选"),
        ({"reason": ""}, "事由"),
        ({"column": "body", "value": "nirgends"}, "没有“nirgends”"),
    ],
)
def test_a_refused_edit_is_said_above_the_sheet(revision, client, given, said):
    logged_in(client, officer())
    assert said in sent(client, revision, **given).content.decode()
    assert Revision.objects.count() == 1


def test_a_drifted_edit_is_a_conflict(revision, client):
    logged_in(client, officer())
    edited(revision)
    assert sent(client, revision).status_code == 409


def test_who_only_looks_sees_no_boxes(revision, client):
    where = reverse("registers:sheet", args=[FUSHAN, "duties"])
    logged_in(client, officer("viewer"))
    assert 'name="key"' not in client.get(where).content.decode()
    logged_in(client, officer())
    assert 'name="key"' in client.get(where).content.decode()
    assert sent(client, revision, expected="").status_code == 400

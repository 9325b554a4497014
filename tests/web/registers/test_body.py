"""The page of a body: what it shows, what it hides, and its history."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from sanding.plan import Plan, apply
from sanding.plan.absorb_body import AbsorbBody
from sanding_web.registers import queries
from tests.builders import ROWS, told
from tests.web.builders import FUSHAN, logged_in, officer, revision_of

pytestmark = pytest.mark.django_db

ID_NUMBER = "14102719700301001X"
SECRET = [
    {"id": "r-fgj-c1", "name": "赵一", "body": "fgj", "id_number": ID_NUMBER,
     "native_place": "山西临汾", "born_on": date(1970, 3, 1)},
    {"id": "r-fgj-d1", "name": "钱二", "body": "fgj", "section": "fgj-gj"},
]  # fmt: skip
BEFORE = told({**ROWS, "people": SECRET})


@pytest.fixture
def shown(client):
    logged_in(client, officer("viewer"))

    def show(body, query=""):
        return client.get(reverse("registers:body", args=[FUSHAN, body]) + query)

    return show


def with_bodies(*bodies):
    return told({**ROWS, "people": SECRET, "bodies": bodies})


def absorbed():
    """The register after 工信局 went into 发改局."""
    change = AbsorbBody(
        id="c-1", absorbed="gxj", into="fgj", reason="合并同类职责", basis="测试", wave=1,
        effective_on=date(2020, 7, 1),
    )  # fmt: skip
    plan = Plan(id="p-1", county=FUSHAN, title="试", changes=(change,))
    return apply(plan, BEFORE).journalled


def test_a_body_shows_its_posts_positions_holders_and_duties(shown):
    revision_of(BEFORE)
    text = shown("fgj").content.decode()
    for said in ("县发展和改革局", "行政编制", "赵一", "局长", "2018-01-05", "拟订发展规划",
                 "公交股", "县政务服务中心"):  # fmt: skip
        assert said in text


def test_posts_of_a_body_are_counted_by_kind():
    page = queries.body_page(revision_of(BEFORE), "fgj")
    assert page.card is not None
    assert [(one.kind, one.approved, one.in_post, one.vacant) for one in page.card.posts] == [
        ("administrative", 12, 2, 10)
    ]


def test_a_position_past_its_holders_day_is_vacant():
    gone = [{"person": "r-fgj-c1", "position": "fgj-c1", "since": date(2018, 1, 5),
             "until": date(2019, 1, 1)}]  # fmt: skip
    page = queries.body_page(revision_of(told({**ROWS, "appointments": gone})), "fgj")
    assert [one.holders for one in page.positions] == [[], []]


def test_no_identity_number_or_birth_date_stands_in_a_page(shown, client):
    revision_of(BEFORE)
    others = ("", "search/?q=赵一", "search/?q=1410", "revisions/")
    pages = [shown("fgj"), *(client.get(f"/c/{FUSHAN}/{one}") for one in others)]
    for one in pages:
        text = one.content.decode()
        assert one.status_code == 200
        assert ID_NUMBER not in text
        assert "1970-03-01" not in text
        assert "山西临汾" not in text


def test_no_birth_date_of_the_example_stands_in_the_page_of_a_body(shown, fushan, fushan_revision):
    people = fushan.frame("people").filter(body="141027-bb")
    text = shown("141027-bb").content.decode()
    assert people.height
    assert not [one for one in people["born_on"].drop_nulls() if one.isoformat() in text]


def test_what_changed_is_told_in_plain_words(shown):
    revision_of(BEFORE)
    renamed = [{**one, "name": "县发展改革局"} if one["id"] == "fgj" else one
               for one in ROWS["bodies"]]  # fmt: skip
    revision_of(with_bodies(*renamed))
    text = shown("fgj").content.decode()
    assert "县发展和改革局</del>" in text
    assert "县发展改革局</ins>" in text


def test_a_change_of_its_records_is_counted_by_table():
    revision_of(BEFORE)
    duties = (*ROWS["duties"], {"id": "d-9", "name": "管理粮食", "theme": "粮食", "body": "fgj"})
    page = queries.body_page(revision_of(told({**ROWS, "people": SECRET, "duties": duties})), "fgj")
    newest = page.history.happenings[0]
    assert [(one.table, one.added) for one in newest.tables] == [("duties", 1)]


def test_a_body_unchanged_is_only_there_from_the_first():
    revision_of(BEFORE)
    renamed = [{**one, "name": "县发展改革局"} if one["id"] == "fgj" else one
               for one in ROWS["bodies"]]  # fmt: skip
    page = queries.body_page(revision_of(with_bodies(*renamed)), "ttz")
    assert [one.what for one in page.history.happenings] == ["first"]


def test_an_ended_body_names_who_succeeded_it(shown):
    revision_of(BEFORE)
    page = queries.body_page(revision_of(absorbed()), "gxj")
    assert page.card is None
    ended = page.history.happenings[0]
    assert ended.what == "ended"
    assert [one.id for one in ended.heirs] == ["fgj"]
    answer = shown("gxj")
    assert answer.status_code == 200
    assert "原有事项由下列机构承接" in answer.content.decode()


def test_an_ended_body_is_still_shown_in_its_revision(shown):
    revision_of(BEFORE)
    revision_of(absorbed())
    text = shown("gxj", "?rev=1").content.decode()
    assert "管理工业运行" in text
    assert "不是现行台账" in text


def test_a_body_that_never_was_is_not_found(shown):
    revision_of(BEFORE)
    assert shown("nobody").status_code == 404


def test_a_body_page_has_nothing_inline_and_few_queries(
    shown, fushan_revision, django_assert_max_num_queries
):
    shown("141027-bb")
    with django_assert_max_num_queries(8):
        text = shown("141027-bb").content.decode().lower()
    for refused in ("<style", " style=", " onclick=", "javascript:"):
        assert refused not in text

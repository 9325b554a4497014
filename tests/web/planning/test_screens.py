"""Who sees which page of the plan room, and what every page keeps to."""

from __future__ import annotations

from collections import Counter
from uuid import uuid4

import polars as pl
import pytest
from django.test import Client
from django.urls import reverse

from sanding.register import Register
from sanding_web.accounts.access import actor_of
from sanding_web.planning import actions, queries
from sanding_web.planning.models import Draft
from sanding_web.planning.urls import urlpatterns
from sanding_web.planning.views.words import GROUPS, WHEN
from sanding_web.registers.models import Revision
from tests.web.builders import AT, DAY, FUSHAN, HEQU, actor, logged_in, officer, revision_of
from tests.web.planning.pages import Reader

pytestmark = pytest.mark.django_db

MERGE = {
    "id": "合1", "kind": "merge_bodies", "bodies": ["141027-fgj", "141027-gxj"],
    "into": "141027-fggy", "name": "县发展改革和工业局", "body_kind": "government_department",
    "level": "zhengke", "reason": "两局一件事", "basis": "待补",
}  # fmt: skip
CUT = {
    "id": "减1", "kind": "cut_posts", "body": "141027-wmzx", "post_kind": "institution", "posts": 3,
    "reason": "后勤岗重复", "basis": "待补", "wave": 2,
}  # fmt: skip
OF_A_PLAN = ("plan", "results", "findings", "walls", "review", "file")  # for who reads
TO_EDIT = ("kinds", "edit", "add")  # for who draws up
ACTS = ("move", "park", "unpark", "remove", "undo", "redo", "drop", "rebase", "comment", "submit",
        "judge", "send_back", "approve", "carry_out", "revert")  # fmt: skip


@pytest.fixture
def draft(fushan_revision: Revision) -> Draft:
    """A plan of two changes in two waves, with a remark."""
    by = actor()
    told = {"by": by, "at": AT}
    made = actions.begin(county=FUSHAN, name="试", title="试写的方案", once=uuid4(), **told)
    for change in (MERGE, CUT):
        actions.edit(draft_id=made.pk, change=change, once=uuid4(), **told)
    return actions.comment(draft_id=made.pk, change="合1", text="请核对", once=uuid4(), **told)


@pytest.fixture
def submitted(draft: Draft) -> Draft:
    """The plan, handed in."""
    return actions.submit(draft_id=draft.pk, by=actor(), at=AT, once=uuid4())


@pytest.fixture
def approved(submitted: Draft) -> Draft:
    """The plan, approved whole."""
    reviewer, approver = actor("reviewer"), actor("approver")
    for change in ("合1", "减1"):
        actions.judge(
            draft_id=submitted.pk, change_id=change, accepted=True, reason="", by=reviewer, at=AT,
            once=uuid4(),
        )  # fmt: skip
    return actions.approve(draft_id=submitted.pk, by=approver, at=AT, once=uuid4())


def as_(role: str, area: str = FUSHAN) -> Client:
    """A client of somebody who holds the role."""
    return logged_in(Client(), officer(role, area))


def address(name: str, draft: Draft) -> str:
    """The address of a page of a plan, with what it asks for."""
    if name == "add":
        return reverse("planning:add", args=[draft.pk, "merge_bodies"])
    path = reverse(f"planning:{name}", args=[draft.pk])
    return f"{path}?change=%E5%90%881" if name == "edit" else path


def told(name: str) -> dict[str, str]:
    """What an act is told."""
    more = {"judge": {"accepted": "yes"}, "move": {"step": "1"}, "comment": {"text": "好"}}
    given = {"once": str(uuid4()), "change": "合1", "reason": "理由", "sure": "on"}
    return given | more.get(name, {})


@pytest.mark.parametrize("role", ["officer", "reviewer", "approver", "viewer"])
def test_readers_of_the_county_see_every_page_of_a_plan(draft: Draft, role: str) -> None:
    client = as_(role)
    assert {client.get(address(name, draft)).status_code for name in OF_A_PLAN} == {200}
    assert client.get(reverse("planning:plans")).status_code == 200
    assert client.get(reverse("planning:beside", args=[FUSHAN])).status_code == 200


@pytest.mark.parametrize(("role", "area"), [("officer", HEQU), ("auditor", FUSHAN), ("", "")])
def test_a_plan_is_not_there_for_who_does_not_read_the_county(
    draft: Draft, role: str, area: str
) -> None:
    client = as_(role, area)
    pages = (*OF_A_PLAN, *TO_EDIT, "carry_out", "revert")
    assert {client.get(address(name, draft)).status_code for name in pages} == {404}
    posted = {client.post(address(name, draft), told(name)).status_code for name in ACTS}
    assert posted == {404}
    assert "试写的方案" not in client.get(reverse("planning:plans")).content.decode()
    for name in ("begin", "beside"):
        assert client.get(reverse(f"planning:{name}", args=[FUSHAN])).status_code == 404


def test_only_who_draws_up_comes_to_the_forms(draft: Draft) -> None:
    writer = as_("officer")
    assert {writer.get(address(name, draft)).status_code for name in TO_EDIT} == {200}
    assert writer.get(reverse("planning:begin", args=[FUSHAN])).status_code == 200
    for role in ("reviewer", "approver", "viewer"):
        client = as_(role)
        assert {client.get(address(name, draft)).status_code for name in TO_EDIT} == {403}
        assert client.get(reverse("planning:begin", args=[FUSHAN])).status_code == 403
        assert client.post(reverse("planning:take_in", args=[FUSHAN])).status_code == 403


def test_who_only_looks_does_nothing(draft: Draft) -> None:
    client = as_("viewer")
    assert {client.post(address(name, draft), told(name)).status_code for name in ACTS} == {403}
    remark = draft.comments.get()
    path = reverse("planning:resolve", args=[draft.pk, remark.pk])
    assert client.post(path, told("resolve")).status_code == 403


def test_who_draws_up_neither_reviews_nor_approves(submitted: Draft) -> None:
    client = as_("officer")
    for name in ("judge", "send_back", "approve"):
        assert client.post(address(name, submitted), told(name)).status_code == 403


def test_a_plan_handed_in_is_not_edited(submitted: Draft) -> None:
    client = as_("officer")
    assert {client.get(address(name, submitted)).status_code for name in TO_EDIT} == {409}
    for name in ("move", "park", "remove", "undo"):
        assert client.post(address(name, submitted), told(name)).status_code == 409


def test_carrying_out_waits_for_approval_and_reverting_for_carrying_out(draft: Draft) -> None:
    client = as_("officer")
    assert client.get(address("carry_out", draft)).status_code == 409
    assert client.get(address("revert", draft)).status_code == 409


def test_the_page_before_carrying_out_says_what_will_happen(approved: Draft) -> None:
    text = as_("officer").get(address("carry_out", approved)).content.decode()
    for said in ("按次序办理 2 项变更", "批准人：测试·approver", "编制合计", "县发展改革和工业局"):
        assert said in text
    assert as_("reviewer").get(address("carry_out", approved)).status_code == 403


def test_a_register_that_moved_on_stops_the_plan_and_is_told(
    approved: Draft, fushan: Register
) -> None:
    bodies = fushan.frame("bodies").with_columns(
        short_name=pl.when(pl.col("id") == "141027-wmzx").then(pl.lit("文化馆"))
        .otherwise("short_name")
    )  # fmt: skip
    revision_of(fushan.with_tables({"bodies": bodies}))
    text = as_("officer").get(address("carry_out", approved)).content.decode()
    assert "不能施行" in text
    assert "141027-wmzx" in text
    assert "施行方案</button>" not in text
    answer = as_("officer").post(address("carry_out", approved), told("carry_out"))
    assert answer.status_code == 409
    assert "141027-wmzx" in answer.content.decode()


def test_every_address_wants_a_login(draft: Draft) -> None:
    args = {"draft_id": draft.pk, "county": FUSHAN, "kind": "merge_bodies", "comment_id": 1}
    for pattern in urlpatterns:
        given = {name: args[name] for name in pattern.pattern.converters}
        path = reverse(f"planning:{pattern.name}", kwargs=given)
        for answer in (Client().get(path), Client().post(path)):
            assert answer.status_code == 302, path
            assert answer["Location"].startswith("/account/login/"), path


def every_page(draft: Draft, client: Client) -> dict[str, Reader]:
    """Every page of the room that the client comes to."""
    paths = {name: address(name, draft) for name in (*OF_A_PLAN[:-1], *TO_EDIT, "carry_out")}
    paths |= {kind.kind: reverse("planning:add", args=[draft.pk, kind.kind])
              for kind in queries.change_kinds()}  # fmt: skip
    paths |= {
        "plans": reverse("planning:plans"),
        "begin": reverse("planning:begin", args=[FUSHAN]),
        "beside": reverse("planning:beside", args=[FUSHAN]) + f"?plan={draft.pk}",
        "walls before": address("walls", draft) + "?show=before",
        "walls changes": address("walls", draft) + "?show=changes",
    }
    answers = {name: client.get(path) for name, path in paths.items()}
    return {
        name: Reader(answer.content.decode())
        for name, answer in answers.items()
        if answer.status_code == 200
    }


def test_pages_keep_to_plain_forms_with_labels_and_without_inline_code(draft: Draft) -> None:
    pages = every_page(draft, as_("officer"))
    assert len(pages) > 40
    for name, page in pages.items():
        inline = [x for x in page.attributes if x[1] == "style" or x[1].startswith("on")]
        assert (inline, page.inline) == ([], []), name
        twice = [one for one, count in Counter(page.ids).items() if count > 1]
        assert twice == [], name
        for form in page.forms:
            if not form.action.startswith("/plans/") and form.action:
                continue
            names = {one.name for one in form.controls}
            if form.method == "post":
                assert {"once", "csrfmiddlewaretoken"} <= names, (name, form.action)
            for one in form.controls:
                assert one.kind == "hidden" or page.labels.get(one.id), (name, one.name)


def test_each_form_of_a_page_has_a_once_of_its_own(draft: Draft) -> None:
    page = every_page(draft, as_("officer"))["plan"]
    marks = [one.value for form in page.forms for one in form.controls if one.name == "once"]
    assert len(marks) == len(set(marks)) > 5


def test_every_kind_of_change_stands_in_a_group_and_says_when_to_use_it() -> None:
    kinds = {one.kind for one in queries.change_kinds()}
    grouped = [kind for _label, of in GROUPS for kind in of]
    assert sorted(grouped) == sorted(kinds)
    assert set(WHEN) == kinds


@pytest.mark.parametrize("role", ["officer", "reviewer", "approver", "viewer"])
def test_pages_offer_only_what_the_officer_may_do(submitted: Draft, role: str) -> None:
    client = as_(role)
    for name in ("plan", "review"):
        page = Reader(client.get(address(name, submitted)).content.decode())
        offered = {form.action.rstrip("/").rpartition("/")[2] for form in page.forms}
        allowed = {"reviewer": {"judge", "send-back"}, "approver": {"send-back", "approve"}}
        acts = {"move", "park", "judge", "send-back", "approve", "submit", "drop", "undo"}
        assert offered & acts <= allowed.get(role, set()), (role, name)


def test_a_form_shows_the_change_it_is_to_edit(draft: Draft) -> None:
    page = Reader(as_("officer").get(address("edit", draft)).content.decode())
    held = {one.name: one.value for form in page.forms for one in form.controls}
    assert (held["name"], held["id"], held["body_kind"]) == (
        "县发展改革和工业局", "合1", "government_department",
    )  # fmt: skip
    ticked = [
        x.value for form in page.forms for x in form.controls if x.name == "bodies" and x.checked
    ]
    assert sorted(ticked) == ["141027-fgj", "141027-gxj"]
    assert held["bodies:first"] == "县发展和改革局（141027-fgj）"  # it ends by the change itself


def test_a_change_edited_without_a_change_stays_as_it_is(draft: Draft) -> None:
    client = as_("officer")
    page = Reader(client.get(address("edit", draft)).content.decode())
    form = next(form for form in page.forms if any(one.text == "写入方案" for one in form.buttons))
    data: dict[str, list[str]] = {}
    for one in form.controls:
        if one.kind != "checkbox" or one.checked:
            data.setdefault(one.name, []).append(one.value)
    before = queries.change_given(draft, "合1")
    assert client.post(address("edit", draft), data).status_code == 302
    assert queries.change_given(Draft.objects.get(pk=draft.pk), "合1") == before


def test_what_cannot_be_read_is_told_at_its_field(draft: Draft) -> None:
    given = {
        "once": str(uuid4()), "bodies": ["141027-fgj"], "bodies:first": "县财政局", "wave": "1",
        "into": "141027-neu", "name": "", "parent": "没有的局", "id": "合1",
    }  # fmt: skip
    answer = as_("officer").post(address("add", draft), given)
    assert answer.status_code == 422
    errors = answer.context["form"].errors
    assert {"bodies:first", "name", "body_kind", "level", "parent", "reason", "id"} <= set(errors)
    assert errors["parent"] == ["找不到“没有的局”，请从列表中选"]
    assert errors["id"] == ["方案里已有编号“合1”"]


def test_narrowing_a_list_keeps_what_was_ticked_and_judges_nothing(draft: Draft) -> None:
    given = {"once": str(uuid4()), "bodies": ["141027-wmzx"], "bodies:ask": "财政", "narrow": "1"}
    page = Reader(as_("officer").post(address("add", draft), given).content.decode())
    boxes = [one for form in page.forms for one in form.controls if one.name == "bodies"]
    assert [one.value for one in boxes if one.checked] == ["141027-wmzx"]
    assert all("财政" in page.labels[one.id] for one in boxes if not one.checked)
    assert "必填" in page.text
    assert "请看标出的地方" not in page.text


def test_a_posting_without_its_mark_is_refused(draft: Draft) -> None:
    assert as_("officer").post(address("undo", draft), {}).status_code == 400


def test_a_posting_sent_twice_counts_once(draft: Draft) -> None:
    client, given = as_("officer"), told("park")
    for _time in range(2):
        assert client.post(address("park", draft), given).status_code == 302
    page = queries.plan_page(Draft.objects.get(pk=draft.pk), actor_of(officer(), on=DAY))
    assert [one.id for one in page.parked] == ["合1"]


def test_at_most_five_plans_stand_side_by_side(draft: Draft) -> None:
    by = actor()
    others = [
        actions.begin(county=FUSHAN, name=str(n), title=str(n), by=by, at=AT, once=uuid4())
        for n in range(6)
    ]
    asked = "&".join(f"plan={one.pk}" for one in [draft, *others])
    answer = as_("viewer").get(reverse("planning:beside", args=[FUSHAN]) + f"?{asked}")
    assert len(answer.context["chosen"]) == 5
    assert "一次最多比较 5 个" in answer.content.decode()

"""Administrators make accounts and give and end roles, in their area and never for themselves."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils.timezone import localdate, now

from sanding.base import BadInput
from sanding_web.accounts import actions
from sanding_web.accounts.access import Actor, actor_of
from sanding_web.accounts.models import Holding, Officer
from sanding_web.audit.models import Event
from tests.web.builders import AT, DAY, FUSHAN, HEQU, PASSWORD, actor, logged_in, officer

pytestmark = pytest.mark.django_db
ONCE = UUID(int=7)
NEW = "another long word"


@pytest.fixture
def chief() -> Actor:
    return actor("administrator")


def give(who: Officer, by: Actor, *, once: UUID = ONCE, **more: Any) -> Holding:
    told = {"role": "officer", "area": FUSHAN, "since": DAY, **more}
    return actions.give_holding(officer_id=who.pk, by=by, at=AT, once=once, **told)


def test_a_role_is_given_once_and_recorded(chief: Actor) -> None:
    who = officer("")
    first = give(who, chief)
    assert give(who, chief) == give(who, chief, once=uuid4()) == first
    event = Event.objects.get()
    assert (event.verb, event.about, event.county) == (
        "account.holding_given", who.username, FUSHAN,
    )  # fmt: skip
    assert event.detail == {"area": FUSHAN, "role": "officer", "since": "2026-03-02"}
    assert actor_of(who, on=DAY).holds("officer", county=FUSHAN)


def test_nobody_gives_themselves_a_role() -> None:
    me = officer("administrator", area="")
    with pytest.raises(PermissionDenied):
        give(me, actor_of(me, on=DAY))
    assert me.holdings.count() == 1


@pytest.mark.parametrize("area", [HEQU, "14", ""])
def test_an_area_beyond_ones_own_is_not_given(chief: Actor, area: str) -> None:
    with pytest.raises(PermissionDenied):
        give(officer(""), chief, area=area)


def test_an_administrator_of_a_province_gives_its_counties() -> None:
    assert give(officer(""), actor("administrator", "14")).area == FUSHAN


@pytest.mark.parametrize("role", ["officer", "reviewer", "approver", "viewer", "auditor"])
def test_whoever_is_no_administrator_gives_nothing(role: str) -> None:
    with pytest.raises(Officer.DoesNotExist):
        give(officer(""), actor(role, ""))
    with pytest.raises(PermissionDenied):
        actions.make_officer(
            username="x1", name="x", password=None, by=actor(role), at=AT, once=ONCE
        )


def test_an_officer_of_elsewhere_is_not_seen(chief: Actor) -> None:
    with pytest.raises(Officer.DoesNotExist):
        give(officer("viewer", HEQU), chief)


@pytest.mark.parametrize(
    "wrong", [{"role": "king"}, {"since": DAY - timedelta(days=1)}], ids=["role", "past"]
)
def test_an_unknown_role_or_a_day_gone_by_is_refused(chief: Actor, wrong: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        give(officer(""), chief, **wrong)


def test_a_role_ends_at_once_and_may_be_given_again_that_day(chief: Actor) -> None:
    who = officer("")
    held = give(who, chief)
    end = uuid4()
    assert actions.end_holding(holding_id=held.pk, by=chief, at=AT, once=end).until == DAY
    assert actions.end_holding(holding_id=held.pk, by=chief, at=AT, once=end).until == DAY
    assert not actor_of(who, on=DAY).anywhere("officer")
    assert give(who, chief) == held  # the first request once more
    assert give(who, chief, once=uuid4()) != held
    assert actor_of(who, on=DAY).anywhere("officer")
    assert Event.objects.count() == 3


def test_a_role_that_has_not_begun_never_begins(chief: Actor) -> None:
    held = give(officer(""), chief, since=date(2026, 4, 1))
    ended = actions.end_holding(holding_id=held.pk, by=chief, at=AT, once=uuid4())
    assert ended.until == date(2026, 4, 1)
    assert not Holding.objects.on(date(2026, 4, 1)).filter(pk=held.pk).exists()


def test_one_ends_neither_ones_own_role_nor_one_of_another_area() -> None:
    me = officer("administrator")
    both = officer("viewer")
    far = Holding.objects.create(officer=both, role="viewer", area=HEQU, since=DAY)
    own = me.holdings.get()
    for held in (own, far):
        with pytest.raises(PermissionDenied):
            actions.end_holding(holding_id=held.pk, by=actor_of(me, on=DAY), at=AT, once=uuid4())
    unseen = officer("viewer", HEQU).holdings.get()
    with pytest.raises(Holding.DoesNotExist):
        actions.end_holding(holding_id=unseen.pk, by=actor_of(me, on=DAY), at=AT, once=uuid4())


def test_a_closed_account_keeps_its_acts_and_holds_nothing(chief: Actor) -> None:
    who = officer("officer")
    for _again in range(2):
        actions.deactivate(officer_id=who.pk, by=chief, at=AT, once=ONCE)
    assert not Officer.objects.get(pk=who.pk).is_active
    assert who.holdings.get().until == DAY
    assert Event.objects.count() == 1


def test_who_also_works_elsewhere_is_not_closed_from_here(chief: Actor) -> None:
    who = officer("officer")
    Holding.objects.create(officer=who, role="viewer", area=HEQU, since=DAY)
    for act in (actions.deactivate, lambda **told: actions.reset_password(password=NEW, **told)):
        with pytest.raises(PermissionDenied):
            act(officer_id=who.pk, by=chief, at=AT, once=uuid4())


def test_an_account_is_made_once(chief: Actor) -> None:
    told: dict[str, Any] = {"username": "new", "name": "新人", "password": PASSWORD, "by": chief}
    made = actions.make_officer(**told, at=AT, once=ONCE)
    assert actions.make_officer(**told, at=AT, once=ONCE) == made
    with pytest.raises(BadInput):
        actions.make_officer(**told, at=AT, once=uuid4())
    assert PASSWORD not in str(list(Event.objects.values()))


def test_the_page_lists_the_area_and_its_forms_act(client: Client) -> None:
    logged_in(client, officer("administrator"))
    page = client.get("/account/officers/").content.decode()
    assert "新建账号" in page
    typed = {"username": "hu", "name": "胡某", "password": NEW, "once": str(uuid4())}
    for _again in range(2):
        assert client.post("/account/officers/new/", typed).status_code == 302
    hu = Officer.objects.get(username="hu")
    role = {"role": "viewer", "area": FUSHAN, "since": localdate(), "once": str(uuid4())}
    assert client.post(f"/account/officers/{hu.pk}/give/", role).status_code == 302
    held = hu.holdings.get()
    assert "胡某" in client.get("/account/officers/").content.decode()
    once = {"once": str(uuid4())}
    assert client.post(f"/account/holdings/{held.pk}/end/", once).status_code == 302
    new = {"password": PASSWORD, "once": str(uuid4())}
    assert client.post(f"/account/officers/{hu.pk}/reset/", new).status_code == 302
    assert Officer.objects.get(pk=hu.pk).check_password(PASSWORD)
    once = {"once": str(uuid4())}
    assert client.post(f"/account/officers/{hu.pk}/deactivate/", once).status_code == 302
    verbs = [verb.removeprefix("account.") for verb in Event.objects.values_list("verb", flat=True)]
    assert verbs == ["made", "holding_given", "holding_ended", "password_reset", "deactivated"]


@pytest.mark.parametrize(
    ("path", "typed", "said"),
    [
        ("new/", {"username": "胡", "name": "胡", "password": NEW}, "小写字母"),
        ("new/", {"username": "hu", "name": "胡", "password": "123"}, "密码"),
        ("new/", {"username": "huxiansheng", "name": "胡", "password": "huxiansheng1"}, "相似"),
        ("new/", {"username": "taken", "name": "胡", "password": NEW}, "已经有了"),
        ("{pk}/give/", {"role": "viewer", "area": "浮山", "since": "2099-01-01"}, "六位县代码"),
        ("{pk}/give/", {"role": "viewer", "area": "", "since": "2020-01-01"}, "过去"),
        ("{pk}/reset/", {"password": "123"}, "密码"),
    ],
)
def test_a_form_says_what_is_wrong(
    client: Client, path: str, typed: dict[str, str], said: str
) -> None:
    logged_in(client, officer("administrator"))
    who = officer("viewer", username="taken")
    typed = {**typed, "once": str(uuid4())}
    answer = client.post(f"/account/officers/{path.format(pk=who.pk)}", typed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Event.objects.exists()


def test_ones_own_password_ends_the_other_sessions(client: Client) -> None:
    who = officer()
    other = logged_in(Client(), who)
    logged_in(client, who)
    old_key = client.session.session_key
    typed = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW, "once": uuid4()}
    assert client.post("/account/me/password/", typed)["Location"] == "/account/me/"
    assert client.session.session_key != old_key
    assert client.get("/account/me/").status_code == 200
    assert other.get("/account/me/").status_code == 302
    assert Event.objects.get().verb == "account.password_changed"


def test_a_wrong_old_password_changes_nothing(client: Client) -> None:
    who = officer()
    logged_in(client, who)
    typed = {"old_password": "no", "new_password1": NEW, "new_password2": NEW, "once": uuid4()}
    assert client.post("/account/me/password/", typed).status_code == 422
    assert Officer.objects.get(pk=who.pk).check_password(PASSWORD)


def test_my_page_says_what_i_hold(client: Client) -> None:
    page = logged_in(client, officer("reviewer")).get("/account/me/").content.decode()
    assert "审核" in page
    assert FUSHAN in page
    assert actor_of(officer(), on=localdate(now())).holds("officer", county=FUSHAN)

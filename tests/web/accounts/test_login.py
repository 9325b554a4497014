"""Coming and going: own paths only, a fresh session, a lock after five failures, all on record."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localtime

from sanding_web.accounts.models import Officer
from sanding_web.audit.models import Event
from sanding_web.audit.queries import verified
from tests.web.builders import PASSWORD, logged_in, officer

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"


def tried(client: Client, who: str, password: str = PASSWORD, **more: str) -> Any:
    return client.post(LOGIN, {"username": who, "password": password, **more})


def trail() -> list[tuple[str, str]]:
    return list(Event.objects.values_list("verb", "about"))


@pytest.fixture
def chen() -> Officer:
    return officer(username="chen")


def test_the_login_page_asks_for_account_and_password(client: Client) -> None:
    page = client.get(LOGIN)
    assert page.status_code == 200
    assert b'autocomplete="current-password"' in page.content
    assert reverse("accounts:login") == LOGIN


def test_a_login_goes_where_one_wanted_and_is_recorded(client: Client, chen: Officer) -> None:
    answer = tried(client, "chen", next="/plans/")
    assert (answer.status_code, answer.url) == (302, "/plans/")
    event = Event.objects.get()
    assert (event.verb, event.about, event.by) == ("account.logged_in", "chen", chen)


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/", "//evil.example/", "/\\evil.example", "\\\\evil.example",
        "javascript:alert(1)", "http:evil", " //evil.example", "/\t/evil.example", "plans/",
    ],
)  # fmt: skip
def test_a_path_that_is_not_ours_is_not_followed(
    client: Client, chen: Officer, elsewhere: str
) -> None:
    assert client.get(LOGIN, {"next": elsewhere}).context["next"] == ""
    assert tried(client, "chen", next=elsewhere).url == "/"


def test_a_login_takes_a_new_session(client: Client, chen: Officer) -> None:
    session = client.session
    session["before"] = True
    session.save()
    client.cookies["sessionid"] = session.session_key or ""
    old = session.session_key
    tried(client, "chen")
    assert client.session.session_key != old
    assert client.cookies["sessionid"]["httponly"]


@pytest.mark.parametrize(
    ("role", "place"),
    [("officer", "/"), ("viewer", "/"), ("administrator", "/account/officers/"),
     ("auditor", "/audit/"), ("", "/account/me/")],
)  # fmt: skip
def test_work_begins_where_the_role_has_it(client: Client, role: str, place: str) -> None:
    assert tried(client, officer(role).username).url == place


def test_a_wrong_password_is_said_and_recorded_without_it(client: Client, chen: Officer) -> None:
    answer = tried(client, "chen", "wrong-word")
    assert answer.status_code == 422
    assert "账号或密码不对" in answer.content.decode()
    event = Event.objects.get()
    assert (event.verb, event.about, event.by) == ("account.login_failed", "chen", None)
    assert "wrong-word" not in str(event.__dict__)


def test_what_is_typed_as_an_unknown_account_is_not_recorded(client: Client) -> None:
    tried(client, "my-secret-word")
    assert trail() == [("account.login_failed", "—")]


@pytest.mark.parametrize("typed", [{}, {"username": "chen"}, {"password": "x"}])
def test_an_empty_form_is_no_failure(client: Client, chen: Officer, typed: dict[str, str]) -> None:
    assert client.post(LOGIN, typed).status_code == 422
    assert trail() == []


def test_the_fifth_failure_locks_the_account_even_for_the_right_password(
    client: Client, chen: Officer
) -> None:
    for _attempt in range(4):
        assert tried(client, "chen", "wrong").status_code == 422
    locked = tried(client, "chen", "wrong")
    assert locked.status_code == 429
    last = AccessAttempt.objects.get().attempt_time
    until = localtime(last + timedelta(minutes=30))
    assert f"{until:%Y-%m-%d %H:%M} 之后可以再试" in locked.content.decode()
    assert tried(client, "chen").status_code == 429
    assert "_auth_user_id" not in client.session
    verbs = [verb for verb, _about in trail()]
    assert verbs == ["account.login_failed"] * 5 + ["account.locked_out", "account.login_failed"]
    assert [one.detail["locked"] for one in Event.objects.filter(verb="account.login_failed")] == [
        False, False, False, False, True, True,
    ]  # fmt: skip


def test_tries_while_it_is_locked_do_not_move_the_end_of_the_lock(
    client: Client, chen: Officer, settings: Any
) -> None:
    settings.AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
    pages = [tried(client, "chen", "wrong") for _attempt in range(8)]
    ends = [page.wsgi_request.locked_until for page in pages[4:]]
    assert [page.status_code for page in pages] == [422] * 4 + [429] * 4
    assert len(set(ends)) == 1
    assert Event.objects.filter(verb="account.locked_out").count() == 1


def test_a_lock_is_for_one_account_alone(client: Client, chen: Officer) -> None:
    for _attempt in range(5):
        tried(client, "chen", "wrong")
    assert tried(client, officer().username).status_code == 302


def test_a_success_forgets_the_failures(client: Client, chen: Officer) -> None:
    for password in ["wrong"] * 4 + [PASSWORD] + ["wrong"] * 4:
        answer = tried(client, "chen", password)
    assert answer.status_code == 422


def test_a_closed_account_cannot_log_in_and_its_session_ends(client: Client, chen: Officer) -> None:
    logged_in(client, chen)
    assert client.get("/account/me/").status_code == 200
    Officer.objects.filter(pk=chen.pk).update(is_active=False)
    assert client.get("/account/me/").status_code == 302
    assert tried(client, "chen").status_code == 422


def test_logging_out_is_a_post_and_recorded(client: Client, chen: Officer) -> None:
    logged_in(client, chen)
    assert client.get("/account/logout/").status_code == 405
    assert client.post("/account/logout/")["Location"] == LOGIN
    assert "_auth_user_id" not in client.session
    assert trail()[-1] == ("account.logged_out", "chen")


@pytest.fixture
def strict(chen: Officer) -> Client:
    return Client(enforce_csrf_checks=True)


def test_a_form_of_another_site_logs_nobody_in(strict: Client) -> None:
    assert tried(strict, "chen").status_code == 403


def test_pages_of_the_room_need_a_login(client: Client) -> None:
    for path in ("me/", "officers/"):
        assert client.get(f"/account/{path}")["Location"].startswith(LOGIN)
    for path in ("me/password/", "officers/new/", "officers/1/give/", "holdings/1/end/"):
        assert client.post(f"/account/{path}")["Location"].startswith(LOGIN)


def test_the_chain_of_comings_and_goings_holds(client: Client, chen: Officer) -> None:
    tried(client, "chen", "wrong")
    tried(client, "chen")
    client.post("/account/logout/")
    assert verified().holds
    assert verified().number == 3

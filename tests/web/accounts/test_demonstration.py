"""Demonstration accounts: six, plainly made up, once, and never in production."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils.timezone import localdate

from sanding_web.accounts.access import actor_of
from sanding_web.accounts.models import Officer
from sanding_web.audit.models import Event
from tests.web.builders import FUSHAN, HEQU, PASSWORD

pytestmark = pytest.mark.django_db


def ran(**told: Any) -> list[list[str]]:
    out = StringIO()
    call_command("demonstration", county=FUSHAN, stdout=out, **told)
    return [line.split("\t") for line in out.getvalue().splitlines()]


def test_six_officers_hold_one_role_each_and_their_passwords_work(client: Client) -> None:
    _heads, *rows, once = ran()
    assert [row[0] for row in rows] == ["chen", "li", "wang", "zhao", "sun", "zhou"]
    assert [row[1] for row in rows] == ["编办经办", "审核", "审批", "查阅", "审计", "系统管理"]
    assert len({password for _account, _role, password in rows}) == 6
    assert once == ["密码只显示这一次"]
    for account, role, password in rows:
        who = Officer.objects.get(username=account)
        assert (who.name, who.check_password(password)) == (f"演示·{role}", True)
        (held,) = actor_of(who, on=localdate()).held
        assert held.area == FUSHAN
    typed = {"username": "chen", "password": rows[0][2]}
    assert client.post("/account/login/", typed).status_code == 302


def test_run_again_it_changes_nothing_and_says_so() -> None:
    ran()
    before = list(Officer.objects.values())
    (line,) = ran(password=PASSWORD)
    assert "已经有了" in line[0]
    assert list(Officer.objects.values()) == before
    assert Event.objects.count() == 12


def test_reset_gives_new_passwords_and_no_new_roles() -> None:
    ran()
    _heads, *rows, _once = ran(reset=True, password=PASSWORD)
    assert {row[2] for row in rows} == {PASSWORD}
    assert all(who.check_password(PASSWORD) for who in Officer.objects.all())
    assert Officer.objects.filter(holdings__isnull=False).distinct().count() == 6


def test_production_and_a_wrong_county_are_refused(settings: Any) -> None:
    with pytest.raises(CommandError, match="六位"):
        call_command("demonstration", county="浮山")
    settings.SETTINGS_MODULE = "sanding_web.settings.production"
    with pytest.raises(CommandError, match="生产环境"):
        call_command("demonstration", county=HEQU)
    assert not Officer.objects.exists()


def test_the_first_administrator_is_set_up_on_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    told = {"name": "首任", "area": "14", "stdout": StringIO()}
    monkeypatch.setattr("getpass.getpass", lambda _prompt: "123")
    with pytest.raises(CommandError):
        call_command("administrator", "first", **told)
    monkeypatch.setattr("getpass.getpass", lambda _prompt: PASSWORD)
    call_command("administrator", "first", **told)
    with pytest.raises(CommandError, match="已经有了"):
        call_command("administrator", "first", **told)
    who = Officer.objects.get()
    assert actor_of(who, on=localdate()).holds("administrator", county=FUSHAN)

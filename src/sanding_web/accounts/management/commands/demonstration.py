"""`demonstration`: six made-up officers, one for each role, to try the workbench with."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import now
from django.utils.translation import gettext as said

from sanding_web.accounts import actions
from sanding_web.accounts.models import Officer, Role

ACCOUNTS = {
    "chen": Role.OFFICER,
    "li": Role.REVIEWER,
    "wang": Role.APPROVER,
    "zhao": Role.VIEWER,
    "sun": Role.AUDITOR,
    "zhou": Role.ADMINISTRATOR,
}


class Command(BaseCommand):
    """Makes the demonstration accounts and prints their passwords once."""

    help = "设立六个演示账号，口令只显示一次"

    def add_arguments(self, parser: CommandParser) -> None:
        """County, and passwords if they are not to be drawn."""
        parser.add_argument("--county", required=True, help="县代码，六位")
        parser.add_argument("--password", help="六个账号共用的密码；不给则各自随机")
        parser.add_argument("--reset", action="store_true", help="账号已有时换新密码")

    def handle(self, *_args: Any, **told: Any) -> None:
        """Make what is missing; with --reset renew the passwords of what is there."""
        if (settings.SETTINGS_MODULE or "").endswith(".production"):
            raise CommandError(said("生产环境不设演示账号"))
        county, password, reset = str(told["county"]), told["password"], bool(told["reset"])
        if not (county.isascii() and county.isdigit() and len(county) == 6):
            raise CommandError(said("县代码是六位数字，如 141027"))
        given = [
            (username, role, drawn)
            for username, role in ACCOUNTS.items()
            if (drawn := _given(username, role, county, password=password, reset=reset))
        ]
        if not given:
            self.stdout.write(said("演示账号已经有了，什么也没改；要新密码请加 --reset"))
            return
        self._print(given)

    def _print(self, given: list[tuple[str, Role, str]]) -> None:
        heads = (said("账号"), said("角色"), said("密码"))
        self.stdout.write("\t".join(heads))
        for username, role, password in given:
            self.stdout.write(f"{username}\t{role.label}\t{password}")
        self.stdout.write(said("密码只显示这一次"))


def _given(
    username: str, role: Role, county: str, *, password: str | None, reset: bool
) -> str | None:
    """The password the account was given now; None if it stays as it is."""
    there = Officer.objects.filter(username=username).exists()
    if there and not reset:
        return None
    drawn = password or secrets.token_urlsafe(9)
    if there:
        actions.renew(username=username, password=drawn, at=now())
    else:
        actions.install(
            username=username, name=f"{said('演示')}·{role.label}", role=role, area=county,
            password=drawn, at=now(),
        )  # fmt: skip
    return drawn

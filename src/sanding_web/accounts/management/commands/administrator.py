"""`administrator`: the first account of an office, from the server itself."""

from __future__ import annotations

import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import now
from django.utils.translation import gettext as said

from sanding_web.accounts import actions
from sanding_web.accounts.models import Role


class Command(BaseCommand):
    """Sets up an administrator, who then makes the other accounts in the browser."""

    help = "设立系统管理账号；其余账号由其在网页上新建"

    def add_arguments(self, parser: CommandParser) -> None:
        """Account, name and area."""
        parser.add_argument("username", help="账号")
        parser.add_argument("--name", required=True, help="姓名")
        parser.add_argument("--area", required=True, help="地区代码；全国填空串")

    def handle(self, *_args: Any, **told: Any) -> None:
        """Ask for the password without showing it."""
        password = getpass.getpass(said("密码："))
        try:
            validate_password(password)
        except ValidationError as weak:
            raise CommandError(" ".join(weak.messages)) from weak
        made = actions.install(
            username=told["username"], name=told["name"], role=Role.ADMINISTRATOR,
            area=told["area"], password=password, at=now(),
        )  # fmt: skip
        if made is None:
            raise CommandError(said("账号 %s 已经有了") % told["username"])
        self.stdout.write(said("已设立系统管理账号 %s") % made.username)

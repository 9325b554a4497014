"""`audit_head`: where the chain ends, to be kept outside the database."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from sanding_web.audit import queries


class Command(BaseCommand):
    """Prints NUMBER:DIGEST."""

    help = "打印审计链尾（序号:摘要），请抄存在系统之外"

    def handle(self, *_args: Any, **_told: Any) -> None:
        """One line."""
        number, digest = queries.head()
        self.stdout.write(f"{number}:{digest}")

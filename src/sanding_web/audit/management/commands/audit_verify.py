"""`audit_verify`: whether the chain holds, and agrees with a head that was kept outside."""

from __future__ import annotations

import re
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as said

from sanding_web.audit import queries

HEAD = re.compile(r"(\d+):([0-9a-f]{64})?")


class Command(BaseCommand):
    """Follows the chain; ends with 1 if it is broken."""

    help = "核验审计链；断链时退出码为 1"

    def add_arguments(self, parser: CommandParser) -> None:
        """A head kept outside."""
        parser.add_argument("--head", help="另存的链尾：序号:摘要（audit_head 所打印）")

    def handle(self, *_args: Any, **told: Any) -> None:
        """One line, on the error stream if the chain is broken."""
        verdict = queries.verified(outside=_outside(told["head"]))
        if not verdict.holds:
            self.stderr.write(str(verdict))
            raise SystemExit(1)
        self.stdout.write(str(verdict))


def _outside(head: str | None) -> tuple[int, str] | None:
    if head is None:
        return None
    found = HEAD.fullmatch(head)
    if found is None:
        raise CommandError(said("--head 应为 序号:摘要，如 audit_head 所打印"))
    return int(found[1]), found[2] or ""

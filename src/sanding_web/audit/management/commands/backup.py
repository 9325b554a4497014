"""`backup`: the whole database as one file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import now
from django.utils.translation import gettext as said

from sanding_web.audit import actions, copies, queries


class Command(BaseCommand):
    """Writes the file; prints its digest and where the chain in it ends."""

    help = "把数据库备份成一个文件，打印其 SHA-256 和审计链尾"

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to."""
        parser.add_argument("file", type=Path, help="备份文件")

    def handle(self, *_args: Any, **told: Any) -> None:
        """Record it first, so that the copy says of itself that it was taken."""
        file: Path = told["file"]
        if file.exists():
            raise CommandError(said("%s 已存在，请换一个文件名") % file)
        actions.machine("audit.backed_up", about=file.name, at=now())
        try:
            digest = copies.take(file)
        except copies.CopyRefused as refused:
            raise CommandError(str(refused)) from refused
        number, end = queries.head()
        self.stdout.write(f"{said('备份文件')}\t{file}")
        self.stdout.write(f"SHA-256\t{digest}")
        self.stdout.write(f"{said('审计链尾')}\t{number}:{end}")

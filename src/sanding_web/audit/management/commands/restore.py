"""`restore`: a backup in the database's place, with its chain verified."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import now
from django.utils.translation import gettext as said

from sanding_web.audit import actions, copies, queries


class Command(BaseCommand):
    """Puts a backup back; ends with 1 if the chain in it is broken."""

    help = "从备份恢复数据库，并核验审计链"

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, its digest, and leave to overwrite."""
        parser.add_argument("file", type=Path, help="备份文件")
        parser.add_argument("--sha256", help="备份时打印的摘要；不符则拒绝")
        parser.add_argument("--replace", action="store_true", help="覆盖已有的数据库")

    def handle(self, *_args: Any, **told: Any) -> None:
        """Compare, put back, verify, and only then record it."""
        file: Path = told["file"]
        try:
            if told["sha256"] and file.is_file() and copies.sha256_of(file) != told["sha256"]:
                raise copies.CopyRefused(said("%s 与所给的 SHA-256 不符") % file)
            copies.put_back(file, replace=told["replace"])
        except copies.CopyRefused as refused:
            raise CommandError(str(refused)) from refused
        verdict = queries.verified()
        if not verdict.holds:
            self.stderr.write(str(verdict))
            raise SystemExit(1)
        actions.machine("audit.restored", about=file.name, at=now())
        self.stdout.write(said("已恢复。%s") % verdict)

"""Two who append keep one chain; a backup comes back whole; nothing is overwritten unasked."""

from __future__ import annotations

import re
import sqlite3
from io import StringIO
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections, transaction

from sanding_web.audit import actions, copies, queries
from sanding_web.audit.models import Event
from tests.web.builders import AT, apart

EACH = 25
commits = pytest.mark.django_db(transaction=True)


def said(about: str) -> None:
    with transaction.atomic():
        actions.record("plan.edited", kind="plan", about=about, by=None, at=AT)


def ready() -> None:
    call_command("migrate", verbosity=0)


def ran(name: str, *told: Any, **more: Any) -> str:
    out = StringIO()
    call_command(name, *told, stdout=out, stderr=out, **more)
    return out.getvalue()


@commits
def test_two_threads_append_to_one_chain_on_a_sqlite_file(tmp_path: Path) -> None:
    start = Barrier(2)

    def append(name: str) -> int:
        start.wait()
        for number in range(EACH):
            said(f"{name}{number}")
        return EACH

    apart(tmp_path, ready)
    assert apart(tmp_path, lambda: append("甲"), lambda: append("乙")) == [EACH, EACH]
    (verdict,) = apart(tmp_path, queries.verified)
    assert (verdict.holds, verdict.number) == (True, 2 * EACH)
    (orders,) = apart(tmp_path, lambda: list(Event.objects.values_list("about", flat=True)))
    for name in ("甲", "乙"):
        own = [about for about in orders if about.startswith(name)]
        assert own == [f"{name}{number}" for number in range(EACH)]


@commits
def test_two_threads_append_to_one_chain_on_a_server() -> None:
    """On the database of the tests; that of SQLite is in memory, where one goes after the other."""
    from concurrent.futures import ThreadPoolExecutor

    def append(name: str) -> None:
        try:
            for number in range(EACH):
                said(f"{name}{number}")
        finally:
            connections.close_all()

    workers = 2 if connection.vendor == "postgresql" else 1
    with ThreadPoolExecutor(max_workers=workers) as threads:
        list(threads.map(append, ("甲", "乙")))
    assert queries.verified().number == 2 * EACH
    assert queries.verified().holds


@commits
def test_a_backup_comes_back_whole(tmp_path: Path) -> None:
    office, spare = tmp_path / "office", tmp_path / "spare"
    office.mkdir()
    spare.mkdir()
    file = tmp_path / "copy.sqlite3"

    def back_up() -> str:
        ready()
        said("一")
        return ran("backup", file)

    (told,) = apart(office, back_up)
    (sha,) = re.findall(r"SHA-256\t([0-9a-f]{64})", told)
    (head,) = re.findall(r"审计链尾\t(\d+:[0-9a-f]{64})", told)
    assert copies.sha256_of(file) == sha
    assert file.stat().st_mode & 0o077 == 0
    (line,) = apart(spare, lambda: ran("restore", file, sha256=sha))
    assert "审计链完好：共 2 条" in line
    (verified,) = apart(spare, lambda: ran("audit_verify", head=head))
    assert "共 3 条" in verified  # and that it was restored
    (verbs,) = apart(spare, lambda: list(Event.objects.values_list("verb", flat=True)))
    assert verbs == ["plan.edited", "audit.backed_up", "audit.restored"]


@commits
def test_a_restored_database_is_sealed_as_it_was(tmp_path: Path) -> None:
    office, spare = tmp_path / "office", tmp_path / "spare"
    office.mkdir()
    spare.mkdir()
    file = tmp_path / "copy.sqlite3"
    apart(office, ready)
    apart(office, lambda: said("一"))
    apart(office, lambda: ran("backup", file))
    apart(spare, lambda: ran("restore", file))
    with sqlite3.connect(spare / "workbench.sqlite3") as raw:
        with pytest.raises(sqlite3.IntegrityError, match="never changed"):
            raw.execute("UPDATE audit_event SET about = 'x'")
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)


@commits
def test_what_is_there_is_replaced_only_when_it_is_said(tmp_path: Path) -> None:
    file = tmp_path / "copy.sqlite3"

    def office() -> None:
        ready()
        said("一")
        ran("backup", file)
        said("二")
        with pytest.raises(CommandError, match="--replace"):
            ran("restore", file)
        with pytest.raises(CommandError, match="已存在"):
            ran("backup", file)
        assert Event.objects.count() == 3
        ran("restore", file, replace=True)
        assert list(Event.objects.values_list("about", flat=True)) == ["一", *[file.name] * 2]

    apart(tmp_path, office)


@commits
def test_the_database_of_the_tests_comes_back_as_it_was(tmp_path: Path) -> None:
    """On PostgreSQL by its own programs."""
    file = tmp_path / "copy"
    said("一")
    ran("backup", file)
    said("二")
    ran("restore", file, replace=True)
    verbs = list(Event.objects.values_list("verb", flat=True))
    assert verbs == ["plan.edited", "audit.backed_up", "audit.restored"]
    said("三")
    assert queries.verified().number == 4
    with pytest.raises(DatabaseError), transaction.atomic():
        Event.objects.filter(number=1).update(about="二")


@commits
def test_a_file_that_is_no_backup_is_refused_and_nothing_changes(tmp_path: Path) -> None:
    noise, other, empty = (tmp_path / name for name in ("noise", "other", "missing"))
    noise.write_bytes(b"no database at all" * 1000)
    with sqlite3.connect(other) as raw:
        raw.execute("CREATE TABLE t (x)")

    def office() -> None:
        ready()
        said("一")
        for file, why in (
            (noise, "读不出来"),
            (other, "不是工作台的备份"),
            (empty, "没有备份文件"),
        ):
            with pytest.raises(CommandError, match=why):
                ran("restore", file, replace=True)
        with pytest.raises(CommandError, match="SHA-256"):
            ran("restore", other, replace=True, sha256="0" * 64)
        assert Event.objects.count() == 1

    apart(tmp_path, office)


@commits
def test_a_backup_with_a_broken_chain_is_told(tmp_path: Path) -> None:
    file = tmp_path / "copy.sqlite3"

    def office() -> None:
        ready()
        said("一")
        ran("backup", file)
        with sqlite3.connect(file) as raw:
            raw.execute("DROP TRIGGER audit_event_unchanged")
            raw.execute("UPDATE audit_event SET about = '二' WHERE number = 1")
        err = StringIO()
        with pytest.raises(SystemExit, match="1"):
            call_command("restore", file, replace=True, stderr=err)
        assert "第 1 条被改动" in err.getvalue()

    apart(tmp_path, office)


@pytest.mark.django_db
def test_without_the_programs_of_postgresql_one_line_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "vendor", "postgresql")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(copies.CopyRefused, match="没有找到 pg_dump"):
        copies.take(tmp_path / "copy")
    assert list(tmp_path.iterdir()) == []

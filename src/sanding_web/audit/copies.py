"""Copies of the whole database (备份): one file, taken while the workbench runs, and back again."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from hashlib import file_digest
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils.translation import gettext as said


class CopyRefused(Exception):
    """A copy that is not taken or not put back, with the reason in one line."""


def take(file: Path) -> str:
    """Write the database to a new file, readable by its owner alone; return its SHA-256."""
    if file.exists():
        raise CopyRefused(said("%s 已存在，请换一个文件名") % file)
    file.touch(mode=0o600, exist_ok=False)
    try:
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:  # an empty file is taken as a new database
                cursor.execute("VACUUM INTO %s", [str(file)])
        else:
            _run("pg_dump", "--format=custom", "--no-owner", f"--file={file}")
    except BaseException:
        file.unlink()
        raise
    return sha256_of(file)


def put_back(file: Path, *, replace: bool) -> None:
    """Put a copy in the database's place; what is there is only replaced if it is said."""
    if not file.is_file():
        raise CopyRefused(said("没有备份文件 %s") % file)
    if not replace and connection.introspection.table_names():
        raise CopyRefused(said("数据库里已有数据；确要覆盖请加 --replace"))
    if connection.vendor == "sqlite":
        _copy_sqlite(file)
        return
    name = str(connection.settings_dict["NAME"])
    connection.close()
    _run(
        "pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction",
        f"--dbname={name}", str(file),
    )  # fmt: skip


def sha256_of(file: Path) -> str:
    """The digest of a file's bytes."""
    with file.open("rb") as opened:
        return file_digest(opened, "sha256").hexdigest()


def _copy_sqlite(file: Path) -> None:
    """Look through the copy, then write it over the database page by page, under its lock."""
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as copy:
            if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise CopyRefused(said("备份文件 %s 已损坏") % file)
            known = "SELECT count(*) FROM sqlite_master WHERE name IN ('audit_event', 'audit_head')"
            if copy.execute(known).fetchone() != (2,):
                raise CopyRefused(said("%s 不是工作台的备份") % file)
            connection.ensure_connection()
            target: Any = connection.connection
            copy.backup(target)
    except sqlite3.DatabaseError as broken:
        raise CopyRefused(said("备份文件 %s 读不出来") % file) from broken
    connection.close()


def _run(program: str, *arguments: str) -> None:
    """Run a program of PostgreSQL on the database; the password is no argument."""
    place = shutil.which(program)
    if place is None:
        raise CopyRefused(said("没有找到 %s，请先安装 PostgreSQL 客户端") % program)
    told = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD",
             "PGDATABASE": "NAME"}  # fmt: skip
    given = {name: str(told[key]) for name, key in names.items() if told.get(key)}
    done = subprocess.run(  # noqa: S603 - a program of the machine, no shell
        [place, *arguments], env={**os.environ, **given}, capture_output=True, text=True
    )
    if done.returncode:
        told_line = (done.stderr.strip().splitlines() or [""])[-1]
        raise CopyRefused(
            said("%(program)s 没有成功：%(line)s") % {"program": program, "line": told_line}
        )

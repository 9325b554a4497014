"""One database: SQLite beside the program unless a PostgreSQL URL is given."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
    "PRAGMA busy_timeout=20000;"
)


def database(url: str, home: Path) -> dict[str, Any]:
    """Return Django's setting for `postgresql://user:password@host:port/name`, or SQLite in `home`.

    SQLite takes its lock when a transaction begins: one that reads and then writes would else fail
    at once beside another. Raises `ValueError` for another kind of URL.
    """
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": home / "workbench.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": PRAGMAS,
            },
        }  # fmt: skip
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise ValueError("SANDING_DB: postgresql://user:password@host:port/name")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
    }

"""Officers, actors and revisions for tests of the web; every argument has a default."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from itertools import count
from pathlib import Path
from typing import TypeVar
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.db import connections
from django.db.utils import ConnectionHandler
from django.test import Client

from sanding.register import Register
from sanding_web.accounts.access import Actor, actor_of
from sanding_web.accounts.models import Holding, Officer
from sanding_web.registers import actions as registers
from sanding_web.registers.models import Revision
from sanding_web.settings.databases import database

FUSHAN, HEQU = "141027", "140930"
SINCE = date(2020, 1, 1)
DAY = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
PASSWORD = "a long word for tests"  # noqa: S105
T = TypeVar("T")
_numbers = count(1)


def officer(role: str = "officer", area: str = FUSHAN, username: str | None = None) -> Officer:
    """An officer who has held a role since 2020; role "" holds nothing."""
    account = username or f"{role or 'nobody'}{next(_numbers)}"
    made = Officer.objects.make(account, name=f"测试·{account}", password=PASSWORD)
    if role:
        Holding.objects.create(officer=made, role=role, area=area, since=SINCE)
    return made


def actor(role: str = "officer", area: str = FUSHAN, on: date = DAY) -> Actor:
    """A new officer, as they act on a day."""
    return actor_of(officer(role, area), on=on)


def logged_in(client: Client, who: Officer) -> Client:
    """The client with the officer logged in, past the login page."""
    client.force_login(who, backend="django.contrib.auth.backends.ModelBackend")
    return client


def revision_of(register: Register, by: Actor | None = None) -> Revision:
    """A register put in as its county's next revision, by an officer of all counties."""
    return registers.put_in(
        register, reason="测试入库", by=by or actor(area=""), at=AT, once=uuid4()
    )


def apart(place: Path, *acts: Callable[[], T]) -> list[T]:
    """What the acts answer, each in a thread of its own, on the SQLite file of a folder.

    The file is as in the office: WAL, its lock taken when a transaction begins.
    """

    def on_file(act: Callable[[], T]) -> T:
        own = ConnectionHandler({"default": database("", place)})["default"]
        connections["default"] = own
        try:
            return act()
        finally:
            own.close()

    with ThreadPoolExecutor(max_workers=len(acts)) as threads:
        return [one.result() for one in [threads.submit(on_file, act) for act in acts]]

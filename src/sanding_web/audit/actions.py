"""The one way to write an event."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from sanding_web.audit.access import may_export
from sanding_web.audit.chain import digest, key
from sanding_web.audit.models import Event, Head

if TYPE_CHECKING:  # accounts stands above: its own acts are recorded here
    from sanding_web.accounts.access import Actor


def has(once: UUID | None) -> bool:
    """Whether the act of this mark was done already."""
    return once is not None and Event.objects.filter(once=once).exists()


def record(
    verb: str,
    *,
    kind: str,
    about: str,
    by: Actor | None,
    at: datetime,
    county: str = "",
    once: UUID | None = None,
    **detail: Any,
) -> Event:
    """Append an event; it belongs to the transaction of the act, which must be open.

    `by` is None for the machine itself; `detail` holds plain values and no personal data.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("an event belongs to the act's transaction")
    head, _made = Head.objects.select_for_update().get_or_create(pk=1)
    told = {
        "number": head.number + 1, "at": at.astimezone(UTC),
        "by_id": by.id if by else None, "by_name": by.name if by else "",
        "verb": verb, "county": county, "kind": kind, "about": about, "detail": detail,
        "once": once, "before": head.digest,
    }  # fmt: skip
    event = Event.objects.create(**told, digest=digest(told, key()))
    head.number, head.digest = event.number, event.digest
    head.save(update_fields=["number", "digest"])
    return event


@transaction.atomic
def export(*, by: Actor, at: datetime, asked: dict[str, str]) -> None:
    """Say in the trail that it is taken away as a file (导出), and what was asked for.

    Each time is told, the same request again too. Raises `PermissionDenied` unless `by` reads it.
    """
    if not may_export(by):
        raise PermissionDenied
    record("audit.exported", kind="trail", about="", by=by, at=at, asked=asked)


@transaction.atomic
def machine(verb: str, *, about: str, at: datetime) -> Event:
    """Record an act of the machine itself upon the whole database."""
    return record(verb, kind="database", about=about, by=None, at=at)

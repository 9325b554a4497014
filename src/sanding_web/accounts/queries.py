"""What the account pages show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.core.paginator import Page, Paginator
from django.db.models import Max
from django.http import HttpRequest

from sanding_web.accounts.access import Actor, may_administer
from sanding_web.accounts.models import Holding, Officer

PAGE = 50


@dataclass(frozen=True, slots=True)
class HoldingLine:
    """A role, where and from when to when; `open` while nobody ended it."""

    id: int
    role: str
    area: str
    since: date
    until: date | None
    in_force: bool
    may_end: bool


@dataclass(frozen=True, slots=True)
class OfficerLine:
    """An officer with what they hold; `may_change` by who looks."""

    id: int
    username: str
    name: str
    is_active: bool
    holdings: tuple[HoldingLine, ...]
    may_change: bool


def officers(actor: Actor, page: int | str | None) -> Page[Any]:
    """A page of the officers of the actor's area, with all they hold or held."""
    found = Officer.objects.visible_to(actor).order_by("username").prefetch_related("holdings")
    lines: Page[Any] = Paginator(found, PAGE).get_page(page)
    lines.object_list = [_officer(one, actor) for one in lines.object_list]
    return lines


def oneself(actor: Actor) -> OfficerLine:
    """The officer who acts."""
    return _officer(Officer.objects.get(pk=actor.pk), actor)


def locked_until(request: HttpRequest, username: str) -> datetime | None:
    """When the account opens again for who asks from here; None if it was not locked."""
    tried = AccessAttempt.objects.filter(
        username=username, ip_address=getattr(request, "axes_ip_address", None)
    ).aggregate(last=Max("attempt_time"))["last"]
    cool_off = get_cool_off(request)
    return tried + cool_off if tried and cool_off else None


def _officer(officer: Officer, actor: Actor) -> OfficerLine:
    other = officer.pk != actor.id
    rows = sorted(officer.holdings.all(), key=lambda one: (one.since, one.area, one.role))
    holdings = tuple(_holding(one, actor, other) for one in rows)
    may = other and officer.is_active and actor.anywhere("administrator")
    may = may and all(may_administer(actor, one.area) for one in holdings if one.until is None)
    return OfficerLine(
        officer.pk, officer.username, officer.name, officer.is_active, holdings, may
    )  # fmt: skip


def _holding(held: Holding, actor: Actor, other: bool) -> HoldingLine:
    in_force = held.since <= actor.day and (held.until is None or actor.day < held.until)
    may_end = other and held.until is None and may_administer(actor, held.area)
    return HoldingLine(
        held.pk, held.get_role_display(), held.area, held.since, held.until, in_force, may_end
    )  # fmt: skip

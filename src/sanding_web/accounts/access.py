"""Who acts: an officer on a day, with what they hold; every access rule begins here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Self

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q
from django.http import HttpRequest

if TYPE_CHECKING:  # named as text below
    from sanding_web.accounts.models import Officer

# who may look into a county's registers and plans
READERS = ("officer", "reviewer", "approver", "viewer")


@dataclass(frozen=True, slots=True)
class Held:
    """A role for an area: a county's code or the beginning of one, "" for all."""

    role: str
    area: str


@dataclass(frozen=True, slots=True)
class Actor:
    """An officer on a day (经办人), with what they hold; `id` is None for nobody."""

    id: int | None
    name: str
    day: date
    held: tuple[Held, ...] = ()

    @property
    def pk(self) -> int:
        """The officer's id; raise `PermissionDenied` for nobody."""
        if self.id is None:
            raise PermissionDenied
        return self.id

    def holds(self, *roles: str, county: str) -> bool:
        """Whether one of the roles is held for the county."""
        return any(one.role in roles and county.startswith(one.area) for one in self.held)

    def anywhere(self, *roles: str) -> bool:
        """Whether one of the roles is held for any area."""
        return any(one.role in roles for one in self.held)

    def where(self, column: str, *roles: str) -> Q:
        """The rows whose `column` holds a county for which one of the roles is held."""
        areas = {one.area for one in self.held if one.role in roles}
        none = Q(pk__in=[])
        if "" in areas:
            return ~none  # not an empty Q, which joined by `|` would find nothing
        found = none
        for area in sorted(areas):
            found |= Q(**{f"{column}__startswith": area})
        return found


def actor_of(officer: Officer, *, on: date) -> Actor:
    """Return the officer as they act on a day."""
    if not officer.is_active:
        return Actor(officer.pk, officer.name, on)
    rows = officer.holdings.on(on).order_by("area", "role").values_list("role", "area")
    return Actor(officer.pk, officer.name, on, tuple(Held(role, area) for role, area in rows))


class OfficerRequest(HttpRequest):
    """A request with who acts, as the middleware leaves it."""

    actor: Actor


class OfficerQuerySet(models.QuerySet["Officer"]):
    """The one door to officers."""

    def visible_to(self, actor: Actor) -> Self:
        """Oneself; to an administrator who holds or held a role in their area, or none at all."""
        seen = Q(pk=actor.id)
        if actor.anywhere("administrator"):
            seen |= Q(holdings__isnull=True) | actor.where("holdings__area", "administrator")
        return self.filter(seen).distinct()


def may_administer(actor: Actor, area: str) -> bool:
    """Whether the actor gives and ends roles for an area, which lies wholly within theirs."""
    return actor.holds("administrator", county=area)

"""Who reads the trail: auditors of the area, and administrators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:  # named as text below; accounts stands above
    from sanding_web.accounts.access import Actor
    from sanding_web.audit.models import Event  # noqa: F401

READERS = ("auditor", "administrator")


class EventQuerySet(models.QuerySet["Event"]):
    """The one door to the trail."""

    def visible_to(self, actor: Actor) -> Self:
        """Events of counties for which the actor audits; those of no county to any auditor."""
        if not actor.anywhere(*READERS):
            return self.none()
        return self.filter(actor.where("county", *READERS) | Q(county=""))


def may_export(actor: Actor) -> bool:
    """Whether the actor may take the trail away as a file: whoever reads it."""
    return actor.anywhere(*READERS)

"""The one door to counties, revisions and uploads, and who may change a register."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

from sanding_web.accounts.access import READERS, Actor

if TYPE_CHECKING:  # named as text below
    from sanding_web.registers.models import County, Revision, Upload  # noqa: F401


class CountyQuerySet(models.QuerySet["County"]):
    """The one door to counties."""

    def visible_to(self, actor: Actor) -> Self:
        """Counties for which the actor reads."""
        return self.filter(actor.where("code", *READERS))


class RevisionQuerySet(models.QuerySet["Revision"]):
    """The one door to revisions."""

    def visible_to(self, actor: Actor) -> Self:
        """Revisions of counties for which the actor reads."""
        return self.filter(actor.where("county__code", *READERS))


class UploadQuerySet(models.QuerySet["Upload"]):
    """The one door to uploads."""

    def visible_to(self, actor: Actor) -> Self:
        """Uploads of counties whose register the actor keeps."""
        return self.filter(actor.where("county__code", "officer"))


def may_import(actor: Actor, county: str) -> bool:
    """Whether the actor keeps the county's register."""
    return actor.holds("officer", county=county)


def may_export(actor: Actor, county: str) -> bool:
    """Whether the actor may take the register away as a file."""
    return actor.holds("officer", "reviewer", "approver", county=county)

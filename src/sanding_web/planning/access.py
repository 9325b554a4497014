"""The one door to plans, and who may draw up, review, approve and apply."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

from sanding_web.accounts.access import READERS, Actor

if TYPE_CHECKING:  # named as text below
    from sanding_web.planning.models import Draft  # noqa: F401


class DraftQuerySet(models.QuerySet["Draft"]):
    """The one door to plans."""

    def visible_to(self, actor: Actor) -> Self:
        """Plans of the counties for which the actor reads."""
        return self.filter(actor.where("county__code", *READERS))


def may_edit(actor: Actor, county: str) -> bool:
    """Whether the actor draws up the county's plans."""
    return actor.holds("officer", county=county)


def may_review(actor: Actor, county: str) -> bool:
    """Whether the actor decides on changes one by one."""
    return actor.holds("reviewer", county=county)


def may_approve(actor: Actor, county: str) -> bool:
    """Whether the actor approves or returns a plan."""
    return actor.holds("approver", county=county)


def may_apply(actor: Actor, county: str) -> bool:
    """Whether the actor carries out what was approved."""
    return actor.holds("officer", county=county)


def may_comment(actor: Actor, county: str) -> bool:
    """Whether the actor may remark on a plan: whoever reads it but to look."""
    return actor.holds("officer", "reviewer", "approver", county=county)

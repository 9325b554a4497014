"""What every act on a plan shares: the locked draft, the right, the record, the next version."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied

from sanding_web.accounts.access import Actor
from sanding_web.audit import actions as audit
from sanding_web.planning import bridge
from sanding_web.planning.models import Draft, Version

LENGTH = 200  # of what is said of a version


@dataclass(frozen=True, slots=True)
class Act:
    """Who does it, when, and the mark by which a repeat is known."""

    by: Actor
    at: datetime
    once: UUID

    @property
    def done(self) -> bool:
        """Whether it was done already."""
        return audit.has(self.once)

    def opened(self, draft_id: int) -> Draft:
        """The draft, locked; raise `Draft.DoesNotExist` unless it is seen."""
        return Draft.objects.visible_to(self.by).select_for_update().get(pk=draft_id)

    def allowed(self, may: Callable[[Actor, str], bool], county: str) -> None:
        """Raise `PermissionDenied` unless the actor may for the county."""
        if not may(self.by, county):
            raise PermissionDenied

    def record(self, verb: str, draft: Draft, **detail: Any) -> None:
        """Append the act to the trail."""
        audit.record(
            f"plan.{verb}", kind="plan", about=str(draft.pk), by=self.by, at=self.at,
            county=draft.county_id, once=self.once, name=draft.name, **detail,
        )  # fmt: skip

    def version(self, draft: Draft, sheet: bridge.Sheet, said: str) -> Version:
        """Make what the plan is from now on its next version, the one that counts."""
        made = Version.objects.create(
            draft=draft, parent=draft.current, plan=bridge.kept(sheet.plan),
            parked=[bridge.as_kept(one) for one in sheet.parked],
            said=said if len(said) <= LENGTH else said[: LENGTH - 1] + "…", by_id=self.by.pk,
            at=self.at,
        )  # fmt: skip
        draft.current = made
        draft.save(update_fields=["current"])
        return made


def current(draft: Draft) -> Version:
    """The version that counts; every draft has one."""
    if draft.current is None:
        raise Version.DoesNotExist
    return draft.current

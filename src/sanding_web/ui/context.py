"""What every page is told."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from django.http import HttpRequest

READERS = ("officer", "reviewer", "approver", "viewer")
COUNTY = 6  # digits of a county's code; fewer are an area of several
AUDITORS = ("auditor", "administrator")


class May:
    """Which rooms the navigation offers, worked out when a page asks; the rooms judge anew."""

    def __init__(self, actor: Any) -> None:
        """Keep who acts; nobody is offered nothing."""
        self._actor = actor

    @property
    def read(self) -> bool:
        """Registers and plans."""
        return bool(self._actor) and self._actor.anywhere(*READERS)

    @property
    def choose(self) -> bool:
        """Among several counties."""
        held = self._actor.held if self._actor else ()
        areas = {one.area for one in held if one.role in READERS}
        return len(areas) > 1 or any(len(area) < COUNTY for area in areas)

    @property
    def audit(self) -> bool:
        """The trail."""
        return bool(self._actor) and self._actor.anywhere(*AUDITORS)


@cache
def product_version() -> str:
    """The version of the product as it was installed."""
    try:
        return version("sanding")
    except PackageNotFoundError:
        return ""


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """Who acts, what the navigation offers them, the version."""
    actor = getattr(request, "actor", None)
    return {"actor": actor, "may": May(actor), "version": product_version()}

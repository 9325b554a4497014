"""The counties whose registers an officer reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sanding_web.accounts.access import Actor
from sanding_web.registers.access import may_import
from sanding_web.registers.models import County
from sanding_web.registers.queries.walls import Figure, wall_of

WHOLE = 6  # characters of a county's code; fewer are a province's or a city's


@dataclass(frozen=True, slots=True)
class CountyLine:
    """A county (县): its revision in force, with day and figures; no number without one."""

    code: str
    name: str
    number: int | None
    day: date | None
    figures: Sequence[Figure]
    may_import: bool


def counties(actor: Actor, *, figures: bool = True) -> list[CountyLine]:
    """Return the counties the actor reads, by code, and those whose first register they keep."""
    seen = County.objects.visible_to(actor).select_related("head__county").order_by("code")
    lines = [_line(one, actor, figures) for one in seen]
    known = {one.code for one in lines}
    own = {held.area for held in actor.held if held.role == "officer" and len(held.area) == WHOLE}
    first = [CountyLine(code, code, None, None, (), True) for code in own - known]
    return sorted((*lines, *first), key=lambda one: one.code)


def _line(county: County, actor: Actor, figures: bool) -> CountyLine:
    head = county.head
    return CountyLine(
        code=county.code, name=county.name,
        number=head.number if head else None, day=head.day if head else None,
        figures=wall_of(head).figures if head and figures else (),
        may_import=may_import(actor, county.code),
    )  # fmt: skip

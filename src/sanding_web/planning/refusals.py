"""What the core refuses, for pages to say where it was typed: pages do not see the core."""

from __future__ import annotations

from django.utils.translation import get_language

from sanding.base import BadInput, SandingError
from sanding.base.translation import in_language
from sanding_web.planning.actions.drift import drifted
from sanding_web.planning.models import Draft

Refused = SandingError  # a plan file with faults, a change that cannot be, a number unknown


def lines(refusal: SandingError) -> list[str]:
    """A refusal line by line, each with its place."""
    if isinstance(refusal, BadInput):
        return [_said(str(fault)) for fault in refusal.faults]
    return [_said(str(refusal))]


def places(refusal: SandingError) -> list[tuple[str | None, str]]:
    """A refusal fault by fault: the field it is about, if any, and what is wrong."""
    if isinstance(refusal, BadInput):
        return [(fault.column, _said(fault.message)) for fault in refusal.faults]
    return [(None, _said(str(refusal)))]


def drift(draft: Draft) -> str:
    """What differs between the plan's register and the one in force, by its records."""
    return _said(str(drifted(draft.county, draft.base.hash)))


def _said(text: str) -> str:
    return in_language(text, (get_language() or "zh")[:2])

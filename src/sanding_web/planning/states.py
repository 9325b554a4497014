"""Where a plan may go from where it stands, and how an act that is not open is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from sanding_web.planning.models import TRANSITIONS, State
from sanding_web.registers import actions as registers

if TYPE_CHECKING:
    from sanding_web.planning.models import Draft


class IllegalTransition(registers.IllegalTransition):
    """An act that is not open to a plan in its state; its text is a line for the officer."""


class Drifted(registers.Drifted):
    """The register is no longer the one the plan was drawn up on; its text says what differs."""


def require(draft: Draft, *states: str) -> None:
    """Raise `IllegalTransition` unless the plan stands in one of the states."""
    if draft.state not in states:
        said = _("方案“{title}”{state}，不能这样办理")
        raise IllegalTransition(said.format(title=draft.title, state=State(draft.state).label))


def go(draft: Draft, state: str) -> None:
    """Let the plan pass to a state, unsaved; raise `IllegalTransition` if no way leads there."""
    require(draft, *(one for one, reached in TRANSITIONS.items() if state in reached))
    draft.state = state

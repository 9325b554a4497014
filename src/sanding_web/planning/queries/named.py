"""What the records are called that a change names, though they may have ended by the plan's end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sanding_web.planning import bridge
from sanding_web.planning.models import Draft


def named_by(draft: Draft, given: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Names by table and id of what a change (as the plan file writes it) refers to."""
    found: dict[str, dict[str, str]] = {}
    names = bridge.names_for([bridge.change_from(given)], bridge.register_at(draft))
    for (table, one), name in names.items():
        found.setdefault(table, {})[one] = name
    return found

"""Looking at a plan: what comes of it, what the rules say, bodies before and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from sanding_web.accounts.access import OfficerRequest
from sanding_web.planning import queries
from sanding_web.planning.queries import BodyAfter, FindingGroup, FindingLine
from sanding_web.planning.views.parts import answered, seen

MARKS = (
    ("caused", _("方案造成")),
    ("worsened", _("方案加重")),
    ("mended", _("方案消除")),
    ("left", _("原有未变")),
)
SEVERITIES = (("error", _("错误")), ("warning", _("提示")))
SIDES = (
    ("both", _("两栏对照")),
    ("before", _("现状")),
    ("after", _("方案后")),
    ("changes", _("只看变化")),
)
AT_FIRST = 5  # findings of a rule shown before one asks for all


@login_required
@require_safe
def results(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """The ledger, the figures beside published claims, and what would be lost."""
    draft = seen(request, draft_id)
    told = {"draft": draft, "results": queries.results(draft)}
    return answered(request, "planning/results.html", told)


@login_required
@require_safe
def findings(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """What the rules say, by rule; by mark and severity if asked."""
    draft = seen(request, draft_id)
    found = queries.findings(draft)
    mark, severity = request.GET.get("mark", ""), request.GET.get("severity", "")
    told = {
        "draft": draft, "found": found, "mark": mark, "severity": severity,
        "groups": list(_filtered(found.groups, mark, severity)),
        "counts": [(one, label, found.marks.get(one, 0)) for one, label in MARKS],
        "severities": SEVERITIES, "whole": request.GET.get("rule", ""), "at_first": AT_FIRST,
    }  # fmt: skip
    return answered(request, "planning/findings.html", told)


def _filtered(
    groups: Iterable[FindingGroup], mark: str, severity: str
) -> Iterator[tuple[FindingGroup, list[FindingLine]]]:
    for group in groups:
        lines = [line for line in group.lines if not mark or line.mark == mark]
        if lines and (not severity or group.severity == severity):
            yield group, lines


@login_required
@require_safe
def walls(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """Bodies before and after, band by band in one order, whichever side is shown."""
    draft = seen(request, draft_id)
    asked = request.GET.get("show", "both")
    shown = asked if asked in dict(SIDES) else "both"
    wall = queries.wall_after(draft)
    bands = [(label, _sides(bodies)) for label, bodies in wall.bands]
    told = {"draft": draft, "sides": SIDES, "shown": shown, "wall": wall, "bands": bands}
    return answered(request, "planning/walls.html", told)


@dataclass(frozen=True, slots=True)
class Band:
    """The bodies of a band as each side shows them."""

    before: list[BodyAfter]
    after: list[BodyAfter]
    changes: list[BodyAfter]


def _sides(bodies: Iterable[BodyAfter]) -> Band:
    found = sorted(
        bodies, key=lambda one: one.mark in ("new", "ended")
    )  # what stays keeps its place
    return Band(
        [one for one in found if one.mark != "new"],
        [one for one in found if one.mark != "ended"],
        [one for one in found if one.mark != "kept"],
    )

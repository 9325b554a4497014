"""The trail, for who audits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from sanding_web.audit import actions, queries
from sanding_web.audit.access import may_export
from sanding_web.audit.forms import TrailForm

if TYPE_CHECKING:
    from sanding_web.accounts.access import OfficerRequest


@require_safe
@login_required
def trail(request: OfficerRequest) -> HttpResponse:
    """A page of the trail, the newest first."""
    if not may_export(request.actor):
        raise PermissionDenied
    form = TrailForm(request.GET)
    asked = request.GET.copy()
    asked.pop("page", None)
    page = queries.trail(request.actor, form.asked(), request.GET.get("page"))
    told = {"form": form, "page": page, "asked": asked.urlencode()}
    return render(request, "audit/trail.html", told)


@require_POST
@login_required
def export(request: OfficerRequest) -> StreamingHttpResponse:
    """The trail as a file, as it was asked for."""
    form = TrailForm(request.POST)
    asked = form.asked()
    actions.export(
        by=request.actor, at=now(),
        asked={name: str(value) for name, value in form.cleaned_data.items() if value},
    )  # fmt: skip
    lines = queries.as_csv(request.actor, asked)
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="trail.csv"'
    return answer

"""Plans over counties; a new plan, drawn up here or taken in from a file; plans side by side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sanding_web.accounts.access import OfficerRequest
from sanding_web.planning import actions, queries, refusals
from sanding_web.planning.access import may_edit
from sanding_web.planning.forms import BeginForm, TakeInForm
from sanding_web.planning.models import Draft, State
from sanding_web.planning.queries import FigureLine, Results
from sanding_web.planning.views.parts import answered
from sanding_web.registers.models import County

EACH = 50
AT_MOST = 5  # plans side by side


@login_required
@require_safe
def plans(request: OfficerRequest) -> HttpResponse:
    """Plans the actor reads, the newest first; by county and state if asked."""
    county, state = request.GET.get("county", ""), request.GET.get("state", "")
    lines = queries.plans(request.actor, county=county or None)
    if state:
        lines = [line for line in lines if line.state == state]
    counties = list(County.objects.visible_to(request.actor).order_by("code"))
    told: dict[str, Any] = {
        "page": Paginator(lines, EACH).get_page(request.GET.get("page")),
        "counties": counties,
        "where_new": [one for one in counties if may_edit(request.actor, one.code)],
        "states": State.choices, "county": county, "state": state,
    }  # fmt: skip
    return answered(request, "planning/plans.html", told)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: OfficerRequest, county: str) -> HttpResponse:
    """A new plan on the county's register as it stands."""
    held = _kept_by(request, county)
    form = BeginForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            draft = actions.begin(county=held.code, by=request.actor, at=now(), **form.cleaned_data)
        except refusals.Refused as refusal:
            form.refuse(refusals.places(refusal))
        else:
            messages.success(request, _("方案已建立。下面可以写第一项变更。"))
            return redirect("planning:plan", draft.pk)
    told = {"form": form, "county": held, "file_form": TakeInForm()}
    return answered(request, "planning/begin.html", told, status=_status(form.is_bound))


@login_required
@require_http_methods(["POST"])
def take_in(request: OfficerRequest, county: str) -> HttpResponse:
    """A new plan from a file; a file with faults is refused, each fault on a line."""
    held = _kept_by(request, county)
    form = TakeInForm(request.POST, request.FILES)
    faults: list[str] = []
    if form.is_valid():
        file = form.cleaned_data
        try:
            draft = actions.take_in(
                county=held.code, text=file["file"], once=file["once"], by=request.actor, at=now()
            )
        except refusals.Refused as refusal:
            faults = refusals.lines(refusal)
        else:
            messages.success(request, _("方案文件已读入。"))
            return redirect("planning:plan", draft.pk)
    told = {"form": BeginForm(), "county": held, "file_form": form, "faults": faults}
    return answered(request, "planning/begin.html", told, status=422)


@login_required
@require_safe
def beside(request: OfficerRequest, county: str) -> HttpResponse:
    """Up to five plans of a county side by side."""
    held = County.objects.visible_to(request.actor).get(code=county)
    drafts = Draft.objects.visible_to(request.actor).filter(county=held)
    asked = [int(one) for one in request.GET.getlist("plan") if one.isdecimal()][:AT_MOST]
    found = {draft.pk: draft for draft in drafts.select_related("base", "current", "county")}
    chosen = [found[one] for one in dict.fromkeys(asked) if one in found]
    done = [queries.results(draft) for draft in chosen]
    told = {
        "county": held, "chosen": chosen, "at_most": AT_MOST, "rows": list(_rows(done)),
        "heads": list(zip(chosen, done, strict=True)),
        "drafts": [(draft, draft in chosen) for draft in found.values()],
        "too_many": len(request.GET.getlist("plan")) > AT_MOST,
    }  # fmt: skip
    return answered(request, "planning/beside.html", told)


def _rows(done: list[Results]) -> Iterator[tuple[FigureLine, list[FigureLine | None]]]:
    """Figures line by line: one that tells label and baseline, and that of each plan."""
    by_id = [{line.id: line for line in one.figures} for one in done]
    told = {key: line for lines in by_id for key, line in lines.items()}
    for key, line in told.items():
        yield line, [lines.get(key) for lines in by_id]


def _kept_by(request: OfficerRequest, county: str) -> County:
    """The county, whose plans the actor draws up."""
    held = County.objects.visible_to(request.actor).get(code=county)
    if not may_edit(request.actor, held.code):
        raise PermissionDenied
    return held


def _status(refused: bool) -> int:
    return 422 if refused else 200

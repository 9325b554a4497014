"""The register room: counties, the wall, a body, search, revisions and the workbook."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_POST

from sanding_web.accounts.access import OfficerRequest
from sanding_web.registers import actions, queries
from sanding_web.registers.access import may_export, may_import
from sanding_web.registers.forms import OnceForm
from sanding_web.registers.intake_queries import revision_shown
from sanding_web.registers.models import Revision

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
@require_GET
def home(request: OfficerRequest) -> HttpResponse:
    """The counties the actor reads; of one alone its wall, unless all are asked for."""
    everything = "all" in request.GET
    if not everything:
        seen = queries.counties(request.actor, figures=False)
        if len(seen) == 1 and seen[0].number is not None:
            return redirect("registers:wall", seen[0].code)
    told = {"counties": queries.counties(request.actor)}
    return render(request, "registers/home.html", told)


@login_required
@require_GET
def wall(request: OfficerRequest, county: str) -> HttpResponse:
    """The bodies of a revision as cards, banded by side."""
    revision = _revision(request, county)
    asked = queries.Chosen(
        name=request.GET.get("name", "").strip()[:100], band=request.GET.get("band", ""),
        over="over" in request.GET, vacant="vacant" in request.GET,
    )  # fmt: skip
    every = queries.wall_of(revision)
    found = queries.chosen(every, asked)
    told = {
        "wall": every, "bands": found, "count": sum(one.count for one in found), "asked": asked,
        "choices": queries.bands(), "form": OnceForm(),
    }  # fmt: skip
    return _shown(request, "registers/wall.html", revision, told)


@login_required
@require_GET
def body(request: OfficerRequest, county: str, body: str) -> HttpResponse:
    """All about a body, with its history."""
    revision = _revision(request, county)
    told = {"body": queries.body_page(revision, body)}
    return _shown(request, "registers/body.html", revision, told)


@login_required
@require_GET
def search(request: OfficerRequest, county: str) -> HttpResponse:
    """Words found in the register."""
    revision = _revision(request, county)
    found = queries.search(request.actor, revision, request.GET.get("q", ""))
    return _shown(request, "registers/search.html", revision, {"found": found})


@login_required
@require_GET
def revisions(request: OfficerRequest, county: str) -> HttpResponse:
    """The revisions of a county, each with what it changed."""
    revision = _revision(request, county)
    page = queries.revision_lines(request.actor, county, request.GET.get("page"))
    told = {"page": page, "form": OnceForm()}
    return _shown(request, "registers/revisions.html", revision, told)


@login_required
@require_POST
def download(request: OfficerRequest, county: str) -> HttpResponse:
    """A revision as a workbook; that it left is recorded."""
    revision = _revision(request, county)
    form = OnceForm(request.POST)
    if not form.is_valid():
        raise BadRequest
    if not may_export(request.actor, county):
        raise PermissionDenied
    data, rows = queries.workbook(revision)
    actions.took_away(
        revision, what="register.xlsx", rows=rows, by=request.actor, at=now(),
        once=form.cleaned_data["once"],
    )  # fmt: skip
    answer = HttpResponse(data, content_type=WORKBOOK)
    name = quote(f"{revision.county.name}-{revision.number}.xlsx")
    answer["Content-Disposition"] = (
        f"attachment; filename=\"register.xlsx\"; filename*=UTF-8''{name}"
    )
    answer["Cache-Control"] = "no-store"
    return answer


def _revision(request: OfficerRequest, county: str) -> Revision:
    """The revision asked for by `?rev=`, else the one in force."""
    number = request.GET.get("rev", "")
    if number and not (number.isdecimal() and len(number) < 9):
        raise Http404
    return revision_shown(request.actor, county, int(number) if number else None)


def _shown(
    request: OfficerRequest, template: str, revision: Revision, told: dict[str, Any]
) -> HttpResponse:
    """A page about a revision; its links keep to an older one."""
    county = revision.county
    older = revision.pk != county.head_id
    common = {
        "county": county, "revision": revision, "older": older,
        "rev": "?" + urlencode({"rev": revision.number}) if older else "",
        "may_export": may_export(request.actor, county.code),
        "may_import": may_import(request.actor, county.code),
    }  # fmt: skip
    return render(request, template, {**common, **told})

"""Help: the glossary, and whether the workbench is in working order."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sanding_web.ui import queries

LONGEST = 60  # characters of what is looked for


@require_safe
@login_required
def glossary(request: HttpRequest) -> HttpResponse:
    """The words of the product; some of them, if asked."""
    asked = request.GET.get("q", "").strip()[:LONGEST]
    return render(request, "ui/glossary.html", {"asked": asked, "terms": queries.glossary(asked)})


@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """Whether it works, for whoever watches over the server: 200 or 503, text or JSON."""
    found = queries.health()
    status = 200 if found.well else 503
    told = {"ok": found.well, "database": found.database, "migrated": found.migrated}
    if request.get_preferred_type(["text/plain", "application/json"]) == "application/json":
        return JsonResponse(told, status=status)
    lines = "".join(f"{name}: {'yes' if value else 'no'}\n" for name, value in told.items())
    return HttpResponse(lines, status=status, content_type="text/plain; charset=utf-8")

"""Errors become statuses in one place: unseen 404, forbidden 403, illegal or drifted 409."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from sanding_web.ui.refusals import NOT_ASKED_SO, Refusal, refusal_of


class RefusalMiddleware:
    """Answers a refusal with its page, or as JSON where that is asked for."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep what answers."""
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; an address that takes only forms says so (one may come to it after a login)."""
        answer = self.answer(request)
        if not isinstance(answer, HttpResponseNotAllowed):
            return answer
        page = refused(request, Refusal(NOT_ASKED_SO))
        page["Allow"] = answer["Allow"]
        return page

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer an error that is a refusal; None lets a fault of ours go on to its own page."""
        refusal = refusal_of(error)
        return None if refusal is None else refused(request, refusal)


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The page of a refusal: what happened, what to do, a way back."""
    kind = refusal.kind
    if wants_json(request):
        said = {"status": kind.status, "title": str(kind.title), "hint": str(kind.hint)}
        return JsonResponse({**said, "lines": list(refusal.lines)}, status=kind.status)
    told = {
        "title": kind.title, "hint": kind.hint, "lines": refusal.lines, "back": _back(request),
    }  # fmt: skip
    return render(request, "ui/refused.html", told, status=kind.status)


def _back(request: HttpRequest) -> str:
    """The page before, if it is another of ours."""
    came = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(came, {request.get_host()}, request.is_secure())
    return came if ours and came != request.build_absolute_uri() else ""


def wants_json(request: HttpRequest) -> bool:
    """Whether the client would rather read JSON than a page."""
    best = request.get_preferred_type(["text/html", "application/json"])
    return best == "application/json"

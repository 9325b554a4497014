"""What the pages of this room share: the plan that was asked for, an act and its answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now

from sanding_web.accounts.access import OfficerRequest
from sanding_web.planning import refusals
from sanding_web.planning.forms import OnceForm
from sanding_web.planning.models import Draft


def seen(request: OfficerRequest, draft_id: int) -> Draft:
    """The plan, if the actor reads it."""
    drafts = Draft.objects.visible_to(request.actor)
    return drafts.select_related("county", "base", "current", "applied_as").get(pk=draft_id)


def answered(
    request: OfficerRequest, template: str, told: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page; `new_once` is another number each time a form asks for one.

    `query` is what was asked for but the number of the page.
    """
    asked = request.GET.copy()
    asked.pop("page", None)
    told = told | {"new_once": uuid4, "query": asked.urlencode()}
    return render(request, template, told, status=status)


def acted(
    request: OfficerRequest, form: OnceForm, act: Callable[..., Any], *, back: str, done: str = "",
    on: str = "", tell: tuple[str, ...] = (), **given: Any,
) -> HttpResponse:  # fmt: skip
    """Do the act, telling it the named fields of the form, and go on; a refusal is said `back`.

    After it the way leads `on`, or back. A form without `once` was not made here: 400.
    """
    if not form.is_valid():
        if "once" in form.errors:
            raise BadRequest
        for faults in form.errors.values():
            for fault in faults:
                messages.error(request, str(fault))
        return redirect(back)
    told = {name: form.cleaned_data[name] for name in ("once", *tell)}
    try:
        act(**told, **given, by=request.actor, at=now())
    except refusals.Refused as refusal:
        for line in refusals.lines(refusal):
            messages.error(request, line)
        return redirect(back)
    if done:
        messages.success(request, done)
    return redirect(on or back)


def back_to(request: OfficerRequest, draft_id: int, change: str = "") -> str:
    """The plan's page as it was asked from: the same part of the list, at the change."""
    asked = request.POST.get("back", "")
    mark = "#" + quote(mark_of(change)) if change else ""
    path = reverse("planning:plan", args=[draft_id])
    return f"{path}?{asked}{mark}" if asked and is_query(asked) else path + mark


def is_query(text: str) -> bool:
    """Whether a text is what comes after the question mark of our own address."""
    return all(sign.isalnum() or sign in "=&%+-_." for sign in text) and text.isascii()


def mark_of(change: str) -> str:
    """A change's mark in the page."""
    return "c-" + "-".join(change.split())

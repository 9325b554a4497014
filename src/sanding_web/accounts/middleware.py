"""Each request bears who acts, on which day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from django.utils.timezone import localdate

from sanding_web.accounts.access import Actor, actor_of


class ActorMiddleware:
    """Sets `request.actor`, worked out when it is first asked for."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep what answers."""
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the actor at hand."""
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]
        return self.answer(request)


def _actor(request: HttpRequest) -> Actor:
    officer: Any = request.user
    if not officer.is_authenticated:
        return Actor(None, "", localdate())
    return actor_of(officer, on=localdate())

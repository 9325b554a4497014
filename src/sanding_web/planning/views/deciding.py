"""Deciding on a plan: submission, review change by change, approval, carrying out, reverting."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sanding_web.accounts.access import OfficerRequest
from sanding_web.planning import actions, queries, refusals
from sanding_web.planning.access import may_apply
from sanding_web.planning.actions import IllegalTransition
from sanding_web.planning.forms import JudgeForm, OnceForm, ReasonForm, SureForm
from sanding_web.planning.models import Draft, State
from sanding_web.planning.views.parts import acted, answered, back_to, mark_of, seen

EACH = 30  # changes on a page of the review
SHOWN = (
    ("", gettext_lazy("未审的")),
    ("rejected", gettext_lazy("不同意的")),
    ("accepted", gettext_lazy("同意的")),
    ("all", gettext_lazy("全部")),
)


@login_required
@require_POST
def submit(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """Lock the plan and hand it in."""
    return _whole(request, draft_id, actions.submit, _("已提交审核，方案已锁定。"))


def _whole(request: OfficerRequest, draft_id: int, act: Any, done: str) -> HttpResponse:
    back = back_to(request, draft_id)
    return acted(request, OnceForm(request.POST), act, back=back, done=done, draft_id=draft_id)


@login_required
@require_safe
def review(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """Change by change, what was decided and what is left to decide."""
    draft = seen(request, draft_id)
    page = queries.plan_page(draft, request.actor)
    lines = page.changes
    shown = request.GET.get("show", "")
    keeps = {
        "": lambda line: line.accepted is None,
        "rejected": lambda line: line.accepted is False,
        "accepted": lambda line: line.accepted is True,
    }
    kept = [line for line in lines if shown not in keeps or keeps[shown](line)]
    part = Paginator(kept, EACH).get_page(request.GET.get("page"))
    told = {
        "draft": draft, "plan": page, "page": part, "shown": shown, "choices": SHOWN,
        "lines": [(mark_of(line.id), line, JudgeForm(auto_id=f"{n}_%s"))
                  for n, line in enumerate(part)],
        "judged": len(lines) - page.undecided, "count": len(lines),
        "rejected": len([line for line in lines if line.accepted is False]),
        "form": OnceForm(), "reason_form": ReasonForm(), "back": request.GET.urlencode(),
    }  # fmt: skip
    return answered(request, "planning/review.html", told)


@login_required
@require_POST
def judge(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """A verdict on one change."""
    return acted(
        request, JudgeForm(request.POST), actions.judge, back=_review(request, draft_id),
        tell=("accepted", "reason"), draft_id=draft_id, change_id=request.POST.get("change", ""),
    )  # fmt: skip


def _review(request: OfficerRequest, draft_id: int) -> str:
    """The review where it was left."""
    path = reverse("planning:review", args=[draft_id])
    asked = back_to(request, draft_id).partition("?")[2]
    return f"{path}?{asked}" if asked else path


@login_required
@require_POST
def send_back(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """Send the plan back, with the reason."""
    return acted(
        request, ReasonForm(request.POST), actions.send_back, back=_review(request, draft_id),
        on=back_to(request, draft_id), done=_("已退回。"), tell=("reason",), draft_id=draft_id,
    )  # fmt: skip


@login_required
@require_POST
def approve(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """Approve what was accepted; what was refused falls out."""
    return acted(
        request, OnceForm(request.POST), actions.approve, back=_review(request, draft_id),
        on=back_to(request, draft_id), done=_("已批准。"), draft_id=draft_id,
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def carry_out(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """Say exactly what will happen; then, once confirmed, carry the plan out."""
    draft = _to_apply(request, draft_id, State.APPROVED)
    form = SureForm(request.POST if request.method == "POST" else None)
    if form.is_bound:
        return acted(
            request, form, actions.carry_out, back=request.path,
            on=back_to(request, draft_id), done=_("方案已施行，新台账已入库。"), draft_id=draft_id,
        )  # fmt: skip
    page = queries.plan_page(draft, request.actor)
    told = {
        "draft": draft, "plan": page, "form": form, "results": queries.results(draft),
        "drift": refusals.drift(draft) if page.drifted else "",
    }  # fmt: skip
    return answered(request, "planning/carry_out.html", told)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def revert(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """Say what a revert brings; then, once confirmed, put the register back."""
    draft = _to_apply(request, draft_id, State.APPLIED)
    form = SureForm(request.POST if request.method == "POST" else None)
    if form.is_bound:
        return acted(
            request, form, actions.revert, back=request.path, on=back_to(request, draft_id),
            done=_("已撤回，台账已恢复到施行前。"), draft_id=draft_id,
        )  # fmt: skip
    told = {
        "draft": draft, "plan": queries.plan_page(draft, request.actor), "form": form,
        "results": queries.results(draft), "wall": queries.wall_after(draft),
    }  # fmt: skip
    return answered(request, "planning/revert.html", told)


def _to_apply(request: OfficerRequest, draft_id: int, state: State) -> Draft:
    """The plan, if the actor carries it out and it stands where that is open.

    A repeated posting goes on to the action, which knows that it was done already.
    """
    draft = seen(request, draft_id)
    if not may_apply(request.actor, draft.county_id):
        raise PermissionDenied
    if request.method == "GET" and draft.state != state:
        raise IllegalTransition(draft.state)
    return draft

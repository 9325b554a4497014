"""Drawing a plan up: its page, its changes, undo and redo, remarks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sanding_web.accounts.access import OfficerRequest
from sanding_web.planning import actions, queries, refusals
from sanding_web.planning.access import may_edit
from sanding_web.planning.actions import IllegalTransition
from sanding_web.planning.forms import (
    ChangeForm,
    ChangeMark,
    CommentForm,
    MoveForm,
    OnceForm,
    ReasonForm,
)  # fmt: skip
from sanding_web.planning.models import OPEN, Draft
from sanding_web.planning.queries import ChangeLine, KindForm, PlanPage
from sanding_web.planning.queries.named import named_by
from sanding_web.planning.views.parts import (
    acted,
    answered,
    back_to,
    mark_of,
    seen,
)  # fmt: skip
from sanding_web.planning.views.words import grouped, when

EACH = 60  # changes on a page


@login_required
@require_safe
def plan(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """The plan and its changes by wave; by words and by what wants looking at, if asked."""
    draft = seen(request, draft_id)
    page = queries.plan_page(draft, request.actor)
    lines = _asked_for((*page.changes, *page.parked), request.GET)
    part = Paginator(lines, EACH).get_page(request.GET.get("page"))
    told = {
        "draft": draft, "plan": page, "page": part, "waves": _waves(list(part)),
        "count": len(page.changes), "back": request.GET.urlencode(),
        "open": [one for one in page.comments if one.resolved_at is None],
        "asked": request.GET.get("q", ""), "only": request.GET.get("only", ""),
        "form": OnceForm(),
        "comment_form": CommentForm(auto_id="comment_%s"), "reason_form": ReasonForm(),
        "filters": FILTERS,
    }  # fmt: skip
    return answered(request, "planning/plan.html", told)


FILTERS = (
    ("error", gettext_lazy("办不到的")),
    ("findings", gettext_lazy("有提示的")),
    ("comments", gettext_lazy("有批注的")),
    ("parked", gettext_lazy("搁置的")),
)


def _asked_for(lines: Iterable[ChangeLine], asked: Mapping[str, str]) -> list[ChangeLine]:
    words, only = asked.get("q", "").strip(), asked.get("only", "")
    keeps: dict[str, Callable[[ChangeLine], object]] = {
        "error": lambda one: one.error,
        "findings": lambda one: one.findings,
        "comments": lambda one: any(said.resolved_at is None for said in one.comments),
        "parked": lambda one: one.parked,
    }
    return [
        one
        for one in lines
        if (only not in keeps or keeps[only](one))
        and (not words or words in f"{one.id} {one.label} {one.said} {one.reason}")
    ]


def _waves(lines: list[ChangeLine]) -> list[tuple[int | None, list[tuple[str, ChangeLine]]]]:
    """Lines in their order, by wave; those parked last, under no wave."""
    found: dict[int | None, list[tuple[str, ChangeLine]]] = {}
    for one in sorted(lines, key=lambda line: (line.parked, line.wave)):
        found.setdefault(None if one.parked else one.wave, []).append((mark_of(one.id), one))
    return list(found.items())


@login_required
@require_safe
def kinds(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """The kinds of change, each with what it means."""
    draft = _to_edit(request, draft_id)
    return answered(request, "planning/kinds.html", {"draft": draft, "groups": grouped()})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: OfficerRequest, draft_id: int, kind: str) -> HttpResponse:
    """A new change of a kind."""
    draft = _to_edit(request, draft_id)
    return _written(request, draft, _kind(kind), {})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """A change once more."""
    draft = _to_edit(request, draft_id)
    try:
        given = queries.change_given(draft, request.GET.get("change", ""))
    except KeyError:
        raise Http404 from None
    return _written(request, draft, _kind(str(given["kind"])), given)


def _written(
    request: OfficerRequest, draft: Draft, kind: KindForm, given: dict[str, Any]
) -> HttpResponse:
    """The form of a change, or what came of it."""
    form = _form(request, draft, kind, given)
    narrowing = "narrow" in request.POST
    if narrowing:
        form.leave_unjudged()
    if request.method == "POST" and not narrowing and form.is_valid():
        try:
            actions.edit(
                draft_id=draft.pk, change=form.plain(), by=request.actor, at=now(),
                once=form.cleaned_data["once"],
            )  # fmt: skip
        except refusals.Refused as refusal:
            form.refuse(refusals.places(refusal))
        else:
            messages.success(request, _("已写入：{label}").format(label=kind.label))
            change = form.plain()["id"]
            return redirect(back_to(request, draft.pk, change))
    told = {
        "draft": draft, "kind": kind, "form": form, "given": given, "narrowing": narrowing,
        "refused": form.is_bound and not narrowing, "when": when(kind.kind),
    }  # fmt: skip
    return answered(request, "planning/change.html", told, status=422 if told["refused"] else 200)


def _form(
    request: OfficerRequest, draft: Draft, kind: KindForm, given: dict[str, Any]
) -> ChangeForm:
    tables = sorted({one.table for one in kind.fields if one.type in ("ref", "refs")})
    names = {table: dict(queries.choices(draft, table)) for table in tables}
    data = request.POST if request.method == "POST" else None
    if given:
        known = named_by(draft, given)
        names = {table: {**known.get(table, {}), **names[table]} for table in tables}
        return ChangeForm(kind, data, names=names, given=given)
    page = _plan(request, draft)
    taken = {line.id for line in (*page.changes, *page.parked)}
    new_ids = {"id": _next(taken)} | _new_ids(draft, kind)
    only = _only_choices(kind, names)
    return ChangeForm(kind, data, names=names, given=only, new_ids=new_ids, taken=taken)


def _next(taken: set[str]) -> str:
    """A number for a change that none bears yet."""
    n = len(taken) + 1
    while (name := _("变更{n}").format(n=n)) in taken:
        n += 1
    return name


def _new_ids(draft: Draft, kind: KindForm) -> dict[str, str]:
    """Numbers for what the change sets up: of this plan and version, so used by nobody."""
    made = [one.name for one in kind.fields if one.type == "new"]
    version = f"{draft.county_id}-{draft.pk}-{draft.current_id}"
    return {name: version if n == 0 else f"{version}-{n}" for n, name in enumerate(made)}


def _only_choices(kind: KindForm, names: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """Where a required reference has but one answer (the county), that."""
    return {
        one.name: next(iter(names[one.table]))
        for one in kind.fields
        if one.type == "ref" and one.required and len(names[one.table]) == 1
    }


def _kind(kind: str) -> KindForm:
    for one in queries.change_kinds():
        if one.kind == kind:
            return one
    raise Http404


def _to_edit(request: OfficerRequest, draft_id: int) -> Draft:
    """The plan, if the actor draws it up and it is open."""
    draft = seen(request, draft_id)
    if not may_edit(request.actor, draft.county_id):
        raise PermissionDenied
    if draft.state not in OPEN:
        raise IllegalTransition(draft.state)
    return draft


@login_required
@require_POST
def move(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """Move a change to a place, or by a step."""
    draft = seen(request, draft_id)
    form = MoveForm(request.POST)
    change = request.POST.get("change", "")
    position = 0
    if form.is_valid():
        told = form.cleaned_data
        order = [one.id for one in _plan(request, draft).changes]
        now_at = order.index(change) if change in order else 0
        position = now_at + told["step"] if told.get("step") else told["place"] - 1
        position = max(0, min(position, len(order) - 1))
    return acted(
        request, form, actions.move, back=back_to(request, draft_id, change),
        draft_id=draft.pk, change_id=change, position=position,
    )  # fmt: skip


def _plan(request: OfficerRequest, draft: Draft) -> PlanPage:
    return queries.plan_page(draft, request.actor)


@login_required
@require_POST
def park(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """Set a change aside; it stays in the list but is not carried out."""
    return _on_change(request, draft_id, actions.park, _("已搁置，不再计入方案。"))


@login_required
@require_POST
def unpark(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """Take a change up again."""
    return _on_change(request, draft_id, actions.unpark, _("已恢复到方案中。"))


@login_required
@require_POST
def remove(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """Take a change out; undo brings it back."""
    return _on_change(request, draft_id, actions.remove, _("已删除。点“撤销”可以找回。"))


def _on_change(request: OfficerRequest, draft_id: int, act: Any, done: str) -> HttpResponse:
    change = request.POST.get("change", "")
    return acted(
        request, ChangeMark(request.POST), act, back=back_to(request, draft_id, change), done=done,
        draft_id=draft_id, change_id=change,
    )  # fmt: skip


@login_required
@require_POST
def undo(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """One edit back."""
    return _whole(request, draft_id, actions.undo)


@login_required
@require_POST
def redo(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """One edit on again."""
    return _whole(request, draft_id, actions.redo)


def _whole(request: OfficerRequest, draft_id: int, act: Any) -> HttpResponse:
    back = back_to(request, draft_id)
    return acted(request, OnceForm(request.POST), act, back=back, draft_id=draft_id)


@login_required
@require_POST
def drop(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """Give the plan up."""
    return _whole(request, draft_id, actions.drop)


@login_required
@require_POST
def rebase(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """Put the plan on the county's register as it stands now."""
    return _whole(request, draft_id, actions.rebase)


@login_required
@require_safe
def file(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """The plan as a file."""
    name, text = queries.plan_file(seen(request, draft_id))
    answer = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    return answer


@login_required
@require_POST
def comment(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """Remark on the plan or on a change."""
    back = back_to(request, draft_id, request.POST.get("change", ""))
    return acted(
        request, CommentForm(request.POST), actions.comment, back=back, done=_("批注已记下。"),
        tell=("change", "text"), draft_id=draft_id,
    )  # fmt: skip


@login_required
@require_POST
def resolve(request: OfficerRequest, draft_id: int, comment_id: int) -> HttpResponse:
    """Close a remark."""
    seen(request, draft_id)
    back = back_to(request, draft_id, request.POST.get("change", ""))
    return acted(request, OnceForm(request.POST), actions.resolve, back=back, comment_id=comment_id)

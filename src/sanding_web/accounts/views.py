"""Coming, going, one's own account, and the officers of an area."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as said
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sanding_web.accounts import actions, queries
from sanding_web.accounts.access import READERS, Actor, OfficerRequest, actor_of
from sanding_web.accounts.forms import (
    HoldingForm,
    LoginForm,
    NewPasswordForm,
    OfficerForm,
    OnceForm,
    PasswordForm,
)


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def login(request: OfficerRequest) -> HttpResponse:
    """Account and password, then on to where one wanted to go."""
    wanted = _own_path(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.method != "POST":
        if request.user.is_authenticated:
            return redirect(wanted or _begins(request.actor))
        return _asked(request, LoginForm(), wanted)
    form = LoginForm(request.POST)
    if not form.is_valid():
        return _asked(request, form, wanted, status=422)
    entry = actions.enter(request, **form.cleaned_data, at=now())
    if entry.officer is not None:
        return redirect(wanted or _begins(actor_of(entry.officer, on=localdate())))
    if entry.locked:  # axes' middleware renders the same page once more
        until = queries.locked_until(request, form.cleaned_data["username"])
        request.locked_until = until  # type: ignore[attr-defined]
        return render(request, "accounts/locked.html", status=429)
    form.add_error(None, said("账号或密码不对，或账号已停用；连续输错会暂时锁定"))
    return _asked(request, form, wanted, status=422)


def _asked(request: HttpRequest, form: Form, wanted: str, status: int = 200) -> HttpResponse:
    told = {"form": form, "next": wanted}
    return render(request, "accounts/login.html", told, status=status)


def _own_path(request: HttpRequest, path: str) -> str:
    """The path if it is one of ours, else nothing."""
    own = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if own else ""


def _begins(actor: Actor) -> str:
    """Where an officer's work begins."""
    if actor.anywhere(*READERS):
        return "registers:home"
    if actor.anywhere("administrator"):
        return "accounts:officers"
    return "audit:trail" if actor.anywhere("auditor") else "accounts:me"


@require_POST
def logout(request: OfficerRequest) -> HttpResponse:
    """Leave."""
    actions.leave(request, by=request.actor, at=now())
    return redirect("accounts:login")


@require_safe
@login_required
def me(request: OfficerRequest) -> HttpResponse:
    """One's own account: what is held, and the password."""
    return _me(request, PasswordForm(_user(request), initial={"once": uuid4()}))


@sensitive_post_parameters()
@require_POST
@login_required
def password(request: OfficerRequest) -> HttpResponse:
    """Change one's own password."""
    form = PasswordForm(_user(request), request.POST)
    if not form.is_valid():
        return _me(request, form, status=422)
    actions.change_password(
        request, password=form.cleaned_data["new_password1"], by=request.actor, at=now(),
        once=form.cleaned_data["once"],
    )  # fmt: skip
    messages.success(request, said("密码已修改，其他设备上的登录已失效"))
    return redirect("accounts:me")


def _user(request: HttpRequest) -> Any:
    return request.user


def _me(request: OfficerRequest, form: PasswordForm, status: int = 200) -> HttpResponse:
    told = {
        "officer": queries.oneself(request.actor), "form": form,
        "administers": request.actor.anywhere("administrator"),
    }  # fmt: skip
    return render(request, "accounts/me.html", told, status=status)


@require_safe
@login_required
def officers(request: OfficerRequest) -> HttpResponse:
    """The officers of the area, for its administrators."""
    return _officers(request)


def _officers(
    request: OfficerRequest, failed: Form | None = None, about: int | None = None
) -> HttpResponse:
    """The page; a form that failed stands where it was, with its errors."""
    if not request.actor.anywhere("administrator"):
        raise PermissionDenied
    page = queries.officers(request.actor, request.GET.get("page"))
    page.object_list = [_card(line, failed, about) for line in page.object_list]
    new = failed if isinstance(failed, OfficerForm) else OfficerForm(initial={"once": uuid4()})
    told = {"page": page, "new": new, "today": localdate()}
    return render(request, "accounts/officers.html", told, status=422 if failed else 200)


def _card(line: queries.OfficerLine, failed: Form | None, about: int | None) -> dict[str, Any]:
    given, reset = _form(HoldingForm, line.id), _form(NewPasswordForm, line.id)
    if about == line.id and isinstance(failed, HoldingForm):
        given = failed
    elif about == line.id and isinstance(failed, NewPasswordForm):
        reset = failed
    held = [(one, uuid4()) for one in line.holdings]
    return {
        "line": line, "held": held, "give": given, "reset": reset, "once": uuid4(),
        "open": about == line.id,
    }  # fmt: skip


def _form(kind: type[Form], officer_id: int, data: Any = None) -> Form:
    """A form of one officer among many: its fields have ids of their own."""
    initial = {"once": uuid4(), "since": localdate()}
    return kind(data, auto_id=f"id_{officer_id}_%s", initial=initial)


@sensitive_post_parameters("password")
@require_POST
@login_required
def make(request: OfficerRequest) -> HttpResponse:
    """Make an account."""
    form = OfficerForm(request.POST)
    if not form.is_valid():
        return _officers(request, form)
    made = actions.make_officer(**form.cleaned_data, by=request.actor, at=now())
    messages.success(request, said("已新建账号 %s，请再授予角色") % made.username)
    return redirect("accounts:officers")


@require_POST
@login_required
def give(request: OfficerRequest, officer_id: int) -> HttpResponse:
    """Give an officer a role."""
    form = _form(HoldingForm, officer_id, request.POST)
    if not form.is_valid():
        return _officers(request, form, officer_id)
    actions.give_holding(officer_id=officer_id, **form.cleaned_data, by=request.actor, at=now())
    messages.success(request, said("角色已授予"))
    return redirect("accounts:officers")


@sensitive_post_parameters("password")
@require_POST
@login_required
def reset(request: OfficerRequest, officer_id: int) -> HttpResponse:
    """Give an officer a new password."""
    form = _form(NewPasswordForm, officer_id, request.POST)
    if not form.is_valid():
        return _officers(request, form, officer_id)
    actions.reset_password(officer_id=officer_id, **form.cleaned_data, by=request.actor, at=now())
    messages.success(request, said("密码已重置，请当面告知本人"))
    return redirect("accounts:officers")


@require_POST
@login_required
def end(request: OfficerRequest, holding_id: int) -> HttpResponse:
    """End a role."""
    actions.end_holding(holding_id=holding_id, by=request.actor, at=now(), once=_once(request))
    messages.success(request, said("角色已终止"))
    return redirect("accounts:officers")


@require_POST
@login_required
def deactivate(request: OfficerRequest, officer_id: int) -> HttpResponse:
    """Close an account."""
    actions.deactivate(officer_id=officer_id, by=request.actor, at=now(), once=_once(request))
    messages.success(request, said("账号已停用"))
    return redirect("accounts:officers")


def _once(request: HttpRequest) -> Any:
    form = OnceForm(request.POST)
    if not form.is_valid():
        raise BadRequest
    return form.cleaned_data["once"]

"""All writes of the account room: who comes and goes, and who holds what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from axes.handlers.proxy import AxesProxyHandler
from django.contrib import auth
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.utils.timezone import localdate

from sanding.base import BadInput, Fault, _
from sanding_web.accounts.access import Actor, may_administer
from sanding_web.accounts.models import Holding, Officer, Role
from sanding_web.audit import actions as audit

NOBODY = "—"  # no such account: what was typed may be a password


@dataclass(frozen=True, slots=True)
class Entry:
    """What came of a try to log in: the officer, or whether the account is locked."""

    officer: Officer | None
    locked: bool = False


@transaction.atomic
def enter(request: HttpRequest, *, username: str, password: str, at: datetime) -> Entry:
    """Log in (登录) under a fresh session; failures are counted and lock the account."""
    open_before = AxesProxyHandler.is_allowed(request, {"username": username})
    found = auth.authenticate(request, username=username, password=password)
    if isinstance(found, Officer):
        auth.login(request, found)
        _say("logged_in", found, by=_self(found, at), at=at)
        return Entry(found)
    locked = bool(getattr(request, "axes_locked_out", False))
    known = Officer.objects.filter(username=username).exists()
    about = username if known else NOBODY
    audit.record("account.login_failed", kind="officer", about=about, by=None, at=at, locked=locked)
    if locked and open_before:
        audit.record("account.locked_out", kind="officer", about=about, by=None, at=at)
    return Entry(None, locked)


@transaction.atomic
def leave(request: HttpRequest, *, by: Actor, at: datetime) -> None:
    """Log out (退出) and forget the session; who is not logged in just goes."""
    if by.id is not None:
        _say("logged_out", Officer.objects.get(pk=by.id), by=by, at=at)
    auth.logout(request)


@transaction.atomic
def change_password(
    request: HttpRequest, *, password: str, by: Actor, at: datetime, once: UUID
) -> Officer:
    """Change one's own password (修改密码): other sessions end, this one goes on renewed."""
    officer = Officer.objects.select_for_update().get(pk=by.pk)
    if audit.has(once):
        return officer
    officer.set_password(password)
    officer.save(update_fields=["password"])
    auth.update_session_auth_hash(request, officer)
    _say("password_changed", officer, by=by, at=at, once=once)
    return officer


@transaction.atomic
def make_officer(
    *, username: str, name: str, password: str | None, by: Actor, at: datetime, once: UUID
) -> Officer:
    """Make an account that holds nothing yet (新建账号); an administrator's act.

    Raises `BadInput` if the account's name is taken.
    """
    if not by.anywhere(Role.ADMINISTRATOR):
        raise PermissionDenied
    there = Officer.objects.filter(username=username).first()
    if there is not None and audit.has(once):
        return there
    if there is not None:
        raise BadInput([Fault("username", _("这个账号已经有了，请换一个"), column="username")])
    officer = Officer.objects.make(username, name=name, password=password)
    _say("made", officer, by=by, at=at, once=once)
    return officer


@transaction.atomic
def reset_password(
    *, officer_id: int, password: str, by: Actor, at: datetime, once: UUID
) -> Officer:
    """Give an officer a new password (重置密码), which ends their sessions."""
    officer = _other(officer_id, by)
    if audit.has(once):
        return officer
    officer.set_password(password)
    officer.save(update_fields=["password"])
    _say("password_reset", officer, by=by, at=at, once=once)
    return officer


@transaction.atomic
def give_holding(
    *, officer_id: int, role: str, area: str, since: date, by: Actor, at: datetime, once: UUID
) -> Holding:
    """Let an officer hold a role for an area from a day on (授予角色); one held already stays.

    Raises `PermissionDenied` unless `by` administers the area, and to whoever would give to
    themselves; `BadInput` for an unknown role or a day gone by: rights are not given for the past.
    """
    officer = Officer.objects.visible_to(by).get(pk=officer_id)
    if officer.pk == by.pk or not may_administer(by, area):
        raise PermissionDenied
    if role not in Role.values or not officer.is_active:
        raise BadInput([Fault("role", _("角色不存在，或账号已停用"), column="role")])
    if since < localdate(at):
        raise BadInput([Fault("since", _("任职角色不能从过去的日期起算"), column="since")])
    Officer.objects.select_for_update().get(pk=officer_id)
    there = Holding.objects.filter(officer=officer, role=role, area=area).order_by("-pk").first()
    if there is not None and (there.until is None or audit.has(once)):
        return there
    held = Holding.objects.create(officer=officer, role=role, area=area, since=since)
    _say("holding_given", officer, by=by, at=at, once=once, area=area, role=role,
         since=since.isoformat())  # fmt: skip
    return held


@transaction.atomic
def end_holding(*, holding_id: int, by: Actor, at: datetime, once: UUID) -> Holding:
    """End a role at once (终止角色); one that has not begun never begins.

    Raises `PermissionDenied` unless `by` administers its area, and to who holds it.
    """
    seen = Officer.objects.visible_to(by)
    held = Holding.objects.select_for_update().get(pk=holding_id, officer__in=seen)
    if held.officer_id == by.pk or not may_administer(by, held.area):
        raise PermissionDenied
    if held.until is not None or audit.has(once):
        return held
    held.until = max(held.since, localdate(at))
    held.save(update_fields=["until"])
    _say("holding_ended", held.officer, by=by, at=at, once=once, area=held.area, role=held.role,
         until=held.until.isoformat())  # fmt: skip
    return held


@transaction.atomic
def deactivate(*, officer_id: int, by: Actor, at: datetime, once: UUID) -> Officer:
    """Close an account (停用账号): its sessions end, what it holds ends; its acts stay."""
    officer = _other(officer_id, by)
    if not officer.is_active or audit.has(once):
        return officer
    today = localdate(at)
    for held in officer.holdings.filter(until=None):
        held.until = max(held.since, today)
        held.save(update_fields=["until"])
    officer.is_active = False
    officer.save(update_fields=["is_active"])
    _say("deactivated", officer, by=by, at=at, once=once)
    return officer


@transaction.atomic
def install(
    *, username: str, name: str, role: str, area: str, password: str, at: datetime
) -> Officer | None:
    """Set up an account with its role from the machine itself; None if the account is there."""
    if Officer.objects.filter(username=username).exists():
        return None
    officer = Officer.objects.make(username, name=name, password=password)
    _say("made", officer, by=None, at=at)
    since = localdate(at)
    Holding.objects.create(officer=officer, role=role, area=area, since=since)
    _say("holding_given", officer, by=None, at=at, area=area, role=role,
         since=since.isoformat())  # fmt: skip
    return officer


@transaction.atomic
def renew(*, username: str, password: str, at: datetime) -> Officer:
    """Give an account a new password from the machine itself."""
    officer = Officer.objects.select_for_update().get(username=username)
    officer.set_password(password)
    officer.save(update_fields=["password"])
    _say("password_reset", officer, by=None, at=at)
    return officer


def _other(officer_id: int, by: Actor) -> Officer:
    """Another officer, all of whose open roles lie in the area that `by` administers."""
    Officer.objects.visible_to(by).get(pk=officer_id)
    officer = Officer.objects.select_for_update().get(pk=officer_id)
    areas = officer.holdings.filter(until=None).values_list("area", flat=True)
    may = by.anywhere(Role.ADMINISTRATOR) and all(may_administer(by, area) for area in areas)
    if officer.pk == by.pk or not may:
        raise PermissionDenied
    return officer


def _self(officer: Officer, at: datetime) -> Actor:
    return Actor(officer.pk, officer.name, localdate(at))


def _say(
    verb: str, officer: Officer, *, by: Actor | None, at: datetime, once: UUID | None = None,
    area: str = "", **detail: str,
) -> None:  # fmt: skip
    """Record an act upon an account, in the county if its area is one."""
    county = area if len(area) == 6 else ""
    told = {**detail, "area": area} if detail else {}
    audit.record(
        f"account.{verb}", kind="officer", about=officer.username, by=by, at=at, once=once,
        county=county, **told,
    )  # fmt: skip

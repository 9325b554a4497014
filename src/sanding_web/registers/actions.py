"""All writes of the register room."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from sanding.base import BadInput, Fault
from sanding.exchange import taken_over
from sanding.register import Register
from sanding.register.integrity import faults
from sanding_web.accounts.access import Actor
from sanding_web.audit import actions as audit
from sanding_web.audit.models import Event
from sanding_web.registers import bridge
from sanding_web.registers.access import may_export, may_import
from sanding_web.registers.intake_edits import fault_of, with_cells
from sanding_web.registers.intake_files import FaultLine, Refused, read_file, read_list
from sanding_web.registers.models import County, Revision, Upload

LONGEST_NAME, LONGEST_REASON = 64, 200  # as the models keep them; the event has the whole reason


class Drifted(Exception):
    """The register moved on since; what was prepared on the older one is to be looked at again."""

    status = 409

    def __init__(self, message: str = "") -> None:
        """Say what to do."""
        super().__init__(message or _("台账在此期间已有新版本，未作任何改动；请在新版本上重新核对"))


class IllegalTransition(Exception):
    """An act that is not open to what stands where it stands."""

    status = 409


@transaction.atomic
def put_in(
    register: Register, *, reason: str, by: Actor, at: datetime, once: UUID | None,
    expected: str | None = None, told: Mapping[str, Any] | None = None,
) -> Revision:  # fmt: skip
    """Make a register its county's next revision (入库); one that says the same makes none.

    A repeated `once` gives the revision it gave before; it is None where an outer act bears the
    mark. With `expected`, the hash of the revision in force, it is refused (`Drifted`) if another
    came in between. `told` goes into the event. Raises `PermissionDenied` unless `by` keeps the
    county's register, `BadInput` for several counties.
    """
    code = only_county(register)
    if not may_import(by, code):
        raise PermissionDenied
    county = _locked(code, register)
    done = _done(once, "register.put_in", code)
    if done is not None:
        return county.revisions.get(number=done.detail["number"])
    head = county.head
    if expected is not None and (head is None or head.hash != expected):
        raise Drifted
    same = head is not None and bridge.says_the_same(head, register)
    revision = head if head is not None and same else _next(county, register, reason, by, at)
    audit.record(
        "register.put_in", kind="revision", about=str(revision), county=code, by=by, at=at,
        once=once, hash=revision.hash, number=revision.number, reason=reason, same=same,
        **(told or {}),
    )  # fmt: skip
    return revision


def take_file(
    *, county: str, name: str, chunks: Iterable[bytes], otherwise: date | None, by: Actor,
    at: datetime, once: UUID,
) -> Upload:  # fmt: skip
    """Read a file and keep its register until it is confirmed or dropped (上传).

    Reading takes a second or two and holds no lock. Raises `PermissionDenied` unless `by` keeps
    the county's register, `Refused` with every fault of the file or for another county's.
    """
    if not may_import(by, county):
        raise PermissionDenied
    register = read_file(name, chunks, otherwise=otherwise)
    codes = register.counties
    if codes != [county]:
        message = _("文件是 {there} 的台账，这里只收 {here} 的；请到相应的县上传")
        said = message.format(there="、".join(codes) or _("无县代码"), here=county)
        raise Refused([Fault("counties", said)])
    return upload(register, name=name, by=by, at=at, once=once)


def take_list(
    *, county: str, name: str, chunks: Iterable[bytes], mapping: bytes | None, day: date | None,
    by: Actor, at: datetime, once: UUID,
) -> tuple[Upload, tuple[FaultLine, ...]]:  # fmt: skip
    """Bring the people of the register in force up to date by a list (实名制名单), to be confirmed.

    Also returns what was put right and who was not listed. Raises `PermissionDenied`, `Refused`
    with every fault of the list, `Drifted` if the register moved on while it was read.
    """
    if not may_import(by, county):
        raise PermissionDenied
    seen = County.objects.visible_to(by).select_related("head").filter(pk=county).first()
    if seen is None or seen.head is None:
        said = _("还没有台账，名单无处可并；请先上传整份台账")
        raise Refused([Fault("counties", said)])
    register, notes = read_list(
        name, chunks, register=bridge.register_of(seen.head), county=county,
        day=day or seen.head.day, mapping=mapping,
    )  # fmt: skip
    made = upload(register, name=name, by=by, at=at, once=once, drawn_from=seen.head)
    return made, notes


@transaction.atomic
def upload(
    register: Register, *, name: str, by: Actor, at: datetime, once: UUID,
    drawn_from: Revision | None = None,
) -> Upload:  # fmt: skip
    """Keep a register that was read from a file until it is confirmed or dropped (上传).

    A repeated `once` gives the upload it gave before. `drawn_from` is the revision it was made of,
    if it was: another in force is `Drifted`. Raises `PermissionDenied` unless `by` keeps
    the county's register, `BadInput` for several counties.
    """
    code = only_county(register)
    if not may_import(by, code):
        raise PermissionDenied
    county = _locked(code, register)
    done = _done(once, "register.uploaded", code)
    if done is not None:
        return Upload.objects.visible_to(by).get(pk=int(done.about))
    if drawn_from is not None and county.head != drawn_from:
        raise Drifted
    waiting = Upload.objects.create(
        county=county, base=county.head, name=name[-200:], hash=register.hash, day=register.day,
        tables=bridge.kept(register), by_id=by.pk, at=at,
    )  # fmt: skip
    audit.record(
        "register.uploaded", kind="upload", about=str(waiting.pk), county=code, by=by, at=at,
        once=once, hash=register.hash,
    )  # fmt: skip
    return waiting


@transaction.atomic
def confirm(
    *, upload_id: int, reason: str, by: Actor, at: datetime, once: UUID, remove: bool = False
) -> Revision:
    """Take an upload over as the next revision (确认入库).

    Rows that the file no longer has stay unless `remove` says so: a missing row is never a silent
    delete. Raises `Upload.DoesNotExist` if it is not seen, `Drifted` if the register moved on
    since it was compared, `IllegalTransition` if it does not wait, `Refused` if the register
    would be broken.
    """
    waiting = _waiting(upload_id, by)
    done = _done(once, "register.put_in", waiting.county_id)
    if done is not None:
        return waiting.county.revisions.get(number=done.detail["number"])
    _must_wait(waiting)
    county = waiting.county
    if waiting.base_id != county.head_id:
        raise Drifted(_("比对之后台账已有新版本，这份文件未入库；请重新上传，与新版本比对"))
    register = bridge.register_of(waiting)
    if county.head is not None:
        register = taken_over(bridge.register_of(county.head), register, remove=remove)
    refuse_broken(register)
    revision = put_in(register, reason=reason, by=by, at=at, once=once)
    _settle(waiting, Upload.State.TAKEN)
    return revision


@transaction.atomic
def drop(*, upload_id: int, by: Actor, at: datetime, once: UUID) -> Upload:
    """Drop an upload (放弃导入); the register stays as it is, and nothing of the file is kept."""
    waiting = _waiting(upload_id, by)
    if _done(once, "register.dropped", waiting.county_id) is not None:
        return waiting
    _must_wait(waiting)
    _settle(waiting, Upload.State.DROPPED)
    audit.record(
        "register.dropped", kind="upload", about=str(waiting.pk), county=waiting.county_id, by=by,
        at=at, once=once,
    )  # fmt: skip
    return waiting


@transaction.atomic
def edit_cells(
    *, county: str, table: str, keys: Sequence[str], column: str, value: str, expected: str,
    reason: str, by: Actor, at: datetime, once: UUID,
) -> Revision:  # fmt: skip
    """Set one column of the rows of `keys` to a value, as one revision (批量修改).

    `keys` are texts of `sanding.register.integrity.key_text`; `expected` is the hash of the
    revision the rows were chosen in. Raises `Drifted` if another is in force, `Refused` if the
    value does not fit or the register would be broken, `PermissionDenied`.
    """
    head = _head(county, by)
    if _done(once, "register.put_in", county) is None and head.hash != expected:
        raise Drifted
    register = bridge.register_of(head)
    if head.hash == expected:
        register = with_cells(register, table, keys=keys, column=column, value=value)
    told = {"table": table, "column": column, "rows": len(keys)}
    return put_in(register, reason=reason, by=by, at=at, once=once, told=told)


@transaction.atomic
def put_back(
    *, county: str, number: int, expected: str, reason: str, by: Actor, at: datetime, once: UUID
) -> Revision:
    """Make the content of a former revision the next one (恢复旧版).

    `expected` is the hash of the revision that is to be undone. Raises `Drifted` if another is in
    force, `IllegalTransition` across a plan that was carried out: that one is reverted by itself.
    """
    head = _head(county, by)
    former = Revision.objects.visible_to(by).get(county_id=county, number=number)
    register = bridge.register_of(former)
    if _done(once, "register.put_in", county) is None:
        if head.hash != expected:
            raise Drifted
        if not bridge.same_journal(bridge.register_of(head), register):
            raise IllegalTransition(_("其间执行过方案，不能恢复旧版；请在方案页撤回该方案"))
    return put_in(register, reason=reason, by=by, at=at, once=once, told={"put_back": number})


@transaction.atomic
def took_away(
    revision: Revision, *, what: str, rows: int, by: Actor, at: datetime, once: UUID
) -> None:
    """Record that rows of a revision leave as a file (导出); `what` names the file.

    Raises `PermissionDenied` unless `by` may take the register away.
    """
    if not may_export(by, revision.county_id):
        raise PermissionDenied
    if _done(once, "register.taken_away", revision.county_id) is not None:
        return
    audit.record(
        "register.taken_away", kind="revision", about=str(revision), county=revision.county_id,
        by=by, at=at, once=once, what=what, rows=rows,
    )  # fmt: skip


def only_county(register: Register) -> str:
    """The county of a register of one county; raise `BadInput` for none or several."""
    codes = register.counties
    if len(codes) != 1:
        raise BadInput([Fault("counties", _("工作台一次只收一个县的台账"), sheet="counties")])
    return codes[0]


def refuse_broken(register: Register) -> None:
    """Raise `Refused` if keys, references, codes or dates of the register do not hold."""
    found = faults(register)
    if not found.is_empty():
        raise Refused([fault_of(row) for row in found.to_dicts()])


def _locked(code: str, register: Register) -> County:
    """The county, made when its first register comes; nobody else writes to it meanwhile."""
    county, _made = County.objects.select_for_update().get_or_create(
        code=code, defaults={"name": _name(register)}
    )
    return county


def _name(register: Register) -> str:
    code, name = register.frame("counties").select("id", "name").row(0)
    return str(name or code)[:LONGEST_NAME]


def _head(county: str, by: Actor) -> Revision:
    """The revision in force of a county whose register `by` keeps, locked against others."""
    seen = County.objects.visible_to(by).select_for_update(of=("self",)).get(pk=county)
    if not may_import(by, county):
        raise PermissionDenied
    if seen.head is None:
        raise Revision.DoesNotExist
    return seen.head


def _next(county: County, register: Register, reason: str, by: Actor, at: datetime) -> Revision:
    head = county.head
    revision = Revision.objects.create(
        county=county, number=head.number + 1 if head else 1, hash=register.hash,
        day=register.day, parent=head, at=at, by_id=by.id, reason=reason[:LONGEST_REASON],
        tables=bridge.kept(register),
    )  # fmt: skip
    county.head = revision
    county.name = _name(register)
    county.save(update_fields=["head", "name"])
    return revision


def _done(once: UUID | None, verb: str, county: str) -> Event | None:
    """The event of this mark; raise `IllegalTransition` if another act bore it."""
    event = Event.objects.filter(once=once).first() if once is not None else None
    if event is not None and (event.verb, event.county) != (verb, county):
        raise IllegalTransition(_("这一页已经提交过；请重新打开页面"))
    return event


def _waiting(upload_id: int, by: Actor) -> Upload:
    """The upload, its county locked first: nothing is put in or shared meanwhile."""
    seen = Upload.objects.visible_to(by)
    county = County.objects.select_for_update().get(pk=seen.get(pk=upload_id).county_id)
    waiting = seen.select_for_update(of=("self",)).get(pk=upload_id)
    waiting.county = county
    return waiting


def _settle(waiting: Upload, state: Upload.State) -> None:
    """Close an upload: its tables were compared and are no longer wanted."""
    bridge.forget(waiting)
    waiting.state, waiting.tables = state, {}
    waiting.save(update_fields=["state", "tables"])


def _must_wait(waiting: Upload) -> None:
    if waiting.state != Upload.State.WAITING:
        state = Upload.State(waiting.state).label
        raise IllegalTransition(_("这份文件{state}，不能再处理").format(state=state))

"""The trail as auditors read it, and whether the chain holds."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.utils.timezone import localtime, make_aware
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from sanding_web.audit.chain import FIELDS, digest, key
from sanding_web.audit.models import Event, Head

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from sanding_web.accounts.access import Actor
    from sanding_web.audit.access import EventQuerySet

PAGE = 50
CHUNK = 2_000
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")  # a sheet would reckon with such a cell

VERBS: dict[str, _StrPromise] = {
    "account.logged_in": _("登录"),
    "account.login_failed": _("登录失败"),
    "account.locked_out": _("账号锁定"),
    "account.logged_out": _("退出"),
    "account.password_changed": _("修改密码"),
    "account.password_reset": _("重置密码"),
    "account.made": _("新建账号"),
    "account.deactivated": _("停用账号"),
    "account.holding_given": _("授予角色"),
    "account.holding_ended": _("终止角色"),
    "audit.exported": _("导出审计记录"),
    "audit.backed_up": _("备份"),
    "audit.restored": _("恢复"),
    "register.put_in": _("台账入库"),
    "register.uploaded": _("上传台账"),
    "register.dropped": _("放弃导入"),
    "register.taken_away": _("导出台账"),
    "plan.begun": _("新建方案"),
    "plan.taken_in": _("导入方案"),
    "plan.edited": _("编辑方案"),
    "plan.moved": _("调整次序"),
    "plan.parked": _("搁置变更"),
    "plan.unparked": _("恢复变更"),
    "plan.removed": _("删除变更"),
    "plan.undone": _("撤销一步"),
    "plan.redone": _("重做一步"),
    "plan.commented": _("批注"),
    "plan.resolved": _("批注办结"),
    "plan.submitted": _("提交审核"),
    "plan.judged": _("逐项审核"),
    "plan.sent_back": _("退回方案"),
    "plan.approved": _("批准方案"),
    "plan.carried_out": _("施行方案"),
    "plan.reverted": _("撤回方案"),
    "plan.rebased": _("改以现行台账为基线"),
    "plan.dropped": _("放弃方案"),
}


ROLES: dict[str, _StrPromise] = {  # as accounts, which stands above, has them
    "officer": _("编办经办"),
    "reviewer": _("审核"),
    "approver": _("审批"),
    "viewer": _("查阅"),
    "auditor": _("审计"),
    "administrator": _("系统管理"),
}
DETAILS: dict[str, _StrPromise] = {
    "accepted": _("同意"),
    "after": _("之后"),
    "approved": _("批准内容"),
    "area": _("地区"),
    "asked": _("查询条件"),
    "base": _("基线"),
    "before": _("之前"),
    "change": _("变更"),
    "changes": _("变更数"),
    "comment": _("批注"),
    "county": _("县"),
    "day": _("日期"),
    "fixed": _("锁定摘要"),
    "hash": _("内容摘要"),
    "kind_of_change": _("变更种类"),
    "locked": _("已锁定"),
    "name": _("编号"),
    "officer": _("经办人"),
    "plan": _("方案摘要"),
    "put_back": _("恢复自版次"),
    "reason": _("事由"),
    "revision": _("版次"),
    "role": _("角色"),
    "rows": _("行数"),
    "said": _("改了什么"),
    "since": _("自"),
    "title": _("名称"),
    "until": _("至"),
    "verb": _("行为"),
    "version": _("方案版本"),
    "what": _("文件"),
}
DIGEST = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event as a line of the trail; `at` in local time."""

    number: int
    at: datetime
    who: str
    verb: str
    county: str
    kind: str
    about: str
    detail: str
    digest: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the trail is asked for; empty for all."""

    county: str = ""
    verb: str = ""
    officer: str = ""
    day: date | None = None


def verb_name(verb: str) -> str:
    """The act in the field's words; one nobody named stays as it is."""
    return str(VERBS.get(verb, verb))


def trail(actor: Actor, asked: Asked, page: int | str | None) -> Page[Any]:
    """A page of the trail, the newest first."""
    found: Page[Any] = Paginator(_found(actor, asked), PAGE).get_page(page)
    found.object_list = [_line(event) for event in found.object_list]
    return found


def as_csv(actor: Actor, asked: Asked) -> Iterator[str]:
    """The trail as lines of a file that a spreadsheet reads, no cell of which is a formula."""
    heads = ("序号", "时间", "经办人", "行为", "县", "对象类别", "对象", "内容", "摘要")
    yield "\ufeff" + _row([said(head) for head in heads])
    for event in _found(actor, asked).iterator(chunk_size=CHUNK):
        line = _line(event)
        yield _row([
            line.number, line.at.isoformat(sep=" ", timespec="seconds"), line.who, line.verb,
            line.county, line.kind, line.about, line.detail, event.digest,
        ])  # fmt: skip


def _found(actor: Actor, asked: Asked) -> EventQuerySet:
    events = Event.objects.visible_to(actor).order_by("-number")
    if asked.county:
        events = events.filter(county=asked.county)
    if asked.verb:
        events = events.filter(verb=asked.verb)
    if asked.officer:
        events = events.filter(by_name__contains=asked.officer)
    if asked.day:
        begins = make_aware(datetime.combine(asked.day, time.min))
        events = events.filter(at__gte=begins, at__lt=begins + timedelta(days=1))
    return events


def _line(event: Event) -> EventLine:
    told = [_told_of(name, event.detail[name]) for name in sorted(event.detail)]
    return EventLine(
        event.number, localtime(event.at), event.by_name, verb_name(event.verb), event.county,
        event.kind, event.about, "；".join(told), event.digest[:12],
    )  # fmt: skip


def _told_of(name: str, value: Any) -> str:
    """A value with its name, both in the field's words where they are known."""
    if isinstance(value, bool):
        shown = said("是") if value else said("否")
    elif isinstance(value, dict):
        shown = "，".join(_told_of(one, value[one]) for one in sorted(value))
    elif name == "role":
        shown = str(ROLES.get(value, value))
    elif isinstance(value, str):
        shown = value[:12] if DIGEST.fullmatch(value) else value
    else:
        shown = json.dumps(value, ensure_ascii=False)
    return f"{DETAILS.get(name, name)}：{shown}"


def _row(cells: list[Any]) -> str:
    file = io.StringIO()
    csv.writer(file).writerow([_safe(cell) for cell in cells])
    return file.getvalue()


def _safe(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the chain holds (核验): how far, and else the first number that is wrong and why."""

    number: int
    digest: str
    bad: int | None = None
    fault: str = ""

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return self.bad is None

    def __str__(self) -> str:
        """One line for an officer."""
        if self.holds:
            return said("审计链完好：共 %(number)d 条，链尾 %(digest)s") % {
                "number": self.number, "digest": self.digest,
            }  # fmt: skip
        return said("审计链已断：第 %(bad)d 条%(fault)s（之前 %(number)d 条完好）") % {
            "bad": self.bad, "fault": self.fault, "number": self.number,
        }  # fmt: skip


def head() -> tuple[int, str]:
    """Number and digest where the chain ends; 0 and "" before the first event."""
    return Head.objects.values_list("number", "digest").first() or (0, "")


def verified(
    *, outside: tuple[int, str] | None = None, limit: int | None = None, chunk: int = CHUNK
) -> Verdict:
    """Follow the chain to its head; memory is that of one chunk.

    `outside` is a head that was kept elsewhere: only it shows a chain that was forged whole.
    With `limit` only so many events at the end are followed, and the one before them is believed.
    """
    ends, ending = head()
    good, before = _start(ends, limit)
    for event in _told(good, chunk):
        if event["number"] > ends and head()[0] > ends:
            break  # appended while we read
        fault = _fault(event, good, before, outside, ends)
        if fault is not None:
            return Verdict(good, before, *fault)
        good, before = event["number"], event["digest"]
    if good < ends:
        return Verdict(good, before, good + 1, said("及以后被截去"))
    if before != ending:
        return Verdict(good - 1, "", good, said("与链尾所记不符"))
    if outside is not None and outside[0] > good:
        return Verdict(good, before, good + 1, said("及以后被截去（与另存的链尾相比）"))
    return Verdict(good, before)


def _start(ends: int, limit: int | None) -> tuple[int, str]:
    if limit is None or ends <= limit:
        return 0, ""
    found = Event.objects.filter(number=ends - limit).values_list("number", "digest").first()
    return found or (0, "")


def _told(after: int, chunk: int) -> Iterator[dict[str, Any]]:
    events = Event.objects.order_by("number")
    if after:  # from the first on, whatever stands before number 1 is seen too
        events = events.filter(number__gt=after)
    return iter(events.values(*FIELDS, "digest").iterator(chunk_size=chunk))


def _fault(
    event: dict[str, Any], good: int, before: str, outside: tuple[int, str] | None, ends: int
) -> tuple[int, str] | None:
    number = event["number"]
    if number > good + 1:
        return good + 1, said("不见了")
    if number > ends or number < 1:
        return number, said("是插入的")
    if event["before"] != before:
        return number, said("不接上一条（被插入、删除或调换）")
    if digest(event, key()) != event["digest"]:
        return number, said("被改动")
    if outside is not None and number == outside[0] and event["digest"] != outside[1]:
        return number, said("与另存的链尾不符")
    return None

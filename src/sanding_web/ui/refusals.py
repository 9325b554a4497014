"""What stopped, as a status and lines an officer can act on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import BadRequest, ObjectDoesNotExist, PermissionDenied
from django.http import Http404
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from sanding.base import BadInput, SandingError
from sanding.base.translation import in_language
from sanding.base.words import Said

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of refusal: its status, what happened and what to do."""

    status: int
    title: _StrPromise
    hint: _StrPromise


BAD = Kind(400, _("表单不完整"), _("请返回上一页，刷新后重新填写再提交"))
FORBIDDEN = Kind(
    403, _("没有办理权限"), _("您的角色不能办理这一事项；如有需要，请联系本单位系统管理员")
)
UNSEEN = Kind(
    404, _("没有找到这个页面或内容"), _("它不存在，或者不在您可以查阅的范围内；请核对网址")
)
NOT_ASKED_SO = Kind(
    405, _("请用页面上的按钮办理"), _("这个网址不能直接打开；请回到相应页面，重新点击按钮")
)
ILLEGAL = Kind(
    409, _("现在不能这样办理"), _("内容在此期间已有变动，什么都没有改；请返回后按最新内容办理")
)
REFUSED = Kind(422, _("内容有误，没有办理"), _("请按下面逐条改好，再提交一次"))


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refusal as its page shows it."""

    kind: Kind
    lines: tuple[str, ...] = ()


def refusal_of(error: Exception) -> Refusal | None:
    """Return how an error is answered; None for one that is no refusal but a fault of ours.

    An error whose class bears `status = 409` is an act that is not open, with its own text.
    """
    if isinstance(error, ObjectDoesNotExist | Http404):
        return Refusal(UNSEEN)
    if isinstance(error, PermissionDenied):
        return Refusal(FORBIDDEN, _lines(error))
    if getattr(type(error), "status", None) == ILLEGAL.status:
        return Refusal(ILLEGAL, _lines(error))
    if isinstance(error, SandingError):
        return Refusal(REFUSED, _lines(error))
    if isinstance(error, BadRequest):
        return Refusal(BAD)
    return None


def _lines(error: Exception) -> tuple[str, ...]:
    """The error's text line by line, in the language of the page."""
    said = map(str, error.faults) if isinstance(error, BadInput) else error.args[:1]
    return tuple(_spoken(text) for text in said if isinstance(text, str) and text)


def _spoken(text: str) -> str:
    """A text in the language of the page, from the core's catalogue or the web's."""
    said = in_language(text, (get_language() or "zh")[:2])
    if said != text or not isinstance(text, Said):
        return said
    return gettext(text.template).format_map(text.values)

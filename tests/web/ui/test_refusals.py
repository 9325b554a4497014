"""What is refused gets its status, says why in Chinese and leads back."""

from __future__ import annotations

import json

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import BadRequest, ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest
from django.test import Client, RequestFactory

from sanding.base import BadInput, Fault, SandingError, _
from sanding_web.ui.middleware import RefusalMiddleware

pytestmark = pytest.mark.django_db


class Moved(Exception):
    """An act that is not open any more."""

    status = 409


FAULTS = BadInput(
    [Fault("value", "不是整数", sheet="编制", row=3), Fault("value", "没有机构", row=4)]
)
EACH = pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (ObjectDoesNotExist(), 404, "没有找到"),
        (Http404(), 404, "没有找到"),
        (PermissionDenied(), 403, "没有办理权限"),
        (Moved("方案已经提交"), 409, "方案已经提交"),
        (FAULTS, 422, "【编制】第3行：不是整数"),
        (SandingError(_("机构限额 {n} 个").format(n=22)), 422, "机构限额 22 个"),
        (BadRequest(), 400, "表单不完整"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)


def asked(**headers: str) -> HttpRequest:
    request = RequestFactory().post("/plans/1/submit/", headers=headers)
    request.user = AnonymousUser()
    return request


def refused(request: HttpRequest, error: Exception):
    return RefusalMiddleware(lambda _request: None).process_exception(request, error)


@EACH
def test_a_refusal_has_its_status_and_its_reason(error: Exception, status: int, said: str):
    answer = refused(asked(), error)
    assert answer.status_code == status
    assert said in answer.content.decode()


@EACH
def test_who_asks_for_json_reads_json(error: Exception, status: int, said: str):
    answer = refused(asked(accept="application/json"), error)
    assert answer.status_code == status
    told = json.loads(answer.content)
    assert told["status"] == status
    assert said in " ".join([told["title"], *told["lines"]])


def test_every_fault_of_an_input_is_a_line_of_its_own():
    page = refused(asked(), FAULTS).content.decode()
    assert page.count("<li>【编制】第3行：不是整数</li>") == 1
    assert page.count("<li>第4行：没有机构</li>") == 1


def test_a_fault_of_ours_is_no_refusal():
    assert refused(asked(), ValueError("x")) is None


def test_the_way_back_leads_to_our_own_pages_alone():
    ours = refused(asked(referer="http://testserver/plans/1/"), PermissionDenied())
    theirs = refused(asked(referer="http://elsewhere.example/"), PermissionDenied())
    assert 'href="http://testserver/plans/1/"' in ours.content.decode()
    assert "elsewhere" not in theirs.content.decode()


def test_a_page_nobody_made_is_not_found_in_our_look(client: Client):
    answer = client.get("/help/nothing/")
    assert answer.status_code == 404
    assert "没有找到这个页面或内容" in answer.content.decode()


def test_a_form_without_its_token_is_told_to_reload():
    answer = Client(enforce_csrf_checks=True).post("/help/language/", {"language": "en"})
    assert answer.status_code == 403
    assert "页面已过期" in answer.content.decode()


def test_an_address_for_forms_alone_says_so_when_it_is_opened(client: Client):
    answer = client.post("/help/health/")
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD"
    assert "请用页面上的按钮办理" in answer.content.decode()

"""Every page: landmarks, one heading, what the officer may open, and nothing inline."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django import forms
from django.contrib.messages import error, success
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template import engines
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from tests.web.builders import actor, logged_in, officer

pytestmark = pytest.mark.django_db
WEB = Path(__file__).resolve().parents[3] / "src" / "sanding_web"
TEMPLATES = sorted(WEB.rglob("*.html"))
BUILT = WEB / "ui" / "built"
INLINE = {
    "inline style": r"(?i)<[^>]*\sstyle\s*=|<style\b",
    "handler": r"(?i)<[^>]*\son[a-z]+\s*=",
    "script without a file": r"(?i)<script(?![^>]*\bsrc=)",
    "script of htmx": r"(?i)\bhx-on|[\"']js:",
    "address of a script": r"(?i)javascript:",
    "another host": r"(?i)(?:src|href|action|url)\s*[=(]\s*[\"']?(?:https?:)?//",
}


def request_of(role: str) -> HttpRequest:
    request = RequestFactory().get("/help/")
    request.actor = actor(role)
    request._messages = CookieStorage(request)
    return request


def inline(text: str) -> list[str]:
    plain = re.sub(r"{%.*?%}|{{.*?}}", "", text)
    return [what for what, pattern in INLINE.items() if re.search(pattern, plain)]


def test_a_page_has_landmarks_one_heading_and_a_way_past_them(client: Client):
    page = logged_in(client, officer("viewer")).get("/help/").content.decode()
    for mark in (
        "<header",
        "<nav",
        "<main",
        "<footer",
        'href="#content"',
        'id="content"',
        "<title>",
    ):
        assert mark in page
    assert page.count("<main") == page.count("<h1") == 1
    assert re.search(r"<h1[^>]*>名词解释</h1>", page)
    assert "<title>名词解释 · 三定 Sanding</title>" in page
    assert "合规提示须经法制机构核实" in page
    assert inline(page) == []


@pytest.mark.parametrize(
    ("role", "rooms"), [("viewer", {"台账", "方案"}), ("auditor", {"审计"}), ("", set())]
)
def test_the_navigation_offers_what_the_officer_may_open(role: str, rooms: set[str]):
    page = render_to_string("ui/base.html", {}, request_of(role))
    offered = set(re.findall(r'data-key="\w"[^>]*>([^<]+)</a>', page))
    assert offered - {"帮助"} == rooms


@pytest.mark.parametrize(("area", "offered"), [("141027", False), ("1410", True), ("", True)])
def test_who_reads_several_counties_may_change_between_them(area: str, offered: bool):
    request = RequestFactory().get("/")
    request.actor = actor("viewer", area)
    page = render_to_string("ui/base.html", {"county": {"name": "浮山县"}}, request)
    assert "浮山县" in page
    assert ("换县" in page) is offered


def test_messages_are_told_to_who_cannot_see_them():
    request = request_of("officer")
    success(request, "已保存")
    error(request, "没有保存")
    page = render_to_string("ui/base.html", {}, request)
    assert re.search(r'alert-success" role="status">已保存<', page)
    assert re.search(r'alert-danger" role="alert">没有保存<', page)


def test_a_field_has_its_label_its_hint_and_its_faults():
    class Form(forms.Form):
        name = forms.CharField(label="名称", help_text="机构全称")
        sure = forms.BooleanField(label="确认", required=False)

    form = Form({"name": ""})
    told = "".join(render_to_string("ui/parts/field.html", {"field": field}) for field in form)
    assert '<label class="form-label" for="id_name">名称' in told
    assert 'class="form-control is-invalid"' in told
    assert 'id="id_name_helptext">机构全称' in told
    assert re.search(r'aria-describedby="[^"]*id_name_helptext', told)
    assert 'id="id_name_error"' in told
    assert '<label class="form-check-label" for="id_sure">确认' in told


def test_pages_keep_what_was_asked():
    page = Paginator(range(100), 10).page(5)
    told = render_to_string("ui/parts/pages.html", {"page": page, "query": "q=a"})
    assert 'rel="prev" href="?q=a&amp;page=4"' in told
    assert 'href="?q=a&amp;page=10"' in told
    assert 'aria-current="page">5<' in told


def tagged(text: str, **told: object) -> str:
    return engines["django"].from_string("{% load sanding_ui %}" + text).render(told)


def test_each_form_has_a_mark_of_its_own():
    first, second = tagged("{% once %}|{% once %}").split("|")
    assert first != second
    assert re.fullmatch(r'<input type="hidden" name="once" value="[0-9a-f-]{36}">', first)


@pytest.mark.parametrize(
    ("share", "said"), [(432, "43.2%"), (1000, "100%"), (0, "0%"), (-5, "-0.5%"), (None, "—")]
)
def test_a_share_in_thousandths_is_read_in_per_cent(share: int | None, said: str):
    assert tagged("{{ share|per_mille }}", share=share) == said
    assert said in tagged("{% share share %}", share=share)


def test_more_people_than_posts_are_marked():
    assert "s-posts--over" in tagged("{% posts_bar 12 13 %}")
    assert "s-posts--over" not in tagged("{% posts_bar 12 12 %}")


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.relative_to(WEB).as_posix())
def test_no_template_has_anything_inline_or_foreign(file: Path):
    assert inline(file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        '<p class="a" style="color:red">',
        '<button onclick="x()">',
        "<script>x()</script>",
        '<img src="//cdn.example/a.png">',
        '<link href="https://cdn.example/a.css">',
        '<a href="javascript:x()">',
    ],
)
def test_what_must_not_stand_is_found(text: str):
    assert inline(text)


def test_what_was_bundled_asks_no_other_host():
    for file in [*BUILT.glob("*.css"), *BUILT.glob("*.js")]:
        text = file.read_text(encoding="utf-8").replace(
            "http://www.w3.org/", ""
        )  # names, not asked
        assert not re.findall(r"https?://[^\s\"')]+|url\([\"']?//", text), file.name
        assert "sourceMappingURL" not in text
        assert not re.search(r"\beval\(|new Function", text), file.name

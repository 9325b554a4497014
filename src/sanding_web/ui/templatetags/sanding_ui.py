"""Small parts of pages: the mark of a form, a field as we dress it, shares as bars."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import template
from django.forms import BoundField, widgets
from django.template.context import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

register = template.Library()

LISTS = (widgets.RadioSelect, widgets.CheckboxSelectMultiple)
BARE = (*LISTS, widgets.CheckboxInput)


@register.simple_tag
def once() -> SafeString:
    """A hidden mark by which a repeated form is known: fresh each time a page is made."""
    return format_html('<input type="hidden" name="once" value="{}">', uuid4())


@register.simple_tag(takes_context=True)
def page_title(context: Context) -> SafeString:
    """The block `title` once more, for the heading: a template names a block only once."""
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
    block = blocks.get_block("title") if blocks else None
    return mark_safe(block.render(context).strip()) if block else SafeString("")  # noqa: S308


@register.filter
def kind_of(field: BoundField) -> str:
    """How a field is laid out: hidden, check (a box beside its label), list (several), else box."""
    widget = field.field.widget
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, LISTS):
        return "list"
    return "check" if isinstance(widget, widgets.CheckboxInput) else "box"


@register.filter
def dressed(field: BoundField) -> SafeString:
    """The field's input with the classes of its kind."""
    widget = field.field.widget
    base = "form-select" if isinstance(widget, widgets.Select) else "form-control"
    names = [
        widget.attrs.get("class", ""),
        "form-check-input" if isinstance(widget, BARE) else base,
    ]
    given: dict[str, str | bool] = {
        "class": " ".join(name for name in (*names, "is-invalid" * bool(field.errors)) if name)
    }
    if field.errors:
        given["aria-invalid"] = "true"
    return field.as_widget(attrs=given)


@register.filter
def per_mille(value: Any) -> str:
    """A share counted in thousandths as officers read it: 432 is 43.2%; — where there is none."""
    if not isinstance(value, int):
        return "—"
    whole, tenth = divmod(abs(value), 10)
    return f"{'-' if value < 0 else ''}{whole}{f'.{tenth}' if tenth else ''}%"


@register.simple_tag
def share(value: int | None, label: str = "") -> SafeString:
    """A bar for a share in thousandths, with its figure."""
    if value is None:
        return SafeString("—")
    bar = (
        '<span class="s-share"><progress max="1000" value="{}" aria-label="{}"></progress>'
        " <span>{}</span></span>"
    )
    return format_html(bar, min(max(value, 0), 1000), label or _("占比"), per_mille(value))


@register.simple_tag
def posts_bar(approved: int | None, in_post: int | None) -> SafeString:
    """Posts of a body: how many are approved, how many are filled; more than approved is marked."""
    there, most = in_post or 0, approved or 0
    said = _("核定 {approved}，实有 {in_post}").format(approved=most, in_post=there)
    bar = (
        '<span class="s-posts{}"><progress max="{}" value="{}" aria-label="{}"></progress>'
        '<span class="s-posts__said">{}/{}</span></span>'
    )
    over = " s-posts--over" if there > most else ""
    return format_html(bar, over, max(most, 1), min(there, max(most, 1)), said, there, most)

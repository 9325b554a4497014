"""Pages as a person has them: links to follow, forms to fill by their labels and send."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

VOID = {"input", "meta", "link", "br", "hr", "img", "option"}


@dataclass
class Control:
    """A field of a form as the page gives it."""

    name: str
    kind: str
    id: str
    value: str = ""
    checked: bool = False
    options: list[str] = field(default_factory=list)  # of a select
    offers: str = ""  # the id of the list it offers
    disabled: bool = False


@dataclass
class Button:
    """What sends a form."""

    text: str
    name: str
    value: str
    action: str
    disabled: bool


@dataclass
class Form:
    """A form, with the controls in their order."""

    action: str
    method: str
    controls: list[Control] = field(default_factory=list)
    buttons: list[Button] = field(default_factory=list)


class Reader(HTMLParser):
    """Reads a page: its forms, labels, links, lists, and text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.labels: dict[str, str] = {}
        self.links: list[tuple[str, str]] = []
        self.lists: dict[str, list[str]] = {}
        self.attributes: list[tuple[str, str, str | None]] = []
        self.inline: list[str] = []
        self.ids: list[str] = []
        self.text = ""
        self._open: list[tuple[str, dict[str, str | None], int]] = []
        self._form: Form | None = None
        self._select: Control | None = None
        self._list = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.attributes += [(tag, name, value) for name, value in attrs]
        if told.get("id"):
            self.ids.append(str(told["id"]))
        if tag == "form":
            self._form = Form(told.get("action") or "", (told.get("method") or "get").lower())
            self.forms.append(self._form)
        elif tag == "input" and self._form is not None and told.get("name"):
            kind = told.get("type") or "text"
            default = "on" if kind == "checkbox" else ""
            self._form.controls.append(Control(
                str(told["name"]), kind, told.get("id") or "", told.get("value") or default,
                "checked" in told, offers=told.get("list") or "", disabled="disabled" in told,
            ))  # fmt: skip
        elif tag == "select" and self._form is not None:
            self._select = Control(str(told.get("name")), "select", told.get("id") or "")
            self._form.controls.append(self._select)
        elif tag == "option":
            value = told.get("value") or ""
            if self._select is not None:
                self._select.options.append(value)
                if "selected" in told or len(self._select.options) == 1:
                    self._select.value = value
            elif self._list:
                self.lists[self._list].append(value)
        elif tag == "datalist":
            self._list = told.get("id") or ""
            self.lists[self._list] = []
        if tag not in VOID:
            self._open.append((tag, told, len(self.text)))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID or tag not in [name for name, _told, _at in self._open]:
            return
        while True:
            name, told, at = self._open.pop()
            self._closed(name, told, self.text[at:].strip())
            if name == tag:
                return

    def _closed(self, tag: str, told: dict[str, str | None], text: str) -> None:
        if tag == "label" and told.get("for"):
            self.labels[str(told["for"])] = " ".join(text.split())
        elif tag == "a" and told.get("href"):
            self.links.append((" ".join(text.split()), str(told["href"])))
        elif tag == "button" and self._form is not None:
            self._form.buttons.append(Button(
                " ".join(text.split()), told.get("name") or "", told.get("value") or "",
                told.get("formaction") or "", "disabled" in told,
            ))  # fmt: skip
        elif tag == "textarea" and self._form is not None:
            self._form.controls.append(
                Control(str(told.get("name")), "textarea", told.get("id") or "", text)
            )
        elif tag == "script" and not told.get("src"):
            self.inline.append(text)
        elif tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None
        elif tag == "datalist":
            self._list = ""

    def handle_data(self, data: str) -> None:
        self.text += data


class Browser:
    """A person at the pages: what is done is what the page offers, nothing else."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.path = ""
        self.status = 0
        self.page = Reader("")

    def open(self, path: str) -> Browser:
        """Go to an address."""
        return self._came(self.client.get(path, follow=True), path)

    def follow(self, text: str) -> Browser:
        """Follow the first link that bears the text."""
        found = [href for said, href in self.page.links if text in said]
        assert found, f"no link {text!r} among {[said for said, _href in self.page.links]}"
        return self.open(urljoin(self.path, found[0]).partition("#")[0])

    def fill(self, button: str, within: str = "", **_none: Any) -> Filling:
        """The first form with a button of that text, of the change `within` if given."""
        for form in self.page.forms:
            about = {one.value for one in form.controls if one.name == "change"}
            if any(one.text == button for one in form.buttons) and (not within or within in about):
                return Filling(self, form, button)
        raise AssertionError(f"no form with {button!r} {within!r} on {self.path}")

    def press(self, button: str, within: str = "") -> Browser:
        """Send a form as it stands."""
        return self.fill(button, within).send()

    def _came(self, answer: Any, path: str) -> Browser:
        chain = getattr(answer, "redirect_chain", [])
        self.path = urljoin(path, chain[-1][0]).partition("#")[0] if chain else path
        self.status = answer.status_code
        self.page = Reader(answer.content.decode())
        return self


class Filling:
    """A form being filled in."""

    def __init__(self, browser: Browser, form: Form, button: str) -> None:
        self.browser, self.form = browser, form
        self.button = next(one for one in form.buttons if one.text == button)
        self.files: dict[str, SimpleUploadedFile] = {}

    def _labelled(self, label: str) -> list[Control]:
        labels = self.browser.page.labels
        found = [x for x in self.form.controls if labels.get(x.id, "").startswith(label)]
        assert found, f"no field {label!r} among {[labels.get(x.id) for x in self.form.controls]}"
        return found

    def put(self, label: str, value: str) -> Filling:
        """Type into a field; what a list offers may be typed as its beginning."""
        control = self._labelled(label)[0]
        if control.kind == "select":
            assert value in control.options, f"{value!r} not among {control.options}"
        offers = self.browser.page.lists.get(control.offers, [])
        chosen = [one for one in offers if one.startswith(value)]
        control.value = chosen[0] if chosen else value
        return self

    def tick(self, label: str) -> Filling:
        """Tick the box, or choose the answer, of that label."""
        control = self._labelled(label)[0]
        if control.kind == "radio":
            for other in self.form.controls:
                if other.name == control.name:
                    other.checked = False
        control.checked = True
        return self

    def attach(self, label: str, name: str, text: str) -> Filling:
        """Choose a file."""
        control = self._labelled(label)[0]
        self.files[control.name] = SimpleUploadedFile(name, text.encode())
        return self

    def send(self) -> Browser:
        """Press the button."""
        assert not self.button.disabled, self.button.text
        data: dict[str, Any] = {}
        for one in self.form.controls:
            boxes = one.kind in ("checkbox", "radio")
            if one.disabled or one.kind in ("file", "submit") or (boxes and not one.checked):
                continue
            data.setdefault(one.name, []).append(one.value)
        if self.button.name:
            data.setdefault(self.button.name, []).append(self.button.value)
        path = urljoin(self.browser.path, self.button.action or self.form.action)
        client = self.browser.client
        if self.form.method == "get":
            answer = client.get(path, data, follow=True)
        else:
            answer = client.post(path, {**data, **self.files}, follow=True)
        return self.browser._came(answer, path)

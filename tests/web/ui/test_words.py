"""The English of the pages: listed with every text, each value kept."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils.translation import gettext, override
from django.utils.translation.trans_real import DjangoTranslation

from sanding_web.ui.management.commands.texts import LIST, texts

VALUE = re.compile(r"%\(\w+\)[sd]|%[sd]|{\w+}")


def english() -> dict[str | tuple[str, ...], tuple[str, ...]]:
    with LIST.open("rb") as stream:
        found = read_po(stream, locale="en")
    return {
        one.id if isinstance(one.id, str) else tuple(one.id): (
            (one.string,) if isinstance(one.string, str) else tuple(one.string)
        )
        for one in found
        if one.id
    }


def test_the_list_has_every_text_of_the_pages():
    assert texts() - set(english()) == set(), "run: python -m django texts"


def test_a_translation_keeps_the_values_of_its_text():
    for text, told in english().items():
        wanted = set(VALUE.findall(text if isinstance(text, str) else text[0]))
        for one in told:
            assert not one or set(VALUE.findall(one)) == wanted, text


def test_a_page_speaks_english_once_the_list_is_compiled(
    tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch
):
    place = tmp_path / "en" / "LC_MESSAGES"
    place.mkdir(parents=True)
    with LIST.open("rb") as source, (place / "django.mo").open("wb") as made:
        write_mo(made, read_po(source, locale="en"))
    settings.LOCALE_PATHS = [tmp_path]
    monkeypatch.setattr("django.utils.translation.trans_real._translations", {})
    assert isinstance(DjangoTranslation("en"), DjangoTranslation)
    with override("en"):
        assert gettext("名词解释") == "Glossary"

"""Another language for the text officers read: gettext catalogues, read when first asked for."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sanding.base.words import Said

HERE = Path(__file__).parent.parent / "translations"
SOURCE = "zh"
LANGUAGES = (SOURCE, "en")


@cache
def catalogue(language: str) -> dict[str, str]:
    """Return source text → translation of a language, from its .po files; empty for Chinese."""
    if language == SOURCE:
        return {}
    from babel.messages.pofile import read_po  # only who asks for another language waits for it

    found: dict[str, str] = {}
    for file in sorted((HERE / language).glob("*.po")):
        with file.open("rb") as stream:
            for message in read_po(stream, locale=language):
                if message.id and message.string:
                    found[str(message.id)] = str(message.string)
    return found


def in_language(text: str, language: str) -> str:
    """Return officers' text in a language; where a translation is missing, the Chinese.

    A sentence with values is put together anew, its values translated where they are known.
    """
    known = catalogue(language)
    if not known:
        return text
    if isinstance(text, Said):
        values = {
            name: in_language(value, language) if isinstance(value, str) else value
            for name, value in text.values.items()
        }
        return known.get(text.template, text.template).format_map(values)
    return known.get(text, text)

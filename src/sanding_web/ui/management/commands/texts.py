"""`texts`: gather what officers read on pages into the list of texts for translation."""

from __future__ import annotations

import ast
import re
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po, write_po
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation.template import templatize

WEB = Path(__file__).resolve().parents[3]
LIST = WEB / "locale" / "en" / "LC_MESSAGES" / "django.po"
CALLS = dict.fromkeys(("_", "gettext", "gettext_lazy", "ngettext", "said"))
HEAD = r"""# English of the workbench's pages; gathered by `python -m django texts`.
msgid ""
msgstr ""
"Language: en\n"
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

"""
HAN = re.compile(r"[\u3400-\u9fff]")
TEXT = r"""u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
IN_TEMPLATE = re.compile(rf"\b(?:gettext|ngettext|_)\({TEXT}(?:,\s*{TEXT})?")


def texts() -> set[str | tuple[str, str]]:
    """Every Chinese text marked in code and templates; a pair where a number decides."""
    found: set[str | tuple[str, str]] = set()
    for file in sorted(WEB.rglob("*.py")):
        with file.open("rb") as stream:
            for _line, _call, told, _notes in extract_python(stream, CALLS, [], {}):
                parts = [one for one in _strings(told) if isinstance(one, str)]
                if parts:
                    found.add(parts[0] if len(parts) == 1 else (parts[0], parts[1]))
    for file in sorted(WEB.rglob("*.html")):
        found.update(_of_template(file.read_text(encoding="utf-8"), str(file)))
    return {text for text in found if HAN.search(_strings(text)[0])}


def _of_template(source: str, name: str) -> Iterator[str | tuple[str, str]]:
    for one in IN_TEMPLATE.finditer(templatize(source, origin=name)):
        first, second = (part and ast.literal_eval(part) for part in one.groups())
        yield (first, second) if second else first


class Command(BaseCommand):
    """Keep the list in step with the pages."""

    help = "Gather the texts of pages into locale/en; translations that stand are kept."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--check` writes nothing and fails where a text is missing or no more needed."""
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, check: bool = False, **options: Any) -> None:
        """Write the list, or say what differs."""
        with LIST.open("rb") as stream:
            there = read_po(stream, locale="en")
        known = {message.id: message.string for message in there if message.id}
        wanted = texts()
        if check:
            if wanted != set(known):
                raise CommandError("run: python -m django texts")
            return
        fresh = Catalog(locale="en")
        for text in sorted(wanted, key=str):
            fresh.add(text, known.get(text, ""))
        with LIST.open("wb") as stream:
            stream.write(HEAD.encode())
            write_po(stream, fresh, width=0, omit_header=True, sort_output=True)
        missing = sum(not any(_strings(one.string)) for one in fresh if one.id)
        self.stdout.write(f"{len(wanted)} texts, {missing} without English")


def _strings(told: Any) -> tuple[Any, ...]:
    return tuple(told) if isinstance(told, tuple | list) else (told,)

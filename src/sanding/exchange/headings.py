"""Finding the header of an office's sheet, under titles and over one or two rows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from sanding.base import _
from sanding.exchange.mapping import COLUMNS, KINDS, NEEDED, Mapping, plain, vocabulary
from sanding.exchange.sheets import Sheet, letter

SEARCHED = 20  # rows from the top
PROBED = 300  # rows looked at to tell columns apart that share a heading
_GRADE = re.compile(r"^(\d+级.*|.*\d+档|\d+)$")
_BRACKETS = re.compile(r"[(\[【〔<].*?[)\]】〕>]|[:、,。;]")
EXACT, BARE, PART = 100, 90, 70  # percent of confidence


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header of a sheet stands and what its columns mean (表头)."""

    first: int  # row, from 0
    rows: int
    headings: tuple[str, ...]  # of every column, "" where there is none
    columns: dict[str, int]  # register column → column, from 0
    confidence: dict[str, int]
    unmapped: tuple[int, ...]
    ignored: tuple[int, ...]

    @property
    def end(self) -> int:
        """Row after the header, from 0."""
        return self.first + self.rows

    def place(self, column: str) -> str:
        """Heading and letter of a register column, as the officer sees it."""
        return self.at(self.columns[column]) if column in self.columns else COLUMNS[column]

    def at(self, column: int) -> str:
        """Heading and letter of the column counted from 0."""
        return _("{heading}（{letter}）").format(
            heading=self.headings[column], letter=letter(column)
        )


def find_header(sheet: Sheet, mapping: Mapping) -> Header | None:
    """Return the header that gives meaning to most columns, or None: not a list of people."""
    best: Header | None = None
    for first in range(min(SEARCHED, len(sheet.rows))):
        for rows in (1, 2):
            if first + rows > len(sheet.rows):
                continue
            found = _mapped(sheet, first, rows, mapping)
            if "name" in found.columns and (best is None or _score(found) > _score(best)):
                best = found
    if best is None or len(best.columns) < 3:
        return None
    return best


def guess(sheet: Sheet, base: Mapping | None = None) -> Mapping | None:
    """Return the mapping of this sheet by the shipped vocabulary; None if it has no header.

    Headings that nothing is known of are listed in `unmapped`, never dropped silently.
    """
    base = vocabulary() if base is None else base
    header = find_header(sheet, base)
    if header is None:
        return None
    return base.narrowed(
        headings={c: (header.headings[at],) for c, at in header.columns.items()},
        sheets=(sheet.name,),
        ignored=tuple(header.headings[at] for at in header.ignored),
        unmapped=tuple(header.headings[at] for at in header.unmapped),
        confidence=header.confidence,
    )


def guess_all(sheets: Iterable[Sheet], base: Mapping | None = None) -> Mapping | None:
    """Return one mapping for every visible sheet that is a list of people; None if none is."""
    found = [one for sheet in sheets if sheet.visible and (one := guess(sheet, base))]
    if not found:
        return None
    columns = dict.fromkeys(column for one in found for column in one.headings)
    told = {c: [one for one in found if c in one.headings] for c in columns}
    return found[0].narrowed(
        headings={c: tuple(dict.fromkeys(o.headings[c][0] for o in told[c])) for c in columns},
        sheets=tuple(one.sheets[0] for one in found) if len(found) > 1 else (),
        ignored=tuple(dict.fromkeys(text for one in found for text in one.ignored)),
        unmapped=tuple(dict.fromkeys(text for one in found for text in one.unmapped)),
        confidence={c: min(o.confidence[c] for o in told[c]) for c in columns},
    )


def missing_headings(header: Header) -> list[str]:
    """Chinese names of the columns without which nobody can be registered."""
    return [COLUMNS[column] for column in NEEDED if column not in header.columns]


def _score(header: Header) -> tuple[int, int]:
    """More columns first, then surer ones; on a tie the one-row header found first stays."""
    return len(header.columns), sum(header.confidence.values())


def _mapped(sheet: Sheet, first: int, rows: int, mapping: Mapping) -> Header:
    headings = _headings(sheet, first, rows)
    ignored = {plain(one) for one in mapping.ignored}
    data = sheet.rows[first + rows : first + rows + PROBED]
    wishes: list[tuple[float, int, int, str]] = []  # confidence, share, -order, column …
    order = {column: -at for at, column in enumerate(mapping.headings)}
    for at, heading in enumerate(headings):
        if not heading or plain(heading) in ignored:
            continue
        for column, sure in _candidates(plain(heading), mapping).items():
            share = _share(column, (row[at] for row in data if at < len(row)), mapping)
            wishes.append((sure + share, order[column], at, column))
    columns: dict[str, int] = {}
    confidence: dict[str, int] = {}
    for strength, _order, at, column in sorted(wishes, reverse=True, key=lambda w: (*w[:2], -w[2])):
        if column not in columns and at not in columns.values():
            columns[column], confidence[column] = at, int(strength)
    named = [at for at, heading in enumerate(headings) if heading]
    left = [at for at in named if at not in columns.values()]
    return Header(
        first, rows, headings,
        {column: columns[column] for column in mapping.headings if column in columns},
        {column: confidence[column] for column in mapping.headings if column in columns},
        unmapped=tuple(at for at in left if plain(headings[at]) not in ignored),
        ignored=tuple(at for at in left if plain(headings[at]) in ignored),
    )  # fmt: skip


def _headings(sheet: Sheet, first: int, rows: int) -> tuple[str, ...]:
    """Headings by column; in two rows "upper/lower", the upper spread over its merged cells."""
    upper = [_text(one) for one in sheet.rows[first]]
    if rows == 1:
        return tuple(upper)
    for (top, left), (_bottom, right) in sheet.merged:
        if top == first and right < len(upper):
            upper[left : right + 1] = [upper[left]] * (right + 1 - left)
    lower = [_text(one) for one in sheet.rows[first + 1]]
    group = ""
    for at, (above, below) in enumerate(zip(upper, lower, strict=False)):
        group = above or (group if below else "")
        upper[at] = f"{group}/{below}" if below and group else below or above
    return tuple(upper)


def _text(cell: object) -> str:
    return "".join(cell.split()) if isinstance(cell, str) else ""


def _candidates(heading: str, mapping: Mapping) -> dict[str, int]:
    """Columns that may stand under a heading, with the confidence in percent."""
    known = _known(tuple((c, texts) for c, texts in mapping.headings.items()))
    last = heading.rpartition("/")[2]
    for text, sure in (
        (heading, EXACT),
        (_BRACKETS.sub("", heading), BARE),
        (last, BARE),
        (_BRACKETS.sub("", last), BARE),
    ):
        if text in known:
            return dict.fromkeys(known[text], sure)
    inside = [one for one in known if len(one) >= 3 and one in last]
    if not inside:
        return {}
    return dict.fromkeys(known[max(inside, key=len)], PART)


@cache
def _known(headings: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, tuple[str, ...]]:
    known: dict[str, tuple[str, ...]] = {}
    for column, texts in headings:
        for text in map(plain, texts):
            known[text] = (*known.get(text, ()), column)
    return known


def _share(column: str, cells: Iterable[object], mapping: Mapping) -> float:
    """How well values fit a column, 0 to below 1: tells columns of one heading apart."""
    texts = {plain(str(cell)) for cell in cells if cell not in ("", None)}
    texts -= {plain(one) for one in mapping.blanks}
    if not texts:
        return 0.5
    if column in KINDS:
        fitting = texts & set(mapping.meanings(column))
    elif column == "grade":
        fitting = {text for text in texts if _GRADE.match(text)}
    else:
        return 0.5
    return 0.99 * len(fitting) / len(texts)

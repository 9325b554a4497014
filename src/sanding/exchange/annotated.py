"""The register as a workbook in which every finding stands where it belongs (带批注的台账).

The first sheet lists the findings, each with a link to its row; the row is coloured and bears a
comment with rule, sentence and articles. Import leaves the first sheet, colours and comments aside.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter
from xlsxwriter.format import Format as Style
from xlsxwriter.worksheet import Worksheet

from sanding.base import _
from sanding.base.translation import in_language
from sanding.exchange.book import LONGEST, LOOKS, RowNote, write_book
from sanding.exchange.workbook import FINDINGS, book_of
from sanding.register import CLAIMS, TABLES, Register
from sanding.register.integrity import key_text
from sanding.rules.findings import Finding
from sanding.rules.judge import label_of
from sanding.rules.marks import Mark
from sanding.rules.review import Review

Places = Mapping[tuple[str, str], int]  # (table, key) → position in the frame
Said = Callable[[str], str]
LONGEST_COMMENT = 900  # characters, so that the box can be read
MOST_LINKS = 65_000  # a sheet of Excel holds a few more
HEAD_ROW = 4
COLUMNS = (
    (_("规则"), 10), (_("查什么"), 26), (_("程度"), 7), (_("方案影响"), 10), (_("工作表"), 20),
    (_("对象"), 30), (_("编号"), 20), (_("提示内容"), 56), (_("依据"), 40), (_("怎么办"), 40),
    (_("须核实"), 30),
)  # fmt: skip
MARK, LINKED = 3, 4  # the columns of the plan's effect, and of the link to the row
SHORT = (0, 2)  # columns in bold or italic
LINE_HEIGHT, HIGHEST = 15, 409  # points
TITLE = _("合规提示：按 {day} 的规定判定")
TITLE_WITH = _("合规提示：按 {day} 的规定和补充规定（{overlays}）判定")
COUNTED = _("现有错误 {errors} 处、提示 {warnings} 处；方案已消除的 {mended} 处附在后面，不着色。")
ALONE = _("现有错误 {errors} 处、提示 {warnings} 处。")
NOTICE = _("以上为合规提示，须经县法制机构核实；没有提示不等于合法。")
SILENT = _("另有 {count} 条规则没有判定，原因见表末。")
NOT_JUDGED = _("未判定：{reason}")
ROW = _("{sheet} 第{row}行")
COMMENT = _("{severity} {rule}：{message}（{articles}）")
MORE = _("另有 {count} 处，见“合规提示”表")


def write_annotated(
    register: Register,
    review: Review,
    path: Path,
    *,
    language: str = "zh",
    only_found: bool = False,
) -> None:
    """Write the register with its findings; sensitive personal values are masked.

    `register` is the one reviewed, after the plan if there is one. Findings about changes, the
    plan or a rule stand on the first sheet only. `only_found` leaves out rows without a finding.
    Raises `FileExistsError` if something stands at `path`, `BadInput` if it cannot be written.
    """
    if path.exists() or path.is_symlink():
        raise FileExistsError(path)
    standing = [one for one in review.findings if one.mark != Mark.MENDED]
    frames = _frames(register, standing, only_found=only_found)
    places = _places(frames, standing)
    told = [
        _Told(one, one.plain(language), places.get((one.table, one.where)))
        for one in review.findings
    ]
    said = partial(in_language, language=language)
    cover = partial(_cover, review=review, told=told, said=said)
    book = book_of(register, frames)
    write_book(path, replace(book, title=said(FINDINGS), notes=_notes(told, said), cover=cover))


@dataclass(frozen=True, slots=True)
class _Told:
    """A finding in words, and the position of its row in its table, if it has one."""

    finding: Finding
    plain: Mapping[str, Any]
    row: int | None

    @property
    def look(self) -> str:
        """Of `LOOKS`; none for what the plan mends."""
        return "" if self.finding.mark == Mark.MENDED else str(self.finding.severity)

    @property
    def articles(self) -> str:
        """Where the rule stands."""
        return "；".join(self.plain["articles"])


def _frames(
    register: Register, findings: Sequence[Finding], *, only_found: bool
) -> dict[str, pl.DataFrame]:
    """Rows to write by table: all there are, or those that a finding is about."""
    whole = {name: register.frame(name) for name in TABLES}
    if not only_found:
        return whole if register.claims.is_empty() else {**whole, CLAIMS.name: register.claims}
    found: dict[str, pl.DataFrame] = {}
    for name in dict.fromkeys(one.table for one in findings if one.table in TABLES):
        keys = [one.where for one in findings if one.table == name]
        found[name] = whole[name].filter(key_text(TABLES[name]).is_in(keys))
    return {name: found[name] for name in TABLES if name in found}


def _places(frames: Mapping[str, pl.DataFrame], findings: Sequence[Finding]) -> Places:
    wanted = {one.table for one in findings} & set(frames) & set(TABLES)
    return {
        (name, key): row
        for name in sorted(wanted)
        for row, key in enumerate(frames[name].select(key_text(TABLES[name])).to_series())
    }


def _notes(told: Sequence[_Told], said: Said) -> dict[str, dict[int, RowNote]]:
    """What is said at each row, several findings joined; the worst gives the look."""
    by_row: dict[tuple[str, int], list[_Told]] = {}
    for one in told:
        if one.look and one.row is not None:
            by_row.setdefault((one.finding.table, one.row), []).append(one)
    notes: dict[str, dict[int, RowNote]] = {}
    for (table, row), some in by_row.items():
        look = min(one.look for one in some)  # error comes before warning
        notes.setdefault(table, {})[row] = RowNote(look, _comment(some, said))
    return notes


def _comment(some: Sequence[_Told], said: Said) -> str:
    """One line for each finding, as many as fit."""
    lines: list[str] = []
    left = LONGEST_COMMENT
    for one in some:
        line = said(COMMENT).format(
            severity=said(one.finding.severity.label), rule=one.finding.rule.code,
            message=one.plain["message"], articles=one.articles,
        )  # fmt: skip
        if len(line) > left:
            lines += [line[:left] + "…"] if not lines else []
            break
        lines.append(line)
        left -= len(line)
    if len(lines) < len(some):
        lines.append(said(MORE).format(count=len(some) - len(lines)))
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class _Styles:
    """Formats of the first sheet."""

    title: Style
    note: Style
    head: Style
    looks: Mapping[str, Style]  # by severity; "" for what is mended
    fills: Mapping[str, Style]  # the same without bold or italic, for long texts
    links: Mapping[str, Style]


def _styles(book: xlsxwriter.Workbook) -> _Styles:
    cell = {"text_wrap": True, "valign": "top", "border": 1}
    head = {**cell, "bold": True, "bg_color": "#DCE6F1"}
    link = {**cell, "font_color": "#0563C1", "underline": 1}
    looks: dict[str, dict[str, object]] = {"": {}, **LOOKS}
    return _Styles(
        title=book.add_format({"bold": True, "font_size": 14}),
        note=book.add_format({"font_color": "#555555", "italic": True}),
        head=book.add_format(head),
        looks={name: book.add_format({**cell, **look}) for name, look in looks.items()},
        fills={name: book.add_format({**cell, **_fill(look)}) for name, look in looks.items()},
        links={name: book.add_format({**link, **_fill(look)}) for name, look in looks.items()},
    )


def _fill(look: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in look.items() if name == "bg_color"}


def _cover(book: xlsxwriter.Workbook, *, review: Review, told: Sequence[_Told], said: Said) -> None:
    """Write the first sheet: what was judged, every finding, and the rules not judged."""
    sheet, styles = book.add_worksheet(FINDINGS), _styles(book)
    for row, line in enumerate(_heading(review, said)):
        sheet.write_string(row, 0, line, styles.note if row else styles.title)
    for at, (heading, width) in enumerate(COLUMNS):
        hidden = at == MARK and review.after is None
        sheet.set_column(at, at, width, None, {"hidden": hidden})
        sheet.write_string(HEAD_ROW, at, said(heading), styles.head)
    for row, one in enumerate(told, start=HEAD_ROW + 1):
        _row(sheet, row, one, styles, said)
    last = HEAD_ROW + len(told)
    sheet.autofilter(HEAD_ROW, 0, last, len(COLUMNS) - 1)
    sheet.freeze_panes(HEAD_ROW + 1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW)
    sheet.set_footer(_("&C第 &P 页，共 &N 页"))
    for row, (code, reason) in enumerate(review.not_judged.rows(), start=last + 2):
        sheet.write_string(row, 0, code, styles.looks[""])
        sheet.write_string(row, 1, said(NOT_JUDGED).format(reason=said(reason)), styles.note)


def _heading(review: Review, said: Said) -> list[str]:
    mended = sum(one.mark == Mark.MENDED for one in review.findings)
    counts = said(COUNTED if review.after else ALONE).format(
        errors=review.errors, warnings=len(review.findings) - review.errors - mended, mended=mended
    )
    silent = said(SILENT).format(count=len(review.not_judged)) if len(review.not_judged) else ""
    day, overlays = review.law.day.isoformat(), "、".join(review.law.law.overlays)
    title = said(TITLE_WITH if overlays else TITLE).format(day=day, overlays=overlays)
    return [title, counts, said(NOTICE), silent]


def _row(sheet: Worksheet, row: int, told: _Told, styles: _Styles, said: Said) -> None:
    one, plain, look = told.finding, told.plain, told.look
    table = said(_("规则") if one.failed else label_of(one.table))
    cells = (
        one.rule.code, plain["title"], said(one.severity.label),
        said(Mark(one.mark).label) if one.mark else "", table, one.name or one.where,
        one.where, plain["message"], told.articles, plain["mends"], plain["confirm"] or "",
    )  # fmt: skip
    lines = 1
    for at, (text, (_heading, width)) in enumerate(zip(cells, COLUMNS, strict=True)):
        style = (styles.looks if at in SHORT else styles.fills)[look]
        sheet.write_string(row, at, text[:LONGEST], style)
        lines = max(lines, -(-_width(text) // width))
    sheet.set_row(row, min(LINE_HEIGHT * lines + 2, HIGHEST))
    if told.row is not None and row < MOST_LINKS:
        to = f"internal:'{TABLES[one.table].label}'!A{told.row + 2}"
        shown = said(ROW).format(sheet=table, row=told.row + 2)
        sheet.write_url(row, LINKED, to, styles.links[look], shown)


def _width(text: str) -> int:
    """How wide a text is in digits, Chinese being twice as wide."""
    return (len(text) + len(text.encode())) // 2  # a Chinese character has three bytes

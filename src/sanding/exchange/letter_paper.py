"""Paragraphs as a Word document in the form of official ones (GB/T 9704: page, fonts, lines)."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from docx import Document
from docx.document import Document as Whole
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

EPOCH = (1980, 1, 1, 0, 0, 0)  # for the same bytes on any day
CREATED = datetime(2000, 1, 1)
LATIN = "Times New Roman"
SONG, HEI, KAI, FANG = "方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312"
BODY_SIZE, TITLE_SIZE, NUMBER_SIZE = Pt(16), Pt(22), Pt(14)
LINE, TITLE_LINE = Pt(28), Pt(34)
INDENT, NOTHING = Pt(32), Pt(0)  # two characters
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of a document: the style it stands in (a key of `STYLES`) and its text."""

    style: str
    text: str


@dataclass(frozen=True, slots=True)
class Look:
    """A style: its font, size, whether its first line is set in, where it stands, its outline."""

    name: str  # as Word shows it
    font: str = FANG
    size: Pt = BODY_SIZE
    line: Pt = LINE
    indented: bool = True
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY
    outline: int | None = None
    before: Pt = NOTHING
    kept: bool = False  # with the paragraph after it


STYLES = {
    "title": Look(
        "公文标题", SONG, TITLE_SIZE, TITLE_LINE, indented=False, align=WD_ALIGN_PARAGRAPH.CENTER,
        outline=0,
    ),
    "subtitle": Look("副标题", KAI, indented=False, align=WD_ALIGN_PARAGRAPH.CENTER),
    "addressee": Look("主送机关", indented=False, before=LINE),
    "body": Look("公文正文"),
    "section": Look("一级标题", HEI, outline=1, kept=True),
    "point": Look("二级标题", KAI, outline=2, kept=True),
    "draft": Look("草稿声明", HEI, before=LINE, kept=True),
    "signature": Look("落款", before=LINE, kept=True),
}  # fmt: skip


def official(lines: Iterable[Line], *, title: str) -> bytes:
    """Return paragraphs as a .docx file; the same paragraphs give the same bytes."""
    document = Document(io.BytesIO(_paper()))
    document.core_properties.title = _printable(title)[:255]
    styles = {key: document.styles[look.name].style_id for key, look in STYLES.items()}
    for line in lines:
        paragraph = document.add_paragraph(_printable(line.text))
        paragraph._p.style = styles[line.style]  # the public way looks through all styles each time
    return _bytes(document)


def _printable(text: str) -> str:
    """Text without what XML cannot hold."""
    return UNPRINTABLE.sub(" ", text)


@cache
def _paper() -> bytes:
    """An empty document with page, styles and page numbers."""
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin = Mm(37), Mm(35)
    page.left_margin, page.right_margin = Mm(28), Mm(26)
    page.footer_distance = Mm(25)
    about = document.core_properties
    about.author, about.comments, about.language = "", "", "zh-CN"
    about.created = about.modified = CREATED
    normal: Any = document.styles["Normal"]
    _set_font(normal, FANG, BODY_SIZE)
    for look in STYLES.values():
        _add_style(document, look)
    _number(page.footer.paragraphs[0])
    return _bytes(document)


def _add_style(document: Whole, look: Look) -> None:
    style: Any = document.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.quick_style = True
    _set_font(style, look.font, look.size)
    shape = style.paragraph_format
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, look.line
    shape.space_before, shape.space_after = look.before, NOTHING
    shape.first_line_indent = INDENT if look.indented else NOTHING
    shape.alignment, shape.keep_with_next = look.align, look.kept
    shape.widow_control = True
    if look.outline is not None:
        level = OxmlElement("w:outlineLvl")
        level.set(qn("w:val"), str(look.outline))
        style.element.get_or_add_pPr().append(level)


def _set_font(style: Any, name: str, size: Pt) -> None:
    """Latin and Chinese fonts; the Chinese one has an attribute of its own."""
    style.font.name, style.font.size = LATIN, size
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), name)


def _number(paragraph: Paragraph) -> None:
    """Write “— 1 —”, the page's number as a field."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run("— ")
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)
    run.add_text(" —")
    run.font.size = NUMBER_SIZE


def _bytes(document: Whole) -> bytes:
    """The file with its parts dated alike: as it is saved, they bear the hour."""
    saved, told = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as parts, zipfile.ZipFile(told, "w") as archive:
        for name in parts.namelist():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, parts.read(name))
    return told.getvalue()

"""Sheets of a workbook or CSV file as rows of cells, and refusal of what is not one.

The file comes from outside: sizes are looked at before anything is unpacked, and whatever goes
wrong ends in one line. No cell is interpreted here.
"""

from __future__ import annotations

import csv
import html
import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from xml.parsers import expat

import python_calamine as calamine

from sanding.base import BadInput, Fault, _
from sanding.base.fault_kinds import FaultKind

Cell = object  # str, int, float, bool, date, datetime, time, timedelta; "" is empty
Area = tuple[tuple[int, int], tuple[int, int]]

MOST_BYTES = 1 << 30  # unpacked
MOST_ROWS = 2_000_000
MOST_CELLS = 60_000_000  # of one sheet, empty ones between included
SUSPICIOUS_RATIO, SUSPICIOUS_BYTES = 150, 32 << 20

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_TAG = rb"<(?:\w+:)?%s\b[^>]*>"
_SHEET, _RELATION = re.compile(_TAG % rb"sheet"), re.compile(_TAG % rb"Relationship")
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']\$?([A-Z]{0,3})\$?(\d+)["']""")
_FAR = re.compile(rb"""\sr\s*=\s*["']\$?(?:[B-Z][A-Z]|[A-Z]{3}|[A-Z]{0,2}\$?\d{6})""")
_ERROR = re.compile(
    rb"""<(?:\w+:)?c\b(?=[^>]*\st\s*=\s*["']e["'])([^>]*)>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)<""",
    re.DOTALL,
)


@dataclass(frozen=True)
class Sheet:
    """One sheet (工作表) as it stands in the file; all places count from 0."""

    name: str
    visible: bool
    rows: list[list[Cell]]
    merged: list[Area] = field(default_factory=list)
    errors: list[tuple[int, int, str]] = field(default_factory=list)


def refused(kind: FaultKind, message: str) -> BadInput:
    """Return the refusal of a whole file, in one line."""
    return BadInput([Fault(kind, message)])


def letter(column: int) -> str:
    """Letters of a column counted from 0: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """Return the sheets of an .xlsx, .xls or .csv file; raise BadInput with one fault."""
    data = file_bytes(path)
    if path.suffix.lower() == ".csv":
        return (_csv(path, data),)
    if data.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise _encrypted(path)
        return _workbook(path, data, parts=None)
    if data.startswith(b"PK"):
        return _workbook(path, data, _parts(path, data))
    message = _("{file} 不是 Excel 工作簿；请用 Excel 或 WPS 另存为 .xlsx 后再导入")
    raise refused(FaultKind.UNREADABLE, message.format(file=path.name))


def file_bytes(path: Path) -> bytes:
    """Return the bytes of a file; raise BadInput if there is none, or none in it."""
    try:
        if path.is_dir():
            message = _("{file} 是文件夹，不是文件；请指定一个文件").format(file=path.name)
            raise refused(FaultKind.UNREADABLE, message)
        if path.stat().st_size > MOST_BYTES:
            raise _too_large(path)
        data = path.read_bytes()
    except FileNotFoundError:
        message = _("找不到文件 {path}；请核对路径").format(path=path)
        raise refused(FaultKind.UNREADABLE, message) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        message = _("无法读取 {file}（{reason}）").format(file=path.name, reason=reason)
        raise refused(FaultKind.UNREADABLE, message) from None
    if not data:
        message = _("{file} 是空文件；请重新导出").format(file=path.name)
        raise refused(FaultKind.UNREADABLE, message)
    return data


def _encrypted(path: Path) -> BadInput:
    message = _("{file} 已加密；请在 Excel 中取消打开密码后另存再导入").format(file=path.name)
    return refused(FaultKind.ENCRYPTED_FILE, message)


def _too_large(path: Path) -> BadInput:
    message = _("{file} 过大或压缩异常，拒绝展开；请核对文件，或分表导入").format(file=path.name)
    return refused(FaultKind.UNREADABLE, message)


def _broken(path: Path, why: str) -> BadInput:
    message = _("{file} 已损坏（{why}）；请重新导出后再导入").format(file=path.name, why=why)
    return refused(FaultKind.UNREADABLE, message)


def _parts(path: Path, data: bytes) -> list[bytes]:
    """XML of the sheets in the workbook's order, after the sizes were looked at."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _checked_parts(path, archive)
    except (zipfile.BadZipFile, EOFError, OSError, KeyError, ValueError, NotImplementedError):
        raise _broken(path, _("压缩包不完整")) from None
    except RuntimeError:  # zipfile's word for a password
        raise _encrypted(path) from None
    except zlib.error:
        raise _broken(path, _("压缩包不完整")) from None


def _checked_parts(path: Path, archive: zipfile.ZipFile) -> list[bytes]:
    entries = archive.infolist()
    total, packed = sum(e.file_size for e in entries), sum(e.compress_size for e in entries)
    absurd = total > SUSPICIOUS_BYTES and total > SUSPICIOUS_RATIO * max(packed, 1)
    if total > MOST_BYTES or absurd or len(entries) > 10_000:
        raise _too_large(path)
    names = {entry.filename for entry in entries}
    if len(names) < len(entries):  # two readers could see two files
        raise _broken(path, _("压缩包里有重名文件"))
    if "xl/workbook.xml" not in names:
        message = _("{file} 不是 Excel 工作簿；请另存为 .xlsx 后再导入").format(file=path.name)
        raise refused(FaultKind.UNREADABLE, message)
    targets = _sheet_targets(archive)
    sheets: list[bytes] = []
    for name in names:  # reading checks that sizes and checksums are as declared
        if name.endswith((".xml", ".rels")) and name not in targets:
            _refuse_malformed(path, archive.read(name))
    for target in targets:
        xml = archive.read(target) if target in names else b""
        _refuse_malformed(path, xml)
        _refuse_vast(path, xml)
        sheets.append(xml)
    return sheets


def _refuse_malformed(path: Path, xml: bytes) -> None:
    """Refuse XML that is not well-formed: the reader would drop rows without a word.

    Declarations are refused too: no office program writes them, attackers do.
    """

    def declared(*_what: object) -> None:
        raise _broken(path, _("含有不允许的 XML 声明"))

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = declared
    try:
        parser.Parse(xml, True)
    except expat.ExpatError:
        raise _broken(path, _("XML 不完整")) from None


def _refuse_vast(path: Path, xml: bytes) -> None:
    """Refuse a sheet whose few cells lie so far apart that laying them out takes all memory."""
    if not _FAR.search(xml):
        return  # at most 52 columns and 99,999 rows
    places = set(_REFERENCE.findall(xml)) if len(xml) < 4096 else None
    if places is None:
        columns = set(re.findall(rb"""\sr\s*=\s*["']\$?([A-Z]{1,3})""", xml))
        rows = max(map(int, set(re.findall(rb"""\sr\s*=\s*["'][A-Z]{0,3}(\d+)""", xml))), default=0)
    else:
        columns, rows = {c for c, _r in places}, max((int(r) for _c, r in places), default=0)
    width = max(map(_number, columns), default=0)
    if rows > MOST_ROWS or rows * width > MOST_CELLS:
        raise _too_large(path)


def _number(letters: bytes) -> int:
    number = 0
    for one in letters:
        number = number * 26 + one - 64
    return number


def _attribute(tag: bytes, name: str) -> str:
    found = re.search(rb"""\s(?:\w+:)?%s\s*=\s*["']([^"']*)["']""" % name.encode(), tag)
    return html.unescape(found[1].decode("utf-8", "replace")) if found else ""


def _sheet_targets(archive: zipfile.ZipFile) -> list[str]:
    """Names in the archive of the sheets' XML, in the workbook's order."""
    relations = {
        _attribute(tag, "Id"): _attribute(tag, "Target")
        for tag in _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels"))
    }
    targets = []
    for tag in _SHEET.findall(archive.read("xl/workbook.xml")):
        target = relations.get(_attribute(tag, "id"), "")
        targets.append(target[1:] if target.startswith("/") else str(PurePosixPath("xl") / target))
    return targets


def _workbook(path: Path, data: bytes, parts: list[bytes] | None) -> tuple[Sheet, ...]:
    try:
        workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = tuple(
            _sheet(workbook, meta, parts[at] if parts is not None and at < len(parts) else b"")
            for at, meta in enumerate(workbook.sheets_metadata)
            if meta.typ == calamine.SheetTypeEnum.WorkSheet
        )
    except calamine.PasswordError:
        raise _encrypted(path) from None
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:  # a panic of the reader is no Exception
        raise _broken(path, _("工作簿内容无法解析")) from None
    if not sheets:
        raise refused(FaultKind.UNREADABLE, _("{file} 没有工作表").format(file=path.name))
    return sheets


def _sheet(workbook: calamine.CalamineWorkbook, meta: calamine.SheetMetadata, xml: bytes) -> Sheet:
    sheet = workbook.get_sheet_by_name(meta.name)
    return Sheet(
        name=meta.name,
        visible=meta.visible == calamine.SheetVisibleEnum.Visible,
        rows=[list(row) for row in sheet.to_python(skip_empty_area=False)],
        merged=list(sheet.merged_cell_ranges or ()),
        errors=list(_errors(xml)) if b'"e"' in xml or b"'e'" in xml else [],
    )


def _errors(xml: bytes) -> list[tuple[int, int, str]]:
    """Places and texts of formula errors, which the reader gives back as empty cells."""
    found = []
    for match in _ERROR.finditer(xml):
        place = _REFERENCE.search(match[1])
        if place:
            row, column = int(place[2]) - 1, _number(place[1]) - 1
        else:  # a cell need not say where it is: count
            row = len(re.findall(rb"<(?:\w+:)?row\b", xml[: match.start()])) - 1
            start = max(xml.rfind(b"<row", 0, match.start()), 0)
            column = len(re.findall(rb"<(?:\w+:)?c\b", xml[start : match.start()]))
        found.append((row, column, match[2].decode("utf-8", "replace")))
    return found


def _csv(path: Path, data: bytes) -> Sheet:
    if b"\0" in data:
        raise _broken(path, _("含有空字节，不是文本"))
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise _broken(path, _("文字编码既不是 UTF-8 也不是 GB18030"))
    try:
        rows: list[list[Cell]] = [list(row) for row in csv.reader(io.StringIO(text, newline=""))]
    except csv.Error:
        raise _broken(path, _("不是完整的 CSV")) from None
    if len(rows) > MOST_ROWS:
        raise _too_large(path)
    width = max(map(len, rows), default=0)
    if len(rows) * width > MOST_CELLS:
        raise _too_large(path)
    return Sheet(path.stem, visible=True, rows=[row + [""] * (width - len(row)) for row in rows])

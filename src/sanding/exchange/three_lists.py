"""The lists of the personnel department and of finance for a reconciliation, and its workbook.

Both lists come as offices have them: titles above, totals between, headings of their own. Only the
columns that are compared are read, salaries never. A value that is not understood is left out of
the comparison and noted; what would falsify it is refused, with file, sheet, row and column.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

import polars as pl
import xlsxwriter
from xlsxwriter.format import Format as Style
from xlsxwriter.worksheet import Worksheet

from sanding.base import BadInput, Fault, _
from sanding.base.fault_kinds import FaultKind
from sanding.exchange.book import CREATED, LONGEST
from sanding.exchange.folder import put_in_place
from sanding.exchange.headings import Header, find_header
from sanding.exchange.mapping import KINDS, Mapping, plain, vocabulary
from sanding.exchange.mismatches import Mismatch, NoteKind, in_order, places
from sanding.exchange.person_rows import DATES, person_rows
from sanding.exchange.person_values import Values, read_values
from sanding.exchange.sheets import Cell, Sheet, read_sheets
from sanding.register import Register, Table
from sanding.register.kinds import Kind
from sanding.register.reconciliation import PAYROLL, PERSONNEL_ROSTER, Reconciliation
from sanding.register.reconciliation_kinds import Compared, Excuse, Reason

LAST_DAY = date(2149, 12, 31)  # a retirement may be planned
HEADINGS = {  # beside those of real-name lists
    "id_number": ("社会保障号码", "社会保障号", "公民身份证号码", "证件号"),
    "body": ("参保单位", "参保单位名称", "用人单位", "人事关系所在单位", "供养单位"),
    "status": ("人员类别", "供养类别", "在职离退", "参保状态", "离退休类别"),
    "left_on": ("退休日期", "离退休时间", "离退休日期", "离职日期", "批准退休时间", "减员日期"),
    "paid_on": ("发放月份", "工资月份", "月份", "所属月份", "发放年月", "工资年月", "年月",
                "工资所属期", "所属期", "发放时间", "发放日期"),
}  # fmt: skip
PAYING = (  # finance's names for the body, where the list has no other
    "预算单位", "预算单位名称", "发放单位", "发放单位名称", "工资发放单位", "代发单位",
)  # fmt: skip
MEANINGS = {"in_post": ("参保缴费", "正常参保"), "retired": ("退休", "离休", "离退", "离退休人员",
            "离休人员", "退职", "领取待遇", "待遇领取")}  # fmt: skip
OWN = {"retired_on": "left_on"}  # what the reader of real-name lists calls it
COLUMNS = (
    (_("差异原因"), 26), (_("名单"), 14), (_("姓名"), 10), (_("身份证号（掩码）"), 22),
    (_("编办登记单位"), 28), (_("编办登记"), 28), (_("对方名单"), 36), (_("人员编号"), 22),
    (_("核查情况"), 24),
)  # fmt: skip
GUIDE = (
    _(
        "一致：没有差异。有差异：认得出是谁，有一处或几处不同。对不上：在对方名单里找不到，或分不清是谁。"
    ),
    _("先按身份证号对人；没有证号的按姓名和单位，两边都只有一人同名才算对上，不猜。"),
    _("差异只是线索，逐人核实后再处理。身份证号已掩码；“核查情况”一列供填写。"),
)
QUIET = {NoteKind.HEADING_UNMAPPED, NoteKind.HEADING_IGNORED, NoteKind.SHEET_LEFT_OUT}
_MONTH = r"^(\d{4})(?:[-./年](\d{1,2})|(\d{2}))(?:[-./月]\d{0,2}日?|\d{2})?(?:00:00:00)?$"


@dataclass(frozen=True)
class PeopleList:
    """A list of people from another office (外部名单): the frame of its table, and notes."""

    frame: pl.DataFrame
    notes: tuple[Fault, ...]


def read_roster(path: Path, *, county: str) -> PeopleList:
    """Read the personnel department's roster (人社名册); raise BadInput with every fault."""
    return _read(path, PERSONNEL_ROSTER, county)


def read_payroll(path: Path, *, county: str) -> PeopleList:
    """Read finance's payroll (财政供养名单), no amounts; raise BadInput with every fault."""
    return _read(path, PAYROLL, county)


@cache
def _mappings(table: Table) -> tuple[Mapping, ...]:
    """How the list may be read: with a body's own heading, else with that of who pays."""
    base = vocabulary()
    wanted = [OWN.get(name, name) for name in table.column if name != "county"]
    headings = {c: (*base.headings.get(c, ()), *HEADINGS.get(c, ())) for c in wanted}
    status = {**base.values["status"]}
    for value, texts in MEANINGS.items():
        status[value] = (*status.get(value, ()), *texts)
    values = {**base.values, "status": status}
    mapping = base.narrowed(name=str(table.label), headings=headings, values=values)
    return mapping, mapping.narrowed(headings={**headings, "body": PAYING})


def _read(path: Path, table: Table, county: str) -> PeopleList:
    frames: list[pl.DataFrame] = []
    notes: list[Fault] = []
    faults: list[Fault] = []
    told: dict[str, dict[str, str]] = {}
    mapping = _mappings(table)[0]
    for sheet in read_sheets(path):
        header = _header(sheet, table) if sheet.visible else None
        if header is None:
            notes += _left_out(sheet)
            continue
        before = sum(one.height for one in frames)
        rows = person_rows(_only_compared(sheet, header), header, mapping, before)
        frames.append(rows.frame)
        faults += rows.faults
        notes += [note for note in rows.notes if note.code not in QUIET]
        notes += _not_read(sheet, header)
        told[sheet.name] = {column: header.place(column) for column in header.columns}
    _check_found(path, frames)
    values = Values(pl.concat(frames, how="diagonal"), mapping, told)
    frame = _values(values, table, county)
    faults += values.faults
    if faults:
        raise BadInput(_in_file(path, in_order(faults)))
    return PeopleList(frame, tuple(_in_file(path, in_order(notes + values.notes))))


def _header(sheet: Sheet, table: Table) -> Header | None:
    """The header of a list that names people and their bodies, or None."""
    for mapping in _mappings(table):
        found = find_header(sheet, mapping)
        if found is not None and "body" in found.columns:
            return found
    return None


def _check_found(path: Path, frames: Sequence[pl.DataFrame]) -> None:
    if not frames:
        message = _("{file} 里没有人员名单：前20行中没有“姓名”“单位”和“身份证号”等表头；请核对文件")
        raise BadInput([Fault(FaultKind.WRONG_HEADER, message.format(file=path.name))])
    if not any(one.height for one in frames):
        message = _("{file} 里只有表头，没有一个人；请核对文件")
        raise BadInput([Fault(FaultKind.MISSING_VALUE, message.format(file=path.name))])


def _in_file(path: Path, faults: Iterable[Fault]) -> list[Fault]:
    """Say which of the two files a fault stands in."""

    def place(sheet: str | None) -> str:
        if sheet is None or sheet == path.stem:
            return path.name
        return _("{file}：{sheet}").format(file=path.name, sheet=sheet)

    return [replace(fault, sheet=place(fault.sheet)) for fault in faults]


def _only_compared(sheet: Sheet, header: Header) -> Sheet:
    """The sheet without what is not compared: of other columns only words stay (小计, 填表人)."""
    mapped = set(header.columns.values())

    def kept(at: int, cell: Cell) -> Cell:
        word = isinstance(cell, str) and not any(map(str.isdigit, cell))
        return cell if at in mapped or word else ""

    body = [[kept(at, cell) for at, cell in enumerate(row)] for row in sheet.rows[header.end :]]
    errors = [one for one in sheet.errors if one[1] in mapped]
    return replace(sheet, rows=sheet.rows[: header.end] + body, errors=errors)


def _left_out(sheet: Sheet) -> list[Fault]:
    if not any(cell not in ("", None) for row in sheet.rows for cell in row):
        return []
    hidden = _("隐藏的工作表，未读入；如需对账，请先取消隐藏")
    other = _("没有“姓名”“单位”等表头，不是人员名单，未读入")
    why = other if sheet.visible else hidden
    return [Fault(NoteKind.SHEET_LEFT_OUT, why, sheet.name)]


def _not_read(sheet: Sheet, header: Header) -> list[Fault]:
    """One note for all columns that are not compared."""
    names = [header.headings[at] for at in sorted((*header.unmapped, *header.ignored))]
    if not names:
        return []
    said = _("对账不用这些列，未读入：{columns}").format(columns="、".join(names))
    return [Fault(NoteKind.HEADING_IGNORED, said, sheet.name, header.first + 1)]


def _values(values: Values, table: Table, county: str) -> pl.DataFrame:
    """Text of the rows as values of the table; faults and notes go to `values`."""
    _names_and_days(values)
    for column in (c for c in KINDS if values.has(c) and c in table.column):
        _kinds(values, column)
    _identity_by_kind(values)
    _numbers(values)
    text = pl.col("body").str.replace_all(r"\s", "")
    body = pl.when(~text.is_in(_blanks(values))).then("body")
    values.frame = values.frame.with_columns(body__value=body)
    if values.has("paid_on"):
        _months(values)
    found = {c.name: f"{OWN.get(c.name, c.name)}__value" for c in table.columns}
    told = {name: pl.col(value) for name, value in found.items() if values.has(value)}
    return table.conform(values.frame.select(county=pl.lit(county), **told))


def _names_and_days(values: Values) -> None:
    """Names and days as real-name lists have them, checked by the same reader."""
    columns = [c for c in ("name", *DATES) if values.has(c)]
    parts = [f"{c}{end}" for c in columns for end in ("", "__row", "__number")]
    part = Values(
        values.frame.select("sheet", "row", *(one for one in parts if values.has(one))),
        values.mapping, values.places,
    )  # fmt: skip
    read_values(part, LAST_DAY)
    found = part.frame.select(f"{c}__value" for c in columns)
    values.frame = pl.concat([values.frame, found], how="horizontal")
    values.faults += part.faults
    values.notes += part.notes


def _kinds(values: Values, column: str) -> None:
    """Values of a closed list; a way of writing that is not known is noted and not compared."""
    text = pl.col(column).str.replace_all(r"[\s*]", "").str.normalize("NFKC")
    meanings = values.mapping.meanings(column)
    found = text.replace_strict(meanings, default=None, return_dtype=pl.String)
    values.frame = values.frame.with_columns(found.alias(f"{column}__value"))
    blank = text.is_null() | text.is_in(_blanks(values))
    unknown = pl.col(f"{column}__value").is_null() & ~blank
    words = values.frame.filter(unknown).get_column(column).unique().sort().to_list()
    if words:
        some = "、".join(words[:5]) + ("…" if len(words) > 5 else "")
        message = _("不认识“{words}”，这些人的这一列未比对").format(words=some)
        values.note(column, unknown, Mismatch.UNKNOWN_VALUE, message)


def _identity_by_kind(values: Values) -> None:
    """参公 written as a kind of post says the identity."""
    if not values.has("kind") or not values.has("identity"):
        return
    said = {plain(t): one for one, texts in values.mapping.implies.items() for t in texts}
    text = pl.col("kind").str.replace_all(r"\s", "").str.normalize("NFKC")
    implied = text.replace_strict(said, default=None, return_dtype=pl.String)
    values.frame = values.frame.with_columns(
        identity__value=pl.coalesce("identity__value", implied)
    )


def _numbers(values: Values) -> None:
    """Identity numbers as written, right or wrong; those a spreadsheet has rounded are refused."""
    if not values.has("id_number"):
        return
    text = pl.col("id_number").str.replace_all(r"\s", "")
    number = pl.when(~text.is_in(_blanks(values))).then(text)
    values.frame = values.frame.with_columns(id_number__value=number)
    rounded = pl.col("id_number__number") & (text.str.len_chars() > 15)
    message = _("身份证号存成了数值，末几位已丢失；请按文本重新导出")
    _blame_once(values, "id_number", rounded, FaultKind.WRONG_CODE, message)


def _blanks(values: Values) -> list[str]:
    return [plain(one) for one in values.mapping.blanks]


def _blame_once(values: Values, column: str, where: pl.Expr, code: str, message: str) -> None:
    """Report what is wrong with many rows of a list in one line for each sheet."""
    found = values.frame.filter(where.fill_null(False)).select("sheet", "row")
    for (sheet,), some in found.group_by("sheet", maintain_order=True):
        rows = some.get_column("row").to_list()
        said = _("{message}，{places}").format(message=message, places=places(rows))
        place = values.place(str(sheet), column)
        values.faults.append(Fault(code, said, str(sheet), rows[0], place))


def _months(values: Values) -> None:
    """Months of pay: 2025-06, 202506, 2025年6月, or a day of the month; the first is meant."""
    text = pl.col("paid_on").str.replace_all(r"\s", "").str.normalize("NFKC")
    month = pl.coalesce(text.str.extract(_MONTH, 2), text.str.extract(_MONTH, 3)).str.zfill(2)
    day = pl.concat_str(text.str.extract(_MONTH, 1), month, pl.lit("01"), separator="-")
    values.frame = values.frame.with_columns(
        paid_on__value=day.str.to_date("%Y-%m-%d", strict=False)
    )
    told = text.is_not_null() & ~text.is_in(_blanks(values))
    tenth = text.str.contains(r"^\d{4}\.1$")
    message = _("写成2025.1的可能是1月，也可能是10月；请写成2025-01或2025-10")
    _blame_once(values, "paid_on", told & tenth, Mismatch.AMBIGUOUS_DATE, message)
    wrong = told & ~tenth & pl.col("paid_on__value").is_null()
    message = _("不是年月；请写成2025-06")
    _blame_once(values, "paid_on", wrong, FaultKind.BAD_DATE, message)


def write_reconciliation(
    result: Reconciliation, register: Register, path: Path, *, on: date, notes: Sequence[str] = ()
) -> None:
    """Write the workbook 三方对账.xlsx: a summary, and all differences on one sheet with a filter.

    Identity numbers are masked. `notes`: what was noted while the lists were read.
    """
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"title": _("三方对账"), "created": CREATED})
        looks = {
            "title": {"bold": True, "font_size": 14},
            "head": {"bold": True, "bg_color": "#DCE6F1", "border": 1},
            "text": {"text_wrap": True, "valign": "top", "border": 1},
            "note": {"font_color": "#555555"},
        }
        styles = {name: book.add_format(look) for name, look in looks.items()}
        _summary_sheet(book.add_worksheet(_("汇总")), styles, result, on, notes)
        _difference_sheet(book.add_worksheet(_("差异清单")), styles, named(result, register))
    put_in_place(stream.getvalue(), path, own=())


def named(result: Reconciliation, register: Register) -> pl.DataFrame:
    """Return the differences as an officer reads them: labels, and names of bodies."""
    names = register.loose("bodies").select("county", body="id", body_name="name")
    rows = result.differences.join(names, on=["county", "body"], how="left", maintain_order="left")
    return rows.with_columns(
        _labels("reason", Reason), _labels("source", Compared), body=pl.col("body_name")
    ).drop("body_name")


def summed(result: Reconciliation) -> pl.DataFrame:
    """Return source, rows, people, agreed, differs, unmatched: one row for each list."""
    return result.summary.drop("county").with_columns(_labels("source", Compared))


def counted(result: Reconciliation) -> pl.DataFrame:
    """Return reason, source, people: how many differences there are of each, in Chinese."""
    some = result.differences.group_by("reason", "source").agg(people=pl.len())
    some = some.sort("reason", "source")
    return some.with_columns(_labels("reason", Reason), _labels("source", Compared))


def _labels(column: str, kind: type[Kind]) -> pl.Expr:
    labels = {member.value: str(member.label) for member in kind}
    return pl.col(column).cast(pl.String).replace_strict(labels, return_dtype=pl.String)


def _summary_sheet(
    sheet: Worksheet, styles: dict[str, Style], result: Reconciliation, on: date,
    notes: Sequence[str],
) -> None:  # fmt: skip
    title = _("编办、人社、财政三方对账（{day}）").format(day=on.isoformat())
    sheet.write_string(0, 0, title, styles["title"])
    sheet.set_column(0, 1, 34)
    sheet.set_column(2, 5, 12)
    excused = result.excused.with_columns(_labels("source", Compared), _labels("excuse", Excuse))
    excused = excused.select("excuse", "source", "people")
    blocks: tuple[tuple[tuple[str, ...], list[tuple[object, ...]]], ...] = (
        ((_("名单"), _("行数"), _("人数"), _("一致"), _("有差异"), _("对不上")),
         summed(result).rows()),
        ((_("差异原因"), _("名单"), _("人次")), counted(result).rows()),
        ((_("不计为差异"), _("名单"), _("人数")), excused.rows()),
    )  # fmt: skip
    start = 2
    for headings, rows in blocks:
        for row, cells in enumerate((headings, *rows)):
            for column, cell in enumerate(cells):
                style = styles["head" if row == 0 else "text"]
                _put(sheet, start + row, column, cell, style)
        start += len(rows) + 2
    for at, line in enumerate((*GUIDE, *notes), start=start):
        sheet.write_string(at, 0, line[:LONGEST], styles["note"])


def _difference_sheet(sheet: Worksheet, styles: dict[str, Style], rows: pl.DataFrame) -> None:
    chosen = ("reason", "source", "name", "id_number", "body", "registered", "other", "person")
    for at, (heading, width) in enumerate(COLUMNS):
        sheet.write_string(0, at, heading, styles["head"])
        sheet.set_column(at, at, width)
    for row, cells in enumerate(rows.select(chosen).rows(), start=1):
        for column, cell in enumerate((*cells, None)):
            _put(sheet, row, column, cell, styles["text"])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(rows.height, 1), len(COLUMNS) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _put(sheet: Worksheet, row: int, column: int, cell: object, style: Style) -> None:
    """Write a value as what it is: a text that begins with “=” is no formula."""
    if isinstance(cell, int):
        sheet.write_number(row, column, cell, style)
    elif cell is None:
        sheet.write_blank(row, column, None, style)
    else:
        sheet.write_string(row, column, str(cell)[:LONGEST], style)

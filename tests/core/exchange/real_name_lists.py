"""A writer of messy real-name lists, independent of the reader, with a place for each mismatch."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter

from sanding.base.codes import ID_WEIGHTS
from sanding.register import Register

COUNTY, DAY = "141027", date(2020, 6, 30)
UNITS, PER_UNIT = 60, 100
SECTIONS = ("办公室", "综合股", "业务一股", "业务二股")
LEVELS = ("科员", "正股级", "乡科级副职", "乡科级正职", "副科", "")
RANKS = ("", "四级主任科员", "一级科员", "2级科员", "")
KINDS = (  # as written, identity as written, stored kind, stored identity
    ("行政", "公务员", "administrative", "civil_servant"),
    ("事业编", "管理人员", "institution", "institution_management"),
    ("全额事业编制", "专业技术人员", "institution", "institution_professional"),
    ("参公", "参公", "institution", "civil_service_reference"),
    ("工勤", "工人", "support", "support_worker"),
    ("政法专项", "公务员", "politics_and_law", "civil_servant"),
)
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平"

# heading group, heading, key of the cell; groups are merged over their columns
LAYOUT = [
    ("", "序号", "number"), ("", "所在单位", "unit"), ("", "科室", "section"),
    ("", "姓 名", "name"), ("", "性别", "sex"), ("", "公民身份号码", "id_number"),
    ("", "出生年月", "born"), ("", "民族", "nation"), ("", "编制性质", "kind"),
    ("", "人员身份", "identity"), ("现任职务", "职务", "position"),
    ("现任职务", "职务层次", "level"), ("现任职务", "任职时间", "level_since"),
    ("职级", "名称", "rank"), ("", "参加工作时间（年月）", "worked"), ("", "经费渠道", "pay"),
    ("", "最高学历", "education"), ("", "劳模等次", "honour"), ("", "备注", "note"),
]  # fmt: skip


def units() -> list[str]:
    return [f"县{one}{two}局" for one in "发教科工民财人自住交农水" for two in "一二三四五"]


def id_number(born: date, sequence: int, *, male: bool) -> str:
    head = f"{COUNTY}{born:%Y%m%d}{sequence * 2 + male:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(head, ID_WEIGHTS, strict=True))
    return head + "10X98765432"[total % 11]


def register() -> Register:
    """The county without people: 60 bodies, each with four sections and a short name."""
    names = units()
    ids = [f"{COUNTY}-u{at:02d}" for at in range(UNITS)]
    bodies = pl.DataFrame({"id": ids, "name": names}).with_columns(
        county=pl.lit(COUNTY), short_name=pl.col("name").str.slice(1) + "简称",
        kind=pl.lit("government_department"), level=pl.lit("zhengke"),
    )  # fmt: skip
    sections = pl.DataFrame(
        [(COUNTY, f"{one}-{at}", name, one, "none")
         for one in ids for at, name in enumerate(SECTIONS)],
        schema=["county", "id", "name", "body", "level"], orient="row",
    )  # fmt: skip
    counties = pl.DataFrame({"id": [COUNTY], "name": ["浮山县"]})
    tables = {"counties": counties, "bodies": bodies, "sections": sections}
    return Register.of(tables, day=DAY)


def people() -> list[dict[str, Any]]:
    """Everyone as written in the list, in its order; `born` and the like as days."""
    made = []
    for at in range(UNITS * PER_UNIT):
        unit, inside = divmod(at, PER_UNIT)
        kind = KINDS[at * 7 % len(KINDS)]
        born = date(1961, 1, 2) + timedelta(days=at * 37 % 13_000)
        male = at % 3 != 0
        name = SURNAMES[at % 10] + GIVEN[at // 10 % 20] + GIVEN[at // 200 % 20]
        made.append({
            "number": at + 1, "unit": units()[unit], "section": SECTIONS[inside // 25],
            "name": name, "sex": "男" if male else "女", "nation": "汉族",
            "id_number": id_number(born, at % 499, male=male) if at % 5 else "", "born": born,
            "kind": kind[0], "identity": kind[1], "position": "副局长" if inside == 1 else "",
            "level": LEVELS[at % 6], "level_since": date(2015, 1 + at % 12, 1),
            "rank": RANKS[at % 5], "worked": date(born.year + 22, 7, 1),
            "pay": ("全额", "财政拨款", "差额")[at % 3],
            "education": ("大学", "大专", "研究生", "中专")[at % 4], "honour": "", "note": "",
        })  # fmt: skip
    return made


@dataclass
class List:
    """A list as it will be written: people, totals, and what was planted where."""

    people: list[dict[str, Any]] = field(default_factory=people)
    subtotals: dict[int, int] = field(default_factory=dict)  # unit → number written
    total: int | None = None
    layout: list[tuple[str, str, str]] = field(default_factory=lambda: list(LAYOUT))
    units: dict[int, str] = field(default_factory=dict)  # unit → name written

    def row(self, at: int) -> int:
        """Row of a person: two titles, two header rows, a subtotal after each unit."""
        return 5 + at + at // PER_UNIT

    def column(self, key: str) -> str:
        """Heading and letter as faults name them."""
        at = [one for _group, _heading, one in self.layout].index(key)
        group, heading, _key = self.layout[at]
        heading = "".join(heading.split())
        return f"{group}/{heading}（{chr(65 + at)}）" if group else f"{heading}（{chr(65 + at)}）"


def day_cell(at: int, key: str, day: date) -> Any:
    """One of the many ways in which offices write days."""
    forms = (
        day,
        f"{day:%Y.%m.%d}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y-%m-%d}",
        f"{day:%Y.%m}",
        int(f"{day:%Y%m}"),
        (day - date(1899, 12, 30)).days,
        f"{day:%Y．%m}".translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)}),
        f"{day:%Y%m%d}",
        f"{day.year}/{day.month}/{day.day}",
    )
    return forms[(at + len(key)) % len(forms)]


def write(path: Path, made: List) -> Path:
    """Write the list with titles, merged cells, totals and remarks."""
    book = xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("实名制信息表")
    width = len(made.layout)
    sheet.merge_range(0, 0, 0, width - 1, "浮山县机构编制实名制人员信息表")
    sheet.write(1, 0, "填报单位：县委编办")
    sheet.write(1, width - 1, "２０２０年６月")
    _header(sheet, made)
    _rows(sheet, made)
    end = 4 + len(made.people) + UNITS
    at = {key: column for column, (_g, _h, key) in enumerate(made.layout)}
    sheet.write(end, at["number"], "合　计")
    sheet.write(end, at["name"], made.total or len(made.people))
    sheet.write(end + 1, 0, "填表人：张某某")
    sheet.write(end + 1, 5, "审核人：李某某")
    sheet.write(end + 2, 0, "注：1.本表一式两份。")
    sheet.write(end + 3, 0, "2.人员按单位排列。")
    other = book.add_worksheet("旧表")
    other.write(0, 0, "姓名")
    other.hide()
    book.add_worksheet("编制说明").write(0, 0, "本表由各单位填报")
    book.close()
    return path


def _header(sheet: Any, made: List) -> None:
    at = 0
    while at < len(made.layout):
        group = made.layout[at][0]
        span = 1
        while group and at + span < len(made.layout) and made.layout[at + span][0] == group:
            span += 1
        if not group:
            sheet.merge_range(2, at, 3, at, made.layout[at][1])
        else:
            for inside in range(span):
                sheet.write(3, at + inside, made.layout[at + inside][1])
            if span > 1:
                sheet.merge_range(2, at, 2, at + span - 1, group)
            else:
                sheet.write(2, at, group)
        at += span


def _rows(sheet: Any, made: List) -> None:
    at = {key: column for column, (_g, _h, key) in enumerate(made.layout)}
    for unit in range(UNITS):
        block = made.people[unit * PER_UNIT : (unit + 1) * PER_UNIT]
        first = made.row(unit * PER_UNIT) - 1
        for inside, person in enumerate(block):
            for key, cell in person.items():
                if key in ("unit", "section"):
                    continue
                if isinstance(cell, date):
                    cell = day_cell(unit * PER_UNIT + inside, key, cell)
                if isinstance(cell, date):
                    sheet.write_datetime(first + inside, at[key], cell)
                elif cell != "":
                    sheet.write(first + inside, at[key], cell)
        name = made.units.get(unit, block[0]["unit"])
        sheet.merge_range(first, at["unit"], first + PER_UNIT - 1, at["unit"], name)
        for start in range(0, PER_UNIT, 25):
            row, text = first + start, block[start]["section"]
            sheet.merge_range(row, at["section"], row + 24, at["section"], text)
        sheet.write(first + PER_UNIT, at["unit"], "小 计")
        sheet.write(first + PER_UNIT, at["name"], f"{made.subtotals.get(unit, PER_UNIT)}人")

"""The tests' own workbook writer: it shares nothing with the writer of the product."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from sanding.register import TABLES

ROWS: dict[str, list[dict[str, Any]]] = {
    "县": [{"编号": "141027", "名称": "浮山县", "常住人口": 95000}],
    "机构": [
        {"编号": f"b{n}", "名称": f"县{n}局", "机构类型": "政府工作部门", "规格": "正科级"}
        for n in range(1, 15)
    ],
    "内设机构": [
        {"编号": f"s{n}", "名称": f"{n}股", "机构": f"b{n}", "规格": "正股级", "编制数": 3}
        for n in range(1, 9)
    ],
    "编制": [
        {"机构": f"b{n}", "编制类别": "行政编制", "核定数": 10 + n} for n in range(1, 9)
    ],
    "领导职数": [{"机构": f"b{n}", "正职": 1, "副职": 3} for n in range(1, 7)],
    "职位": [
        {"编号": f"p{n}", "名称": "局长", "机构": f"b{n}", "岗位角色": "正职"} for n in range(1, 9)
    ],
    "人员": [
        {
            "编号": f"r{n}", "姓名": f"张{n}", "编制所在机构": "b1", "编制类别": "行政编制",
            "人员身份": "公务员", "人员状态": "在职", "出生日期": date(1975, 3, n),
            "参加工作时间": date(1998, 7, n),
        }
        for n in range(1, 15)
    ],
    "任职": [
        {"人员": f"r{n}", "职位": f"p{n}", "任职方式": "任职", "任职日期": date(2018, 5, n)}
        for n in range(1, 9)
    ],
    "职责": [
        {"编号": f"d{n}", "名称": f"职责{n}", "领域": "综合", "牵头机构": "b1"} for n in range(1, 9)
    ],
}  # fmt: skip


@dataclass
class Book:
    """A workbook to be spoilt: cells by sheet, row and heading, then written."""

    sheets: dict[str, list[dict[str, Any]]]
    headings: dict[str, list[str]]
    merged: list[tuple[str, str]] = field(default_factory=list)
    hidden: set[str] = field(default_factory=set)

    def put(self, sheet: str, row: int, heading: str, value: object) -> None:
        """Set a cell; rows as the sheet numbers them."""
        self.sheets[sheet][row - 2][heading] = value

    def letter(self, sheet: str, heading: str) -> str:
        return get_column_letter(self.headings[sheet].index(heading) + 1)

    def place(self, sheet: str, heading: str) -> str:
        """A column as a fault names it."""
        return f"{heading}({self.letter(sheet, heading)})"

    def write(self, path: Path) -> Path:
        book = Workbook()
        book.remove(book.active)
        for name, headings in self.headings.items():
            sheet = book.create_sheet(name)
            sheet.append(headings)
            for row in self.sheets.get(name, []):
                sheet.append([row.get(heading) for heading in headings])
            for owner, area in self.merged:
                if owner == name:
                    sheet.merge_cells(area)
            if name in self.hidden:
                sheet.sheet_state = "hidden"
        book.save(path)
        return path


def sound_book() -> Book:
    """A workbook without fault."""
    headings = {
        table.label: [column.label for column in table.columns if column.name != "county"]
        for table in TABLES.values()
    }
    return Book({name: [dict(row) for row in rows] for name, rows in ROWS.items()}, headings)

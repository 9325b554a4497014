"""The workbook that sets a county before and after a reform side by side (改革前后对照)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter

from sanding.base import _
from sanding.plan import Outcome
from sanding.plan.describe import described, names_in
from sanding.register import TABLES
from sanding.register.kinds import BodyKind, Certainty, PostKind

Row = tuple[Any, ...]
POSTS = {str(k): k.label for k in PostKind} | {
    "chief": _("领导职数（正职）"), "deputy": _("领导职数（副职）"), "other": _("领导职数（其他）"),
}  # fmt: skip
SCOPES = {
    "offices": _("机关"), "institutions": _("事业单位"), "schools": _("学校"),
    "hospitals": _("医院和卫生院"), "townships": _("乡镇"),
}  # fmt: skip
LEDGER = (  # what the columns of numbers are called
    _("改革前"), _("增核"), _("划入"), _("改革后"), _("核减"), _("下沉"), _("划出"), _("平衡差"),
)  # fmt: skip
LINE_HEIGHT = 15  # points
HIGHEST = 409  # points a row can have
LONGEST = 32_767  # characters a cell holds
CUT = _("……（后文从略）")
CAUTION = _("公布数据仅供勾稽，不参与计算。“典型”“合成”是按一般县情补齐的示例数据，不是该县实情。")


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet of the workbook: headings with their widths in characters, and rows."""

    name: str
    columns: tuple[tuple[str, int], ...]
    rows: Sequence[Row]
    percent: tuple[int, ...] = ()


def write_comparison(path: Path, outcome: Outcome, figures: Sequence[Mapping[str, Any]]) -> None:
    """Write figures, bodies before → after, ledger, succession and changes, a sheet each."""
    pages = (
        _figures(figures),
        _bodies(outcome),
        _ledger(outcome),
        _succession(outcome),
        _changes(outcome),
    )
    title = _("{plan}　改革前后对照").format(plan=outcome.plan.title)
    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"created": datetime(2000, 1, 1), "title": title})
    styles: dict[str, dict[str, Any]] = {
        "title": {"bold": True, "font_size": 14},
        "note": {"font_color": "#555555", "italic": True},
        "head": {"bold": True, "bg_color": "#DDE6EF", "text_wrap": True, "valign": "vcenter"},
        "text": {"text_wrap": True, "valign": "top", "num_format": "#,##0.###"},
        "percent": {"num_format": "0%", "valign": "top"},
    }
    formats = {
        name: book.add_format(look if name in ("title", "note") else {"border": 1, **look})
        for name, look in styles.items()
    }
    for page in pages:
        _write(book.add_worksheet(page.name), page, title, formats)
    book.close()


def _write(sheet: Any, page: Page, title: str, formats: Mapping[str, Any]) -> None:
    whole = _("{title}：{page}").format(title=title, page=page.name)
    _cell(sheet, 0, 0, whole, formats["title"])
    sheet.write_string(1, 0, CAUTION, formats["note"])
    sheet.set_row(2, 32)
    for column, (heading, width) in enumerate(page.columns):
        sheet.write_string(2, column, heading, formats["head"])
        sheet.set_column(column, column, width)
    for number, row in enumerate(page.rows, start=3):
        lines = max(str(value).count("\n") for value in row) + 1
        if lines > 1:
            sheet.set_row(number, min(LINE_HEIGHT * lines, HIGHEST))
        for column, value in enumerate(row):
            style = formats["percent" if column in page.percent else "text"]
            _cell(sheet, number, column, value, style)
    sheet.freeze_panes(3, 1)
    sheet.autofilter(2, 0, 2 + len(page.rows), len(page.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
    sheet.set_footer(_("&C第 &P 页，共 &N 页"))


def _cell(sheet: Any, row: int, column: int, value: Any, style: Any) -> None:
    """Write a value as what it is: a text that begins with “=” is no formula."""
    if value is None:
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, style)
    else:
        text = str(value)
        short = text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT
        sheet.write_string(row, column, short, style)


def published(line: Mapping[str, Any], between: str = "；") -> str:
    """Return what was published about a figure, each version with its source."""
    return between.join(_claim(claim) for claim in line["published"])


def _claim(claim: Mapping[str, Any]) -> str:
    before, after, change = claim["before"], claim["after"], claim["change"]
    if before is not None and after is not None:
        said = f"{before:,}→{after:,}"
    elif change is not None:
        said = f"{change:+,d}"
    else:
        said = f"{before if before is not None else after:,}"
    return _("{figure}（{source}）").format(figure=said, source=claim["source"])


def _figures(figures: Sequence[Mapping[str, Any]]) -> Page:
    shares = tuple((_("{certainty}占比").format(certainty=c.label), 9) for c in Certainty)
    columns = (
        (_("指标"), 26), (_("改革前"), 9), (_("改革后"), 9), (_("增减"), 9), (_("单位"), 6),
        (_("公布数据"), 22), *shares, (_("口径"), 48),
    )  # fmt: skip
    rows = [
        (
            line["label"], line["before"], line["after"], _difference(line), line["unit"],
            published(line, "\n"), *(line["rests_on"][str(c)] for c in Certainty), line["scope"],
        )
        for line in figures
    ]  # fmt: skip
    return Page(_("指标对照"), columns, rows, percent=(6, 7, 8))


def _difference(line: Mapping[str, Any]) -> float | int | None:
    if line["before"] is None or line["after"] is None:
        return None
    return round(float(line["after"]) - float(line["before"]), 1)


def _bodies(outcome: Outcome) -> Page:
    """Every body before, in the order of kinds, with what became of it."""
    kinds = list(BodyKind)
    after = {row["id"]: row for row in outcome.after.frame("bodies").to_dicts()}
    before = sorted(
        outcome.before.frame("bodies").to_dicts(),
        key=lambda row: (kinds.index(BodyKind(row["kind"])), row["order"] or 0, row["id"]),
    )
    rows: list[Row] = []
    for row in before:
        one = row["id"]
        for _table, heir in outcome.succession.heirs.get(("bodies", one), (("bodies", one),)):
            now = after[heir]
            labels = BodyKind(row["kind"]).label, BodyKind(now["kind"]).label
            rows.append((row["name"], labels[0], now["name"], labels[1], _happened(one, row, now)))
    columns = (
        (_("原机构"), 34), (_("类型"), 16), (_("改革后机构"), 34), (_("改革后类型"), 16),
        (_("情况"), 12),
    )  # fmt: skip
    return Page(_("机构对照"), columns, rows)


def _happened(one: str, row: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    if one != now["id"]:
        return _("由其承接")
    if now["co_located_with"] and not row["co_located_with"]:
        return _("合署")
    return _("更名") if row["name"] != now["name"] else _("保留")


def _ledger(outcome: Outcome) -> Page:
    rows = [
        (SCOPES[scope], POSTS[post], *numbers)
        for scope, post, *numbers in outcome.ledger.filter(
            pl.any_horizontal(pl.col("before") > 0, pl.col("after") > 0)
        ).rows()
    ]
    columns = ((_("口径"), 16), (_("类别"), 20), *((heading, 10) for heading in LEDGER))
    return Page(_("增减平衡表"), columns, rows)


def _succession(outcome: Outcome) -> Page:
    names = names_in(outcome.before, outcome.after)
    rows = [
        (TABLES[table].label, names.get((table, one)), TABLES[into].label, names.get((into, heir)),
         one, heir)
        for table, one, into, heir in outcome.succession.frame().rows()
    ]  # fmt: skip
    columns = (
        (_("类别"), 12), (_("原名称"), 34), (_("承接类别"), 12), (_("由谁承接"), 34),
        (_("原编号"), 22), (_("承接编号"), 22),
    )  # fmt: skip
    return Page(_("承接"), columns, rows)


def _changes(outcome: Outcome) -> Page:
    names = names_in(outcome.before, outcome.after)
    rows: list[Row] = []
    for change in outcome.plan.changes:
        sure = change.certainty.label if change.certainty else None
        day = change.effective_on.isoformat() if change.effective_on else None
        rows.append(
            (change.id, change.label, described(change, names), change.wave, day, change.reason,
             change.basis, sure, change.source)
        )  # fmt: skip
    columns = (
        (_("编号"), 8), (_("变更"), 16), (_("内容"), 70), (_("批次"), 6), (_("生效日期"), 12),
        (_("理由"), 50), (_("依据"), 36), (_("可信度"), 8), (_("来源"), 10),
    )  # fmt: skip
    return Page(_("变更清单"), columns, rows)

"""The workbook that sets a county before and after a reform side by side (改革前后对照)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter

from sanding.plan import Outcome
from sanding.plan.codec import as_plain
from sanding.register import TABLES
from sanding.register.kinds import BodyKind, Certainty, PostKind

Rows = Sequence[Sequence[Any]]
POSTS = {str(k): k.label for k in PostKind} | {
    "chief": "领导职数（正职）", "deputy": "领导职数（副职）", "other": "领导职数（其他）",
}  # fmt: skip
SCOPES = {
    "offices": "机关", "institutions": "事业单位", "schools": "学校", "hospitals": "医院和卫生院",
    "townships": "乡镇",
}  # fmt: skip
WIDTHS = (12, 60)


def write_comparison(path: Path, outcome: Outcome, figures: Sequence[Mapping[str, Any]]) -> None:
    """Write figures, bodies before → after, ledger, succession and changes, a sheet each."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_numbers": False})
    book.set_properties({"created": datetime(2000, 1, 1), "title": "改革前后对照"})
    head = book.add_format({"bold": True, "bg_color": "#DDE6EF", "border": 1, "text_wrap": True})
    for name, columns, rows in (
        ("指标对照", FIGURES, _figures(figures)),
        ("机构对照", BODIES, _bodies(outcome)),
        ("增减平衡表", LEDGER, _ledger(outcome)),
        ("承接", ("类别", "原编号", "承接类别", "承接编号"), _succession(outcome)),
        ("变更清单", CHANGES, _changes(outcome)),
    ):
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, columns, head)
        for number, row in enumerate(rows, start=1):
            sheet.write_row(number, 0, row)
        for column, title in enumerate(columns):
            longest = max([len(str(title)), *(len(str(r[column] or "")) for r in rows)])
            sheet.set_column(column, column, min(max(longest * 1.8, WIDTHS[0]), WIDTHS[1]))
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
    book.close()


SHARES = tuple(f"{c.label}占比" for c in Certainty)
FIGURES = ("指标", "改革前", "改革后", "增减", "单位", "公布数据", *SHARES, "口径")


def published(line: Mapping[str, Any]) -> str:
    """Return what was published about a figure, each version with its source."""
    return "；".join(_claim(claim) for claim in line["published"])


def _claim(claim: Mapping[str, Any]) -> str:
    before, after, change = claim["before"], claim["after"], claim["change"]
    if before is not None and after is not None:
        said = f"{before}→{after}"
    elif change is not None:
        said = f"{change:+d}"
    else:
        said = str(before if before is not None else after)
    return f"{said}（{claim['source']}）"


def _figures(figures: Sequence[Mapping[str, Any]]) -> Rows:
    return [
        (
            line["label"], line["before"], line["after"], _difference(line), line["unit"],
            published(line), *(line["rests_on"][str(c)] for c in Certainty), line["scope"],
        )
        for line in figures
    ]  # fmt: skip


def _difference(line: Mapping[str, Any]) -> float | int | None:
    if line["before"] is None or line["after"] is None:
        return None
    return round(line["after"] - line["before"], 1)


BODIES = ("原机构", "类型", "改革后机构", "改革后类型", "情况")


def _bodies(outcome: Outcome) -> Rows:
    before = {row["id"]: row for row in outcome.before.frame("bodies").to_dicts()}
    after = {row["id"]: row for row in outcome.after.frame("bodies").to_dicts()}
    rows: list[tuple[Any, ...]] = []
    for one, row in before.items():
        heirs = outcome.succession.heirs.get(("bodies", one), (("bodies", one),))
        for _, heir in heirs:
            now = after[heir]
            rows.append(
                (row["name"], BodyKind(row["kind"]).label, now["name"], BodyKind(now["kind"]).label,
                 _happened(one, row, now))
            )  # fmt: skip
    return rows


def _happened(one: str, row: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    if one != now["id"]:
        return "由其承接"
    if now["co_located_with"] and not row["co_located_with"]:
        return "合署"
    return "更名" if row["name"] != now["name"] else "保留"


LEDGER = ("口径", "类别", "改革前", "增核", "划入", "改革后", "核减", "下沉", "划出", "平衡差")


def _ledger(outcome: Outcome) -> Rows:
    return [
        (SCOPES[scope], POSTS[post], *numbers)
        for scope, post, *numbers in outcome.ledger.filter(
            pl.any_horizontal(pl.col("before") > 0, pl.col("after") > 0)
        ).rows()
    ]


def _succession(outcome: Outcome) -> Rows:
    return [
        (TABLES[table].label, one, TABLES[into].label, heir)
        for table, one, into, heir in outcome.succession.frame().rows()
    ]


CHANGES = ("编号", "变更", "批次", "生效日期", "内容", "理由", "依据", "可信度", "来源")
HEAD = ("id", "kind", "reason", "basis", "wave", "effective_on", "certainty", "source")


def _changes(outcome: Outcome) -> Rows:
    rows: list[tuple[Any, ...]] = []
    for change in outcome.plan.changes:
        said = {k: v for k, v in as_plain(change).items() if k not in HEAD}
        content = "；".join(f"{k}：{_words(v)}" for k, v in said.items())
        sure = change.certainty.label if change.certainty else None
        day = change.effective_on.isoformat() if change.effective_on else None
        rows.append(
            (change.id, change.label, change.wave, day, content, change.reason, change.basis, sure,
             change.source)
        )  # fmt: skip
    return rows


def _words(value: Any) -> str:
    return "、".join(str(one) for one in value) if isinstance(value, list) else str(value)

"""The draft opinions of a review as a workbook (审核意见表) and a letter per county (退回函)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from sanding.base import _
from sanding.base.codes import without_id_numbers
from sanding.exchange.printed_pages import BY_VALUE, LOOKS, Heading, Page, write_page
from sanding.plan.describe import ARGUMENTS
from sanding.rules.catalogue import RULES
from sanding.rules.opinion import Advice, Measured, Opinion, Plain, Told, place_of
from sanding.rules.rule import Severity

TABLE, LETTERS = _("审核意见表.xlsx"), _("退回函")
OWN = (TABLE, LETTERS)  # all that a review leaves
CREATED = datetime(2000, 1, 1)  # for the same bytes on any day
SHOWN_FIGURES = ("bodies", "leadership_posts", "institutions", "institution_posts")
NOT_ASKED = "—"
TITLE = _("机构改革方案审核意见表（草稿）")
CAUTION = _(
    "按{law}核对，共 {count} 个县。本表为系统生成的草稿：建议意见不是审核结论，须由审核人签署；"
    "没有提示不等于合法。错误、提示只计方案造成和加重的。"
)
BY_RULE = _("各县由方案造成和加重的处数；“{mark}”为该县未判定这条规则。")
DETAILS = _("方案造成和加重的全部错误、提示；“须核实”一栏所列须对照原文。")
FIGURES = _("由台账计算：改革前为所报现状台账，改革后为方案施行后的台账；空格为未能计算。")
COMPARED = _("按规则和位置与该县上次报送比较；上次或本次未能核对的，只比较方案变更。")
SILENT = _("没有判定的规则及原因；未判定不等于没有问题。")
OWN_DAY, ONE_DAY = _("各县台账日期有效的规定"), _("{day}有效的规定")
WITH_OVERLAYS = _("{law}和补充规定（{overlays}）")
CHANGE_HEADINGS = {
    "kind": _("变更类型"), "reason": _("理由"), "basis": _("依据"), "wave": _("批次"),
    "effective_on": _("生效日期"), "certainty": _("可信度"), "source": _("来源"),
}  # fmt: skip
BECAME = {
    "answered": _("已改"), "still": _("仍在"), "new": _("新增"), "unasked": _("本次未能判定"),
}  # fmt: skip
ADVICE_LOOKS = {Advice.CONFIRM: "asked", Advice.SUBMIT: "text"}
MARKS = {"caused": _("造成"), "worsened": _("加重"), None: _("未比较")}
CHANGED = {"added": _("变更新增"), "removed": _("变更删去"), "altered": _("变更修改")}


def write_opinions(folder: Path, opinions: Sequence[Opinion]) -> None:
    """Write the table and the letters into a folder that is there and empty.

    The same opinions give the same bytes; nothing in them names a person.
    """
    from sanding.exchange.return_letters import letter, letter_names  # only who writes one waits

    write_table(folder / TABLE, opinions)
    (folder / LETTERS).mkdir()
    for opinion, name in zip(opinions, letter_names(opinions), strict=True):
        (folder / LETTERS / name).write_bytes(letter(opinion))


def write_table(path: Path, opinions: Sequence[Opinion]) -> None:
    """Write the workbook: summary, counts by rule, findings, figures, comparison, not judged.

    Raises `OSError` where it cannot be written.
    """
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        book.set_properties({"created": CREATED, "title": TITLE})
        styles = {name: book.add_format(look) for name, look in LOOKS.items()}
        for page in (
            _summary(opinions), _by_rule(opinions), _details(opinions), _figures(opinions),
            _compared(opinions), _silent(opinions),
        ):  # fmt: skip
            title = f"{TITLE}　{page.name}"
            write_page(book.add_worksheet(page.name), page, title, styles)


def heading_of(value: str) -> str:
    """Return what officers call a value of a change."""
    return str(CHANGE_HEADINGS.get(value) or ARGUMENTS.get(value) or value)


def place_told(finding: Plain) -> str:
    """Return where a finding stands, by name where there is one."""
    return finding["name"] or without_id_numbers(finding["where"])


def altered_told(change: Told, values: Sequence[str]) -> str:
    """Return a change in officers' words, with what was altered in it."""
    said = _("{words}（改动：{values}）")
    return said.format(words=told(change), values="、".join(map(heading_of, values)))


def told(change: Told) -> str:
    """Return a change in officers' words after its id."""
    return f"{change.id} {change.words}"


def day_told(day: date) -> str:
    """Return a day as it is written in a document."""
    return _("{year}年{month}月{day}日").format(year=day.year, month=day.month, day=day.day)


def law_told(opinions: Sequence[Opinion]) -> str:
    """Return by which law the opinions were given."""
    days = {one.day for one in opinions if one.day}
    law = str(ONE_DAY.format(day=day_told(min(days))) if len(days) == 1 else OWN_DAY)
    overlays = list(dict.fromkeys(name for one in opinions for name in one.overlays))
    return WITH_OVERLAYS.format(law=law, overlays="、".join(overlays)) if overlays else law


def _summary(opinions: Sequence[Opinion]) -> Page:
    figures = _shown(opinions)
    result, last = _("核对结果（处）"), _("与上次报送相比（处）")
    headings = (
        Heading(_("县代码"), 8), Heading(_("县"), 10), Heading(_("方案"), 20),
        Heading(_("第几次报送"), 6, look="count"), Heading(_("变更数"), 6, look="count"),
        *(Heading(name, 5.5, result, "count") for name in (
            _("错误"), _("提示"), _("其中加重"), _("消除"), _("保留"))),
        Heading(_("未判定规则"), 6.5, look="count"),
        *(Heading(BECAME[one], 5.5, last, "count") for one in ("new", "answered", "still")),
        *(Heading(side, 6.5, label, "count") for label in figures.values()
          for side in (_("改革前"), _("改革后"))),
        Heading(_("建议意见（草稿）"), 14, look=BY_VALUE),
        Heading(_("审核人"), 9), Heading(_("日期"), 10),
    )  # fmt: skip
    rows = [_summed(one, figures) for one in opinions]
    numbers = {at for at, one in enumerate(headings) if one.look == "count"} - {3}
    whole = [row for row, one in zip(rows, opinions, strict=True) if one.judged]
    totals = [_sum(whole, at) if at in numbers else None for at in range(len(headings))]
    totals[1] = _("已核对 {count} 县合计").format(count=len(whole))
    looks = {str(one.label): ADVICE_LOOKS.get(one, "returned") for one in Advice}
    note = CAUTION.format(law=law_told(opinions), count=len(opinions))
    return Page(_("汇总"), headings, rows, note, totals=totals, looks=looks)


def _summed(one: Opinion, figures: Mapping[str, str]) -> tuple[Any, ...]:
    """A county's row of the summary; what was not judged or compared is left blank."""
    counted: tuple[int | None, ...] = (None,) * 6
    if one.judged:
        counted = (
            one.errors, one.warnings, one.total("worsened"), one.total("mended"),
            one.total("left"), len(one.not_judged),
        )  # fmt: skip
    last: tuple[int | None, ...] = (None,) * 3
    if one.last and one.last.judged:
        last = (len(one.last.new), len(one.last.answered), len(one.last.still))
    known = {figure.id: figure for figure in one.figures}
    sides = [_side(known.get(id), side) for id in figures for side in ("before", "after")]
    head = (one.county, one.name, one.title, one.number, len(one.changes) or None)
    return (*head, *counted, *last, *sides, one.advice.label, None, None)


def _side(figure: Measured | None, side: str) -> float | int | None:
    return None if figure is None else getattr(figure, side)


def _sum(rows: Sequence[Sequence[Any]], at: int) -> Any:
    given = [row[at] for row in rows if row[at] is not None]
    return sum(given) if given else None


def _shown(opinions: Sequence[Opinion]) -> dict[str, str]:
    """The figures of the summary that any county has, by id, with their labels."""
    labels = {figure.id: figure.label for one in opinions for figure in one.figures}
    return {id: labels[id] for id in SHOWN_FIGURES if id in labels}


def _by_rule(opinions: Sequence[Opinion]) -> Page:
    """Rules × counties: how many findings each plan causes or makes worse."""
    titles: dict[str, str] = {}
    counts: list[dict[str, int]] = []
    worst: dict[str, str] = {}
    for one in opinions:
        here: dict[str, int] = {}
        for finding in one.findings:
            rule = finding["rule"]
            here[rule] = here.get(rule, 0) + 1
            titles[rule] = finding["title"]
            worst[rule] = min(worst.get(rule, finding["severity"]), finding["severity"])
        counts.append(here)
    silent = [{rule for rule, _reason in one.not_judged} for one in opinions]
    columns = list(zip(opinions, counts, silent, strict=True))
    rows = [
        (
            rule, titles[rule], Severity(worst[rule]).label,
            sum(rule in here for here in counts), sum(here.get(rule, 0) for here in counts),
            *(here.get(rule) or (NOT_ASKED if rule in no or not one.judged else None)
              for one, here, no in columns),
        )
        for rule in sorted(titles)
    ]  # fmt: skip
    headings = (
        Heading(_("规则"), 9), Heading(_("查什么"), 26), Heading(_("程度"), 6),
        Heading(_("县数"), 6, look="count"), Heading(_("合计"), 7, look="count"),
        *(Heading(name, 5, look="count") for name in names_of(opinions)),
    )  # fmt: skip
    note = BY_RULE.format(mark=NOT_ASKED)
    return Page(_("按规则"), headings, rows, note, kept=5, turned=True, fits=len(opinions) <= 30)


def names_of(opinions: Sequence[Opinion]) -> list[str]:
    """Return the counties' names, with the code where two have the same."""
    names = [one.name for one in opinions]
    both = _("{name}（{code}）")
    return [
        both.format(name=one.name, code=one.county) if names.count(one.name) > 1 else one.name
        for one in opinions
    ]


def _details(opinions: Sequence[Opinion]) -> Page:
    headings = (
        Heading(_("县"), 10), Heading(_("规则"), 9), Heading(_("查什么"), 18),
        Heading(_("程度"), 6), Heading(_("方案影响"), 6), Heading(_("与上次"), 6),
        Heading(_("位置"), 24), Heading(_("提示"), 48), Heading(_("依据"), 36),
        Heading(_("怎么办"), 36), Heading(_("须核实"), 24),
    )  # fmt: skip
    return Page(_("明细"), headings, _detailed(opinions), DETAILS)


def _detailed(opinions: Sequence[Opinion]) -> Iterator[tuple[Any, ...]]:
    mend = _("补齐或更正材料后重新报送")
    for one, name in zip(opinions, names_of(opinions), strict=True):
        for reason in one.reasons:
            yield (name, "", one.advice.label, _("材料"), "", "", one.folder, reason, "", mend, "")
        fresh = one.last.new_places if one.last and one.last.judged else None
        for finding in one.findings:
            then = ""
            if fresh is not None:
                then = BECAME["new" if place_of(finding) in fresh else "still"]
            yield (
                name, finding["rule"], finding["title"], Severity(finding["severity"]).label,
                MARKS[finding.get("mark")], then, place_told(finding),
                finding["message"], "；".join(finding["articles"]), finding["mends"],
                finding["confirm"],
            )  # fmt: skip


def _figures(opinions: Sequence[Opinion]) -> Page:
    headings = (
        Heading(_("县代码"), 9), Heading(_("县"), 14), Heading(_("指标"), 30),
        Heading(_("单位"), 8), Heading(_("改革前"), 12, look="count"),
        Heading(_("改革后"), 12, look="count"), Heading(_("增减"), 12, look="count"),
    )  # fmt: skip
    rows = (
        (one.county, name, figure.label, figure.unit, figure.before, figure.after, _grown(figure))
        for one, name in zip(opinions, names_of(opinions), strict=True)
        for figure in one.figures
    )
    return Page(_("指标"), headings, rows, FIGURES)


def _grown(figure: Measured) -> float | int | None:
    if figure.before is None or figure.after is None:
        return None
    return round(figure.after - figure.before, 1)


def _compared(opinions: Sequence[Opinion]) -> Page:
    headings = (
        Heading(_("县"), 12), Heading(_("情况"), 14), Heading(_("规则"), 10),
        Heading(_("内容"), 110),
    )  # fmt: skip
    return Page(_("与上次比较"), headings, _beside(opinions), COMPARED)


def _beside(opinions: Sequence[Opinion]) -> Iterator[tuple[Any, ...]]:
    for one, name in zip(opinions, names_of(opinions), strict=True):
        last = one.last
        if last is None:
            continue
        if not last.judged:
            yield name, _("无法比较"), "", _("上次或本次报送未能核对，提示无法比较")
        for kind, label in BECAME.items():
            for finding in getattr(last, kind):
                yield name, label, finding["rule"], finding["message"]
        for kind, label in CHANGED.items():
            for change in getattr(last, kind):
                said = altered_told(*change) if kind == "altered" else told(change)
                yield name, label, "", said


def _silent(opinions: Sequence[Opinion]) -> Page:
    """Rules that could not be asked: why, and of how many counties."""
    found: dict[tuple[str, str], list[str]] = {}
    for one, name in zip(opinions, names_of(opinions), strict=True):
        for rule, reason in one.not_judged:
            found.setdefault((rule, reason), []).append(name)
    headings = (
        Heading(_("规则"), 10), Heading(_("查什么"), 26), Heading(_("原因"), 40),
        Heading(_("县数"), 7, look="count"), Heading(_("县"), 80),
    )  # fmt: skip
    rows = [
        (rule, RULES[rule].title, reason, len(names), "、".join(names))
        for (rule, reason), names in sorted(found.items())
    ]
    return Page(_("未判定"), headings, rows, SILENT, kept=1)

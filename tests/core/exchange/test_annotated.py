"""The workbook with findings: each stands on the first sheet and at its row, nowhere else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from sanding.exchange import annotated, read_workbook
from sanding.exchange.annotated import HEAD_ROW, write_annotated
from sanding.exchange.book import LOOKS
from sanding.plan import Plan, apply
from sanding.plan.approve_posts import ApprovePosts
from sanding.register import TABLES, Register
from sanding.register.kinds import PostKind
from sanding.rules.catalogue import RULES
from sanding.rules.findings import Finding
from sanding.rules.review import Review, reviewed
from tests.builders import ROWS, county, plan
from tests.core.cli.calls import PLAN

ALONE = [RULES[code] for code in ("REG-001", "REG-002", "REG-010", "REG-011", "REG-018")]
FILLS = {severity: f"FF{str(look['bg_color'])[1:]}" for severity, look in LOOKS.items()}


def written(path: Path, register: Register, review: Review, **more: Any) -> Workbook:
    write_annotated(register, review, path, **more)
    return load_workbook(path)


@pytest.fixture(scope="module")
def review() -> Review:
    return reviewed(county(), rules=ALONE)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory, review: Review) -> Workbook:
    return written(tmp_path_factory.mktemp("提示") / "提示.xlsx", county(), review)


def listed(book: Workbook) -> list[dict[str, Cell]]:
    """The rows of the first sheet by heading, to the first empty one."""
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[HEAD_ROW + 1]]
    rows = sheet.iter_rows(min_row=HEAD_ROW + 2)
    found: list[dict[str, Cell]] = []
    for row in rows:
        if row[0].value is None:
            break
        found.append(dict(zip(heads, row, strict=True)))
    return found


def at_row(book: Workbook, one: Finding) -> tuple[Cell, ...]:
    """The cells of the row whose first cell is the id a finding names."""
    sheet: Worksheet = book[TABLES[one.table].label]
    return next(row for row in sheet.iter_rows(min_row=2) if row[0].value == one.where)


def comments(book: Workbook) -> str:
    """What is said at rows, all together."""
    return "\n".join(
        row[0].comment.text
        for sheet in book.worksheets[1:]
        for row in sheet.iter_rows(min_row=2)
        if row[0].comment
    )


def test_the_first_sheet_lists_every_finding(book: Workbook, review: Review):
    rows = listed(book)
    assert book.sheetnames[0] == "合规提示"
    assert [row["提示内容"].value for row in rows] == [one.message() for one in review.findings]
    for row, one in zip(rows, review.findings, strict=True):
        assert row["规则"].value == one.rule.code
        assert row["程度"].value == one.severity.label
        assert row["编号"].value == one.where
        assert row["怎么办"].value == one.rule.mends
        assert row["依据"].value == "；".join(map(str, one.rule.sources))
        assert (row["须核实"].value or "") == one.rule.confirm


def test_it_can_be_filtered_and_its_heading_stays(book: Workbook, review: Review):
    sheet = book.worksheets[0]
    assert sheet.freeze_panes == f"A{HEAD_ROW + 2}"
    assert sheet.auto_filter.ref == f"A{HEAD_ROW + 1}:K{HEAD_ROW + 1 + len(review.findings)}"


def test_each_finding_leads_to_its_row(book: Workbook, review: Review):
    for row, one in zip(listed(book), review.findings, strict=True):
        sheet, _bang, cell = row["工作表"].hyperlink.location.partition("!")
        assert book[sheet.strip("'")][cell].value == one.where


def test_rows_are_set_off_by_colour_and_by_type(book: Workbook, review: Review):
    worst: dict[tuple[str, str], Finding] = {}
    for one in sorted(review.findings, key=lambda one: str(one.severity)):
        worst.setdefault((one.table, one.where), one)
    assert {str(one.severity) for one in worst.values()} == {"error"}
    for one in worst.values():
        for cell in at_row(book, one):
            assert cell.fill.fgColor.rgb == FILLS["error"], cell.coordinate
            assert (cell.font.bold, cell.font.italic) == (True, False)


def test_a_warning_looks_otherwise_than_an_error(tmp_path: Path):
    review = reviewed(county(), rules=[RULES["REG-011"]])
    (one,) = review.findings
    book = written(tmp_path / "a.xlsx", county(), review)
    for cell in (*at_row(book, one), listed(book)[0]["程度"]):
        assert cell.fill.fgColor.rgb == FILLS["warning"]
        assert (cell.font.bold, cell.font.italic) == (False, True)


def test_a_row_without_a_finding_is_as_it_was(book: Workbook, review: Review):
    named = {(one.table, one.where) for one in review.findings}
    quiet = [
        (table, row)
        for table in ("bodies", "sections", "people", "duties")
        for row in book[TABLES[table].label].iter_rows(min_row=2)
        if (table, row[0].value) not in named
    ]
    assert quiet
    for _table, row in quiet:
        assert row[0].comment is None
        assert {cell.fill.fill_type for cell in row} == {None}


def test_a_comment_says_rule_sentence_and_articles(book: Workbook, review: Review):
    for one in review.findings:
        said = at_row(book, one)[0].comment.text
        for part in (one.rule.code, one.message(), str(one.rule.sources[0]), one.severity.label):
            assert part in said


def test_several_findings_of_a_row_share_a_comment(book: Workbook, review: Review):
    some = [one for one in review.findings if one.where == "zwzx"]
    assert [one.rule.code for one in some] == ["REG-001", "REG-018"]
    said = at_row(book, some[0])[0].comment.text
    assert [line.partition("：")[0] for line in said.split("\n")] == [
        "错误 REG-001",
        "错误 REG-018",
    ]


@pytest.mark.parametrize("most", [10, 60])
def test_a_comment_that_grows_too_long_is_cut_and_says_so(
    tmp_path: Path, review: Review, monkeypatch: pytest.MonkeyPatch, most: int
):
    monkeypatch.setattr(annotated, "LONGEST_COMMENT", most)
    book = written(tmp_path / "a.xlsx", county(), review)
    (one, *_rest) = (one for one in review.findings if one.where == "zwzx")
    said = at_row(book, one)[0].comment.text
    assert said.startswith("错误 REG-001")
    assert said.endswith("另有 1 处，见“合规提示”表")


def test_what_is_about_the_plan_stands_on_the_first_sheet_only(tmp_path: Path):
    before = county()
    outcome = apply(Plan.from_yaml(PLAN), before)
    review = reviewed(before, outcome=outcome)
    about = [one for one in review.findings if one.table == "plan"]
    assert about
    book = written(tmp_path / "a.xlsx", outcome.after, review)
    rows = [row for row in listed(book) if row["工作表"].value == "方案"]
    assert [row["提示内容"].value for row in rows] == [one.message() for one in about]
    assert {row["方案影响"].value for row in rows} == {"方案造成"}
    assert {row["工作表"].hyperlink for row in rows} == {None}
    assert not [one for one in about if one.message() in comments(book)]
    assert not book.worksheets[0].column_dimensions["D"].hidden


def test_what_is_about_a_body_that_ended_leads_nowhere(tmp_path: Path):
    before = county()
    outcome = apply(Plan.from_yaml(PLAN), before)
    review = reviewed(before, outcome=outcome, rules=[RULES["PLN-017"]])
    (row,) = listed(written(tmp_path / "a.xlsx", outcome.after, review))
    assert (row["对象"].value, row["工作表"].value) == ("县工业和信息化局", "机构")
    assert row["工作表"].hyperlink is None


def test_what_the_plan_mends_is_listed_without_colour(tmp_path: Path):
    posts = ({"body": "fgj", "kind": "administrative", "approved": 1},)
    before = county(establishment=posts)
    change = ApprovePosts(body="fgj", post_kind=PostKind.ADMINISTRATIVE, approved=2)
    outcome = apply(plan(change), before)
    review = reviewed(before, outcome=outcome, rules=[RULES["REG-002"]])
    assert [one.mark for one in review.findings] == ["mended"]
    book = written(tmp_path / "a.xlsx", outcome.after, review)
    (row,) = listed(book)
    assert row["方案影响"].value == "方案消除"
    assert {cell.fill.fill_type for cell in row.values()} == {None}
    assert comments(book) == ""


def test_without_a_plan_nothing_is_said_of_its_effect(book: Workbook):
    assert book.worksheets[0].column_dimensions["D"].hidden
    assert "方案" not in str(book.worksheets[0]["A2"].value)


def test_rules_that_were_not_judged_are_named_with_the_reason(tmp_path: Path):
    review = reviewed(county(), rules=[RULES["REG-019"]])
    assert review.findings == []
    sheet = written(tmp_path / "a.xlsx", county(), review).worksheets[0]
    cells = [[cell.value for cell in row[:2]] for row in sheet.iter_rows()]
    assert ["REG-019", "未判定：没有事业单位年度报告数据"] in cells
    assert cells[3][0] == "另有 1 条规则没有判定，原因见表末。"


def test_a_rule_that_failed_is_told(tmp_path: Path):
    odd = replace(ALONE[0], breaches=lambda case, _law: case["bodies"].select(where="nothing"))  # type: ignore[call-arg]
    review = reviewed(county(), rules=[odd])
    book = written(tmp_path / "a.xlsx", county(), review)
    (row,) = listed(book)
    assert (row["工作表"].value, row["工作表"].hyperlink) == ("规则", None)
    assert "REG-001无法判定" in row["提示内容"].value


def test_sensitive_values_are_masked(tmp_path: Path):
    number = "11010519491231002X"
    person = {**ROWS["people"][0], "id_number": number, "sex": "male"}
    register = county(people=[person])
    review = reviewed(register, rules=[RULES["REG-029"]])
    assert len(review.findings) == 1
    book = written(tmp_path / "a.xlsx", register, review)
    cells = [str(c.value) for sheet in book for row in sheet.iter_rows() for c in row]
    assert number not in "".join(cells) + comments(book)
    assert "110*************2X" in cells


def test_import_takes_the_register_and_leaves_the_findings(tmp_path: Path, review: Review):
    write_annotated(county(), review, tmp_path / "a.xlsx")
    assert read_workbook(tmp_path / "a.xlsx").hash == county().hash


@pytest.mark.parametrize("only_found", [False, True])
def test_the_same_findings_give_the_same_bytes(tmp_path: Path, review: Review, only_found: bool):
    shuffled = county().with_tables({"bodies": county().loose("bodies").reverse()})
    for name, register in (("a.xlsx", county()), ("b.xlsx", shuffled)):
        write_annotated(register, review, tmp_path / name, only_found=only_found)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.xlsx", "b.xlsx"]


def test_rows_without_a_finding_can_be_left_out(tmp_path: Path, review: Review):
    book = written(tmp_path / "a.xlsx", county(), review, only_found=True)
    assert book.sheetnames == ["合规提示", "说明", "机构", "内设机构"]
    for one in review.findings:
        assert at_row(book, one)[0].comment
    ids = {row[0].value for row in book["机构"].iter_rows(min_row=2)}
    assert ids == {one.where for one in review.findings if one.table == "bodies"}
    assert "xzf" not in ids


def test_what_is_there_is_not_written_over(tmp_path: Path, review: Review):
    mine = tmp_path / "台账.xlsx"
    mine.write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError):
        write_annotated(county(), review, mine)
    assert mine.read_text(encoding="utf-8") == "mine"


def test_a_name_is_no_formula(tmp_path: Path):
    register = county(bodies=[{"id": "b-1", "name": "=1+1", "kind": "government_department"}],
                      **dict.fromkeys(set(ROWS) - {"counties", "bodies"}, ()))  # fmt: skip
    book = written(tmp_path / "a.xlsx", register, reviewed(register, rules=[RULES["REG-001"]]))
    (row,) = listed(book)
    assert (row["对象"].value, row["对象"].data_type) == ("=1+1", "s")


def test_it_can_be_told_in_english(tmp_path: Path, review: Review):
    book = written(tmp_path / "a.xlsx", county(), review, language="en")
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[HEAD_ROW + 1]]
    assert heads[:4] == ["rule", "what it checks", "severity", "Effect of the plan"]
    assert sheet.title == "合规提示", "so that import knows it"
    said = [row[7].value for row in sheet.iter_rows(min_row=HEAD_ROW + 2, max_col=8)]
    assert said[0] == review.findings[0].message("en")
    assert "lacks the number" in comments(book)

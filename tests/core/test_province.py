"""A review: submissions found and put in order, each judged, the last beside the one before it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from docx import Document
from openpyxl import load_workbook

from sanding import province
from sanding.base import BadInput
from sanding.exchange import write_register, write_workbook
from sanding.exchange.opinions import write_opinions
from sanding.exchange.personnel import write_personnel_template
from sanding.exchange.return_letters import lines
from sanding.exchange.submissions import natural
from sanding.law import Law, national_law
from sanding.law.figures import Raised
from sanding.plan import Plan, apply
from sanding.province import judged, review, submissions, write_review
from sanding.rules.marks import Mark
from sanding.rules.opinion import Advice, Opinion
from sanding.rules.review import reviewed
from tests.builders import CODE, ROWS, county
from tests.core.cli.calls import PLAN
from tests.core.handed_in import OTHER, handed_in, opinion, other, places

CHANGE = "- {id: c-2, kind: rename_body, body: fgj, name: 县发展改革局}\n"
SEAL = "evidence:\n- {kind: seal_return, about: c-1}\n"


def moved(text: str) -> str:
    return text.replace(CODE, OTHER)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three submissions of two counties; the second of the first county is its last."""
    place = tmp_path_factory.mktemp("in")
    handed_in(place / "浮山县" / "第一次", PLAN, county())
    handed_in(place / "浮山县" / "第二次", PLAN + CHANGE + SEAL, county())
    handed_in(place / "河曲县", "id: [", other(county()))
    return place


@pytest.fixture(scope="module")
def opinions(folder: Path) -> list[Opinion]:
    return review(folder)


def by_county(found: dict[str, list[province.Submission]]) -> dict[str, list[str]]:
    return {code: [one.told for one in some] for code, some in found.items()}


def test_submissions_are_found_by_county_in_the_order_officers_number_them(tmp_path: Path):
    for name in ("第十次", "第2次", "第一次", "第三次"):
        handed_in(tmp_path / "市" / "县" / name, PLAN, county())
    handed_in(tmp_path / "a" / "b" / "c" / "too deep", PLAN, county())
    handed_in(tmp_path / OTHER, moved(PLAN), other(county()))
    names = ["第一次", "第2次", "第三次", "第十次"]
    assert by_county(submissions(tmp_path)) == {
        OTHER: [OTHER],
        CODE: [f"市/县/{name}" for name in names],
    }
    numbers = [one.number for one in submissions(tmp_path)[CODE]]
    assert numbers == [1, 2, 3, 4]


def test_the_days_on_the_cards_go_before_the_names(tmp_path: Path):
    handed_in(tmp_path / "a", card='{"submitted_on": "2025-07-01", "number": 5}', register=county())
    handed_in(tmp_path / "b", card='{"submitted_on": "2025-05-01"}', register=county())
    found = submissions(tmp_path)[CODE]
    assert [(one.told, one.number) for one in found] == [("b", 1), ("a", 5)]
    assert found[1].submitted_on == date(2025, 7, 1)
    handed_in(tmp_path / "c", register=county())  # without a day, no day counts
    assert by_county(submissions(tmp_path)) == {CODE: ["a", "b", "c"]}


@pytest.mark.parametrize(
    "card", ["{", "[]", '{"submitted_on": 7}', '{"number": 0}', '{"number": "2"}']
)
def test_a_card_that_says_nothing_is_told_and_left_aside(tmp_path: Path, card: str):
    handed_in(tmp_path / "a", card=card, register=county())
    (one,) = submissions(tmp_path)[CODE]
    assert (one.number, one.submitted_on) == (1, None)
    assert "submission.json" in judged(one).reasons[0]


def test_names_are_ordered_by_their_numbers_chinese_ones_too():
    names = ["第一次", "第2次", "第三次", "第十次", "第十二次", "第20次", "第二十一次"]
    assert sorted(["第二十一次", *names[:-1]], key=natural) == names


def test_a_folder_without_submissions_is_refused(tmp_path: Path):
    with pytest.raises(BadInput, match="没有报送材料"):
        submissions(tmp_path)
    with pytest.raises(BadInput, match="没有这个文件夹"):
        submissions(tmp_path / "none")


def test_a_register_is_taken_in_whatever_form_it_comes(tmp_path: Path):
    whole, zipped, book = tmp_path / "1", tmp_path / "2", tmp_path / "3"
    handed_in(whole, register=county())
    write_register(county(), handed_in(zipped) / "before.zip")
    write_workbook(county(), handed_in(book) / "现状台账.xlsx", masked=False)
    some = submissions(tmp_path)[CODE]
    first, second, third = (replace(judged(one), folder="", number=1) for one in some)
    assert first == second == third
    assert first.advice is Advice.RETURN


def test_an_opinion_counts_what_the_rules_found(folder: Path):
    first = judged(submissions(folder)[CODE][0])
    outcome = apply(Plan.from_yaml(PLAN), county())
    found = reviewed(county(), outcome=outcome).findings
    marks = Counter((str(one.mark), str(one.severity)) for one in found)
    for mark in Mark:
        assert first.total(mark) == marks[mark, "error"] + marks[mark, "warning"]
    ours = [one.message() for one in found if one.mark == "caused"]
    assert [one["message"] for one in first.findings] == ours
    assert first.errors + first.warnings == len(ours) > 0
    assert (first.plan, first.title, first.plan_hash) == ("p-1", "合并方案", outcome.plan.hash)
    known = {one.id: (one.before, one.after) for one in first.figures}
    assert known["bodies"] == (2, 1)
    assert known["people"] == (2, 2)


def test_what_a_plan_makes_worse_is_the_plans_own(tmp_path: Path):
    crowd = [{"id": f"r-{at}", "name": "某", "body": "fgj"} for at in range(14)]
    alone = county(people=crowd, positions=(), appointments=())
    cut = "- {id: c-1, kind: cut_posts, body: fgj, post_kind: administrative, posts: 2}\n"
    head, _changes, _rest = PLAN.partition("changes:\n")
    named = "- {id: c-1, kind: rename_body, body: gxj, name: 县工信局}\n"
    for name, changes in (("1", cut), ("2", named)):
        handed_in(tmp_path / name, f"{head}changes:\n{changes}", alone)
    worse, same = (judged(one) for one in submissions(tmp_path)[CODE])
    over = [one for one in worse.findings if one["rule"] == "REG-002"]
    assert [(one["where"], one["amount"], one["mark"]) for one in over] == [("fgj", 4, "worsened")]
    assert worse.total("worsened") == 1
    assert "REG-002" not in {one["rule"] for one in same.findings}
    assert ("REG-002", "fgj") in same.standing


def test_what_cannot_be_read_or_done_is_an_opinion_and_the_others_are_judged(tmp_path: Path):
    folder = tmp_path
    handed_in(folder / "浮山县", PLAN, county())
    handed_in(folder / "河曲县", "id: [", other(county()))
    handed_in(folder / "无台账", PLAN.replace(CODE, "140931"))
    lost = PLAN.replace(CODE, "140932").replace("gxj", "none")
    elsewhere = county(counties=[{"id": "140932", "name": "偏关县"}])
    handed_in(folder / "无此机构", lost, elsewhere)
    found = {one.county: one for one in review(folder)}
    assert {code: one.advice for code, one in found.items()} == {
        OTHER: Advice.INCOMPLETE,
        "140931": Advice.INCOMPLETE,
        "140932": Advice.IMPOSSIBLE,
        CODE: Advice.RETURN,
    }
    assert "YAML" in found[OTHER].reasons[0]
    assert "没有改革前台账" in found["140931"].reasons[0]
    assert "c-1" in found["140932"].reasons[0]
    assert [one.name for one in found.values()] == ["河曲县", "保德县", "偏关县", "浮山县"]


def test_a_fault_of_ours_ends_one_opinion_and_not_the_review(
    folder: Path, monkeypatch: pytest.MonkeyPatch
):
    def broken(*_values: object, **_more: object) -> object:
        raise pl.exceptions.PanicException("engine 14102719700301123X")

    monkeypatch.setattr(province, "reviewed", broken)
    odd = review(folder)[1]
    assert odd.advice is Advice.UNJUDGED
    assert "PanicException" in odd.reasons[0]
    assert "19700301" not in odd.reasons[0]


def test_a_register_with_faults_is_judged_and_returned(tmp_path: Path):
    stray = {"id": "x", "name": "某", "body": "nowhere"}
    handed_in(tmp_path / "a", PLAN, county(people=[*ROWS["people"], stray]))
    (opinion,) = review(tmp_path)
    assert opinion.advice is Advice.INCOMPLETE
    assert "台账数据有误：【人员】" in opinion.reasons[0]
    assert opinion.judged
    assert opinion.findings


def test_the_last_submission_stands_beside_the_one_before_it(opinions: list[Opinion]):
    last = opinions[1].last
    assert last is not None
    assert (last.judged, last.number) == (True, 1)
    then, now = caused(PLAN), caused(PLAN + CHANGE + SEAL)
    assert places(last.answered) == sorted(then - now)
    assert places(last.still) == sorted(then & now)
    assert places(last.new) == sorted(now - then)
    assert ("PLN-017", "gxj") in then - now, "the seal was handed in"
    assert ("PLN-017", "fgj") in now - then, "another one is to be"
    assert [one.id for one in last.added] == ["c-2"]
    assert "县发展和改革局" in last.added[0].words
    assert (last.removed, last.altered, last.unasked) == ((), (), ())


def caused(text: str) -> set[tuple[str, str]]:
    found = reviewed(county(), outcome=apply(Plan.from_yaml(text), county())).findings
    return {(one.rule.code, one.where) for one in found if one.mark == "caused"}


def test_an_overlay_holds_for_all_counties(folder: Path):
    off = Raised(
        rule="PLN-001", severity="off", since=date(2020, 1, 1), area="14", confirmed_by="省"
    )
    law = national_law().with_overlay(Law({}, {}, (off,), overlays=("山西补充规定",)))
    (_broken, judged_one) = review(folder, law=law)
    assert "PLN-001" not in {one["rule"] for one in judged_one.findings}
    assert dict(judged_one.not_judged)["PLN-001"] == "补充规定停用：省"
    assert judged_one.overlays == ("山西补充规定",)


def content(folder: Path) -> dict[str, bytes]:
    return {
        one.relative_to(folder).as_posix(): one.read_bytes()
        for one in folder.rglob("*")
        if one.is_file()
    }


def test_two_jobs_give_the_bytes_of_one(folder: Path, opinions: list[Opinion], tmp_path: Path):
    seen: list[tuple[str, int, int]] = []
    both = review(folder, jobs=2, progress=lambda one, at, of: seen.append((one.county, at, of)))
    assert both == opinions
    assert seen == [(OTHER, 1, 2), (CODE, 2, 2)]
    for name, some in (("1", opinions), ("2", both)):
        write_review(some, tmp_path / name)
    assert content(tmp_path / "1") == content(tmp_path / "2")
    assert set(content(tmp_path / "1")) == {
        "审核意见表.xlsx", "退回函/浮山县.docx", "退回函/河曲县.docx",
    }  # fmt: skip


def test_a_former_review_is_replaced_whole(opinions: list[Opinion], tmp_path: Path):
    write_review([opinion(name="某县")], tmp_path / "out")
    write_review(opinions, tmp_path / "out")
    assert "退回函/某县.docx" not in content(tmp_path / "out")
    assert {one.name for one in tmp_path.iterdir()} == {"out"}


def test_the_table_says_what_the_opinions_say(opinions: list[Opinion], tmp_path: Path):
    write_opinions(tmp_path, opinions)
    book = load_workbook(tmp_path / "审核意见表.xlsx")
    assert book.sheetnames == ["汇总", "按规则", "明细", "指标", "与上次比较", "未判定"]
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert sheet.auto_filter.ref
        assert sheet.freeze_panes
        assert sheet.print_title_rows
    broken, whole = opinions
    rows = list(book["汇总"].iter_rows(min_row=4, values_only=True))
    heads = [one for one in rows[0] if one]
    assert heads[:5] == ["县代码", "县", "方案", "第几次报送", "变更数"]
    assert heads[-3:] == ["建议意见（草稿）", "审核人", "日期"]
    assert rows[1][:2] == (OTHER, "河曲县")
    assert rows[1][5:11] == (None,) * 6
    assert rows[1][-3:] == ("建议退回：材料不全", None, None)
    shown = (whole.errors, whole.warnings, 0, 0, whole.total("left"), len(whole.not_judged))
    assert rows[2][:11] == (CODE, "浮山县", "合并方案", 2, 2, *shown)
    last = whole.last
    assert last is not None
    assert rows[2][11:14] == (len(last.new), len(last.answered), len(last.still))
    assert rows[2][14:16] == (2, 1)
    assert rows[3][:2] == (None, "已核对 1 县合计")
    details = list(book["明细"].iter_rows(min_row=4, values_only=True))
    assert details[0][7] == broken.reasons[0]
    assert [row[7] for row in details[1:]] == [one["message"] for one in whole.findings]
    by_rule = {row[0]: row for row in book["按规则"].iter_rows(min_row=4, values_only=True)}
    counts = Counter(one["rule"] for one in whole.findings)
    assert {rule: row[4] for rule, row in by_rule.items()} == counts
    assert {row[5] for row in by_rule.values()} == {"—"}
    figures = list(book["指标"].iter_rows(min_row=4, values_only=True))
    assert (CODE, "浮山县", "党政机构", "个", 2, 1, -1) in figures
    compared_rows = list(book["与上次比较"].iter_rows(min_row=4, values_only=True))
    assert ("浮山县", "已改", "PLN-017") in [row[:3] for row in compared_rows]


def test_a_letter_gives_each_rule_its_article_places_and_way_out(
    opinions: list[Opinion], tmp_path: Path
):
    write_opinions(tmp_path, opinions)
    letter = Document(str(tmp_path / "退回函" / "浮山县.docx"))
    texts = [one.text for one in letter.paragraphs]
    assert texts[:3] == [
        "关于建议退回修改《合并方案》的函", "（草稿）", "中共浮山县委机构编制委员会办公室：",
    ]  # fmt: skip
    assert texts == [one.text for one in lines(opinions[1])]
    count = sum(one["rule"] == "PLN-001" for one in opinions[1].findings)
    point = next(at for at, text in enumerate(texts) if f"PLN-001，{count}处" in text)
    assert "第九条" in texts[point + 1]
    assert texts[point + 2].startswith("涉及：1. 合并方案")
    assert texts[point + 3].startswith("怎么办：")
    last = opinions[1].last
    assert last is not None
    told = f"已改{len(last.answered)}处，仍在{len(last.still)}处"
    assert any(told in text for text in texts)
    assert "本意见为系统生成的草稿，须由审核人签署后生效。没有提示不等于合法。" in texts
    assert opinions[1].plan_hash[:12] in texts[-4]
    assert texts[-2].startswith("审核人（签名）")
    assert not any(name in "".join(texts) for name in ("赵一", "钱二"))
    decided = ("同意", "批准如下", "不予批准", "决定退回")
    assert not any(word in "".join(texts) for word in decided)


def test_identity_numbers_leave_with_no_opinion(tmp_path: Path):
    number = "14102719700301123X"
    named = {"id": "fgj", "name": f"县局{number}", "kind": "government_department"}
    bodies = [named, *(one for one in ROWS["bodies"] if one["id"] != "fgj")]
    handed_in(tmp_path / "a", PLAN, county(bodies=bodies))
    write_review(review(tmp_path), tmp_path / "out")
    texts = [one.text for one in Document(str(tmp_path / "out/退回函/浮山县.docx")).paragraphs]
    book = load_workbook(tmp_path / "out" / "审核意见表.xlsx")
    cells = [str(one) for sheet in book for row in sheet.values for one in row]
    assert not any("19700301" in text for text in (*texts, *cells))


def test_personnel_files_beside_the_plan_are_judged(tmp_path: Path):
    handed_in(tmp_path / "1", PLAN, county())
    place = handed_in(tmp_path / "2", PLAN, county()) / "placement"
    place.mkdir()
    write_personnel_template(place / "安置.xlsx")
    book = load_workbook(place / "安置.xlsx")
    sheet = book["安置表"]
    heads = [cell.value for cell in sheet[1]]
    sheet.append(
        [{"编号": "z-1", "人员": "r-fgj-c1", "去向": "原岗留任"}.get(one) for one in heads]
    )
    book.save(place / "安置.xlsx")
    without, with_files = (judged(one) for one in submissions(tmp_path)[CODE])
    assert "PLC-001" in dict(without.not_judged)
    assert "PLC-001" not in dict(with_files.not_judged)
    (place / "安置.xlsx").write_bytes(b"no book")
    broken = judged(submissions(tmp_path)[CODE][1])
    assert (broken.advice, broken.judged) == (Advice.INCOMPLETE, True)
    assert "安置.xlsx" in broken.reasons[0]

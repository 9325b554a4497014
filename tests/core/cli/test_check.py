"""`check` and `rules`: what is found is told, and the exit code says how it stands."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from sanding.base.translation import in_language
from sanding.exchange import read_workbook
from sanding.register.personnel import PERSONNEL
from sanding.rules.catalogue import CATALOGUE, RULES
from sanding.rules.waiting import NOT_YET
from tests.builders import CODE, DAY, county
from tests.core.cli.calls import Answer, Sanding, filled, one_line, put, text

OVERLAY = """\
area = "14"
title = "某省补充规定"
"""
SETTING = """
[rules.{code}]
severity = "{severity}"
since = 2020-01-01
confirmed_by = "某省编办"
"""


def overlay(place: Path, *codes: str, severity: str = "warning") -> Path:
    settings = (SETTING.format(code=code, severity=severity) for code in codes)
    return text(place, OVERLAY + "".join(settings))


def blocking(answer: Answer) -> set[str]:
    """Rules that have a finding which blocks."""
    return {one["rule"] for one in answer.plain["findings"] if one["severity"] == "error"}


def placement(place: Path, **row: Any) -> Path:
    """A workbook with one placement."""
    table = PERSONNEL["placements"]
    book = Workbook()
    book.active.title = table.label
    columns = [column for column in table.columns if column.name != "county"]
    book.active.append([column.label for column in columns])
    whole = {"id": "z-1", "person": "r-fgj-c1", "outcome": "原岗留任", **row}
    book.active.append([whole.get(column.name) for column in columns])
    book.save(place)
    return place


def test_findings_that_block_end_with_1(sanding: Sanding, reg: Path):
    answer = sanding("check", reg)
    assert (answer.code, answer.err) == (1, "")
    assert "现状台账：数据完整" in answer.out
    assert "REG-001 机构须有批准文件　《地方各级人民政府机构设置和编制管理条例》" in answer.out
    assert "县发展和改革局缺少批准文号、批准日期或批准机关" in answer.out
    assert "没有提示不等于合法" in answer.out


def test_warnings_alone_end_with_0(sanding: Sanding, reg: Path, tmp_path: Path):
    codes = blocking(sanding("check", reg, "--json"))
    assert codes
    milder = overlay(tmp_path / "省.toml", *codes)
    answer = sanding("check", reg, "--overlay", milder, "--json")
    assert (answer.code, answer.plain["errors"]) == (0, 0)
    assert codes <= {one["rule"] for one in answer.plain["findings"]}
    assert answer.plain["law"]["overlays"] == ["某省补充规定"]


def test_damaged_data_end_with_1_whatever_the_rules_say(sanding: Sanding, tmp_path: Path):
    broken = put(county(duties=({"id": "d-1", "name": "职责", "body": "gone"},)), tmp_path / "bad")
    milder = overlay(tmp_path / "省.toml", *blocking(sanding("check", broken, "--json")))
    answer = sanding("check", broken, "--overlay", milder, "--json")
    assert answer.plain["errors"] == 0
    assert len(answer.plain["before"]) == answer.code == 1


def test_a_rule_that_an_overlay_turns_off_is_named_as_not_judged(
    sanding: Sanding, reg: Path, tmp_path: Path
):
    off = overlay(tmp_path / "省.toml", "REG-001", severity="off")
    told = sanding("check", reg, "--overlay", off, "--json").plain
    assert "REG-001" not in {one["rule"] for one in told["findings"]}
    assert {"rule": "REG-001", "reason": "补充规定停用：某省编办"} in told["not_judged"]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("area = '14'\n[rules.REG-999]\nseverity='off'", "第2行：没有规则 REG-999"),
        ("area = '14'\n[[no_such_figure]]\nvalue = 1", "没有“no_such_figure”这个数值"),
        ("area = 山西", "不是有效的 TOML"),
    ],
)
def test_a_bad_overlay_is_one_line(
    sanding: Sanding, reg: Path, tmp_path: Path, written: str, said: str
):
    bad = text(tmp_path / "省.toml", written)
    for words in (("check", reg), ("rules",)):
        line = one_line(sanding(*words, "--overlay", bad))
        assert line.startswith("错误：【省.toml】")
        assert said in line


def test_an_overlay_that_is_not_there_is_one_line(sanding: Sanding, reg: Path, tmp_path: Path):
    assert "没有这个文件" in one_line(sanding("check", reg, "--overlay", tmp_path / "none.toml"))


def test_a_plan_is_judged_before_after_and_by_itself(sanding: Sanding, reg: Path, plan: Path):
    told = sanding("check", reg, "--plan", plan, "--json").plain
    assert (told["before"], told["after"], told["losses"]) == ([], [], [])
    marks = {one["rule"]: one["mark"] for one in told["findings"]}
    assert marks["PLN-001"] == "caused"
    assert marks["REG-018"] == "left"
    shown = sanding("check", reg, "--plan", plan)
    assert shown.code == 1
    for said in ("施行方案后：数据完整", "方案造成", "方案消除", "原有未变", "〔方案造成〕"):
        assert said in shown.out


def test_without_a_plan_no_rule_on_plans_is_asked(sanding: Sanding, reg: Path):
    told = sanding("check", reg, "--json").plain
    asked = [*told["findings"], *told["not_judged"]]
    assert {one["rule"].partition("-")[0] for one in asked} == {"REG", "RFM", "PLC"}
    assert not [one for one in told["findings"] if "mark" in one]


def test_json_gives_what_a_program_needs(sanding: Sanding, reg: Path):
    told = sanding("check", reg, "--json").plain
    assert told["law"] == {"on": DAY.isoformat(), "area": CODE, "overlays": []}
    (one,) = (one for one in told["findings"] if one["rule"] == "REG-018")
    assert (one["table"], one["where"], one["severity"]) == ("bodies", "zwzx", "error")
    assert one["articles"][0].startswith("《事业单位登记管理暂行条例》")
    assert one["message"].startswith("县政务服务中心未登记")
    assert told["errors"] == sum(one["severity"] == "error" for one in told["findings"])


def test_the_law_of_another_day_can_be_asked(sanding: Sanding, reg: Path):
    told = sanding("check", reg, "--on", "1990-01-01", "--json").plain
    silent = {one["rule"]: one["reason"] for one in told["not_judged"]}
    assert silent["REG-001"] == "1990-01-01 尚未施行所依据的文件"


def test_one_rule_can_be_listed_whole(sanding: Sanding, tmp_path: Path):
    bodies = [
        {"id": f"b-{n}", "name": f"第{n}局", "kind": "government_department"} for n in range(9)
    ]
    rest = dict.fromkeys(
        ("sections", "establishment", "leadership", "positions", "people", "appointments",
         "duties"), (),
    )  # fmt: skip
    reg = put(county(bodies=bodies, **rest), tmp_path / "reg")
    short, whole = sanding("check", reg), sanding("check", reg, "--rule", "REG-001")
    assert "……另有 6 处，用 --rule REG-001 全部列出" in short.out
    assert [name for name in (f"第{n}局" for n in range(9)) if name not in whole.out] == []
    assert "REG-021" in short.out
    assert "\nREG-021 " not in whole.out
    told = sanding("check", reg, "--rule", "REG-001", "--json").plain
    assert {one["rule"] for one in told["findings"]} == {"REG-001"}
    assert len(told["findings"]) == 9


def test_it_speaks_english_if_asked(sanding: Sanding, reg: Path):
    told = sanding("check", reg, "--lang", "en", "--json").plain
    (one,) = (one for one in told["findings"] if one["rule"] == "REG-018")
    title = RULES["REG-018"].title
    assert one["title"] == in_language(title, "en") != title
    shown = sanding("check", reg, "--lang", "en").out
    assert "lacks the number, the date or the authority" in shown
    assert "--lang" in one_line(sanding("check", reg, "--lang", "fr"))


def test_the_register_comes_back_with_its_findings_in_it(sanding: Sanding, tmp_path: Path):
    book, out = filled(tmp_path / "台账.xlsx", county()), tmp_path / "提示.xlsx"
    assert sanding("check", book, "--annotate", out).code == 1
    sheet = load_workbook(out)["机构"]
    (row,) = (row for row in sheet.iter_rows(min_row=2) if row[0].value == "zwzx")
    assert "REG-001" in row[0].comment.text
    assert read_workbook(out).hash == county().hash, "it can be corrected and imported"


def test_with_a_plan_the_register_after_is_annotated(
    sanding: Sanding, reg: Path, plan: Path, tmp_path: Path
):
    out = tmp_path / "提示.xlsx"
    sanding("check", reg, "--plan", plan, "--annotate", out, "--lang", "en")
    book = load_workbook(out)
    ids = [row[0].value for row in book["机构"].iter_rows(min_row=2)]
    assert "gxj" not in ids
    assert "caused by the plan" in [row[3].value for row in book.worksheets[0].iter_rows()]


def test_what_is_there_is_not_annotated_over(sanding: Sanding, tmp_path: Path):
    book = filled(tmp_path / "台账.xlsx", county())
    whole = book.read_bytes()
    assert "未作任何改动" in one_line(sanding("check", book, "--annotate", book))
    assert book.read_bytes() == whole


def test_personnel_files_are_judged_with_the_plan(
    sanding: Sanding, reg: Path, plan: Path, tmp_path: Path
):
    files = placement(tmp_path / "安置.xlsx", body="fgj")
    silent = sanding("check", reg, "--plan", plan, "--json").plain["not_judged"]
    assert {"rule": "PLC-001", "reason": "没有安置表数据"} in silent
    told = sanding("check", reg, "--plan", plan, "--placement", files, "--json")
    assert told.code == 1
    assert "没有安置表数据" not in {one["reason"] for one in told.plain["not_judged"]}


def test_ids_that_the_plan_gives_stand_in_personnel_files(
    sanding: Sanding, reg: Path, tmp_path: Path
):
    plan = text(
        tmp_path / "plan.yaml",
        f"id: p\ntitle: 组建\ncounty: '{CODE}'\nchanges:\n"
        f"- {{id: c-1, kind: create_body, county: '{CODE}', body: xj, name: 县新局,"
        " body_kind: government_department, level: zhengke, reason: 新设, basis: 无}\n",
    )
    files = placement(tmp_path / "安置.xlsx", body="xj")
    assert sanding("check", reg, "--plan", plan, "--placement", files).code == 1
    said = one_line(sanding("check", reg, "--placement", files))
    assert said.startswith("错误：【安置表】第2行“安置机构(D)”列：“xj”在【机构】表中没有")


def test_every_fault_of_personnel_files_is_a_line(sanding: Sanding, reg: Path, tmp_path: Path):
    day = date(2020, 9, 1)
    files = placement(tmp_path / "安置.xlsx", person="r-0", outcome="下岗", effective_on=day)
    answer = sanding("check", reg, "--placement", files)
    assert (answer.code, answer.out, answer.err.count("\n")) == (2, "", 2)
    assert "第2行" in answer.err


def test_the_template_of_personnel_files_can_be_read(sanding: Sanding, reg: Path, tmp_path: Path):
    out = tmp_path / "安置.xlsx"
    answer = sanding("template", "--placement", "-o", out)
    assert answer.code == 0
    assert answer.out.startswith("已写出空白安置材料：")
    assert sanding("check", reg, "--placement", out, "--json").code == 1


def test_rules_are_listed_with_those_that_wait(sanding: Sanding):
    answer = sanding("rules", "--json")
    assert answer.code == 0
    codes = [one["rule"] for one in answer.plain]
    assert codes == [*(rule.code for rule in CATALOGUE), *NOT_YET]
    shown = sanding("rules").out
    assert "机构须有批准文件" in shown
    assert "尚未提供" in shown


def test_a_rule_explains_itself(sanding: Sanding):
    rule = RULES["REG-011"]
    for code in ("REG-011", "reg-011"):
        answer = sanding("rules", code)
        assert answer.code == 0
        for said in (rule.title, rule.why, rule.mends, rule.limits, rule.confirm):
            assert str(said) in answer.out.replace("\n", "")
    (told,) = sanding("rules", "REG-011", "--json").plain
    assert [one["name"] for one in told["figures"]] == list(rule.figures)


def test_a_rule_that_waits_says_so(sanding: Sanding):
    code = next(iter(NOT_YET))
    (told,) = sanding("rules", code, "--json").plain
    assert told["not_yet"] is True
    assert "尚未提供" in sanding("rules", code).out


@pytest.mark.parametrize("code", ["reg-999", "机构", "REG"])
def test_a_rule_that_there_is_not_is_one_line(sanding: Sanding, code: str):
    said = one_line(sanding("rules", code))
    assert said == f"错误：没有规则 {code.upper()}；用 sanding rules 查看全部编号\n"

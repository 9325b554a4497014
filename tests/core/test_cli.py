"""The command line as others call it: what it prints, writes and answers with."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from sanding.cli import main
from sanding.exchange import read_csvs, read_register, read_workbook, write_register, write_workbook
from sanding.register import Register
from sanding.register.kinds import Certainty
from tests import pilots
from tests.builders import CODE, DAY, ROWS, county

PLAN = """\
id: p-1
title: 合并方案
county: '141027'
changes:
- {id: c-1, kind: absorb_body, absorbed: gxj, into: fgj, reason: 职能相近, basis: 试点安排}
"""
KEPT = {name for name in ROWS if name != "bodies"}
FIGURE = {"id", "label", "before", "after", "unit", "direction", "scope", "rests_on", "published"}
COMPUTED = {
    "bodies", "bodies_party", "bodies_government", "leadership_posts", "institutions",
    "institution_posts", "township_posts", "sections_civil_affairs_hr", "enforcement_teams",
    "budget_units", "windows_insurance", "townships", "over_posts_people", "people",
    "orphan_duties",
}  # fmt: skip


@dataclass
class Answer:
    """What a call left: exit code and the two streams."""

    code: int
    out: str
    err: str

    @property
    def plain(self) -> Any:
        return json.loads(self.out)


Sanding = Callable[..., Answer]


@pytest.fixture
def sanding(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Sanding:
    """Call the command line within this process."""

    def call(*words: object) -> Answer:
        monkeypatch.setattr(sys, "argv", ["sanding", *map(str, words)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as end:
            main()
        return Answer(int(end.value.code or 0), *capsys.readouterr())

    return call


@pytest.fixture
def reg(tmp_path: Path) -> Path:
    return put(county(), tmp_path / "reg")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return text(tmp_path / "plan.yaml", PLAN)


def put(register: Register, place: Path) -> Path:
    write_register(register, place)
    return place


def text(place: Path, content: str) -> Path:
    place.write_text(content, encoding="utf-8")
    return place


def faulty(place: Path) -> Path:
    return put(county(duties=({"id": "d-1", "name": "无主职责", "body": "gone"},)), place)


def one_line(answer: Answer) -> str:
    """What broken input must give: exit code 2, one line of reason, nothing else."""
    assert answer.code == 2
    assert answer.err.count("\n") == 1, answer.err
    assert "Traceback" not in answer.err
    assert answer.out == ""
    return answer.err


# demo


@pytest.fixture(scope="module", params=pilots.NAMES)
def dossier(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    place = tmp_path_factory.mktemp("demo") / request.param
    words = ["demo", "--county", request.param, "--out", place, "--json"]
    done = subprocess.run(
        [sys.executable, "-m", "sanding", *map(str, words)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return request.param, place, json.loads(done.stdout)


def test_demo_gives_the_figures_in_the_agreed_shape(dossier: Any):
    name, _, plain = dossier
    assert plain["county"] == {"fushan": "浮山县", "hequ": "河曲县"}[name]
    assert {one["id"] for one in plain["figures"]} >= COMPUTED
    for one in plain["figures"]:
        assert one.keys() >= FIGURE
        assert one["rests_on"].keys() == {"documented", "typical", "synthetic"}
        assert sum(one["rests_on"].values()) == pytest.approx(1 if one["after"] else 0)
        for said in one["published"]:
            assert said.keys() >= {"before", "after", "change", "source"}
            assert said["source"]


def test_demo_gives_the_figures_of_the_registers(dossier: Any):
    name, _, plain = dossier
    for one in plain["figures"]:
        assert one["before"] == pilots.values(name, "before")[one["id"]], one["id"]
        assert one["after"] == pilots.values(name, "after")[one["id"]], one["id"]


def test_demo_leaves_a_whole_dossier(dossier: Any):
    name, place, plain = dossier
    assert {path.name for path in place.iterdir()} == {
        "before", "after", "plan.yaml", "ledger.csv", "ledger-lines.csv", "succession.csv",
        "changes.csv", "indicators.json", "dossier.json", "改革前后对照.xlsx", "现状台账.xlsx",
    }  # fmt: skip
    card = json.loads((place / "dossier.json").read_text(encoding="utf-8"))
    assert card["balanced"] is True
    for when in ("before", "after"):
        assert read_register(place / when).hash == card[f"{when}_hash"]
        assert card[f"{when}_hash"] == pilots.register(name, when).hash
    indicators = json.loads((place / "indicators.json").read_text(encoding="utf-8"))
    assert indicators["figures"] == plain["figures"]
    assert load_workbook(place / "改革前后对照.xlsx", read_only=True).sheetnames
    assert [path.name for path in place.parent.iterdir()] == [name]


def test_demo_shows_a_table_and_where_the_dossier_is(sanding: Sanding, tmp_path: Path):
    shown = sanding("demo", "--seed", 7, "--out", tmp_path / "d")
    assert shown.code == 0
    for word in ("浮山县", "改革前", "改革后", "公布数据", "1,944", "970", "增减平衡表"):
        assert word in shown.out
    again = sanding("demo", "--out", tmp_path / "d", "--json")
    assert again.code == 0, "a former dossier is replaced"
    assert again.plain["dossier"] == str(tmp_path / "d")


def test_demo_leaves_a_folder_of_others_alone(sanding: Sanding, tmp_path: Path):
    text(tmp_path / "notes.txt", "mine")
    assert "已有别的内容" in one_line(sanding("demo", "--out", tmp_path, "--json"))
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_demo_knows_two_counties(sanding: Sanding):
    assert sanding("demo", "--county", "taigu").code == 2


# template and import


def filled(place: Path, register: Register) -> Path:
    write_workbook(register, place, masked=False)
    return place


def test_a_template_has_a_sheet_per_table_in_chinese(sanding: Sanding, tmp_path: Path):
    assert sanding("template", "-o", tmp_path / "t.xlsx").code == 0
    sheets = load_workbook(tmp_path / "t.xlsx").sheetnames
    assert {"说明", "机构", "编制", "人员", "职责"} <= set(sheets)


def test_an_empty_template_is_refused_in_one_line(sanding: Sanding, tmp_path: Path):
    sanding("template", "-o", tmp_path / "t.xlsx")
    one_line(sanding("import", tmp_path / "t.xlsx", "-o", tmp_path / "reg"))
    assert not (tmp_path / "reg").exists()


def test_a_workbook_becomes_a_register(sanding: Sanding, tmp_path: Path):
    book = filled(tmp_path / "台账.xlsx", county())
    answer = sanding("import", book, "-o", tmp_path / "reg", "--on", DAY, "--json")
    assert answer.code == 0
    assert answer.plain["written"] is True
    assert answer.plain["hash"] == county().hash == read_register(tmp_path / "reg").hash
    assert answer.plain["rows"]["duties"] == 2


def messy(place: Path) -> Path:
    """A list as offices have it: title row, merged units, odd dates, a row of totals."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (
        ["浮山县机关事业单位人员花名册"],
        ["工作单位", "科室", "姓 名", "性别", "出生年月", "编制性质", "人员身份", "职务"],
        ["县发展和改革局", "公交股", "赵一", "男", "1970.03", "行政", "公务员", "局长"],
        [None, None, "钱二", "女", "１９８０．０５", "行政", "公务员", "科员"],
        ["县政务服务中心", None, "孙三", "女", "1985-06-01", "事业编", "管理人员", None],
        ["合计", 3],
    ):
        sheet.append(line)
    book.save(place)
    return place


def test_a_messy_list_becomes_a_register_and_its_mapping_is_kept(sanding: Sanding, tmp_path: Path):
    book, out, saved = messy(tmp_path / "名册.xlsx"), tmp_path / "reg", tmp_path / "m.yaml"
    first = sanding("import", book, "-o", out, "--county", CODE, "--save-mapping", saved, "--json")
    assert first.code == 0
    assert (first.plain["rows"]["people"], first.plain["rows"]["bodies"]) == (3, 2)
    assert any("合计" in note for note in first.plain["notes"])
    assert "姓" in saved.read_text(encoding="utf-8")
    other = tmp_path / "other"
    second = sanding("import", book, "-o", other, "--county", CODE, "--mapping", saved, "--json")
    assert second.plain["hash"] == first.plain["hash"]
    assert sanding("check", out).code == 0


def test_a_list_without_its_county_is_refused(sanding: Sanding, tmp_path: Path):
    book = messy(tmp_path / "名册.xlsx")
    assert "--county" in one_line(sanding("import", book, "-o", tmp_path / "reg"))


def shorter() -> Register:
    """The small county with a duty renamed and one left out."""
    return county(duties=({"id": "d-1", "name": "拟订规划", "theme": "规划", "body": "fgj"},))


def test_a_second_import_shows_and_does_not_write(sanding: Sanding, tmp_path: Path, reg: Path):
    book, before = filled(tmp_path / "新.xlsx", shorter()), read_register(reg).hash
    shown = sanding("import", book, "-o", reg)
    assert shown.code == 0
    assert "没有写入" in shown.out
    assert "拟订发展规划 → 拟订规划" in shown.out
    asked = sanding("import", book, "-o", reg, "--json").plain
    assert asked["written"] is False
    assert {one["table"] for one in asked["differences"]} == {"duties"}
    assert read_register(reg).hash == before


def test_a_second_import_keeps_what_the_new_table_leaves_out(
    sanding: Sanding, tmp_path: Path, reg: Path
):
    book = filled(tmp_path / "新.xlsx", shorter())
    assert sanding("import", book, "-o", reg, "--yes").code == 0
    duties = dict(read_register(reg).frame("duties").select("id", "name").rows())
    assert duties == {"d-1": "拟订规划", "d-2": "管理工业运行"}


def test_a_second_import_removes_only_when_told_to(sanding: Sanding, tmp_path: Path, reg: Path):
    book = filled(tmp_path / "新.xlsx", shorter())
    assert sanding("import", book, "-o", reg, "--yes", "--remove").code == 0
    assert read_register(reg).frame("duties")["id"].to_list() == ["d-1"]


def test_the_same_import_twice_changes_nothing(sanding: Sanding, tmp_path: Path, reg: Path):
    book = filled(tmp_path / "台账.xlsx", county())
    answer = sanding("import", book, "-o", reg)
    assert answer.code == 0
    assert "没有差异" in answer.out
    assert read_register(reg).hash == county().hash


# check, apply, revert, diff


def test_check_passes_a_whole_register_and_plan(sanding: Sanding, reg: Path, plan: Path):
    assert sanding("check", reg).code == 0
    answer = sanding("check", reg, "--plan", plan, "--json")
    assert answer.code == 0
    assert answer.plain == {"before": [], "after": [], "losses": []}


def test_check_finds_a_duty_whose_body_is_gone(sanding: Sanding, tmp_path: Path):
    place = faulty(tmp_path / "bad")
    shown = sanding("check", place)
    assert shown.code == 1
    assert "1 处错误" in shown.out
    (fault,) = sanding("check", place, "--json").plain["before"]
    assert (fault["table"], fault["key"], fault["value"]) == ("duties", "d-1", "gone")
    assert fault["code"] == "missing_reference"


def test_apply_writes_the_register_after(sanding: Sanding, reg: Path, plan: Path, tmp_path: Path):
    answer = sanding("apply", reg, plan, "-o", tmp_path / "after", "--json")
    assert answer.code == 0
    assert answer.plain["changes"] == 1
    assert {"table": "bodies", "id": "gxj", "heir_table": "bodies", "heir": "fgj"} in answer.plain[
        "succession"
    ]
    assert all(line["balance"] == 0 for line in answer.plain["ledger"])
    after = read_register(tmp_path / "after")
    assert after.hash == answer.plain["after_hash"]
    assert "gxj" not in after.frame("bodies")["id"].to_list()
    assert read_register(reg).hash == answer.plain["before_hash"], "the register given stays"


def test_apply_shows_the_ledger(sanding: Sanding, reg: Path, plan: Path, tmp_path: Path):
    answer = sanding("apply", reg, plan, "-o", tmp_path / "after")
    assert answer.code == 0
    assert "增减平衡表" in answer.out
    assert "已施行 1 项变更" in answer.out


def test_apply_refuses_a_plan_for_another_baseline(sanding: Sanding, reg: Path, tmp_path: Path):
    bound = text(
        tmp_path / "bound.yaml", PLAN.replace("changes:", f"baseline: {'0' * 64}\nchanges:")
    )
    assert "现状与这份台账不同" in one_line(sanding("apply", reg, bound, "-o", tmp_path / "after"))
    assert not (tmp_path / "after").exists()


@pytest.mark.parametrize(("old", "new"), [("into: fgj", "into: gxj"), ("absorbed: gxj",
                                          "absorbed: none")])  # fmt: skip
def test_an_impossible_plan_ends_with_3_and_the_reason(
    sanding: Sanding, reg: Path, tmp_path: Path, old: str, new: str
):
    bad = text(tmp_path / "bad.yaml", PLAN.replace(old, new))
    for words in (("apply", reg, bad, "-o", tmp_path / "x"), ("check", reg, "--plan", bad)):
        answer = sanding(*words)
        assert answer.code == 3
        assert answer.err.startswith("无法施行：变更 c-1")
        assert answer.err.count("\n") == 1
    assert not (tmp_path / "x").exists()


def test_revert_gives_the_register_before(sanding: Sanding, reg: Path, plan: Path, tmp_path: Path):
    after, back = tmp_path / "after", tmp_path / "back"
    sanding("apply", reg, plan, "-o", after)
    assert sanding("revert", after, plan, "-o", back).code == 0
    assert read_register(back).hash == read_register(reg).hash
    assert "无从撤回" in one_line(sanding("revert", reg, plan, "-o", tmp_path / "x"))


def test_diff_names_every_cell(sanding: Sanding, reg: Path, tmp_path: Path):
    other = put(shorter(), tmp_path / "other")
    found = sanding("diff", reg, other, "--json")
    assert found.code == 0
    changed = [one for one in found.plain if one["op"] == "change"]
    assert [(c["table"], c["column"], c["before"], c["after"]) for c in changed][0] == (
        "duties", "name", "拟订发展规划", "拟订规划"
    )  # fmt: skip
    assert {one["key"] for one in found.plain if one["op"] == "remove"} == {'["d-2"]'}
    assert "拟订发展规划 → 拟订规划" in sanding("diff", reg, other).out
    assert sanding("diff", reg, reg, "--json").plain == []


# indicators and export


def test_indicators_of_a_register_alone_have_no_after(sanding: Sanding, reg: Path):
    answer = sanding("indicators", reg, "--json")
    assert answer.code == 0
    lines = {one["id"]: one for one in answer.plain["figures"]}
    assert answer.plain["county"] == "浮山县"
    assert (lines["bodies"]["before"], lines["bodies"]["after"]) == (2, None)
    assert "党政机构" in sanding("indicators", reg).out


def test_indicators_with_a_plan_show_both_sides(sanding: Sanding, reg: Path, plan: Path):
    lines = {one["id"]: one for one in sanding("indicators", reg, plan, "--json").plain["figures"]}
    assert (lines["bodies"]["before"], lines["bodies"]["after"]) == (2, 1)
    assert lines["approved_administrative"]["before"] == lines["approved_administrative"]["after"]


def test_export_writes_every_form_and_each_reads_back(sanding: Sanding, reg: Path, tmp_path: Path):
    whole = read_register(reg).hash
    readers = {
        "book.xlsx": ("xlsx", lambda place: read_workbook(place, day=DAY)),
        "csv": ("csv", lambda place: read_csvs(place, day=DAY)),
        "parquet": ("parquet", read_register),
        "reg.zip": ("zip", read_register),
    }
    for name, (form, reader) in readers.items():
        answer = sanding("export", reg, "--as", form, "-o", tmp_path / name)
        assert answer.code == 0, answer.err
        assert reader(tmp_path / name).hash == whole, form


def test_a_zip_is_called_a_zip(sanding: Sanding, reg: Path, tmp_path: Path):
    sanding("export", reg, "--as", "zip", "-o", tmp_path / "reg-1")
    assert (tmp_path / "reg-1.zip").is_file()


def test_export_masks_what_is_sensitive_unless_told_not_to(sanding: Sanding, tmp_path: Path):
    number = "110105194912310021"
    person = {**ROWS["people"][0], "id_number": number}
    place = put(county(people=(person, ROWS["people"][1])), tmp_path / "reg")
    for name, words, shown in (("masked", (), False), ("open", ("--unmasked",), True)):
        book = tmp_path / f"{name}.xlsx"
        assert sanding("export", place, "-o", book, *words).code == 0
        cells = [str(cell.value) for sheet in load_workbook(book) for row in sheet for cell in row]
        assert (number in cells) is shown


# what is broken


def broken(kind: str, folder: Path) -> Path:
    place = folder / {"xlsx": "a.xlsx", "zip": "a.zip", "csv": "csv"}.get(kind, "reg")
    if kind in ("xlsx", "zip"):
        place.write_bytes(b"PK\x03\x04 not really")
    elif kind == "csv":
        place.mkdir()
        (place / "bodies.csv").write_text("id,name\n1", encoding="utf-8")
    elif kind == "empty":
        place.mkdir()
    elif kind != "missing":
        put(county(), place)
        spoil = {
            "card": ("register.json", b"{"), "parquet": ("bodies.parquet", b"PAR1 no"),
        }[kind]  # fmt: skip
        (place / spoil[0]).write_bytes(spoil[1])
    return place


@pytest.mark.parametrize("command", ["check", "indicators", "diff", "apply", "revert", "export"])
@pytest.mark.parametrize("kind", ["missing", "empty", "xlsx", "zip", "card", "parquet"])
def test_a_broken_register_gives_one_line(
    sanding: Sanding, tmp_path: Path, plan: Path, command: str, kind: str
):
    place, out = broken(kind, tmp_path), tmp_path / "out"
    more: tuple[object, ...] = {
        "diff": (place,), "apply": (plan, "-o", out), "revert": (plan, "-o", out),
        "export": ("-o", out),
    }.get(command, ())  # fmt: skip
    assert one_line(sanding(command, place, *more)).startswith("错误：")
    assert not out.exists()


@pytest.mark.parametrize("kind", ["missing", "empty", "xlsx", "zip", "card", "parquet"])
def test_a_broken_file_is_not_imported(sanding: Sanding, tmp_path: Path, kind: str):
    place = broken(kind, tmp_path)
    one_line(sanding("import", place, "-o", tmp_path / "out"))
    assert not (tmp_path / "out").exists()


def test_every_fault_of_a_workbook_has_its_line(sanding: Sanding, tmp_path: Path):
    book = filled(tmp_path / "台账.xlsx", county())
    cells = load_workbook(book)
    sheet = cells["职责"]
    heads = {str(cell.value).rstrip("*"): cell.column for row in sheet.iter_rows(max_row=3)
             for cell in row}  # fmt: skip
    column = next(at for name, at in heads.items() if name.startswith("牵头机构"))
    for number in (sheet.max_row - 1, sheet.max_row):
        sheet.cell(number, column).value = "gone"
    cells.save(book)
    answer = sanding("import", book, "-o", tmp_path / "out")
    assert answer.code == 2
    lines = answer.err.splitlines()
    assert len(lines) == 2
    assert all(line.startswith("错误：【职责】第") and "gone" in line for line in lines)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "content",
    [
        "a: [",
        "[]",
        "id: x",
        PLAN.replace("absorb_body", "nothing"),
        PLAN.replace("into", "onto"),
        "\0",
    ],
)
@pytest.mark.parametrize("command", ["apply", "indicators", "check"])
def test_a_broken_plan_ends_with_2(
    sanding: Sanding, reg: Path, tmp_path: Path, command: str, content: str
):
    bad = text(tmp_path / "bad.yaml", content)
    words = {"apply": (bad, "-o", tmp_path / "x"), "check": ("--plan", bad)}.get(command, (bad,))
    answer = sanding(command, reg, *words)
    assert answer.code == 2
    assert answer.out == ""
    assert all(line.startswith("错误：") for line in answer.err.splitlines())
    assert 1 <= answer.err.count("\n") <= 2


def test_a_plan_that_is_not_there_gives_one_line(sanding: Sanding, reg: Path, tmp_path: Path):
    one_line(sanding("indicators", reg, tmp_path / "none.yaml"))
    one_line(sanding("apply", reg, tmp_path, "-o", tmp_path / "x"))


def test_a_form_that_is_not_known_is_refused(sanding: Sanding, reg: Path, tmp_path: Path):
    assert sanding("export", reg, "--as", "pdf", "-o", tmp_path / "x").code == 2
    assert not (tmp_path / "x").exists()


def test_an_export_does_not_overwrite_a_file_with_a_folder(
    sanding: Sanding, reg: Path, tmp_path: Path
):
    mine = text(tmp_path / "mine.txt", "mine")
    assert "mine.txt" in one_line(sanding("export", reg, "--as", "csv", "-o", mine))
    assert mine.read_text(encoding="utf-8") == "mine"


# starting up


def test_every_command_explains_itself_in_chinese(sanding: Sanding):
    commands = ("demo", "template", "import", "check", "apply", "revert", "diff", "indicators",
                "export")  # fmt: skip
    whole = sanding("--help")
    assert whole.code == 0
    for one in commands:
        assert one in whole.out
        assert sanding(one, "--help").code == 0


def test_starting_loads_no_heavy_library():
    heavy = ("numpy", "scipy", "sklearn", "pandas", "pyarrow", "xlsxwriter", "python_calamine")
    code = "import sys, sanding.cli, sanding.cli.app; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not set(heavy) & set(done.stdout.split())


def test_the_module_is_the_program(tmp_path: Path):
    words = [sys.executable, "-m", "sanding", "check", str(tmp_path / "none")]
    done = subprocess.run(words, capture_output=True, text=True)
    one_line(Answer(done.returncode, done.stdout, done.stderr))
    assert str(Certainty.SYNTHETIC) not in done.stderr

"""The manual is true: its commands run, print what it shows, and its plans can be carried out.

A page is read from the top: a ```yaml or ```toml block that begins with `# 文件：NAME` is written
to NAME, a ```sh block is run, and every line of the ```text block after it stands in what came
out, in order (a line `…` stands for lines left out, a line that ends in `…` for one that goes on).
"""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from rich.console import Console

from sanding.base import BadInput
from sanding.cli import main, show
from sanding.cli.app import app
from sanding.examples import example
from sanding.exchange import FaultKind, read_workbook, write_workbook
from sanding.exchange.mapping import load_mapping
from sanding.indicators.catalogue import CATALOGUE as INDICATORS
from sanding.plan import KINDS, Plan, apply
from sanding.plan.catalogue import CATALOGUE
from tests.builders import CODE, DAY, county

ROOT = Path(__file__).resolve().parents[2]
MANUAL = ROOT / "docs" / "manual"
PAGES = sorted(MANUAL.glob("0*.md"))
EVERY = [*PAGES, MANUAL / "README.md", ROOT / "README.md", ROOT / "README.zh.md"]
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"# 文件：(\S+)")
REFUSED = "# 这份方案会被退回"
WIDTH = 100
OLE = "D0CF11E0A1B11AE1"  # how a workbook with a password begins


def page(start: str) -> Path:
    return next(one for one in PAGES if one.name.startswith(start))


def blocks(path: Path) -> list[tuple[str, str]]:
    """The language and text of every block of a page, in order."""
    return FENCE.findall(path.read_text(encoding="utf-8"))


def commands(path: Path) -> Iterator[list[str]]:
    """The arguments of every `sanding` that stands on a line of its own."""
    for language, text in blocks(path):
        for line in text.splitlines() if language == "sh" else ():
            words = shlex.split(line, comments=True)
            if words and words[0].rpartition("/")[2] == "sanding":
                yield words[1:]


def spoken(path: Path) -> Iterator[list[str]]:
    """The arguments of every `sanding` within a sentence."""
    text = FENCE.sub("", path.read_text(encoding="utf-8"))
    for said in re.findall(r"`(?:\.venv/bin/)?sanding ([^`]+)`", text):
        yield shlex.split(said)


@pytest.fixture(scope="module")
def known() -> dict[str, Any]:
    """The commands there are, by name."""
    return dict(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", EVERY, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_command_exists_with_its_options(path: Path, known: dict[str, Any]):
    for name, *given in commands(path):
        known[name].make_context(name, list(given))
    for name, *given in spoken(path):
        options = {opt for one in known[name].params for opt in one.opts}
        assert {one for one in given if one.startswith("-")} <= options | {"-h"}


# the faults of page 02, planted in a small workbook


def small(path: Path) -> Path:
    """A workbook of a county in small: three bodies, a section, posts, two people."""
    named = {
        "fgj": ("县发展和改革局", "government_department"), "xzf": ("县人民政府", "leading_body"),
        "zwzx": ("县政务服务中心", "institution"),
    }  # fmt: skip
    tables: dict[str, list[dict[str, Any]]] = {
        "bodies": [
            {"id": f"{CODE}-{one}", "name": name, "kind": kind, "parent": parent}
            for (one, (name, kind)), parent in zip(
                named.items(), (f"{CODE}-xzf", None, f"{CODE}-fgj"), strict=True
            )
        ],
        "sections": [{"id": f"{CODE}-fgj-{n}", "body": f"{CODE}-fgj"} for n in ("bg", "tz")],
        "establishment": [
            {"body": f"{CODE}-fgj", "kind": "administrative", "approved": 12},
            {"body": f"{CODE}-fgj", "kind": "support", "approved": 1},
        ],
        "people": [
            {"id": f"{CODE}-r-{n}", "name": name, "body": f"{CODE}-fgj", "born_on": DAY}
            for n, name in (("1", "张三"), ("2", "李四"))
        ],
    }
    rest = dict.fromkeys(("leadership", "positions", "appointments", "duties"), ())
    write_workbook(county(**tables, **rest), path)
    return path


@dataclass(frozen=True)
class Planted:
    """A value put into a cell; the sheet may also be hidden, renamed or have cells merged."""

    kind: FaultKind
    sheet: str
    row: int = 0
    heading: str = ""
    value: object = None
    merged: str | None = None
    hidden: bool = False
    name: str | None = None

    def bears(self, others: list[Planted]) -> bool:
        """Whether it may be planted beside the others."""
        whole = not self.heading or any(not one.heading for one in others)
        taken = {one.sheet if whole else (one.sheet, one.heading) for one in others}
        return (self.sheet if whole else (self.sheet, self.heading)) not in taken

    def into(self, book: Workbook) -> None:
        sheet: Worksheet = book[self.sheet]
        if self.heading:
            headings = [cell.value for cell in sheet[1]]
            cell = sheet.cell(self.row, headings.index(self.heading) + 1)
            cell.value = self.value  # type: ignore[assignment]
            if isinstance(self.value, str) and self.value.startswith("#"):
                cell.data_type = "e"
        if self.merged:
            sheet.merge_cells(self.merged)
        if self.hidden:
            sheet.sheet_state = "hidden"
        sheet.title = self.name or sheet.title


PLANTED = (
    Planted(FaultKind.DUPLICATE_KEY, "内设机构", 3, "编号", f"{CODE}-fgj-bg"),
    Planted(FaultKind.DUPLICATE_KEY, "编制", 3, "编制类别", "行政编制"),
    Planted(FaultKind.MISSING_REFERENCE, "内设机构", 3, "机构", f"{CODE}-fg"),
    Planted(FaultKind.CYCLE, "机构", 3, "隶属机构", f"{CODE}-fgj"),
    Planted(FaultKind.WRONG_CODE, "机构", 2, "规格", "科级"),
    Planted(FaultKind.WRONG_CODE, "机构", 2, "统一社会信用代码", "111410270000000000"),
    Planted(FaultKind.BAD_DATE, "人员", 2, "出生日期", "1980年6月"),
    Planted(FaultKind.BAD_DATE, "人员", 2, "出生日期", "1980-02-30"),
    Planted(FaultKind.NUMBER_AS_TEXT, "编制", 2, "核定数", "12"),
    Planted(FaultKind.NUMBER_AS_TEXT, "编制", 2, "核定数", "约12"),
    Planted(FaultKind.FULL_WIDTH_DIGITS, "编制", 2, "核定数", "１２"),
    Planted(FaultKind.MERGED_CELLS, "内设机构", merged="C2:C3"),
    Planted(FaultKind.HIDDEN_SHEET, "窗口", hidden=True),
    Planted(FaultKind.WRONG_HEADER, "编制", 1, "备注", "说明事项"),
    Planted(FaultKind.WRONG_HEADER, "机构", name="机构表"),
    Planted(FaultKind.FORMULA_ERROR, "编制", 2, "核定数", "#REF!"),
    Planted(FaultKind.MISSING_VALUE, "机构", 2, "名称", None),
    Planted(FaultKind.NEGATIVE, "编制", 2, "核定数", -2),
)


def batches() -> list[list[Planted]]:
    """Faults that may stand in one workbook: no two about one column, no sheet spoilt twice."""
    found: list[list[Planted]] = []
    for planted in PLANTED:
        place = next((some for some in found if planted.bears(some)), None)
        found.append([planted]) if place is None else place.append(planted)
    return found


def refusals(path: Path) -> list[str]:
    with pytest.raises(BadInput) as caught:
        read_workbook(path, day=DAY)
    return [f"错误：{fault}" for fault in caught.value.faults]


def shown() -> list[str]:
    """The messages that page 02 shows."""
    text = "\n".join(text for language, text in blocks(page("02")) if language == "text")
    return [line for line in text.splitlines() if line.startswith("错误：")]


def test_every_fault_kind_is_told_with_the_message_it_gives(tmp_path: Path):
    told = page("02").read_text(encoding="utf-8")
    assert {kind.title_zh for kind in FaultKind if f"### {kind.title_zh}" not in told} == set()
    given: list[str] = []
    sound, path = small(tmp_path / "小县.xlsx"), tmp_path / "台账.xlsx"
    for together in batches():
        book = load_workbook(sound)
        for planted in together:
            planted.into(book)
        book.save(path)
        given += refusals(path)
    for data in (bytes.fromhex(OLE) + "EncryptedPackage".encode("utf-16-le"), b""):
        path.write_bytes(data)
        given += refusals(path)
    assert [line for line in given if line not in shown()] == []


# plans and mappings

PLANS = [(path, text) for path in PAGES for language, text in blocks(path)
         if language == "yaml" and "changes:" in text]  # fmt: skip


@pytest.mark.parametrize(("path", "text"), PLANS, ids=lambda one: str(one).split("\n")[0][:40])
def test_every_plan_shown_applies_to_fushan(path: Path, text: str):
    assert FILE.match(text)
    if REFUSED in text:
        return  # the page shows the refusal, and it is run
    outcome = apply(Plan.from_yaml(text), example("fushan"))
    assert outcome.losses().rows() == []
    for change in outcome.plan.changes:
        assert change.reason
        assert change.basis


def test_the_reference_has_an_example_of_every_kind_of_change():
    shown = [text for language, text in blocks(ROOT / "docs" / "changes.md") if language == "yaml"]
    plan = {"id": "例", "title": "例", "county": CODE}
    read = [
        Plan.from_yaml(yaml.safe_dump({**plan, "changes": yaml.safe_load(text)})) for text in shown
    ]
    assert [one.changes[0].kind for one in read] == list(KINDS)


def test_the_page_on_plans_names_every_kind_of_change():
    told = page("04").read_text(encoding="utf-8")
    assert [kind for kind in KINDS if f"`{kind}`" not in told] == []
    assert [one.label for one in CATALOGUE if one.label not in told] == []


def test_the_page_on_results_names_every_indicator_it_explains():
    told = set(re.findall(r"^### (.+)$", page("05").read_text(encoding="utf-8"), re.MULTILINE))
    assert told
    assert told <= {one.label for one in INDICATORS}


def test_the_mapping_shown_is_the_one_that_is_there():
    (text,) = (text for language, text in blocks(page("03")) if language == "yaml")
    assert text == (MANUAL / "样例" / "名册映射.yaml").read_text(encoding="utf-8")
    assert load_mapping(MANUAL / "样例" / "名册映射.yaml").bodies


# and all of it from the top, as an officer would


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder an officer practises in, with the samples copied to it."""
    folder = tmp_path_factory.mktemp("练习")
    shutil.copytree(MANUAL / "样例", folder / "样例")
    return folder


def test_what_the_manual_shows_is_what_comes_out(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.chdir(desk)
    monkeypatch.setattr(
        show, "console", Console(width=WIDTH, highlight=False, markup=False, color_system=None)
    )
    for path in PAGES:
        out = ""
        for language, text in blocks(path):
            if language in ("yaml", "toml") and (found := FILE.match(text)):
                Path(found[1]).write_text(text, encoding="utf-8")
            elif language == "sh":
                out = "".join(run(line, monkeypatch, capsys) for line in text.splitlines())
            elif language == "text" and out:
                assert_shown(text, out, path.name)
                out = ""


def run(line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    words = shlex.split(line, comments=True)
    assert words[0] == "sanding", line
    monkeypatch.setattr(sys, "argv", words)
    with pytest.raises(SystemExit):
        main()
    done = capsys.readouterr()
    return done.out + done.err


def assert_shown(text: str, out: str, where: str) -> None:
    came = iter([line.rstrip() for line in out.splitlines()])
    for line in text.splitlines():
        if line == "…":
            continue
        goes_on = line.endswith("…")
        there = any(one.startswith(line[:-1]) if goes_on else one == line for one in came)
        assert there, f"{where}: “{line}” is not in\n{out}"

"""Law files and overlays: what is not sound is refused with file and line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sanding.base import BadInput
from sanding.law import NotInForce, law_of, national_law, read_overlay
from sanding.law.units import UNITS

GOOD = """area = "14"
title = "山西省补充规定"

[[secondment_warn]]
since = 2020-01-01
value = 3
unit = "months"
instrument = "省机构编制管理办法"
article = "第十条"

[rules.REG-011]
severity = "error"
since = 2022-01-01
confirmed_by = "省委编办法规处"
"""
FIGURE = next(
    name for name, one in sorted(national_law().figures.items()) if one.values[0].unit == "months"
)
GOOD = GOOD.replace("secondment_warn", FIGURE)


def overlay(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "补充规定.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_an_overlay_narrows_a_figure_from_its_day_and_in_its_area(tmp_path: Path):
    law = national_law().with_overlay(read_overlay(overlay(tmp_path, GOOD)))
    assert law.on(date(2021, 1, 1), area="141027").value(FIGURE) == 3
    national = national_law().figures[FIGURE].at(date(2021, 1, 1)).value
    assert law.on(date(2021, 1, 1), area="321027").value(FIGURE) == national
    assert law.on(date(2019, 12, 31), area="141027").value(FIGURE) == national
    said = law.on(date(2022, 1, 1), area="141027").severity("REG-011")
    assert said is not None
    assert (said.severity, said.confirmed_by) == ("error", "省委编办法规处")
    assert law.on(date(2021, 12, 31), area="141027").severity("REG-011") is None


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        (f"[[{FIGURE}]]", "[[no_such_figure]]", 4, "没有“no_such_figure”这个数值"),
        ('unit = "months"', 'unit = "moons"', 7, "没有“moons”这个单位"),
        ('unit = "months"', 'unit = "days"', 7, "的单位是 months，不是 days"),
        ("since = 2020-01-01", 'since = "去年"', 5, "since 应是日期"),
        ("since = 2020-01-01", "since = 2020-13-01", 5, "不是有效的 TOML"),
        ("value = 3", 'value = "三"', 6, "value 与单位 months 不符"),
        ("value = 3", "value = -3", 6, "value 与单位 months 不符"),
        ("value = 3", "value = true", 6, "value 与单位 months 不符"),
        ('article = "第十条"', 'artikel = "第十条"', 9, "没有“artikel”这个字段"),
        ('article = "第十条"\n', "", 4, "缺少 article"),
        ('area = "14"', 'area = "山西"', 1, "area 应是"),
        ('area = "14"\n', "", 1, "area 应是"),
        ("[rules.REG-011]", "[rules.REG-999]", 11, "没有规则 REG-999"),
        ('severity = "error"', 'severity = "fatal"', 12, "severity 只能是"),
        ("since = 2022-01-01", "since = 2022", 13, "since 应是日期"),
        ('confirmed_by = "省委编办法规处"', 'confirmed_by = " "', 14, "由谁核实"),
        ("value = 3", "value = ", 6, "不是有效的 TOML"),
    ],
)
def test_a_fault_is_named_with_file_and_line(
    tmp_path: Path, old: str, new: str, line: int, says: str
):
    assert old in GOOD
    file = overlay(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(BadInput) as refused:
        read_overlay(file, rules=("REG-011",))
    places = [(one.sheet, one.row) for one in refused.value.faults if says in one.message]
    assert places == [("补充规定.toml", line)], str(refused.value)


def test_a_missing_or_binary_overlay_is_one_line(tmp_path: Path):
    with pytest.raises(BadInput, match="没有这个文件"):
        read_overlay(tmp_path / "nothing.toml")
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadInput, match="UTF-8"):
        read_overlay(binary)


def test_every_figure_has_one_unit_an_instrument_and_its_dates_in_order():
    law = national_law()
    for name, figure in law.figures.items():
        assert {one.unit for one in figure.values} <= set(UNITS)
        assert len({one.unit for one in figure.values}) == 1, name
        places = [(one.area, one.since) for one in figure.values]
        assert places == sorted(set(places)), name
        assert all(one.instrument for one in figure.values)


def test_what_is_not_in_force_yet_says_so():
    figure = next(iter(national_law().figures.values()))
    with pytest.raises(NotInForce, match="1900-01-01 没有适用的"):
        figure.at(date(1900, 1, 1))
    assert figure.name in national_law().figures


def test_overlays_that_ship_are_laid_for_their_area_only():
    here, elsewhere = law_of("141027"), law_of("320102")
    assert elsewhere.overlays == national_law().overlays
    assert set(here.overlays) >= set(elsewhere.overlays)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("rules = 5\n", "rules 应写成"),
        ("instruments = 5\n", "instruments 应写成"),
        ("route = [1]\n", r"审批路径应写成 \[\[route\]\]"),
        ('[instruments."公务员法"]\nsince = 2099-01-01\n', "不能改它的施行日期"),
        (f'[[{FIGURE}]]\nsince = 2020-01-01\nvalue = 3\nunit = ["months"]\n', "这个单位"),
        (f'[[{FIGURE}]]\nsince = 2020-01-01\nvalue = 3\nunit = "months"\narea = ""\n', "area 应是"),
        (f'[[{FIGURE}]]\nsince = 2020-01-01\nvalue = 3\nunit = "months"\narea = 14\n', "area 应是"),
        (
            f'[[{FIGURE}]]\nsince = 2020-01-01\nvalue = 3\nunit = "months"\ninstrument = 5\n',
            "应是文字",
        ),
    ],
)
def test_odd_shapes_are_refused_and_nothing_crashes(tmp_path: Path, text: str, says: str):
    with pytest.raises(BadInput, match=says):
        read_overlay(overlay(tmp_path, f'area = "14"\ntitle = "补充"\n{text}'))


def test_a_byte_order_mark_is_no_fault(tmp_path: Path):
    file = tmp_path / "bom.toml"
    file.write_text("\ufeff" + GOOD, encoding="utf-8")
    assert read_overlay(file).overlays == ("山西省补充规定",)


def test_of_two_overlays_of_one_area_and_day_the_later_laid_counts(tmp_path: Path):
    law = national_law()
    for value in (3, 5):
        law = law.with_overlay(
            read_overlay(overlay(tmp_path, GOOD.replace("value = 3", f"value = {value}")))
        )
    assert law.on(date(2021, 1, 1), area="141027").value(FIGURE) == 5

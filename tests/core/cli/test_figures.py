"""Figures of law as a rule shows them: words for officers, names and raw values for programs."""

from __future__ import annotations

from sanding.rules.told_figures import UNSET
from tests.core.cli.calls import Sanding


def test_a_rule_shows_its_figures_by_title(sanding: Sanding):
    out = sanding("rules", "PLC-014").out.replace("\n", "")
    assert "数值（职级晋升任职年限）：拟晋升职级：一级巡视员，任职年限：48个月" in out
    assert "等11行（2019-06-01 起" in out
    assert "rank_service" not in out


def test_a_rule_says_where_there_is_no_national_value(sanding: Sanding):
    out = sanding("rules", "REG-032").out.replace("\n", "")
    assert f"数值（机构限额）：{UNSET}" in out
    assert "9999" not in out


def test_for_programs_a_figure_keeps_its_name_and_raw_value_beside_the_title(sanding: Sanding):
    (rule,) = sanding("rules", "REG-011", "--json").plain
    (figure,) = rule["figures"]
    assert (figure["name"], figure["title"]) == ("section_minimum_posts", "内设机构最低编制数")
    assert (figure["value"], figure["unit"]) == (3, "posts")

"""Letters: fonts for Chinese, places counted, names of files, nothing that decides."""

from __future__ import annotations

from pathlib import Path

from docx import Document

from sanding.exchange.letter_paper import STYLES
from sanding.exchange.opinions import write_opinions
from sanding.exchange.return_letters import chinese, letter_names, lines
from sanding.rules.opinion import Advice
from tests.core.handed_in import finding, opinion


def test_the_letters_fonts_are_set_for_chinese(tmp_path: Path):
    write_opinions(tmp_path, [opinion()])
    letter = Document(str(tmp_path / "退回函" / "浮山县.docx"))
    for look in STYLES.values():
        assert f'w:eastAsia="{look.font}"' in letter.styles[look.name].element.xml


def test_five_places_are_named_and_the_rest_is_counted():
    many = opinion(findings=tuple(finding("REG-001", f"某{at}") for at in range(8)))
    (places_line,) = [one.text for one in lines(many) if one.text.startswith("涉及")]
    assert "5. 某4有误；其余3处见审核意见表“明细”" in places_line
    assert "某5" not in places_line


def test_a_plan_without_findings_is_not_sent_back():
    texts = [one.text for one in lines(opinion(advice=Advice.SUBMIT, title="《改革方案》"))]
    assert texts[0] == "关于《改革方案》核对情况的函"
    assert not any("修改" in text for text in texts)


def test_letters_of_counties_of_one_name_are_told_apart():
    same = [opinion(name="鼓楼区", county=code) for code in ("320106", "320302")]
    odd = [opinion(name="../x", county="1"), opinion(name="../x", county="1")]
    assert letter_names(same) == ["鼓楼区（320106）.docx", "鼓楼区（320302）.docx"]
    assert letter_names(odd) == ["_x（1）.docx", "_x（1）-2.docx"]


def test_numbers_are_said_in_chinese():
    assert [chinese(one) for one in (1, 10, 11, 20, 47, 100)] == [
        "一", "十", "十一", "二十", "四十七", "100",
    ]  # fmt: skip

"""YAML of strangers: what is plain is read, anything else is one fault with its line."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
import yaml

from sanding.base import BadInput, Fault
from sanding.base.plain_yaml import DEEPEST, MOST, plain_yaml, yaml_text

ROOT = Path(__file__).resolve().parents[3]
BOMB = "a: &a [x]\n" + "".join(f"{chr(98 + n)}: &b{n} [*a, *a]\n" for n in range(9))


def fault(text: str) -> Fault:
    with pytest.raises(BadInput) as caught:
        plain_yaml(text, code="bad")
    (one,) = caught.value.faults
    assert "\n" not in str(one)
    return one


def test_what_is_plain_is_read_as_the_safe_loader_reads_it():
    texts = [path.read_text(encoding="utf-8") for path in ROOT.glob("examples/**/*.yaml")]
    texts += ["", "[]", "7"]
    texts += ["a: 2020-12-26\nb: [1, 1.5, true, null, '7', ~, -3]\nc:\n  d: |\n    x\n  e: {}\n"]
    assert len(texts) > 4
    for text in texts:
        assert plain_yaml(text, code="bad") == yaml.safe_load(text)
    assert plain_yaml("on_day: 2020-12-26", code="bad") == {"on_day": date(2020, 12, 26)}


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("[" * 200_000, 1, "层"),
        ("{" * 200_000, 1, "字段名应是文字"),
        ("{a: " * 200_000, 1, "层"),
        ("a:\n" + "- " * 100_000, 2, "层"),
        (BOMB, 1, "锚点"),
        ("a: 1\nb: *c", 2, "锚点"),
        ("a: 1\n? [a, b]\n: 2", 2, "列表"),
        ("? {a: b}\n: 2", 1, "列表"),
        ("a: 1\n7: x", 2, "“7”不是文字"),
        ("yes: x", 1, "“True”不是文字"),
        ("a: 1\nb: 2\na: 3", 3, "“a”在同一项里写了两次"),
        ("a: 1\nday: 2020-02-31", 2, "“2020-02-31”不是有效的日期"),
        ("a: 2020-01-01 99:00:00", 1, "不是有效的日期"),
        ("a: 0x" + "f" * 50_000, 1, "数字"),
        ("a: " + "9" * 50_000, 1, "数字"),
        ("a: 1" + ":59" * 50_000, 1, "数字"),
        ("a: !!python/object/apply:os.system [echo]", 1, "标签"),
        ("a: !x 1", 1, "标签"),
        ("a: 1\n---\nb: 2", 2, "一份"),
        ("a: 1\nb: [", 3, "YAML"),
        ("a: 1\n\tb: 2", 2, "YAML"),
        ("a: \x00", None, "YAML"),
        ("a: \ud800", None, "YAML"),
        ("#" * (MOST + 1), None, "8 MB"),
        ("汉" * (MOST // 3 + 1), None, "8 MB"),
    ],
    ids=lambda value: str(value)[:24].strip("\x00"),
)
def test_what_is_not_plain_is_one_fault_with_its_line(text: str, line: int | None, why: str):
    started = time.perf_counter()
    one = fault(text)
    assert time.perf_counter() - started < 2
    assert why in one.message
    if line is not None:
        assert one.row == line


def test_lists_may_be_as_deep_as_any_plan_and_no_deeper():
    assert plain_yaml("[" * DEEPEST + "]" * DEEPEST, code="bad")
    assert fault("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1)).row == 1


def test_a_file_is_read_no_further_than_it_is_taken(tmp_path: Path):
    (tmp_path / "a.yaml").write_bytes(b"\xef\xbb\xbfa: 1")
    assert yaml_text(tmp_path / "a.yaml") == "a: 1"
    (tmp_path / "b.yaml").write_bytes("汉".encode() * MOST)
    assert "8 MB" in fault(yaml_text(tmp_path / "b.yaml")).message

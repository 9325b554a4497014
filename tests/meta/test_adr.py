"""Decisions are numbered without gaps, have a status, and are not accepted without deciding."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

RECORDS = sorted((Path(__file__).resolve().parents[2] / "docs" / "adr").iterdir())
STATUS = re.compile(r"(?m)^Status: (proposed|accepted|rejected|superseded by \[ADR \d+\]\(\S+\))$")


def part(text: str, heading: str) -> str:
    return text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0].strip()


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.stem)
def test_a_decision_has_number_title_status_and_says_what_was_decided(record: Path):
    name = re.fullmatch(r"(\d{4})-[a-z0-9-]+\.md", record.name)
    assert name
    text = record.read_text(encoding="utf-8")
    title = re.match(r"# (\d+)\. (\S.*)\n", text)
    assert title
    assert int(title[1]) == int(name[1])
    assert STATUS.search(text)
    assert part(text, "Context")
    assert part(text, "Decision") or "\nStatus: proposed\n" in text
    assert part(text, "Consequences")
    assert text.count("\n") <= 60, "one page"


def test_numbers_have_no_gaps():
    assert [int(record.name[:4]) for record in RECORDS] == list(range(1, len(RECORDS) + 1))

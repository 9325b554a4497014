"""A news fragment is one sentence for its reader, filed under its issue."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CHANGES = Path(__file__).resolve().parents[2] / "changes"
NAME = re.compile(r"^\d+(\.[a-z0-9-]+)?\.(added|changed|fixed|removed)\.md$")
FRAGMENTS = sorted(CHANGES.iterdir())


@pytest.mark.parametrize("fragment", FRAGMENTS, ids=lambda fragment: fragment.name)
def test_a_fragment_is_one_sentence_under_its_issue(fragment: Path):
    assert NAME.match(fragment.name)
    text = fragment.read_text(encoding="utf-8")
    assert text.endswith(".\n")
    assert text.count("\n") == 1
    assert len(text) <= 300

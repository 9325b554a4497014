"""What the tests of the command line share: a plan in small, and what a call leaves."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sanding.exchange import write_register, write_workbook
from sanding.register import Register

PLAN = """\
id: p-1
title: 合并方案
county: '141027'
changes:
- {id: c-1, kind: absorb_body, absorbed: gxj, into: fgj, reason: 职能相近, basis: 试点安排}
"""


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


def put(register: Register, place: Path) -> Path:
    write_register(register, place)
    return place


def filled(place: Path, register: Register) -> Path:
    """The register as a workbook that an office has filled in."""
    write_workbook(register, place, masked=False)
    return place


def text(place: Path, content: str) -> Path:
    place.write_text(content, encoding="utf-8")
    return place


def one_line(answer: Answer) -> str:
    """What broken input must give: exit code 2, one line of reason, nothing else."""
    assert answer.code == 2
    assert answer.err.count("\n") == 1, answer.err
    assert "Traceback" not in answer.err
    assert answer.out == ""
    return answer.err

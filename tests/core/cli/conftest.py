"""The command line called within this process, and a small register and plan to call it on."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from sanding.cli import main
from tests.builders import county
from tests.core.cli.calls import PLAN, Answer, Sanding, put, text


@pytest.fixture
def sanding(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Sanding:
    """Call the command line as its entry point does."""

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

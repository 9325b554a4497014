"""The imports are the architecture: import-linter runs clean, and it does refuse."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def lint(place: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [program, "--config", place / "pyproject.toml", "--no-cache"],
        cwd=place,
        env={**os.environ, "PYTHONPATH": str(place / "src"), "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_imports_go_downwards_only():
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("line", "contract"),
    [
        ("from sanding import plan", "Layers of the core"),
        ("import random", "no framework, clock, chance"),
        ("from urllib import request", "no framework, clock, chance"),
    ],
)
def test_a_forbidden_import_is_refused(tmp_path: Path, line: str, contract: str):
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "src" / "sanding" / "register" / "stray.py").write_text(f"{line}\n")
    result = lint(tmp_path)
    assert result.returncode == 1
    assert contract in result.stdout
    assert "BROKEN" in result.stdout


def test_a_new_room_must_be_given_a_place(tmp_path: Path):
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "src" / "sanding" / "attic.py").write_text("")
    result = lint(tmp_path)
    assert result.returncode != 0
    assert "attic" in result.stdout + result.stderr

"""The program starts, explains itself, and loads nothing heavy to do so."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.core.cli.calls import Answer, Sanding, one_line


def test_every_command_explains_itself_in_chinese(sanding: Sanding):
    commands = ("demo", "template", "import", "check", "apply", "revert", "diff", "indicators",
                "export")  # fmt: skip
    whole = sanding("--help")
    assert whole.code == 0
    for one in commands:
        assert one in whole.out
        assert sanding(one, "--help").code == 0


def test_starting_loads_no_heavy_library():
    heavy = ("numpy", "scipy", "sklearn", "pandas", "pyarrow", "sanding.study")
    code = "import sys, sanding.cli, sanding.cli.app; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not set(heavy) & set(done.stdout.split())


def test_the_module_is_the_program(tmp_path: Path):
    words = [sys.executable, "-m", "sanding", "check", str(tmp_path / "none")]
    done = subprocess.run(words, capture_output=True, text=True)
    one_line(Answer(done.returncode, done.stdout, done.stderr))

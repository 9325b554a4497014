"""Long work can be interrupted: one line, and nothing half done stays."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path


def test_an_interrupted_demo_leaves_nothing(tmp_path: Path):
    script = "from sanding.cli import main; main()"
    work = subprocess.Popen(
        [sys.executable, "-c", script, "demo", "--out", str(tmp_path / "d")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    assert work.stdout is not None
    assert work.stdout.readline().startswith("·"), "work is under way"
    work.send_signal(signal.SIGINT)
    _out, said = work.communicate(timeout=60)
    assert work.returncode == 130
    assert said == "已中断，没有留下半成品\n"
    assert list(tmp_path.iterdir()) == []

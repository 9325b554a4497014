"""What is committed names no registry, no machine, and nothing of how it came to be written."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OWN = {"tests/meta/test_no_absolute_paths.py"}
FORBIDDEN = {
    "registry address": r"pypi\.org/simple|files\.pythonhosted\.org|registry\.npm\w*\.|://[^\s\"']*/simple\b",
    "index option": r"--(extra-)?index-url[ =]\S*(://|/)",
    "path of one machine": r"(?<![\w.$}/-])/(work|root|home|Users|tmp)/\w",
    "how it was written": r"(?i)\b(this|previous|last|next) session\b|\bsub-?agent|co-authored-by",
}


def committed() -> list[str]:
    """Names of all tracked files, and of those about to be."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def found(text: str) -> list[str]:
    return [what for what, pattern in FORBIDDEN.items() if re.search(pattern, text)]


def test_no_committed_file_names_a_registry_a_machine_or_its_making():
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    names = [name for name in committed() if name not in OWN]
    assert len(names) > 20
    bad = {}
    for name in names:
        data = (ROOT / name).read_bytes()
        if b"\0" not in data and (what := found(data.decode("utf-8"))):
            bad[name] = what
    assert not bad


@pytest.mark.parametrize(
    ("text", "finds"),
    [
        ("see https://pypi.org/simple/polars", True),
        ("pip install --index-url file:///mirror polars", True),
        ("open('/home/li/reg.xlsx')", True),
        ("export UV_INDEX=https://mirror.example/simple", True),
        ("../shared/data/cn-laws", False),
        ('place = tmp_path / "home" / "a"', False),
        ("$ROOT/work/reg", False),
    ],
)
def test_what_must_not_stand_is_found(text: str, finds: bool):
    assert bool(found(text)) is finds

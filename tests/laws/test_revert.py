"""A plan is taken back in a fresh process, from the register after and the plan file alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from sanding.exchange import read_register, write_register
from sanding.plan import apply
from tests.laws.strategies import Case, cases, examples

SCRIPT = Path(__file__).with_name("reverting.py")


def _fresh(root: Path, *arguments: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(root / "src")}
    done = subprocess.run(
        [sys.executable, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_reverting_in_a_fresh_process_restores_the_hash(root: Path, tmp_path: Path) -> None:
    """Some plans are applied in two parts, which are taken back one after the other."""
    expected: list[list[str]] = []
    shown: list[Case] = []

    @examples(25)
    @given(cases(), st.integers(0, 30), st.booleans())
    def write(case: Case, at: int, bound: bool) -> None:
        place = tmp_path / str(len(expected))
        place.mkdir()
        changes = case.plan.changes
        parts = [changes[:at], changes[at:]] if at < len(changes) else [changes]
        register, hashes = case.register, []
        for number, part in enumerate(parts):
            plan = replace(case.plan, changes=part)
            plan = plan.bound_to(register.hash) if bound else plan
            (place / f"{number}.yaml").write_text(plan.to_yaml(), encoding="utf-8")
            hashes.append(register.hash)
            register = apply(plan, register).journalled
        write_register(register, place / "after.zip")
        expected.append(hashes[::-1])
        shown.append(case)

    write()
    found = json.loads(_fresh(root, str(SCRIPT), str(tmp_path), str(len(expected))))
    for case, hashes, restored in zip(shown, expected, found, strict=True):
        assert restored == hashes, case


def test_the_command_reverts(root: Path, tmp_path: Path) -> None:
    seen: list[str] = []

    @settings(max_examples=1)
    @given(cases())
    def write(case: Case) -> None:
        write_register(apply(case.plan, case.register).journalled, tmp_path / "after")
        (tmp_path / "plan.yaml").write_text(case.plan.to_yaml(), encoding="utf-8")
        seen[:] = [case.register.hash]

    write()
    files = [str(tmp_path / name) for name in ("after", "plan.yaml")]
    _fresh(root, "-m", "sanding", "revert", *files, "-o", str(tmp_path / "back"))
    assert read_register(tmp_path / "back").hash == seen[0]

"""Locks are pinned, hashed and without addresses; what is installed has a licence we may use."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import Distribution, distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = ROOT / "requirements"
LOCKS = sorted(REQUIREMENTS.glob("*.txt"))
PIN = re.compile(r"^(?P<name>[a-z0-9][a-z0-9-]*)==(?P<version>[^\s;]+)")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")


def blocks(lock: Path) -> list[str]:
    """One string per requirement, its hashes included."""
    joined = lock.read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in joined.splitlines() if line and not line.startswith("#")]


def pins(lock: Path) -> set[tuple[str, str]]:
    return {(m["name"], m["version"]) for block in blocks(lock) if (m := PIN.match(block))}


def names(text: str) -> set[str]:
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return {line.replace(" ", "") for line in lines if line and not line.startswith("-")}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_line_is_pinned_and_hashed_and_names_no_registry(lock: Path):
    assert "http" not in lock.read_text(encoding="utf-8")
    found = blocks(lock)
    assert found
    for block in found:
        assert PIN.match(block), block
        assert HASH.search(block), block


def test_every_input_has_its_lock():
    assert {file.stem for file in REQUIREMENTS.glob("*.in")} == {lock.stem for lock in LOCKS}


def test_the_runtime_input_is_the_list_of_the_project():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {line.replace(" ", "") for line in project["dependencies"]}
    assert names((REQUIREMENTS / "runtime.in").read_text(encoding="utf-8")) == declared


@pytest.mark.parametrize("lock", ["dev", "bench"])
def test_tests_and_benchmarks_run_on_the_versions_of_the_product(lock: str):
    assert pins(REQUIREMENTS / "runtime.txt") <= pins(REQUIREMENTS / f"{lock}.txt")


def licence(package: Distribution) -> str:
    """The licence as the metadata has it: expression, else classifiers, else the first line."""
    data = package.metadata
    classifiers = [
        line.rpartition("::")[2].strip()
        for line in data.get_all("Classifier") or []
        if line.startswith("License ::")
    ]
    first_line = (data.get("License") or "").strip().partition("\n")[0]
    return data.get("License-Expression") or " AND ".join(classifiers) or first_line


def is_forbidden(text: str) -> bool:
    """Whether no alternative of a licence is free of GPL and AGPL; LGPL is none of them."""
    alternatives = re.split(r"\s+OR\s+", re.sub(r"(?i)\bGPL[\w.-]* WITH GCC[\w.-]*", "", text))
    gpl = re.compile(r"(?i)\bA?GPL|(?<!lesser )(?<!library )general public licen|affero")
    return all(gpl.search(one) for one in alternatives)


INSTALLED = sorted(distributions(), key=lambda package: package.metadata["Name"].lower())


@pytest.mark.parametrize("package", INSTALLED, ids=lambda package: package.metadata["Name"])
def test_the_licence_of_everything_installed_is_known_and_free_of_gpl(package: Distribution):
    assert licence(package), "no licence in the metadata"
    assert not is_forbidden(licence(package)), licence(package)


@pytest.mark.parametrize(
    ("text", "forbidden"),
    [
        ("MIT", False),
        ("MIT OR GPL-2.0-only", False),
        ("LGPL-3.0-only", False),
        ("GNU Lesser General Public License v3 (LGPLv3)", False),
        ("BSD-3-Clause AND GPL-3.0-or-later WITH GCC-exception-3.1", False),
        ("GPL-3.0-or-later", True),
        ("AGPL-3.0", True),
        ("GNU Affero General Public License v3", True),
        ("GNU General Public License (GPL)", True),
    ],
)
def test_a_licence_is_judged(text: str, forbidden: bool):
    assert is_forbidden(text) is forbidden

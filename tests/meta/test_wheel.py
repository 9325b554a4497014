"""The wheel holds all that is needed, and works away from the checkout."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from configparser import ConfigParser
from email import message_from_string
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> ZipFile:
    """Built by the back end that is already here: nothing is fetched."""
    place = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", place]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = place.glob("sanding-*-py3-none-any.whl")
    return ZipFile(built)


def info(wheel: ZipFile, name: str) -> str:
    (found,) = [one for one in wheel.namelist() if one.endswith(f".dist-info/{name}")]
    return wheel.read(found).decode("utf-8")


def package(requirement: str) -> str:
    """The name a requirement begins with."""
    return re.split(r"[^\w-]", requirement)[0]


def test_the_wheel_holds_every_file_of_the_package(wheel: ZipFile):
    source = ROOT / "src"
    files = {str(file.relative_to(source)) for file in source.rglob("*") if file.is_file()}
    wanted = {name for name in files if "__pycache__" not in name}
    assert "sanding/py.typed" in wanted
    assert wanted <= set(wheel.namelist())


def test_the_wheel_holds_the_example_counties(wheel: ZipFile):
    place = ROOT / "examples" / "counties"
    files = {file.relative_to(place).as_posix() for file in place.rglob("*") if file.is_file()}
    assert files
    assert {f"sanding/examples/counties/{name}" for name in files} <= set(wheel.namelist())


def test_the_wheel_holds_nothing_else(wheel: ZipFile):
    tops = {name.partition("/")[0] for name in wheel.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"sanding", "sanding_web"}


def test_the_wheel_brings_the_command_its_needs_and_its_licence(wheel: ZipFile):
    scripts = ConfigParser()
    scripts.read_string(info(wheel, "entry_points.txt"))
    assert scripts["console_scripts"]["sanding"] == "sanding.cli:main"
    data = message_from_string(info(wheel, "METADATA"))
    assert data["Requires-Python"] == ">=3.11"
    assert data["License-Expression"] == "Apache-2.0"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needs = data.get_all("Requires-Dist", [])
    wanted = sorted(map(package, project["dependencies"]))
    assert sorted(map(package, needs)) == wanted
    assert "Apache License" in info(wheel, "licenses/LICENSE")
    assert "Faker" in info(wheel, "licenses/NOTICE")


def test_the_main_job_runs_from_the_wheel_alone(wheel: ZipFile, tmp_path: Path):
    home = tmp_path / "site"
    wheel.extractall(home)
    start = "import sys, sanding; from sanding.cli import main; print(sanding.__file__); main()"
    result = subprocess.run(
        [sys.executable, "-c", start, "demo", "--county", "hequ", "--out", tmp_path / "out"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert str(home) in result.stdout
    assert any((tmp_path / "out").iterdir())

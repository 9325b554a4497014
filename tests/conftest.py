"""What all tests share: deterministic Hypothesis, the data beside the checkout, golden files."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[1]

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]  # registers are large examples
settings.register_profile(
    "default",
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=50,
    suppress_health_check=SLOW,
)
settings.register_profile(
    "search", deadline=None, max_examples=2_000, print_blob=True, suppress_health_check=SLOW
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="rewrite golden files")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if any("shared data" in str(report.longrepr) for report in skipped(terminalreporter)):
        terminalreporter.write_line(
            "NOT TESTED against the data of others: the shared data folder is absent "
            "(put it beside the checkout, or set SANDING_SHARED).",
            red=True,
            bold=True,
        )


def skipped(reporter: pytest.TerminalReporter) -> list[pytest.TestReport]:
    return list(reporter.stats.get("skipped", []))


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of public data beside the checkout; without it CI fails and others skip."""
    place = Path(os.environ.get("SANDING_SHARED") or ROOT.parent / "shared")
    if place.is_dir():
        return place
    message = f"shared data absent: {place}"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with tests/golden/<name>; `--golden` writes it instead."""

    def compare(name: str, text: str) -> None:
        file = ROOT / "tests" / "golden" / name
        if request.config.getoption("--golden"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        assert text == file.read_text(encoding="utf-8"), f"{name} changed: make golden, read it"

    return compare

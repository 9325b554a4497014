"""Run a part of a benchmark in a process of its own; its time is a median, its memory a peak."""

from __future__ import annotations

import importlib
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / ".bench"  # what is made once and read by every run
CHILD = "from bench.timing import child; child()"

Part = Callable[..., Callable[[], Any]]  # prepares, and returns what is timed


@dataclass(frozen=True)
class Measured:
    """What came of a part: median seconds, peak memory in GB, the answer of the last run.

    An answer that is a function is called when all is measured: what it takes to tell what was
    found is then neither in the time nor in the peak.
    """

    seconds: float
    peak: float
    answer: Any


def measured(part: Part, *args: str | int, repeats: int = 5) -> Measured:
    """Run `part` in a fresh process, `repeats` times over, and return what was measured."""
    order = json.dumps([part.__module__, part.__name__, repeats, args])
    called = [sys.executable, "-c", CHILD, order]
    done = subprocess.run(called, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    times, peak, answer = json.loads(done.stdout.splitlines()[-1])
    return Measured(median(times), peak, answer)


def child() -> None:
    """Do what `measured` asked for and print the figures as one line of JSON."""
    module, name, repeats, args = json.loads(sys.argv[1])
    work = getattr(importlib.import_module(module), name)(*args)
    times, answer = [], None
    for _ in range(repeats):
        start = time.perf_counter()
        answer = work()
        times.append(time.perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20  # kilobytes on Linux
    print(json.dumps([times, peak, answer() if callable(answer) else answer]))


def kept() -> Path:
    """Return the folder of what is made once; git does not see it."""
    KEPT.mkdir(exist_ok=True)
    (KEPT / ".gitignore").write_text("*\n")
    return KEPT


def machine() -> str:
    """Say on what the figures rest: cores, and how busy they were when the run began."""
    return f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, Python {sys.version.split()[0]}"


def goal(name: str, figure: str, wanted: str, met: bool | None) -> bool:
    """Print the line of a goal and return whether it holds; None was not run."""
    said = "not run in --quick" if met is None else "met" if met else "short"
    print(f"bench {name}: {figure} (goal {wanted}) {said}", flush=True)
    return met is not False

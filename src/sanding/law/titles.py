"""What officers call a figure of law: its title (法定数值的名称), beside the name it goes by."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "titles.toml"


def title_of(name: str) -> str:
    """Return the Chinese title of a figure; its name where an overlay alone has it."""
    return titles().get(name, name)


@cache
def titles() -> Mapping[str, str]:
    """Return title by name of figure, of the nation's figures; `national_law` checks them."""
    found: dict[str, str] = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return found

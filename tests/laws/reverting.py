"""A program of its own: take back every plan of every case in a folder, print the hashes."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from sanding.exchange import read_register
from sanding.plan import Plan, revert


def reverted(place: Path) -> list[str]:
    """Hashes after taking back the plans of one case, the last first."""
    register, hashes = read_register(place / "after.zip"), []
    for file in sorted(place.glob("*.yaml"), reverse=True):
        register = revert(register, Plan.from_yaml(file.read_text(encoding="utf-8")))
        hashes.append(register.hash)
    return hashes


if __name__ == "__main__":
    folder, number = Path(sys.argv[1]), int(sys.argv[2])
    print(json.dumps([reverted(folder / str(at)) for at in range(number)]))

"""A county so small that every figure can be seen at a glance, and edits of single rows of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sanding.indicators.catalogue import CATALOGUE
from sanding.indicators.indicator import Figure, figure
from sanding.register import TABLES, Register
from tests.builders import CODE, county

Rows = dict[str, list[dict[str, Any]]]
Edit = Callable[[Rows], None]
INDICATORS = {one.id: one for one in CATALOGUE}

PARTY, GOVERNMENT, MASS = "party_organ", "government_department", "mass_organisation"
BODIES = (
    ("xzf", "leading_body"), ("wb", PARTY), ("zfw", PARTY), ("zfb", GOVERNMENT),
    ("fgj", GOVERNMENT), ("mzj", GOVERNMENT), ("rsj", GOVERNMENT), ("gaj", GOVERNMENT),
    ("zgh", MASS), ("swj", "line_managed"), ("rd", "congress"), ("wwj", "subordinate_agency"),
    ("zwzx", "institution"), ("zfsc", "enforcement_institution"), ("yzx", "school"),
    ("rmyy", "hospital"), ("ttz", "township"), ("hnx", "township"),
)  # fmt: skip
SECTIONS = (
    ("fgj-gj", "fgj"), ("mzj-jz", "mzj"), ("rsj-sb", "rsj"), ("rsj-jy", "rsj"), ("zgh-bg", "zgh"),
)  # fmt: skip
POSTS = (
    ("xzf", "administrative", 1), ("fgj", "administrative", 12), ("fgj", "support", 2),
    ("gaj", "politics_and_law", 30), ("zwzx", "institution", 15), ("zfsc", "institution", 9),
    ("yzx", "institution", 40), ("rmyy", "institution", 20), ("ttz", "administrative", 10),
    ("ttz", "institution", 8),
)  # fmt: skip
LEADERS = (("wb", 1, 3, 1), ("fgj", 1, 3, 0), ("zgh", 1, 1, 0), ("wwj", 1, 0, 0), ("ttz", 2, 5, 1))
PEOPLE = (
    ("r-fx", "xzf", "administrative"), ("r-ju", "fgj", "administrative"),
    ("r-fu", "fgj", "administrative"), ("r-zw-1", "zwzx", "institution"),
    ("r-zw-2", "zwzx", "institution"), ("r-yz", "yzx", "institution"),
)  # fmt: skip
POSITIONS = (
    ("p-fx", "xzf", "county_leader"), ("fgj-c1", "fgj", "chief"), ("fgj-d1", "fgj", "deputy"),
    ("wb-c1", "wb", "chief"), ("wb-c2", "wb", "chief"),
)  # fmt: skip
ITEMS = (("i-1", "w-1"), ("i-2", "w-2"), ("i-3", "w-3"), ("i-4", "w-4"))
UPPERS = (("u-mz", "临汾市民政局", "mzj"), ("u-rs", "临汾市人力资源和社会保障局", "rsj"),
          ("u-fg", "临汾市发展和改革委员会", "fgj"))  # fmt: skip


def _rows(names: str, *rows: tuple[Any, ...]) -> list[dict[str, Any]]:
    return [dict(zip(names.split(), row, strict=True)) for row in rows]


def small() -> Rows:
    """The rows of the county before any edit."""
    return {
        "counties": _rows("id name residents", (CODE, "浮山县", 120)),
        "bodies": [{**row, "co_located_with": "wb" if row["id"] == "zfb" else None}
                   for row in _rows("id kind", *BODIES)],
        "plaques": [],
        "sections": _rows("id body", *SECTIONS),
        "establishment": _rows("body kind approved", *POSTS),
        "leadership": _rows("body chief deputy other", *LEADERS),
        "positions": _rows("id body role", *POSITIONS),
        "people": _rows("id body kind", *PEOPLE),
        "appointments": _rows("person position", ("r-fx", "p-fx"), ("r-fu", "fgj-d1")),
        "duties": _rows("id body", ("d-1", "fgj"), ("d-2", "mzj")),
        "uppers": _rows("id name receiver", *UPPERS),
        "teams": _rows("id body", ("t-market", "zfsc")),
        "powers": _rows("id body", ("pw-1", "zfsc")),
        "windows": _rows("id body", *((f"w-{n}", "zwzx") for n in range(1, 5))),
        "items": _rows("id window body", *((*one, "zwzx") for one in ITEMS)),
        "bundles": _rows("id name", ("b-1", "三项社会保险"), ("b-2", "新生儿出生一件事")),
        "bundle_items": _rows("bundle item", ("b-1", "i-1"), ("b-1", "i-2"), ("b-1", "i-3"),
                              ("b-2", "i-4")),
        "budget_units": _rows("id", ("bu-1",), ("bu-2",)),
    }  # fmt: skip


def add(table: str, **values: Any) -> Edit:
    """Add one row."""
    return lambda rows: rows.setdefault(table, []).append(values)


def alter(table: str, *key: str, **values: Any) -> Edit:
    """Change one row, named by its key."""

    def edit(rows: Rows) -> None:
        names = TABLES[table].key
        (row,) = (r for r in rows[table] if tuple(r[n] for n in names) == key)
        row.update(values)

    return edit


def drop(table: str, *key: str) -> Edit:
    """Take one row away, named by its key."""

    def edit(rows: Rows) -> None:
        names = TABLES[table].key
        kept = [r for r in rows[table] if tuple(r[n] for n in names) != key]
        assert len(kept) == len(rows[table]) - 1
        rows[table] = kept

    return edit


def edited(*edits: Edit) -> Register:
    """The county after these edits."""
    rows = small()
    for edit in edits:
        edit(rows)
    return county(**rows)


def figure_of(indicator: str, *edits: Edit) -> Figure:
    """One indicator of the county after these edits."""
    return figure(INDICATORS[indicator], edited(*edits))

"""A second way to every indicator: plain loops over plain rows, sharing nothing with the first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

Row = dict[str, Any]
Rows = dict[str, list[Row]]
Number = int | float | None
SECTION_RANK_AND_UP = {"zhengchu", "fuchu", "zhengke", "fuke"}
INSTITUTIONS = {"institution", "enforcement_institution"}
SERIES = {"party_organ", "government_department"}


def ids(rows: Rows, kinds: Iterable[str]) -> set[str]:
    wanted = set(kinds)
    return {body["id"] for body in rows["bodies"] if body["kind"] in wanted}


def counted(rows: Rows, *kinds: str) -> int:
    return sum(
        1
        for body in rows["bodies"]
        if body["kind"] in kinds
        and body["level"] in SECTION_RANK_AND_UP
        and not body["co_located_with"]
    )


def posts(rows: Rows, kind: str, bodies: set[str] | None = None) -> int:
    total = 0
    for row in rows["establishment"]:
        if row["kind"] == kind and (bodies is None or row["body"] in bodies):
            total += row["approved"]
    return total


def leadership(rows: Rows) -> int:
    bodies = ids(rows, SERIES | {"mass_organisation"})
    kept = [row for row in rows["leadership"] if row["body"] in bodies]
    return sum((row[slot] or 0) for row in kept for slot in ("chief", "deputy", "other"))


def in_sections_of(rows: Rows, bodies: set[str]) -> int:
    return len([row for row in rows["sections"] if row["body"] in bodies])


def civil_affairs_hr(rows: Rows) -> int:
    ends = ("市民政局", "市人力资源和社会保障局")
    return in_sections_of(
        rows, {row["receiver"] for row in rows["uppers"] if row["name"].endswith(ends)}
    )


def insurance_windows(rows: Rows) -> int:
    bundles = {row["id"] for row in rows["bundles"] if row["name"] == "三项社会保险"}
    items = {row["item"] for row in rows["bundle_items"] if row["bundle"] in bundles}
    seats = {row["window"] for row in rows["items"] if row["id"] in items}
    return len(seats & {row["id"] for row in rows["windows"]})


def staff(rows: Rows) -> list[Row]:
    return [
        person
        for person in rows["people"]
        if person["status"] not in ("retired", "left") and person["kind"] != "off_establishment"
    ]


def gaps(rows: Rows) -> Counter[tuple[str, str]]:
    """People less posts at every body and kind of post."""
    found: Counter[tuple[str, str]] = Counter()
    for person in staff(rows):
        found[person["body"], person["kind"]] += 1
    for row in rows["establishment"]:
        if row["kind"] != "off_establishment":
            found[row["body"], row["kind"]] -= row["approved"]
    return found


def over(rows: Rows, bodies: set[str] | None = None) -> int:
    return sum(
        gap
        for (body, _), gap in gaps(rows).items()
        if gap > 0 and (bodies is None or body in bodies)
    )


def vacancies(rows: Rows) -> int:
    return -sum(gap for gap in gaps(rows).values() if gap < 0)


def ratio(rows: Rows) -> Number:
    people = len(staff(rows))
    residents = sum(row["residents"] or 0 for row in rows["counties"])
    return round(residents / people, 1) if people and residents else None


def headed(rows: Rows) -> int:
    roles = {row["id"]: (row["role"], row["body"]) for row in rows["positions"]}
    holding: dict[str, list[tuple[str, str]]] = {}
    for row in rows["appointments"]:
        if row["until"] is None:
            holding.setdefault(row["person"], []).append(roles[row["position"]])
    bodies: set[str] = set()
    for held in holding.values():
        if any(role == "county_leader" for role, _ in held):
            bodies |= {body for role, body in held if role == "chief"}
    return len(bodies)


def missing(rows: Rows, table: str, column: str) -> int:
    known = {body["id"] for body in rows["bodies"]}
    return len([row for row in rows[table] if row[column] not in known])


ORACLES: dict[str, Callable[[Rows], Number]] = {
    "bodies": lambda rows: counted(rows, *SERIES),
    "bodies_party": lambda rows: counted(rows, "party_organ"),
    "bodies_government": lambda rows: counted(rows, "government_department"),
    "leadership_posts": leadership,
    "institutions": lambda rows: len(ids(rows, INSTITUTIONS)),
    "institution_posts": lambda rows: posts(rows, "institution", ids(rows, INSTITUTIONS)),
    "township_posts": lambda rows: posts(rows, "institution", ids(rows, {"township"})),
    "townships": lambda rows: len(ids(rows, {"township"})),
    "sections": lambda rows: in_sections_of(rows, ids(rows, SERIES)),
    "sections_civil_affairs_hr": civil_affairs_hr,
    "enforcement_teams": lambda rows: len(rows["teams"]),
    "budget_units": lambda rows: len(rows["budget_units"]),
    "windows": lambda rows: len(rows["windows"]),
    "windows_insurance": insurance_windows,
    "approved_administrative": lambda rows: posts(rows, "administrative"),
    "approved_politics_and_law": lambda rows: posts(rows, "politics_and_law"),
    "approved_institution": lambda rows: posts(rows, "institution"),
    "approved_support": lambda rows: posts(rows, "support"),
    "people": lambda rows: len(staff(rows)),
    "over_posts_people": over,
    "over_posts_institutions": lambda rows: over(rows, ids(rows, INSTITUTIONS)),
    "vacancies": vacancies,
    "residents": lambda rows: sum(row["residents"] or 0 for row in rows["counties"]),
    "residents_per_paid_person": ratio,
    "headed_by_county_leaders": headed,
    "duties": lambda rows: len(rows["duties"]),
    "powers": lambda rows: len(rows["powers"]),
    "orphan_duties": lambda rows: missing(rows, "duties", "body"),
    "uppers_without_receiver": lambda rows: missing(rows, "uppers", "receiver"),
}

"""What follows by rule from the source tables: leaders' positions and who is in charge of what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import polars as pl

from sanding.register.kinds import BodyKind, Level, PositionRole, StepRole

Row = dict[str, Any]
LEVELS = list(Level)
TITLES = {
    PositionRole.CHIEF: "主要负责人",
    PositionRole.DEPUTY: "副职",
    PositionRole.OTHER_LEADER: "班子成员",
}
SLOTS = (("chief", "c", PositionRole.CHIEF), ("deputy", "d", PositionRole.DEPUTY),
         ("other", "o", PositionRole.OTHER_LEADER))  # fmt: skip
ENDINGS = {
    "局": "局长", "部": "部长", "院": "院长", "站": "站长", "馆": "馆长", "所": "所长",
    "校": "校长", "学": "校长", "会": "主席", "队": "队长", "镇": "党委书记", "乡": "党委书记",
}  # fmt: skip


def positions(source: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Return one position per leadership post and per section chief, beside the given ones."""
    bodies = {row["id"]: row for row in source["bodies"].to_dicts()}
    rows = [_position(row) for row in source["positions"].to_dicts()]
    for post in source["leadership"].to_dicts():
        rows += _leaders(post, bodies[post["body"]])
    for section in source["sections"].to_dicts():
        if int(section.get("chief") or 0):
            rows.append(_section_chief(section))
    return pl.DataFrame(rows, infer_schema_length=None)


def _position(row: Row) -> Row:
    kept = ("county", "id", "name", "body", "section", "role", "level", "certainty", "source")
    return {name: row.get(name) for name in kept}


def _leaders(post: Row, body: Row) -> Iterator[Row]:
    for column, mark, role in SLOTS:
        for number in range(1, int(post.get(column) or 0) + 1):
            level = body["level"] if role is PositionRole.CHIEF else _below(body["level"])
            yield {
                "county": body["county"], "id": f"{body['id']}-{mark}{number}",
                "name": _title(body, role), "body": body["id"], "section": None, "role": role.value,
                "level": level, "certainty": "typical", "source": None,
            }  # fmt: skip


def _title(body: Row, role: PositionRole) -> str:
    chief = _chief_title(body)
    if role is PositionRole.CHIEF:
        return chief
    return "副" + chief if role is PositionRole.DEPUTY and chief != "书记" else TITLES[role]


def _chief_title(body: Row) -> str:
    name, kind = body["name"], body["kind"]
    if kind == BodyKind.PROCURATORATE:
        return "检察长"
    if name.endswith(("政法委", "政法委员会", "纪委监委机关")):
        return "书记"
    return ENDINGS.get(name[-1], "主任")


def _below(level: str) -> str:
    place = LEVELS.index(Level(level))
    return LEVELS[min(place + 1, len(LEVELS) - 1)].value


def _section_chief(section: Row) -> Row:
    title = "主任" if section["name"].endswith(("办公室", "室", "中心")) else "股长"
    return {
        "county": section["county"], "id": f"{section['id']}-c", "name": title,
        "body": section["body"], "section": section["id"], "role": PositionRole.SECTION_CHIEF.value,
        "level": section["level"], "certainty": "typical", "source": None,
    }  # fmt: skip


def portfolios(source: dict[str, pl.DataFrame], places: pl.DataFrame) -> pl.DataFrame:
    """Return who is in charge: sections dealt out to deputies in turn, heads, county leaders.

    All of it typical: no county publishes its division of labour in full.
    """
    by_body: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in places.sort("id").to_dicts():
        by_body[row["body"]][row["role"]].append(row["id"])
    county = places["county"][0]
    rows: list[Row] = []

    def put(body: str, section: str | None, role: StepRole, position: str) -> None:
        rows.append(
            {"county": county, "body": body, "section": section, "role": role.value,
             "position": position, "certainty": "typical"}
        )  # fmt: skip

    for body, roles in by_body.items():
        if roles[PositionRole.CHIEF]:
            put(body, None, StepRole.HEAD, roles[PositionRole.CHIEF][0])
    turn: dict[str, int] = defaultdict(int)
    known = set(places["id"])
    for section in source["sections"].sort("id").to_dicts():
        body, one = section["body"], section["id"]
        if f"{one}-c" in known:
            put(body, one, StepRole.SECTION, f"{one}-c")
        deputies = by_body[body][PositionRole.DEPUTY]
        if deputies:
            put(body, one, StepRole.DEPUTY_IN_CHARGE, deputies[turn[body] % len(deputies)])
            turn[body] += 1
    for row in source["leaders"].to_dicts():
        put(row["body"], None, StepRole.COUNTY_LEADER_IN_CHARGE, row["position"])
    return pl.DataFrame(rows)

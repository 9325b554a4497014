"""Synthetic people (合成人员): one for each committed place in post, drawn from a seed."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

import polars as pl

from sanding.examples.chance import Stream
from sanding.register.kinds import Education, Identity, PostKind, Rank, Sex

Row = dict[str, Any]
SURNAMES = tuple(
    "王王王王李李李李张张张张刘刘刘陈陈杨杨赵赵黄周吴徐孙马胡朱郭何林高罗郑梁谢宋唐许邓韩冯曹彭"
    "曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛"
    "闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常"
)
MALE = tuple("伟强军勇杰磊涛明超刚平辉鹏华飞鑫波斌宇浩凯健俊帆旭宁龙林建国志文海峰东亮成康毅瑞")
FEMALE = tuple("芳娜敏静丽艳娟霞秀英玲桂兰玉萍红梅琴云慧洁雪莉婷燕倩颖琳晶欣怡璐蕾瑶媛丹蓉")
OFFICE = (PostKind.ADMINISTRATIVE, PostKind.POLITICS_AND_LAW, PostKind.INSTITUTION)
LEADER_RANKS = {"zhengchu": Rank.RESEARCHER_1, "fuchu": Rank.RESEARCHER_3,
                "zhengke": Rank.PRINCIPAL_1, "fuke": Rank.PRINCIPAL_3}  # fmt: skip
STAFF_RANKS = (Rank.PRINCIPAL_2, Rank.PRINCIPAL_3, Rank.PRINCIPAL_4, Rank.PRINCIPAL_4,
               Rank.STAFF_1, Rank.STAFF_1, Rank.STAFF_2)  # fmt: skip
TITLES = ("初级", "初级", "中级", "中级", "副高级")


def people(
    source: dict[str, pl.DataFrame], places: pl.DataFrame, *, seed: int, day: date
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return people and their appointments; every row is synthetic.

    Each row of `headcount` gives its number of people. Leadership positions and section chiefs of
    a body are filled first, so that the person in position P has the id of P with `r-` before it.
    """
    bodies = {row["id"]: row for row in source["bodies"].to_dicts()}
    sections = _by(source["sections"], "body")
    waiting = {body: sorted(rows, key=_seniority) for body, rows in _by(places, "body").items()}
    taken: dict[str, int] = defaultdict(int)
    found: list[Row] = []
    held: list[Row] = []
    for row in source["headcount"].sort("body", "kind", "identity").to_dicts():
        body = bodies[row["body"]]
        for _ in range(int(row["in_post"])):
            place = _next_place(waiting.get(body["id"], []), row)
            one = _person_id(body, place, taken)
            person = _person(one, body, row, place, Stream.of(seed, one), day)
            mine = sections.get(body["id"])
            if place is None and mine:
                person["section"] = mine[taken[body["id"]] % len(mine)]["id"]
            found.append(person)
            if place is not None:
                held.append(_appointment(person, place))
    frame = pl.DataFrame(found, infer_schema_length=None)
    return frame, pl.DataFrame(held, infer_schema_length=None)


def _by(frame: pl.DataFrame, column: str) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in frame.sort("id").to_dicts():
        groups[row[column]].append(row)
    return groups


ORDER = ("county_leader", "chief", "executive_deputy", "deputy", "other_leader", "section_chief")


def _seniority(place: Row) -> tuple[int, str]:
    return ORDER.index(place["role"]), place["id"]


def _next_place(waiting: list[Row], row: Row) -> Row | None:
    """Positions go to officials: administrative people of offices, managers of institutions."""
    fits = row["kind"] in OFFICE and row["identity"] in (
        Identity.CIVIL_SERVANT, Identity.CIVIL_SERVICE_REFERENCE, Identity.INSTITUTION_MANAGEMENT,
    )  # fmt: skip
    return waiting.pop(0) if fits and waiting else None


def _person_id(body: Row, place: Row | None, taken: dict[str, int]) -> str:
    county, _, local = (place or body)["id"].partition("-")
    if place is not None:
        return f"{county}-r-{local}"
    taken[body["id"]] += 1
    return f"{county}-r-{local}-{taken[body['id']]:04d}"


def _person(one: str, body: Row, row: Row, place: Row | None, chance: Stream, day: date) -> Row:
    sex = Sex.MALE if chance.below(100) < (70 if place else 55) else Sex.FEMALE
    given = MALE if sex is Sex.MALE else FEMALE
    name = chance.of_these(SURNAMES) + chance.of_these(given)
    if chance.below(100) < 65:
        name += chance.of_these(given)
    age = chance.between(38, 57) if place else chance.between(23, 59)
    born = date(day.year - age, chance.between(1, 12), chance.between(1, 28))
    worked = date(born.year + chance.between(19, 25), 7 + chance.below(6), 1)
    worked = min(worked, date(day.year - 1, 12, 1))
    entered = date(chance.between(worked.year + 1, day.year), 1 + chance.below(6), 1)
    return {
        "county": body["county"], "id": one, "name": name, "sex": sex.value, "born_on": born,
        "body": body["id"], "section": place["section"] if place else None, "kind": row["kind"],
        "identity": row["identity"], "status": "in_post",
        "position": place["name"] if place else None, "level": place["level"] if place else None,
        "rank": _rank(row, place, chance), "title": _title(row, chance),
        "pay_source": body.get("funding") or "full", "education": _education(age, chance),
        "worked_since": worked, "entered_on": max(entered, worked), "certainty": "synthetic",
    }  # fmt: skip


def _rank(row: Row, place: Row | None, chance: Stream) -> str | None:
    if row["identity"] not in (Identity.CIVIL_SERVANT, Identity.CIVIL_SERVICE_REFERENCE):
        return None
    if place and place["level"] in LEADER_RANKS:
        return LEADER_RANKS[place["level"]].value
    return chance.of_these(STAFF_RANKS).value


def _title(row: Row, chance: Stream) -> str | None:
    return chance.of_these(TITLES) if row["identity"] == Identity.INSTITUTION_PROFESSIONAL else None


def _education(age: int, chance: Stream) -> str:
    drawn = chance.below(100) + (25 if age > 45 else 0)
    steps = ((8, Education.POSTGRADUATE), (62, Education.BACHELOR), (100, Education.COLLEGE),
             (115, Education.SECONDARY))  # fmt: skip
    return next((e for limit, e in steps if drawn < limit), Education.HIGH_SCHOOL).value


def _appointment(person: Row, place: Row) -> Row:
    return {
        "county": person["county"], "person": person["id"], "position": place["id"],
        "kind": "main", "since": person["entered_on"], "certainty": "synthetic",
    }  # fmt: skip

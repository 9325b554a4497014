"""A county as three offices tell it: honest lists made from its register, to be spoilt."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl

from sanding.base.codes import ID_WEIGHTS
from sanding.register import Register
from sanding.register.reconciliation import PAYROLL, PERSONNEL_ROSTER

DAY, MONTH = date(2025, 7, 1), date(2025, 6, 1)
Row = dict[str, Any]


def number(seq: int, born: date = date(1980, 1, 1)) -> str:
    """A well-formed identity number (GB 11643)."""
    head = f"140930{born.year + seq // 1000}{born:%m%d}{seq % 1000:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(head, ID_WEIGHTS, strict=True))
    return head + "10X98765432"[total % 11]


@dataclass
class Case:
    """The people of a register and both lists, as rows to be spoilt."""

    register: Register
    people: dict[str, Row] = field(default_factory=dict)
    roster: list[Row] = field(default_factory=list)
    payroll: list[Row] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    strangers: int = 0

    @classmethod
    def of(cls, register: Register) -> Case:
        """Everybody gets a number and stands on both lists, bodies written in different ways."""
        case = cls(register)
        bodies = {row["id"]: row for row in register.frame("bodies").to_dicts()}
        home = register.frame("counties").item(0, "name")
        for seq, row in enumerate(register.frame("people").to_dicts()):
            row["id_number"] = number(seq)
            case.people[row["id"]] = row
            body = bodies[row["body"]]
            bare = body["name"].removeprefix("县")
            forms = (body["name"], home + bare, bare, body["short_name"] or bare, body["id"])
            shared = {c: row[c] for c in ("county", "name", "id_number", "kind")}
            shared |= {"person": row["id"], "body": forms[seq % 5], "status": "in_post"}
            case.roster.append({**shared, "identity": row["identity"]})
            if row["pay_source"] != "self":
                case.payroll.append({**shared, "paid_on": MONTH})
        names = Counter((row["name"], row["body"]) for row in case.people.values())
        case.waiting = [
            one for one, row in case.people.items() if names[row["name"], row["body"]] == 1
        ]
        return case

    def take(self, **wanted: Any) -> Row:
        """Somebody nothing has been planted on yet, of these values."""
        for one in self.waiting:
            row = self.people[one]
            if all(row[c] == value for c, value in wanted.items()) and row["pay_source"] == "full":
                self.waiting.remove(one)
                return row
        raise LookupError(wanted)

    @property
    def home(self) -> pl.DataFrame:
        """The bodies of the county."""
        return self.register.frame("bodies")

    def elsewhere_id(self, one: Row) -> str:
        """A department that neither is the person's body nor pays it."""
        others = self.home.filter(
            pl.col("kind").cast(pl.String).is_in(["township"]) & (pl.col("id") != one["body"])
        )
        return str(others.item(0, "id"))

    def elsewhere(self, one: Row) -> str:
        """Its name."""
        found = self.home.filter(pl.col("id") == self.elsewhere_id(one))
        return str(found.item(0, "name"))

    def below(self) -> tuple[Row, str]:
        """Somebody whose body is paid by the budget unit of the body above, and its name."""
        above = self.home.select(parent="id", upper="name", pays="budget_unit")
        pairs = self.home.join(above, on="parent").filter(pl.col("pays") == pl.col("budget_unit"))
        names = dict(pairs.select("id", "upper").rows())
        one = self.take(body=next(
            row["body"] for row in map(self.people.get, self.waiting)
            if row and row["body"] in names and row["pay_source"] == "full"
        ))  # fmt: skip
        return one, str(names[one["body"]])

    def on(self, rows: list[Row], one: Row) -> Row:
        """The row of a person on a list."""
        return next(row for row in rows if row["person"] == one["id"])

    def off(self, rows: list[Row], one: Row) -> None:
        """Strike a person off a list."""
        rows.remove(self.on(rows, one))

    def stranger(self, *lists: list[Row], **values: Any) -> str:
        """Put somebody on lists who is not in the register."""
        self.strangers += 1
        name = "欧阳" + "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未"[self.strangers]
        row = {
            "county": self.register.counties[0], "name": name, "person": None,
            "id_number": number(20_000 + self.strangers), "kind": "institution",
            "body": self.register.frame("bodies").item(3, "name"), **values,
        }  # fmt: skip
        for rows in lists:
            rows.append(dict(row) | ({"paid_on": MONTH} if rows is self.payroll else {}))
        return name

    def frames(self) -> tuple[Register, pl.DataFrame, pl.DataFrame]:
        """The register and both lists as they are compared."""
        people = self.register.frame("people")
        spoilt = pl.DataFrame(list(self.people.values()), schema=people.schema)
        lists = (
            pl.DataFrame(
                [{c: row.get(c) for c in table.schema} for row in rows], schema=table.schema
            )
            for table, rows in ((PERSONNEL_ROSTER, self.roster), (PAYROLL, self.payroll))
        )
        return self.register.with_tables({"people": spoilt}), *lists  # type: ignore[return-value]

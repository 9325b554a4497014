"""The papers that come with a plan (佐证材料), read strictly; they are outside the plan's hash."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sanding.base import BadInput, Fault, _
from sanding.register.kinds import Kind
from sanding.register.records import EVIDENCE

Paper = Mapping[str, Any]  # column of `evidence` → value
PLACE = _("佐证材料第{number}项")
OURS = "paper-"  # of the ids given here
OWN = tuple(one for one in EVIDENCE.columns if one.name != "county")


def papers_of(plain: object, *, changes: Iterable[str], prefix: str | None) -> tuple[Paper, ...]:
    """Return the papers of a plan file; an id is given to those that have none.

    `about` is the id of a change, else that of a record, which gets `prefix` if there is one;
    empty it is the whole plan. Raises `BadInput` with every fault by number and field.
    """
    if plain is None:
        return ()
    if not isinstance(plain, list):
        raise BadInput([Fault("bad_plan", _("evidence 应是佐证材料的列表"), column="evidence")])
    faults: list[Fault] = []
    known, found = set(changes), []
    for number, one in enumerate(plain, 1):
        if not isinstance(one, dict):
            faults.append(_fault(number, _("应是“字段: 值”的形式")))
            continue
        found_here = list(_faults(number, one))
        faults += found_here
        if found_here:
            continue
        about = one.get("about")
        if about and about not in known and prefix is not None:
            one = {**one, "about": f"{prefix}-{about}"}
        found.append({"id": f"{OURS}{number}", **one})
    ids = Counter(one["id"] for one in found)
    faults += [
        _fault(number, _("编号 {one} 为空或重复").format(one=one["id"]), "id")
        for number, one in enumerate(found, 1)
        if not one["id"] or ids[one["id"]] > 1
    ]
    if faults:
        raise BadInput(faults)
    return tuple(found)


def _faults(number: int, one: Mapping[object, Any]) -> Iterable[Fault]:
    columns = {column.name: column for column in OWN}
    for key, value in one.items():
        column = columns.get(str(key))
        if column is None:
            yield _fault(number, _("没有“{key}”这个字段").format(key=key), str(key))
        elif column.kind is not None and not _member(column.kind, value):
            names = "、".join(column.kind)
            said = _("“{value}”不在允许范围：{names}").format(value=value, names=names)
            yield _fault(number, said, str(key))
        elif column.dtype == EVIDENCE.schema["dated_on"]:
            if type(value) is not date:
                yield _fault(number, _("应是日期，如 2020-12-26"), str(key))
        elif not isinstance(value, str):
            yield _fault(number, _("应是文字（数字请加引号）"), str(key))
    if "kind" not in one:
        yield _fault(number, _("缺少 kind（材料种类）"), "kind")


def _member(kind: type[Kind], value: object) -> bool:
    return isinstance(value, str) and value in set(kind)


def _fault(number: int, message: str, column: str | None = None) -> Fault:
    return Fault("bad_plan", message, sheet=PLACE.format(number=number), column=column)

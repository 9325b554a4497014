"""A change in the officer's words: its arguments with Chinese headings, names instead of ids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from enum import StrEnum
from typing import Any

from sanding.base import _
from sanding.plan.change import Change
from sanding.register import Register
from sanding.register.kinds import Kind, PostKind

HEAD = tuple(one.name for one in fields(Change))
ARGUMENTS = {
    "absorbed": _("并入的机构"),
    "approved": _("核定数"),
    "bodies": _("合并的机构"),
    "body": _("机构"),
    "body_kind": _("机构类型"),
    "budget_unit": _("预算单位"),
    "category": _("公益类别"),
    "chief": _("正职"),
    "county": _("县"),
    "deputy": _("副职"),
    "dispatch": _("指挥调度"),
    "division": _("区划代码"),
    "duties": _("职责"),
    "funding": _("经费形式"),
    "giver": _("划出机构"),
    "host": _("合署于"),
    "implementing": _("实施主体"),
    "into": _("组建或并入为"),
    "items": _("服务事项"),
    "level": _("规格"),
    "name": _("名称"),
    "other": _("其他领导职数"),
    "parent": _("隶属机构"),
    "part": _("新设机构"),
    "person": _("人员"),
    "plaque": _("牌子"),
    "plaque_kind": _("牌子性质"),
    "position": _("职位"),
    "post_kind": _("编制类别"),
    "posts": _("编制数"),
    "powers": _("权力事项"),
    "receiver": _("接收机构"),
    "role": _("角色"),
    "section": _("内设机构"),
    "sections": _("内设机构"),
    "short_name": _("简称"),
    "since": _("任职日期"),
    "standard": _("执法标准"),
    "successor": _("承接者"),
    "team": _("执法队伍"),
    "teams": _("执法队伍"),
    "to": _("划入机构"),
    "township": _("乡镇"),
    "townships": _("乡镇"),
    "units": _("预算单位"),
    "upper": _("上级部门"),
    "window": _("受理窗口"),
    "windows": _("窗口"),
}
Names = Mapping[tuple[str, str], str]  # (table, id) → name


def names_in(*registers: Register) -> dict[tuple[str, str], str]:
    """Names by table and id, of the first register that has the id."""
    found: dict[tuple[str, str], str] = {}
    for register in registers:
        for table, rows in register.rows.items():
            if rows.table.has_id and "name" in rows.table.column:
                pairs = rows.loose.select("id", "name").iter_rows()
                found = {**{(table, one): name for one, name in pairs}, **found}
    return found


def described(change: Change, names: Names) -> str:
    """Return the arguments of a change as `heading：value；…`, those not given left out."""
    parts: list[str] = []
    for one in fields(change):
        given = getattr(change, one.name)
        if one.name in HEAD or given is None or given == () or given == {}:
            continue
        table = one.metadata.get("ref")
        many = given if isinstance(given, tuple) else (given,)
        words = "、".join(_word(each, table, names) for each in many)
        parts.append(f"{ARGUMENTS[one.name]}：{words}")
    return "；".join(parts)


def _word(given: Any, table: str | None, names: Names) -> str:
    if table is not None:
        return names.get((table, given), given)
    if isinstance(given, Kind):
        return given.label
    if isinstance(given, Mapping):
        return "、".join(f"{PostKind(kind).label} {number}" for kind, number in given.items())
    return given.value if isinstance(given, StrEnum) else str(given)

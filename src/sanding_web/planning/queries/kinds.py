"""The forms of the 33 kinds of change, made from their dataclasses, and what may be chosen."""

from __future__ import annotations

import inspect
import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, fields
from datetime import date
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from sanding.base import _
from sanding.plan import CATALOGUE, Change
from sanding.plan.describe import ARGUMENTS
from sanding.register import TABLES, Register
from sanding.register.kinds import Kind, PostKind
from sanding.rules.findings import PERSON
from sanding_web.planning import bridge
from sanding_web.planning.models import Draft, Version

Choice = tuple[str, str]  # value or id, and what the officer reads
COMMON = {
    "reason": _("理由"),
    "basis": _("依据"),
    "wave": _("批次"),
    "effective_on": _("生效日期"),
}  # of the fields that every kind has, those an officer fills in


@dataclass(frozen=True, slots=True)
class FieldForm:
    """One field of a change; `type` is text, ref, refs, new, int, bool, choice, date or posts.

    `table` is the table of a ref, of refs and of a new id, else ""; `choices` are those of a
    choice, and the kinds of post of posts. `common` fields are those every kind has.
    """

    name: str
    label: str
    type: str
    table: str
    table_label: str
    choices: tuple[Choice, ...]
    required: bool
    common: bool


@dataclass(frozen=True, slots=True)
class KindForm:
    """One kind of change with its fields, its own first; `id` and `kind` are not among them."""

    kind: str
    label: str
    means: str
    fields: tuple[FieldForm, ...]


def change_kinds() -> list[KindForm]:
    """Every kind of change, in the order of the catalogue."""
    return list(_kinds())


@cache
def _kinds() -> tuple[KindForm, ...]:
    return tuple(_kind(one) for one in CATALOGUE)


def _kind(kind: type[Change]) -> KindForm:
    hints = get_type_hints(kind)
    labels = {**ARGUMENTS, **COMMON}
    made = [
        _field(one, hints[one.name], labels[one.name])
        for one in fields(kind)
        if one.name in COMMON or one.name not in HEAD
    ]
    means = inspect.cleandoc(kind.__doc__ or "")
    return KindForm(kind.kind, kind.label, means, tuple(sorted(made, key=lambda one: one.common)))


HEAD = {one.name for one in fields(Change)}


def _field(one: Field[Any], hint: Any, label: str) -> FieldForm:
    table = str(one.metadata.get("ref", ""))
    bare = _bare(hint)
    kind = bare if isinstance(bare, type) and issubclass(bare, Kind) else None
    posts = get_origin(bare) is not None and get_origin(bare) is not tuple
    members: type[Kind] | None = PostKind if posts else kind
    return FieldForm(
        name=one.name,
        label=label,
        type=_type(one, bare),
        table=table,
        table_label=TABLES[table].label if table else "",
        choices=tuple((member.value, member.label) for member in members) if members else (),
        required=one.default is MISSING and one.default_factory is MISSING and bare is hint,
        common=one.name in COMMON,
    )


def _bare(hint: Any) -> Any:
    """A type without the None that may stand beside it."""
    if get_origin(hint) in (Union, types.UnionType):
        return next(one for one in get_args(hint) if one is not types.NoneType)
    return hint


def _type(one: Field[Any], bare: Any) -> str:
    if get_origin(bare) is tuple:
        return "refs"
    if get_origin(bare) is not None:
        return "posts"
    if "ref" in one.metadata:
        return "new" if one.metadata.get("new") else "ref"
    if issubclass(bare, Kind):
        return "choice"
    return PLAIN[bare]


PLAIN: Mapping[type, str] = {str: "text", int: "int", bool: "bool", date: "date"}


def choices(draft: Draft, table: str) -> list[Choice]:
    """Ids and names of a table as it stands after the plan's changes (or those that work).

    A name that is there twice bears its body's; people are called by body and id. `KeyError` for a
    table without ids.
    """
    if draft.current is None:
        raise Version.DoesNotExist
    register = bridge.worked_out(draft.current).standing
    if not TABLES[table].has_id:
        raise KeyError(table)
    return _called(register, table)


def _called(register: Register, table: str) -> list[Choice]:
    rows = register.frame(table)
    names = dict(register.frame("bodies").select("id", "name").iter_rows())
    own = "name" in TABLES[table].column and table != "people"
    of = rows["body"].to_list() if "body" in TABLES[table].column else [None] * len(rows)
    bodies = [names.get(body, "") for body in of]
    ids = rows["id"].to_list()
    if table == "people":
        said = str(PERSON)
        told = [said.format(body=b, person=one) for one, b in zip(ids, bodies, strict=True)]
    elif not own:
        told = ids
    else:
        twice = rows["name"].is_duplicated().to_list()
        told = [
            f"{body}{name}" if again and body else name
            for name, again, body in zip(rows["name"].to_list(), twice, bodies, strict=True)
        ]
    return list(zip(ids, told, strict=True))

"""Changes to and from plain values (YAML, JSON): one strict reading for files and screens."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from sanding.base import BadInput, Fault, _
from sanding.plan.catalogue import KINDS
from sanding.plan.change import Change
from sanding.register import LARGEST

Prefix = Callable[[str], str]


def as_plain(change: Change) -> dict[str, Any]:
    """Return a change as plain values: kind and arguments, those at their default left out."""
    plain: dict[str, Any] = {"id": change.id, "kind": change.kind}
    for one in fields(change):
        given = getattr(change, one.name)
        if one.name == "id" or _is_default(one, given):
            continue
        plain[one.name] = _plain(given)
    return plain


def _is_default(one: Any, given: Any) -> bool:
    return (
        (given is None and one.default is None)
        or (given == one.default and given is not None)
        or (isinstance(given, Mapping) and not given)
    )


def _plain(given: Any) -> Any:
    if isinstance(given, StrEnum):
        return given.value
    if isinstance(given, tuple):
        return [_plain(one) for one in given]
    if isinstance(given, Mapping):
        return {str(key): given[key] for key in sorted(given)}
    return given


def change_of(plain: object, *, prefix: Prefix | None = None) -> Change:
    """Return the change that `plain` describes; `prefix` turns local ids into national ones.

    Raises `BadInput` naming the change and the argument.
    """
    if not isinstance(plain, dict):
        raise BadInput([_fault("?", _("每项变更应是“字段: 值”的形式"))])
    name = str(plain.get("id", "?"))
    kind = KINDS.get(str(plain.get("kind")))
    if kind is None:
        raise BadInput(
            [_fault(name, _("没有“{given}”这种变更").format(given=plain.get("kind")), "kind")]
        )
    known = {one.name: one for one in fields(kind)}
    faults = [
        _fault(name, _("“{kind}”没有“{key}”这个字段").format(kind=kind.label, key=key), str(key))
        for key in plain
        if key not in known and key != "kind"
    ]
    given: dict[str, Any] = {}
    for key, one in known.items():
        if key not in plain:
            continue
        try:
            value = _typed(plain[key], _hints(kind.kind)[key])
        except ValueError as error:
            faults.append(_fault(name, f"“{key}”{error}", key))
            continue
        given[key] = _prefixed(value, prefix) if prefix and "ref" in one.metadata else value
    faults += _missing(kind, given, plain, name)
    if faults:
        raise BadInput(faults)
    return kind(**given)


def _missing(
    kind: type[Change], given: Mapping[str, Any], plain: Mapping[str, Any], name: str
) -> list[Fault]:
    return [
        _fault(name, _("“{kind}”缺少字段“{name}”").format(kind=kind.label, name=one.name), one.name)
        for one in fields(kind)
        if one.default is MISSING
        and one.default_factory is MISSING
        and one.name not in given
        and one.name not in plain
    ]


def _fault(change: str, message: str, column: str | None = None) -> Fault:
    return Fault("bad_plan", message, sheet=_("变更 {change}").format(change=change), column=column)


def _prefixed(value: Any, prefix: Prefix) -> Any:
    if value is None:
        return None
    return tuple(prefix(one) for one in value) if isinstance(value, tuple) else prefix(value)


@cache
def _hints(kind: str) -> dict[str, Any]:
    return get_type_hints(KINDS[kind])


def _typed(value: object, hint: Any) -> Any:
    """Return `value` as the hinted type; raise `ValueError` saying in Chinese what was expected."""
    if get_origin(hint) in (Union, types.UnionType):
        if value is None:
            return None
        return _typed(value, next(one for one in get_args(hint) if one is not type(None)))
    if get_origin(hint) is tuple:
        if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
            raise ValueError(_("应是编号的列表"))
        return tuple(value)
    if get_origin(hint) is not None:  # a mapping of counts
        if not isinstance(value, dict):
            raise ValueError(_("应是“编制类别: 数量”"))
        of, number = get_args(hint)
        return {_scalar(key, of): _scalar(one, number) for key, one in value.items()}
    return _scalar(value, hint)


def _scalar(value: object, hint: type) -> Any:
    if issubclass(hint, StrEnum):
        try:
            return hint(str(value))
        except ValueError:
            raise ValueError(
                _("的值“{value}”不在允许范围：{names}").format(value=value, names="、".join(hint))
            ) from None
    if hint is date:
        if type(value) is not date:
            raise ValueError(_("应是日期，如 2020-12-26"))
        return value
    if hint is int and (type(value) is not int or abs(value) > LARGEST):
        raise ValueError(
            _("应是整数，且不超过 {most}，写的是“{value}”").format(most=LARGEST, value=value)
        )
    if hint is str and not isinstance(value, str):
        raise ValueError(_("应是文字，写的是“{value}”（数字编号请加引号）").format(value=value))
    return value

"""YAML as officers write it: lists, fields and plain values, and nothing that can do harm.

Built from the parser's events in one pass and without recursion, so that a pit of brackets, a bomb
of aliases or a day that is none is one line with its row, never a crash.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from sanding.base.errors import BadInput, Fault
from sanding.base.words import _

MOST = 8 << 20  # bytes of a file
DEEPEST = 20
LONGEST_NUMBER = 100
_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times faster
_TAG = "tag:yaml.org,2002:"
_KNOWN = {_TAG + name for name in ("null", "bool", "int", "float", "timestamp")}


class _Refused(Exception):
    """Why the text is not taken, and its line from 1."""

    def __init__(self, why: str, line: int | None = None) -> None:
        self.why, self.line = why, line


@dataclass(slots=True)
class _Open:
    """A list or a mapping whose end has not come; `key` waits for its value."""

    made: list[Any] | dict[str, Any]
    key: str | None = None

    def take(self, value: Any, line: int) -> None:
        """Put the next value in: into a list, or as the key or the value of a mapping."""
        if isinstance(self.made, list):
            self.made.append(value)
        elif self.key is not None:
            self.made[self.key], self.key = value, None
        elif not isinstance(value, str):
            message = _("字段名“{value}”不是文字；请加引号或改正")
            raise _Refused(message.format(value=_short(value)), line)
        elif value in self.made:
            raise _Refused(_("“{value}”在同一项里写了两次").format(value=_short(value)), line)
        else:
            self.key = value


@dataclass(slots=True)
class _Builder:
    """Makes plain values of events; `whole` holds the document."""

    loader: Any  # its methods have no types
    whole: _Open = field(default_factory=lambda: _Open([]))
    open: list[_Open] = field(default_factory=list)

    def take(self, event: Any) -> None:
        """Take one event, or refuse it."""
        line = event.start_mark.line + 1
        if isinstance(event, yaml.DocumentStartEvent):
            if self.whole.made:
                raise _Refused(_("一个文件里只能有一份内容（多了“---”）"), line)
        elif isinstance(event, yaml.AliasEvent):
            raise _Refused(_("不支持锚点和别名（& 和 *）；请把内容写全"), line)
        elif isinstance(event, yaml.NodeEvent):
            self._node(event, line)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.open.pop()

    def _node(self, event: Any, line: int) -> None:
        if event.anchor is not None:
            raise _Refused(_("不支持锚点和别名（& 和 *）；请把内容写全"), line)
        if event.tag is not None:
            raise _Refused(_("不支持类型标签（!）；以 ! 开头的文字请加引号"), line)
        within = self.open[-1] if self.open else self.whole
        if isinstance(event, yaml.ScalarEvent):
            within.take(self._value(event, line), line)
            return
        if len(self.open) == DEEPEST:
            raise _Refused(_("套了超过 {most} 层；请核对括号和缩进").format(most=DEEPEST), line)
        fresh: list[Any] | dict[str, Any] = []
        if isinstance(event, yaml.MappingStartEvent):
            fresh = {}
        if isinstance(within.made, dict) and within.key is None:
            raise _Refused(_("字段名应是文字，不能是列表或一组字段"), line)
        within.take(fresh, line)
        self.open.append(_Open(fresh))

    def _value(self, event: Any, line: int) -> Any:
        tag = self.loader.resolve(yaml.ScalarNode, event.value, event.implicit)
        if tag not in _KNOWN:
            return event.value
        node = yaml.ScalarNode(tag, event.value, event.start_mark, event.end_mark)
        try:
            if len(event.value) > LONGEST_NUMBER:
                raise ValueError
            return self.loader.construct_object(node)
        except (ValueError, OverflowError, yaml.YAMLError):
            message = _("“{value}”不是有效的日期或数字；若是文字请加引号")
            raise _Refused(message.format(value=_short(event.value)), line) from None


def plain_yaml(text: str, *, code: str, where: str | None = None) -> Any:
    """Return lists, dicts and plain values; dates stay dates, an empty text is None.

    Refused with one `Fault` of `code`, `where` as its sheet: what is not YAML, larger or deeper
    than is read, anchors, tags, field names that are no text or stand twice.
    """
    try:
        return _built(text)
    except _Refused as refused:
        fault = Fault(code, refused.why, sheet=where, row=refused.line)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message = _("不是合法的 YAML；请检查缩进、冒号和引号")
        fault = Fault(code, message, sheet=where, row=mark.line + 1 if mark else None)
    except (yaml.YAMLError, ValueError):  # a control character, half a character
        message = _("不是合法的 YAML：有不能用的字符")
        fault = Fault(code, message, sheet=where)
    raise BadInput([fault])


def yaml_text(path: Path) -> str:
    """Return the text of a file, of one that is too large only the start, which is then refused.

    Raises `OSError` or `UnicodeDecodeError`.
    """
    with path.open("rb") as file:
        data = file.read(MOST + 1)
    return data.decode("utf-8-sig", "replace" if len(data) > MOST else "strict")


def _built(text: str) -> Any:
    if len(text) > MOST or len(text.encode()) > MOST:
        raise _Refused(_("文件超过 {most} MB，不读").format(most=MOST >> 20))
    loader: Any = _LOADER(text)
    try:
        builder = _Builder(loader)
        while loader.check_event():
            builder.take(loader.get_event())
    finally:
        loader.dispose()
    made = builder.whole.made
    return made[0] if isinstance(made, list) and made else None


def _short(value: object) -> str:
    said = str(value)
    return said if len(said) <= 40 else said[:40] + "…"

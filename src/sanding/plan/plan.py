"""A plan (方案): typed changes in order, bound to a baseline by a hash."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any, Self

import yaml

from sanding.base import BadInput, Fault, _
from sanding.base.plain_yaml import plain_yaml
from sanding.plan.change import Change
from sanding.plan.codec import Prefix, as_plain, change_of
from sanding.plan.evidence import Paper, papers_of

HEAD = ("id", "title", "county", "baseline", "freeze_on")


class _Exact(yaml.SafeDumper):
    """Writes rare line breaks (a text copied from elsewhere) so that they are read as they were."""

    def represent_str(self, data: str) -> yaml.ScalarNode:
        style = '"' if any(one in data for one in "\r\x85\u2028\u2029") else None
        return self.represent_scalar("tag:yaml.org,2002:str", data, style=style)


_Exact.add_representer(str, _Exact.represent_str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A reform plan: its changes are carried out in order (方案).

    `baseline` is the content hash of the register it was drawn up on; None is an unbound draft.
    From `freeze_on` people and assets stay where they are (冻结). `evidence` are the papers that
    came with it, see `plan.evidence`; they may come later, so the hash leaves them out.
    """

    id: str
    title: str
    county: str
    changes: tuple[Change, ...]
    baseline: str | None = None
    freeze_on: date | None = None
    evidence: tuple[Paper, ...] = ()

    def only(self, wave: int) -> Self:
        """Return the plan with the changes of one wave; raise `BadInput` if it has none."""
        chosen = tuple(one for one in self.changes if one.wave == wave)
        if not chosen:
            message = _("方案没有第 {wave} 批变更；请核对批次").format(wave=wave)
            raise BadInput([Fault("bad_plan", message, column="wave")])
        return replace(self, changes=chosen)

    @property
    def hash(self) -> str:
        """Hash over the baseline's hash and the canonical changes; titles do not count."""
        changes = [as_plain(change) for change in self.changes]
        text = json.dumps([self.baseline, changes], ensure_ascii=False, sort_keys=True, default=str)
        return sha256(text.encode()).hexdigest()

    def bound_to(self, baseline: str) -> Self:
        """Return the plan bound to a register's content hash."""
        return replace(self, baseline=baseline)

    def to_yaml(self) -> str:
        """Return the plan file; reading it gives the same plan."""
        plain = {name: getattr(self, name) for name in HEAD if getattr(self, name) is not None}
        plain["changes"] = [as_plain(change) for change in self.changes]
        if self.evidence:
            plain["evidence"] = [dict(one) for one in self.evidence]
        return str(yaml.dump(plain, Dumper=_Exact, allow_unicode=True, sort_keys=False, width=100))

    @classmethod
    def from_yaml(cls, text: str, *, local: bool = False) -> Self:
        """Read a plan file; with `local`, ids in it lack the county's prefix and get it.

        Raises `BadInput` with every fault by change and field.
        """
        plain = plain_yaml(text, code="bad_plan", where=_("方案文件"))
        if not isinstance(plain, dict) or not isinstance(plain.get("changes"), list):
            raise BadInput([Fault("bad_plan", _("方案文件须有 id、title、county 和 changes"))])
        return cls._of(plain, local=local)

    @classmethod
    def _of(cls, plain: Mapping[str, Any], *, local: bool) -> Self:
        faults = [
            Fault("bad_plan", _("方案缺少“{name}”或它不是文字").format(name=name), column=name)
            for name in ("id", "title", "county")
            if not isinstance(plain.get(name), str)
        ]
        if not isinstance(plain.get("baseline"), str | None):
            faults.append(Fault("bad_plan", _("方案的“baseline”应是文字"), column="baseline"))
        faults += [
            Fault("bad_plan", _("方案没有“{name}”这个字段").format(name=name), column=str(name))
            for name in plain
            if name not in (*HEAD, "changes", "evidence")
        ]
        if type(plain.get("freeze_on")) not in (date, type(None)):  # a date with a time is none
            message = _("方案的“freeze_on”应是日期，如 2020-12-26")
            faults.append(Fault("bad_plan", message, column="freeze_on"))
        changes: list[Change] = []
        for one in plain["changes"]:
            try:
                changes.append(change_of(one, prefix=_prefix(plain) if local else None))
            except BadInput as error:
                faults += error.faults
        ids = [change.id for change in changes]
        faults += [
            Fault(
                "bad_plan",
                _("变更编号 {number} 缺失或重复").format(number=one or "（空）"),
                sheet=_("变更 {one}").format(one=one),
            )
            for one, times in Counter(ids).items()
            if not one or times > 1
        ]
        papers: tuple[Paper, ...] = ()
        try:
            prefix = str(plain.get("county")) if local else None
            papers = papers_of(plain.get("evidence"), changes=ids, prefix=prefix)
        except BadInput as error:
            faults += error.faults
        if faults:
            raise BadInput(faults)
        head = {name: plain.get(name) for name in HEAD}
        return cls(**head, changes=tuple(changes), evidence=papers)  # type: ignore[arg-type]


def _prefix(plain: Mapping[str, Any]) -> Prefix:
    county = str(plain.get("county"))
    return lambda one: one if one == county else f"{county}-{one}"

"""What a change may name: no empty id, and nothing of two counties at once."""

from __future__ import annotations

from dataclasses import fields

from sanding.base import ImpossibleChange, _
from sanding.plan.change import Change
from sanding.register import Register


def refuse_strangers(change: Change, register: Register) -> None:
    """Raise `ImpossibleChange` for an empty id, or ids of two counties.

    Ids that are not there are for the change itself to find.
    """
    counties: set[str] = set()
    for one in fields(change):
        table, given = one.metadata.get("ref"), getattr(change, one.name)
        if table is None or given is None or one.metadata.get("new"):
            continue
        for named in given if isinstance(given, tuple) else (given,):
            if not named:
                raise ImpossibleChange(_("“{name}”写了空编号；没有就不写").format(name=one.name))
            if register.has(table, named):
                column = "id" if table == "counties" else "county"
                counties.add(register.cell(table, named, column))
    if len(counties) > 1:
        raise ImpossibleChange(
            _("一项变更不能跨县：{names}").format(names="、".join(sorted(counties)))
        )

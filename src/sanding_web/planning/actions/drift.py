"""What differs between the register a plan was drawn up on and the one in force."""

from __future__ import annotations

import json

from sanding.base import _
from sanding.plan import diff
from sanding.register import TABLES
from sanding_web.planning.states import Drifted
from sanding_web.registers.bridge import register_of
from sanding_web.registers.models import County, Revision

SHOWN = 5  # records named


def drifted(county: County, baseline: str) -> Drifted:
    """The refusal of what was drawn up on another register: the first records that differ."""
    advice = _("方案所依据的现状与最新台账不同，请在最新台账上重新核对方案")
    base = Revision.objects.filter(county=county, hash=baseline).order_by("-number").first()
    if base is None or county.head is None:
        return Drifted(advice)
    cells = diff(register_of(base), register_of(county.head))
    records = cells.group_by("table", "key", maintain_order=True).first()
    if not records.height:
        return Drifted(advice)
    named = "、".join(_record(*row) for row in records.head(SHOWN).select("table", "key").rows())
    said = _("{advice}。不同的记录共 {count} 条：{named}")
    more = "……" if records.height > SHOWN else ""
    return Drifted(said.format(advice=advice, count=records.height, named=named + more))


def _record(table: str, key: str) -> str:
    ids = "/".join(str(one) for one in json.loads(key) if one is not None)
    return f"{TABLES[table].label} {ids}"

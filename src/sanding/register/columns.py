"""How a column and a table are declared: short words for the shapes there are."""

from __future__ import annotations

from typing import Any

import polars as pl

from sanding.base import _
from sanding.register import kinds as k
from sanding.register.table import Column, Table


def text(name: str, label: str, *, required: bool = False, **more: Any) -> Column:
    """Declare a column of text."""
    return Column(name=name, label=label, dtype=pl.String(), required=required, **more)


def ref(name: str, label: str, table: str, *, required: bool = False, **more: Any) -> Column:
    """Declare a column that holds ids of `table`."""
    return text(name, label, required=required, ref=table, **more)


def kind(
    name: str, label: str, kind: type[k.Kind], *, required: bool = True, **more: Any
) -> Column:
    """Declare a column with a closed list of values."""
    dtype = pl.Enum([member.value for member in kind])
    return Column(name=name, label=label, dtype=dtype, kind=kind, required=required, **more)


def count(name: str, label: str, unit: str, *, required: bool = True, **more: Any) -> Column:
    """Declare a column of counts, never negative."""
    return Column(
        name=name, label=label, dtype=pl.Int32(), unit=unit, required=required, minimum=0, **more
    )


def day(name: str, label: str, *, required: bool = False, **more: Any) -> Column:
    """Declare a column of days."""
    return Column(name=name, label=label, dtype=pl.Date(), required=required, **more)


def flag(name: str, label: str, **more: Any) -> Column:
    """Declare a column of yes or no."""
    return Column(name=name, label=label, dtype=pl.Boolean(), required=False, **more)


def money(name: str, label: str) -> Column:
    """Declare a column of money, in fen."""
    return Column(name=name, label=label, dtype=pl.Int64(), unit="fen", required=False, minimum=0)


COUNTY = ref("county", _("县"), "counties", required=True)
ID = text("id", _("编号"), required=True, means=_("全国唯一，永不重用，以县代码开头"))
NAME = text("name", _("名称"), required=True)
APPROVED_BY = text("approved_by", _("批准文号"))
APPROVED_ON = day("approved_on", _("批准日期"))
NOTE = text("note", _("备注"))
TAIL = (
    NOTE,
    kind("certainty", _("可信度"), k.Certainty, required=False, means=_("示例数据专用")),
    text("source", _("来源"), means=_("依据的文献编号")),
)


def table(name: str, label: str, means: str, key: str, *columns: Column, **more: Any) -> Table:
    """Declare a table; `key` names its key columns, `id` an id of its own."""
    lead = () if name == "counties" else (COUNTY,)
    own = (ID,) if key == "id" else ()
    return Table(name, label, means, tuple(key.split()), (*lead, *own, *columns, *TAIL), **more)

"""PLN-011: every duty, power and item is still somebody's after the plan."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.rules.brief import Brief
from sanding.rules.papers import BETWEEN
from sanding.rules.rule import FrameRule, Severity, Source

KEPT = ("duties", "powers", "items")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Bodies that had duties, powers or items which are nobody's after; amount is how many."""
    return (
        pl.concat(_lost(brief, table) for table in KEPT)
        .group_by(where="body")
        .agg(
            amount=pl.len().cast(pl.Int64),
            value=pl.col("name").unique().sort().str.join(BETWEEN),
        )
    )


def _lost(brief: Brief, table: str) -> pl.LazyFrame:
    """What is of `table` before, and after neither there nor succeeded: `id, name, body`."""
    after = brief[table].select("id")
    heirs = brief["succession"].filter((pl.col("table") == table) & (pl.col("heir_table") == table))
    alive = heirs.join(after, left_on="heir", right_on="id", how="semi").select("id")
    return (
        brief.was[table]
        .select("id", "name", "body")
        .join(after, on="id", how="anti")
        .join(alive, on="id", how="anti")
    )


RULE = FrameRule(
    code="PLN-011",
    title=_("职责无遗漏"),
    table="bodies",
    severity=Severity.ERROR,
    why=_(
        "撤并机构的每项职责、权力和服务事项都要有机构承接，没有承接的等于擅自改变职责，群众办事和信访找不到机关。"
    ),
    sources=(
        Source("地方各级人民政府机构设置和编制管理条例", "第八条、第二十六条第二项"),
        Source("信访工作条例", "第二十四条第二款"),
    ),
    says=_("{where}的{amount}项职责和事项没有机构承接：{value}"),
    mends=_(
        "在方案中把这些职责、权力和事项划给承接机构；依法取消的，先按权限修订权责清单再更新台账。"
    ),
    limits=_(
        "按编号比对改革前后的职责、权力和服务事项，不判断承接机构是否有能力承接；换了编号而没有承接关系的也会列出。"
    ),
    needs=("plan",),
    breaches=breaches,
)

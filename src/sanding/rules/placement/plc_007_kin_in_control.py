"""PLC-007: where one leads, kin do no personnel, discipline, audit or finance work."""

from __future__ import annotations

import re

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.rules.brief import Brief
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views.standing import LEADERS, kin


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Kin of a leader in a section or position named for such work, at the kin or the leader.

    At the one who is placed; at the kin if both are. Lenient where only the name of the body says
    that it is such work.
    """
    words = "|".join(re.escape(one) for one in law.names("control_functions"))
    others = "|".join(re.escape(one) for one in law.names("control_functions_not_meant"))
    named = pl.concat_str(
        pl.col(f"{name}_name_kin").fill_null("") for name in ("section", "position")
    )
    work = named.str.replace_all(others, "").str.extract(f"({words})", 1)
    pairs = kin(brief, law.names("avoided_relations")).filter(pl.col("role").is_in(LEADERS))
    bodies = "|".join(re.escape(one) for one in law.names("control_bodies"))
    called = brief["bodies"].select(
        body_kin="id", body_work=pl.col("name").str.extract(f"({bodies})", 1)
    )
    placed = pl.col("placed_kin")
    return (
        pairs.join(called, on="body_kin", how="left")
        .with_columns(lenient=work.is_null(), work=pl.coalesce(work, "body_work"))
        .filter(pl.col("work").is_not_null())
        .select(
            where=pl.when(placed).then(pl.col("person_kin")).otherwise(pl.col("person")),
            value=pl.when(placed).then(pl.col("person")).otherwise(pl.col("person_kin")),
            detail="work", lenient="lenient",
        )
        .unique()
        .filter(~pl.col("lenient") | pl.col("lenient").all().over("where", "value"))
    )  # fmt: skip


RULE = FrameRule(
    code="PLC-007",
    title=_("任职回避：组织人事纪检监察审计财务"),
    table="people",
    severity=Severity.ERROR,
    why=_("一方担任领导职务的机关，其亲属不得从事组织、人事、纪检、监察、审计和财务工作。"),
    sources=(Source("公务员法", "第七十四条第一款"),),
    says=_("{where}与亲属（{value}）在同一机关任职，一方担任领导职务，另一方从事{detail}工作"),
    mends=_("把从事上述工作的一方调整到其他内设机构、职位或者其他机关，或者另行安置领导人选。"),
    limits=_(
        "只查至少一方在安置表中的公务员和参公人员；是否从事上述工作按内设机构和职位名称判断，"
        "只有所在机构是组织部、纪委监委、审计局的只作提示；名称看不出的查不到，名称含有上述字样但属对外管理业务的可能误报；股级职位不算领导职务。"
    ),
    figures=(
        "avoided_relations", "control_bodies", "control_functions", "control_functions_not_meant",
    ),
    needs=("placements", "kinships"),
    breaches=breaches,
)  # fmt: skip

"""PLC-008: nobody leads the body that regulates a firm of spouse, children or their spouses."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.record_kinds import Relation
from sanding.rules.brief import Brief
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import text
from sanding.rules.views.standing import CIVIL, LEADERS, standing


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """The placed who are leaders of the body in charge of the trade of such a firm."""
    hosts = brief["bodies"].select(regulator="id", host=pl.coalesce("co_located_with", "id"))
    firms = (
        brief["family_businesses"]
        .filter(text("relation").is_in(law.names("business_relations")))
        .select("person", "regulator", relation=text("relation"))
        .join(hosts, on="regulator", how="inner")
    )
    leads = pl.col("role").is_in(LEADERS) & pl.col("identity").is_in(CIVIL) & pl.col("placed")
    return (
        brief.shared(standing)
        .filter(leads)
        .join(firms, on=["person", "host"], how="inner")
        .select(where="person", value="regulator", detail="relation")
        .unique()
    )


RULE = FrameRule(
    code="PLC-008",
    title=_("亲属经商回避"),
    table="people",
    severity=Severity.ERROR,
    why=_("配偶、子女及其配偶经营的企业受谁监管主管，公务员就不得在谁那里担任领导成员。"),
    sources=(Source("公务员法", "第七十四条第二款"),),
    says=_("{where}担任{value}领导成员，其亲属（{detail}）经营的企业由该机构监管或者主管"),
    mends=_("另行安置，或者由亲属退出经营后更新亲属经商办企业表。"),
    limits=_(
        "只查在安置表中的公务员和参公人员；企业的监管主管机构按亲属经商办企业表，不查工商登记。"
    ),
    figures=("business_relations",),
    needs=("placements", "family_businesses"),
    words=(Relation,),
    breaches=breaches,
)

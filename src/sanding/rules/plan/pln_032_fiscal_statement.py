"""PLN-032: a plan that adds a body or posts says who can pay for them."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.plan.ledger import Movement
from sanding.register.kinds import PostKind
from sanding.register.record_kinds import EvidenceKind
from sanding.rules.brief import Brief
from sanding.rules.papers import lacking
from sanding.rules.rule import FrameRule, Severity, Source

ADDING = ["create_body", "split_body"]
POSTS = [str(one) for one in PostKind]  # leadership posts come out of these


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """The plan, with how many of its changes add a body or posts and no paper speaks for them."""
    created = brief["entries"].filter(
        (pl.col("movement") == str(Movement.CREATED)) & pl.col("post").is_in(POSTS)
    )
    posts = created.group_by(where="change").agg(pl.col("posts").sum())
    bodies = brief["changes"].filter(pl.col("kind").is_in(ADDING)).select(
        where="id", posts=pl.lit(0, pl.Int64)
    )  # fmt: skip
    adding = pl.concat([posts, bodies]).group_by("where").agg(pl.col("posts").sum())
    silent = lacking(brief, adding, [EvidenceKind.FISCAL_STATEMENT], whole=True)
    return (
        silent.select(
            amount=pl.len().cast(pl.Int64), value=pl.col("posts").sum().cast(pl.String)
        )
        .filter(pl.col("amount") > 0)
        .join(brief["plan"].select(where="id"), how="cross")
    )  # fmt: skip


RULE = FrameRule(
    code="PLN-032",
    title=_("设机构核编制须考虑财政供养能力"),
    table="plan",
    severity=Severity.WARNING,
    why=_("设置机构、核定编制时，应当充分考虑财政的供养能力。"),
    sources=(Source("地方各级人民政府机构设置和编制管理条例", "第六条第二款"),),
    says=_("{where}有{amount}项变更增设机构或增核编制（共增{value}名），没有财政承受能力说明"),
    mends=_("由财政部门出具财政承受能力说明，可以对整个方案出具一份。"),
    limits=_(
        "合并组建的机构和在总额内划转的编制不算增加；领导职数含在编制内，不另查；不核算供养经费。"
    ),
    needs=("changes",),
    breaches=breaches,
)

"""PLN-013: for each body that ends or loses its powers another continues them."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.rules.brief import Brief
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views.changes import ended_bodies


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Bodies that end without an heir that is there, or whose powers all go to nobody.

    Amount is the powers nobody continues, at least one.
    """
    powers = brief.was["powers"].group_by(where="body").agg(powers=pl.len().cast(pl.Int64))
    ended = (
        brief.shared(ended_bodies)
        .filter(pl.col("heir").is_null())
        .select(where="body")
        .join(powers, on="where", how="left")
        .select("where", amount=pl.col("powers").fill_null(1))
    )
    return pl.concat([ended, _without_powers(brief)])


def _without_powers(brief: Brief) -> pl.LazyFrame:
    """Bodies that go on without any power, some of theirs being nobody's."""
    after = brief["powers"].select("id")
    heirs = brief["succession"].filter(pl.col("table") == "powers")
    alive = heirs.join(after, left_on="heir", right_on="id", how="semi").select("id")
    return (
        brief.was["powers"]
        .join(after, on="id", how="anti")
        .join(alive, on="id", how="anti")
        .join(brief["powers"].select("body"), on="body", how="anti")
        .join(brief["bodies"].select(body="id"), on="body", how="semi")
        .group_by(where="body")
        .agg(amount=pl.len().cast(pl.Int64))
    )


RULE = FrameRule(
    code="PLN-013",
    title=_("权利义务承继主体"),
    table="bodies",
    severity=Severity.ERROR,
    why=_(
        "机关被撤销或者职权变更的，由继续行使其职权的机关作被告、被申请人，并受理信访；方案必须写明由谁承继。"
    ),
    sources=(
        Source("行政诉讼法", "第二十六条第六款"),
        Source("行政复议法", "第十九条第四款"),
        Source("信访工作条例", "第二十四条第二款"),
    ),
    says=_("{where}撤并或失去职权后没有承继机构，涉及{amount}项"),
    mends=_("在方案中写明改革后仍然存在的承继机构。"),
    limits=_("承继机构取方案的承接关系，生效日期取变更的生效日期；不判断诉讼、复议个案由谁承继。"),
    needs=("plan",),
    breaches=breaches,
)

"""REG-002: people in post within the approved posts."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import BodyKind, PostKind
from sanding.register.record_kinds import Outcome
from sanding.rules.brief import Brief
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import body_kinds, in_post, text
from sanding.rules.views.bodies import shares

PLACE = ["host", "kind"]


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """People in post beyond the approved posts, by body and kind of post; co-located ones share.

    A line-managed body without approved posts on the register is left out: they are approved above.
    Lenient where all who are over stand on a dated absorption list.
    """
    hosts = brief.shared(shares)
    establishment = brief["establishment"].select("body", "approved", kind=text("kind"))
    managed = brief.shared(body_kinds).filter(pl.col("body_kind") == str(BodyKind.LINE_MANAGED))
    above = managed.join(establishment, on="body", how="anti")
    people = (
        brief.shared(in_post)
        .group_by("body", kind=text("kind"))
        .agg(people=pl.len().cast(pl.Int64))
        .join(above, on="body", how="anti")
        .join(hosts, on="body", how="inner")
        .group_by(PLACE)
        .agg(pl.col("people").sum())
    )
    posts = (
        establishment.join(hosts, on="body", how="inner")
        .group_by(PLACE)
        .agg(pl.col("approved").sum())
    )
    over = pl.col("people") - pl.col("approved").fill_null(0).cast(pl.Int64)
    found = (
        people.join(posts, on=PLACE, how="left")
        .with_columns(amount=over, approved=pl.col("approved").fill_null(0))
        .filter(pl.col("amount") > 0)
    )
    return found.join(_listed(brief), on=PLACE, how="left").select(
        where="host", detail="kind", value=pl.col("people").cast(pl.String),
        limit=pl.col("approved").cast(pl.String), amount="amount",
        lenient=pl.col("listed").fill_null(0) >= pl.col("amount"),
    )  # fmt: skip


def _listed(brief: Brief) -> pl.LazyFrame:
    """People on the absorption list, by the body and kind of post they are over."""
    dated = (text("outcome") == str(Outcome.OVER_POSTS)) & pl.col("absorb_by").is_not_null()
    listed = brief["placements"].filter(dated).select("person")
    return (
        brief.shared(in_post)
        .join(listed, left_on="id", right_on="person", how="semi")
        .join(brief.shared(shares), on="body", how="inner")
        .group_by("host", kind=text("kind"))
        .agg(listed=pl.len().cast(pl.Int64))
    )


RULE = FrameRule(
    code="REG-002",
    title=_("实有人员不得突破编制"),
    table="bodies",
    severity=Severity.ERROR,
    why=_("超编进人挤占财政供养能力；方案核减编制后的超编，须列入有期限的消化名册，不得隐匿。"),
    sources=(Source("地方各级人民政府机构设置和编制管理条例", "第六条、第二十六条第四项"),),
    says=_("{where}{detail}实有{value}人，核定{limit}名，超{amount}人"),
    mends=_("停止进人，超编人员列入安置表并写明消化期限，随退休、调出逐步消化。"),
    limits=_(
        "按编制所在机构和编制类别计，合署的机构合并计，借调、挂职、周转池人员计在原单位；没有登记编制的垂直管理机构不查。"
    ),
    words=(PostKind,),
    breaches=breaches,
)

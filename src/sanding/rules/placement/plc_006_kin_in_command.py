"""PLC-006: kin do not serve under one leader, nor one under the other, in one body."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import Kind, PositionRole
from sanding.register.record_kinds import Relation
from sanding.rules.brief import Brief
from sanding.rules.papers import BETWEEN
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views.standing import BOTTOM, LOOSE, MIDDLE, TOP, kin

SECTION = pl.col("section") == pl.col("section_kin")


class Chain(Kind):
    """How two kin stand to each other (隶属关系)."""

    SUPERIOR = "superior", _("有直接上下级领导关系")
    SAME_LEADER = "same_leader", _("直接隶属于同一领导人员")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Pairs of kin, at the one who is placed.

    By the position each reports to, where it is on the register; else by tier: the leaders of a
    body are above its sections' leaders and its loose staff, a chief above the other leaders, a
    section's leaders above those in it. Lenient where only the tiers of others than leaders say it.
    """
    sure = _told_above() | _chief() | _tiers(TOP, MIDDLE) | (_tiers(MIDDLE, BOTTOM) & SECTION)
    above = sure | _tiers(TOP, LOOSE)
    sure_same = (pl.col("reports_to") == pl.col("reports_to_kin")) | _tiers(TOP, TOP)
    colleagues = _tiers(MIDDLE, MIDDLE) | _tiers(LOOSE, LOOSE)
    same = sure_same | colleagues | (_tiers(BOTTOM, BOTTOM) & SECTION)
    signs = {"above": above, "same": same, "sure": sure | sure_same}
    pair = ["person", "person_kin"]
    found = (
        kin(brief, law.names("avoided_relations"))
        .with_columns(sign.fill_null(value=False).alias(name) for name, sign in signs.items())
        .filter(pl.col("above") | pl.col("same"))
        .group_by(pair)
        .agg(pl.col("above", "sure", "placed").any(), pl.col("relation").first())
        # each pair stands in both orders: at the placed one, or the first if both are
        .filter(pl.col("placed"))
    )
    both = found.select(person="person_kin", person_kin="person", both=pl.lit(value=True))
    once = pl.col("both").is_null() | (pl.col("person") < pl.col("person_kin"))
    return found.join(both, on=pair, how="left").filter(once).select(
        where="person", value=pl.concat_str("person_kin", "relation", separator=BETWEEN),
        detail=pl.when("above").then(pl.lit(str(Chain.SUPERIOR)))
        .otherwise(pl.lit(str(Chain.SAME_LEADER))),
        lenient=~pl.col("sure"),
    )  # fmt: skip


def _told_above() -> pl.Expr:
    """Whether one reports to the other's position."""
    return (pl.col("reports_to") == pl.col("position_kin")) | (
        pl.col("reports_to_kin") == pl.col("position")
    )


def _chief() -> pl.Expr:
    """Whether one is the chief and the other one of the other leaders."""
    chief, chief_kin = (pl.col(name) == str(PositionRole.CHIEF) for name in ("role", "role_kin"))
    return _tiers(TOP, TOP) & (chief != chief_kin)


def _tiers(upper: str, lower: str) -> pl.Expr:
    """Whether one of the pair is in the upper tier and the other in the lower."""
    own, other = pl.col("tier"), pl.col("tier_kin")
    return ((own == upper) & (other == lower)) | ((own == lower) & (other == upper))


RULE = FrameRule(
    code="PLC-006",
    title=_("任职回避"),
    table="people",
    severity=Severity.ERROR,
    confirm=_(
        "直接隶属、同一领导人员（含同一级领导班子成员）、直接上下级（含上一级正副职与下一级正副职）"
        "的含义据《公务员回避规定》第五条的转引，须核对原文。"
    ),
    why=_("夫妻、直系血亲、三代以内旁系血亲和近姻亲不得在同一领导之下或者上下级任职，以免徇私。"),
    sources=(Source("公务员法", "第七十四条第一款"), Source("公务员回避规定", "第五条")),
    says=_("{where}与亲属（{value}）在同一机关任职，{detail}"),
    mends=_("把其中一人安置到其他机关，或者安置到没有上述关系的职位；特殊情形由省级以上规定变通。"),
    limits=_(
        "只查至少一方在安置表中的公务员和参公人员，按安置全部落实后的职位核对；"
        "没有登记上级职位的按机构、内设机构推定，双方都不是班子成员而推定为同一领导的，"
        "以及机构没有登记内设机构的，只作提示；"
        "机构有内设机构而本人没有填写的不查；事业单位人员的回避另有规定。"
    ),
    figures=("avoided_relations",),
    needs=("placements", "kinships"),
    words=(Chain, Relation),
    breaches=breaches,
)

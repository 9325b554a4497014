"""PLC-006: kin do not serve under one leader, nor one under the other, in one body."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import Kind
from sanding.register.record_kinds import Relation
from sanding.rules.case import Case
from sanding.rules.papers import BETWEEN
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.standing_views import BOTTOM, MIDDLE, TOP, kin


class Chain(Kind):
    """How two kin stand to each other (隶属关系)."""

    SUPERIOR = "superior", _("有直接上下级领导关系")
    SAME_LEADER = "same_leader", _("直接隶属于同一领导人员")


def breaches(case: Case, law: InForce) -> pl.LazyFrame:
    """Pairs of kin, at the one who is placed.

    By the position each reports to, where it is on the register; else by tier: the leaders of a
    body are above its sections' leaders, these above those in their section. Lenient where only
    the tier says that the leader is the same.
    """
    reports, reports_kin = pl.col("reports_to"), pl.col("reports_to_kin")
    told_above = (reports == pl.col("position_kin")) | (reports_kin == pl.col("position"))
    told_same = reports == reports_kin
    above = _tiers(TOP, MIDDLE) | (_tiers(MIDDLE, BOTTOM) & _one_section())
    level = pl.col("tier") == pl.col("tier_kin")
    same = level & ((pl.col("tier") != BOTTOM) | _one_section())
    superior = (told_above | above).fill_null(value=False)
    beside = (told_same | same).fill_null(value=False)
    pair = ["person", "person_kin"]
    found = (
        kin(case, law.names("avoided_relations"))
        .filter(superior | beside)
        .group_by(pair)
        .agg(
            superior=superior.any(),
            told=told_same.fill_null(value=False).any(),
            placed=pl.col("placed").any(),
            relation=pl.col("relation").first(),
        )
        # each pair stands in both orders: at the placed one, or the first if both are
        .filter(pl.col("placed"))
    )
    both = found.select(person="person_kin", person_kin="person", both=pl.lit(value=True))
    once = pl.col("both").is_null() | (pl.col("person") < pl.col("person_kin"))
    return found.join(both, on=pair, how="left").filter(once).select(
        where="person", value=pl.concat_str("person_kin", "relation", separator=BETWEEN),
        detail=pl.when("superior").then(pl.lit(str(Chain.SUPERIOR)))
        .otherwise(pl.lit(str(Chain.SAME_LEADER))),
        lenient=~pl.col("superior") & ~pl.col("told"),
    )  # fmt: skip


def _tiers(upper: str, lower: str) -> pl.Expr:
    """Whether one of the pair is in the upper tier and the other in the lower."""
    own, other = pl.col("tier"), pl.col("tier_kin")
    return ((own == upper) & (other == lower)) | ((own == lower) & (other == upper))


def _one_section() -> pl.Expr:
    return pl.col("section") == pl.col("section_kin")


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
        "没有登记上级职位的按机构、内设机构推定，推定为同一领导的只作提示；"
        "机构有内设机构而本人没有填写的不查；事业单位人员的回避另有规定。"
    ),
    figures=("avoided_relations",),
    needs=("placements", "kinships"),
    words=(Chain, Relation),
    breaches=breaches,
)

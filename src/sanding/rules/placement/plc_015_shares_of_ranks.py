"""PLC-015: ranks keep to their shares of the county's comprehensive-management posts."""

from __future__ import annotations

from typing import Any

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import BodyKind, Identity, PostKind, Rank
from sanding.rules.brief import Brief
from sanding.rules.papers import BETWEEN
from sanding.rules.rule import Confirmed, FrameRule, Severity, Source
from sanding.rules.views import in_post, text
from sanding.rules.views.careers import share_of
from sanding.rules.views.standing import moves

# bodies the county does not manage, and those with ranks of their own
ELSEWHERE = [str(BodyKind.LEADING_BODY), str(BodyKind.LINE_MANAGED), str(BodyKind.COURT),
             str(BodyKind.PROCURATORATE)]  # fmt: skip


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Counties where placements raise people into a group of ranks that has no place for them."""
    ours = brief["bodies"].filter(~text("kind").is_in(ELSEWHERE)).select(body="id")
    posts = (
        brief["establishment"]
        .filter(text("kind") == str(PostKind.ADMINISTRATIVE))
        .join(ours, on="body", how="semi")
        .group_by("county")
        .agg(posts=pl.col("approved").sum().cast(pl.Int64))
    )
    rows = law.value("rank_shares")
    people = _ranked(brief).join(ours, on="body", how="semi")
    counted = people.group_by("county").agg(
        count.alias(f"{name} {number}")
        for number, row in enumerate(rows) for name, count in _counts(row["ranks"]).items()
    )  # fmt: skip
    county = counted.join(posts, on="county", how="inner")
    return pl.concat(_over(county, number, row) for number, row in enumerate(rows))


def _ranked(brief: Brief) -> pl.LazyFrame:
    """Civil servants on administrative posts after the placements: `county, body, rank, was`."""
    return (
        brief.shared(in_post)
        .select("county", "body", person="id", kind=text("kind"), identity=text("identity"),
                was=text("rank"))
        .join(brief.shared(moves), on="person", how="left")
        .filter(~pl.col("leaves").fill_null(value=False))
        .select(
            "county", "was", body=pl.coalesce("to_body", "body"),
            rank=pl.coalesce("to_rank", "was"),
            kind=pl.coalesce("to_kind", "kind"), identity=pl.coalesce("to_identity", "identity"),
        )
        .filter(
            pl.col("rank").is_not_null(),
            pl.col("kind") == str(PostKind.ADMINISTRATIVE),
            pl.col("identity") == str(Identity.CIVIL_SERVANT),
        )
    )  # fmt: skip


def _counts(ranks: list[str]) -> dict[str, pl.Expr]:
    """People of some ranks, and those of them who come from other ranks or had none."""
    here, was = pl.col("rank").is_in(ranks), pl.col("was").is_in(ranks).fill_null(value=False)
    return {"people": here.sum().cast(pl.Int64), "new": (here & ~was).sum().cast(pl.Int64)}


def _over(county: pl.LazyFrame, number: int, row: dict[str, Any]) -> pl.LazyFrame:
    """People newly in a group of ranks beyond its share, which is rounded down."""
    people = pl.col(f"people {number}")
    places = share_of(share_of(pl.col("posts"), row["share"]), row["within"])
    over = pl.min_horizontal(people - places, f"new {number}")
    return county.filter(over > 0).select(
        where="county", detail=pl.lit(BETWEEN.join(row["ranks"])), amount=over,
        value=people.cast(pl.String), limit=places.cast(pl.String),
    )  # fmt: skip


RULE = FrameRule(
    code="PLC-015",
    title=_("县乡机关职级职数比例"),
    table="counties",
    severity=Severity.ERROR,
    confirmed=Confirmed.SECONDARY,
    confirm=_(
        "比例据两份材料一致转引，须核对《公务员职务与职级并行规定》第十一条至第十三条；"
        "向下取整、全县统筹使用和领导职务兼任职级是否占职数未见原文。"
    ),
    why=_("各层次职级按综合管理类职位的比例核定职数，没有职数不得晋升。"),
    sources=(Source("公务员职务与职级并行规定", "第十一条至第十三条"),),
    says=_("{where}安置后{detail}共{value}人，职数{limit}名，本次多晋升{amount}人"),
    mends=_("减少或者推迟晋升，待职数空出后再办理；职数另有批准的，由补充规定写明比例。"),
    limits=_(
        "按全县行政编制核定数统筹计算，不含领导机关、法院、检察院和垂直管理机构，政法专项编制不计；"
        "领导职务兼任职级的也计入；只在安置表有人新进入该层次时提示，原已超出的不提示；"
        "参公事业单位另行核定，不查。"
    ),
    figures=("rank_shares",),
    needs=("placements", "establishment"),
    words=(Rank,),
    breaches=breaches,
)

"""PLN-008: administrative posts stay within their level unless the nation's authority approves."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.plan.ledger import Scope
from sanding.register.kinds import PostKind
from sanding.register.record_kinds import EvidenceKind
from sanding.rules.brief import Brief
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views.changes import without_papers

# politics-and-law posts are administrative ones under a special regime (第十七条)
ADMINISTRATIVE = [str(PostKind.ADMINISTRATIVE), str(PostKind.POLITICS_AND_LAW)]


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Changes that pass administrative posts between county and townships; amount is the posts."""
    lines = brief["entries"].filter(pl.col("post").is_in(ADMINISTRATIVE))
    wanted = {EvidenceKind.NATIONAL_APPROVAL: pl.lit(value=True)}
    about = ("change", "giver", "receiver")
    unapproved = without_papers(brief, lines, "change", about, wanted)
    direct = pl.when(pl.col("gives") != pl.col("gains")).then("posts")
    return (
        lines.join(unapproved, left_on="change", right_on="where", how="semi")
        .select(
            "change", "post", "posts", gives=pl.col("giver_scope") == str(Scope.TOWNSHIPS),
            gains=pl.col("receiver_scope") == str(Scope.TOWNSHIPS),
        )
        .sort("change")
        .select(where="change", amount=pl.coalesce(direct, _roundabout().over("post")))
        .group_by("where")
        .agg(pl.col("amount").sum())
        .filter(pl.col("amount") > 0)
        .with_columns(value=pl.lit(str(EvidenceKind.NATIONAL_APPROVAL)))
    )  # fmt: skip


def _roundabout() -> pl.Expr:
    """Posts created at one level as far as the other level is cut, in the order of changes.

    `gives` and `gains` say whether the giver, the receiver is a township; null if there is none.
    """
    created, cut = pl.col("gives").is_null(), pl.col("gains").is_null()
    posts = pl.col("posts")
    nets = [
        posts.filter(created & (pl.col("gains") == township)).sum()
        - posts.filter(cut & (pl.col("gives") == township)).sum()
        for township in (True, False)
    ]
    crossing = pl.min_horizontal(nets[0].abs(), nets[1].abs())
    opposed = nets[0].sign() * nets[1].sign() < 0
    here = created & opposed & (pl.col("gains") == (nets[0] > 0))
    earlier = pl.when(here).then(posts).otherwise(0).cum_sum() - posts
    return pl.when(here).then(pl.min_horizontal(posts, crossing - earlier).clip(0))


RULE = FrameRule(
    code="PLN-008",
    title=_("编制在本级总额内调整"),
    table="changes",
    severity=Severity.ERROR,
    why=_("行政编制只能在本级部门之间调整；在县乡之间调配的，须由省级机构编制管理机关报国家机构编制管理机关审批。"),
    sources=(
        Source("地方各级人民政府机构设置和编制管理条例", "第十七条、第十八条、第二十六条第三项"),
    ),
    says=_("{where}在县乡两级之间调配行政编制{amount}名，缺少{value}"),
    mends=_("取消跨层级调配，或逐级上报国家机构编制管理机关批准后把文件附到方案、变更或机构上。"),
    limits=_("按行政编制（含政法专项编制）计，含同类编制一级核减、另一级增核的变通做法；"
             "派出所、司法所等派出机构属县直，编制划给它们不算跨层级；事业编制下沉按省的规定办，不在此列。"),
    needs=("changes",),
    words=(EvidenceKind,),
    breaches=breaches,
)  # fmt: skip

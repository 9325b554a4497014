"""PLC-023: cutting posts alone dismisses no civil servant."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.record_kinds import EvidenceKind, Outcome
from sanding.rules.brief import Brief
from sanding.rules.papers import BETWEEN
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import placed
from sanding.rules.views.promotions import CIVIL, papers_about

GROUND, OFFER, REFUSAL = (
    EvidenceKind.DISMISSAL_GROUND, EvidenceKind.OFFER, EvidenceKind.REFUSAL
)  # fmt: skip


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Civil servants to be dismissed without a ground of the law, or without offer and refusal.

    Once there is a word of restructuring only the item itself tells that it is another ground.
    """
    item = pl.col("told").str.contains_any(law.names("dismissal_ground_items"))
    other = item | pl.col("told").str.contains_any(law.names("dismissal_ground_words"))
    cut = pl.col("told").str.contains_any(law.names("restructuring_ground_words"))
    lawful = _has(GROUND) & (other | cut | (pl.col("told") == ""))
    restructured = cut & ~item
    lacks = pl.concat_list(
        pl.when(~lawful).then(pl.lit(str(GROUND))),
        pl.when(restructured & ~_has(OFFER)).then(pl.lit(str(OFFER))),
        pl.when(restructured & ~_has(REFUSAL)).then(pl.lit(str(REFUSAL))),
    ).list.drop_nulls()
    return (
        _dismissed(brief)
        .select(where="person", lacks=lacks)
        .select(
            "where", value=pl.col("lacks").list.join(BETWEEN),
            amount=pl.col("lacks").list.len().cast(pl.Int64),
        )
        .filter(pl.col("amount") > 0)
    )  # fmt: skip


def _has(kind: EvidenceKind) -> pl.Expr:
    return pl.col("papers").list.contains(str(kind)).fill_null(value=False)


def _dismissed(brief: Brief) -> pl.LazyFrame:
    """Civil servants to be dismissed: `person, papers` (kinds), `told` (why, "" if nothing is)."""
    dismissed = brief.shared(placed).filter(
        pl.col("outcome") == str(Outcome.DISMISS), pl.col("identity_was").is_in(CIVIL)
    )
    ground = pl.col("detail").filter(pl.col("paper") == str(GROUND)).str.join(" ")
    there = papers_about(brief, GROUND, OFFER, REFUSAL)
    kept = there.group_by("person").agg(papers=pl.col("paper").unique(), ground=ground)
    told = pl.concat_str("clause", "reason", "ground", separator=" ", ignore_nulls=True)
    return dismissed.join(kept, on="person", how="left").select(
        "person", "papers", told=told.str.replace_all(" ", "", literal=True)
    )


RULE = FrameRule(
    code="PLC-023",
    title=_("不得因精简直接辞退"),
    table="people",
    severity=Severity.ERROR,
    why=_("机构撤并、缩减编制时，只有作出合理安排而本人拒绝的才可以辞退；辞退事由限于法定五种。"),
    sources=(Source("公务员法", "第八十八条"),),
    says=_("{where}拟辞退，缺少{value}"),
    mends=_("先作出合理安排并留下记录；本人拒绝的，附上安排方案、拒绝记录和写明第几项事由的材料。"),
    limits=_(
        "凭安置表的理由、依据条款和事由材料的内容辨认事由，认不出第八十八条哪一项的，按没有法定事由提示；"
        "出现机构调整、撤并、缩减等字样而没有写明第八十八条其他某项的，一律要求安排方案和拒绝记录；"
        "只看材料是否齐全，不核对事由是否属实、安排是否合理；事业人员的解聘由其他规则查。"
    ),
    figures=(
        "dismissal_ground_items", "dismissal_ground_words", "restructuring_ground_words",
    ),
    needs=("placements",),
    words=(EvidenceKind,),
    breaches=breaches,
)  # fmt: skip

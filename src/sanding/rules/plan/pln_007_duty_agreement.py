"""PLN-007: a duty passes between bodies by agreement and filing, or by decision."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import BodyKind
from sanding.register.record_kinds import EvidenceKind
from sanding.rules.brief import Brief
from sanding.rules.papers import BETWEEN
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import body_kinds
from sanding.rules.views.changes import gained, without_papers

OFFICES = [str(BodyKind.GOVERNMENT_DEPARTMENT), str(BodyKind.SUBORDINATE_AGENCY),
           str(BodyKind.DISPATCHED_AGENCY), str(BodyKind.PARTY_ORGAN)]  # fmt: skip
AGREED = (EvidenceKind.AGREEMENT, EvidenceKind.FILING)
DECIDED = (EvidenceKind.OFFICE_OPINION, EvidenceKind.GOVERNMENT_DECISION)


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Bodies that give duties to another without papers of either way; amount is the duties.

    The way that lacks fewer papers is shown, agreement where both lack the same.
    """
    about = ("id", "giver", "receiver", "section", "change")
    wanted = dict.fromkeys((*AGREED, *DECIDED), pl.lit(value=True))
    kept = {name: pl.col(name).first() for name in ("giver", "body_name")}
    lacking = without_papers(brief, _passed(brief), "id", about, wanted, **kept)
    agreed, decided = (
        pl.col("lacks").list.set_intersection([str(one) for one in way])
        for way in (AGREED, DECIDED)
    )
    fewer = decided.list.len() < agreed.list.len()
    return (
        lacking.select("giver", "body_name", kinds=pl.when(fewer).then(decided).otherwise(agreed))
        .filter(pl.col("kinds").list.len() > 0)
        .group_by(where="giver", detail="body_name")
        .agg(
            amount=pl.len().cast(pl.Int64),
            value=pl.col("kinds").explode().unique().sort().str.join(BETWEEN),
        )
    )


def _passed(brief: Brief) -> pl.LazyFrame:
    """Duties one office passes to another: both go on, or the other takes the place of some.

    Columns `id, giver, receiver, section` (as before), `change` (that names duty or section),
    `body_name` of the receiver; one row per change.
    """
    older = brief.was["bodies"].select(receiver="id")
    heirs = brief["succession"].filter(pl.col("heir_table") == "bodies").select(receiver="heir")
    kinds = brief.shared(body_kinds).filter(pl.col("body_kind").is_in(OFFICES))
    named = brief["arguments"].filter(pl.col("table").is_in(["duties", "sections"]))
    return (
        brief.shared(gained)
        .filter((pl.col("table") == "duties") & ~pl.col("ended"))
        .join(pl.concat([older, heirs]), on="receiver", how="semi")
        .join(kinds, left_on="giver", right_on="body", how="semi")
        .join(kinds, left_on="receiver", right_on="body", how="inner")
        .join(brief.was["duties"].select("id", "section"), on="id", how="left")
        .with_columns(named=pl.concat_list("id", "section"))
        .explode("named")
        .join(named.select("change", named="value"), on="named", how="left")
    )


RULE = FrameRule(
    code="PLN-007",
    title=_("职责划转须协商备案或协调决定"),
    table="bodies",
    severity=Severity.ERROR,
    why=_("部门之间划转职责，协商一致的报编办备案，协商不一致的由编办提出协调意见、报县政府决定；"
          "擅自改变职责的要追究责任。"),
    sources=(
        Source("地方各级人民政府机构设置和编制管理条例", "第十条第二款、第二十六条第二项"),
    ),
    says=_("{where}划给{detail}的{amount}项职责缺少{value}"),
    mends=_("双方协商一致并向编办备案；协商不成的，取得编办协调意见和县政府决定，把材料附到方案、变更、职责或机构上。"),
    limits=_("只查继续存在的党政部门划出的职责；随机构撤并整体承接的、划入全新机构的和事业单位的职责不查，"
             "权力事项另有规则。"),
    needs=("changes",),
    words=(EvidenceKind,),
    breaches=breaches,
)  # fmt: skip

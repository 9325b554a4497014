"""PLN-020: concentrating penalty powers needs a decision of the province, field by field."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import BodyKind, EnforcementField, Kind, PowerKind
from sanding.register.record_kinds import EvidenceKind
from sanding.rules.brief import Brief
from sanding.rules.plan_papers import plan_papers
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views.powers import powers_taken_over

DECISIONS = [str(EvidenceKind.PROVINCIAL_DECISION), str(EvidenceKind.STATE_COUNCIL_APPROVAL)]
PLACE = ["receiver", "field"]


class Standing(Kind):
    """How a field stands to the article's list (领域与法条列举的关系)."""

    LISTED = "listed", _("属于法律列举的领域")
    BEYOND = "beyond", _("不在法律列举之内，决定须明确列入")
    UNNAMED = "unnamed", _("台账未注明领域，决定须逐项列明")
    NONE = "none", _("未注明的")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Penalty powers a body takes over, by field, where no decision names body or plan and field.

    Lenient where each of them follows its duty: then a duty moves, and its penalties with it.
    """
    township = pl.col("receiver_kind") == str(BodyKind.TOWNSHIP)
    penalties = brief.shared(powers_taken_over).filter(
        (pl.col("kind") == str(PowerKind.PENALTY)) & ~township.fill_null(value=False)
    )
    listed = pl.col("field").is_in(law.names("concentrated_fields"))
    return (
        penalties.group_by(PLACE)
        .agg(amount=pl.len().cast(pl.Int64), lenient=pl.col("with_duty").all())
        .join(_decided(brief, penalties), on=PLACE, how="anti")
        .select(
            "amount", "lenient", where="receiver",
            value=pl.col("field").replace({"": str(Standing.NONE)}),
            detail=pl.when(pl.col("field") == "").then(pl.lit(str(Standing.UNNAMED)))
            .when(listed).then(pl.lit(str(Standing.LISTED)))
            .otherwise(pl.lit(str(Standing.BEYOND))),
        )
    )  # fmt: skip


def _decided(brief: Brief, penalties: pl.LazyFrame) -> pl.LazyFrame:
    """Receiver and field for which a numbered decision is there, for the body or the plan."""
    decisions = (
        brief.shared(plan_papers)
        .filter(pl.col("kind").is_in(DECISIONS) & pl.col("number").is_not_null())
        .select("about", field=pl.col("field").fill_null(""))
    )
    asked = penalties.select(PLACE).unique()
    of_body = asked.join(decisions, left_on=PLACE, right_on=["about", "field"], how="semi")
    of_plan = decisions.filter(pl.col("about") == "")
    return pl.concat([of_body, asked.join(of_plan, on="field", how="semi")])


RULE = FrameRule(
    code="PLN-020",
    title=_("相对集中处罚权须省级决定"),
    table="bodies",
    severity=Severity.ERROR,
    why=_("一个机关行使其他机关的行政处罚权，只能由国务院或者省级人民政府决定，县里无权自行集中。"),
    sources=(Source("行政处罚法", "第十八条第一款、第二款"),),
    says=_(
        "{where}接过其他机构在{value}领域的行政处罚权{amount}项，没有国务院或省级人民政府的决定（{detail}）"
    ),
    mends=_("补充国务院或省级人民政府决定的文号，并按领域逐一注明；没有决定的领域不得集中。"),
    limits=_(
        "原机构撤并后由承接机构继续行使的、新设机构只从一个机构划入的不算集中；处罚权随对应职责一并"
        "划转的列为提示；只看决定是否注明领域，不核对决定所附事项清单；下放乡镇的见PLN-022。"
    ),
    figures=("concentrated_fields",),
    needs=("changes",),
    words=(EnforcementField, Standing),
    breaches=breaches,
)

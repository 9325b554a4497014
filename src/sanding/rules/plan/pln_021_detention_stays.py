"""PLN-021: powers to restrict personal freedom never move."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import BodyKind, PowerKind
from sanding.rules.brief import Brief
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import body_kinds
from sanding.rules.views.changes import gained

# what executive bodies are; a party commission's office or an institution is none
EXECUTIVE = [str(BodyKind.GOVERNMENT_DEPARTMENT), str(BodyKind.SUBORDINATE_AGENCY),
             str(BodyKind.DISPATCHED_AGENCY), str(BodyKind.LINE_MANAGED)]  # fmt: skip


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Detention powers that a plan, a merger too, gives to a body the law does not name."""
    detention = pl.any_horizontal(
        pl.col("name").str.contains(one, literal=True) for one in law.names("detention_names")
    )
    lawful = pl.any_horizontal(
        pl.col("body_name").str.contains(one, literal=True) for one in law.names("detention_bodies")
    )
    return (
        brief.shared(gained)
        .filter((pl.col("kind") == str(PowerKind.PENALTY)) & detention)
        .join(brief.shared(body_kinds), left_on="receiver", right_on="body", how="left")
        .filter(~(lawful & pl.col("body_kind").is_in(EXECUTIVE)).fill_null(value=False))
        .select(where="id", value="body_name")
    )


RULE = FrameRule(
    code="PLN-021",
    title=_("限制人身自由处罚权不得集中"),
    table="powers",
    severity=Severity.ERROR,
    why=_(
        "限制人身自由的行政处罚权只能由公安机关和法律规定的其他机关行使，不得随改革划给别的机构。"
    ),
    sources=(Source("行政处罚法", "第十八条第三款"),),
    says=_("{where}属于限制人身自由的行政处罚权，方案后由{value}行使"),
    mends=_("把该项权力留在公安机关或法律规定的其他机关。"),
    limits=_("按权力名称、机构名称中的字样和机构类型识别；法律规定的其他机关须由法制机构核对。"),
    figures=("detention_bodies", "detention_names"),
    needs=("changes",),
    breaches=breaches,
)

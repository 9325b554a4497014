"""PLC-038: a person has one main post, and each concurrent one has its document."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import AppointmentKind, Kind, PositionRole
from sanding.register.record_kinds import EvidenceKind
from sanding.rules.brief import Brief
from sanding.rules.papers import BETWEEN
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views.appointments import appointed, by_change
from sanding.rules.views.changes import without_papers


class Holding(Kind):
    """What is wrong with how a person holds several positions."""

    UNDOCUMENTED = "undocumented", _("兼任职务没有批准文件")
    SEVERAL = "several", _("有不止一个主任职，没有注明哪个是兼任")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Concurrent positions without a document, and people with several main ones.

    `amount` counts the positions without, or those beyond the one main; `value` the bodies.
    """
    held = brief.shared(appointed)
    concurrent = held.filter(
        (pl.col("appointed") == str(AppointmentKind.CONCURRENT)) & pl.col("approved_by").is_null()
    )
    undocumented = without_papers(
        brief,
        concurrent.join(brief.shared(by_change), on="position", how="left"),
        "position",
        ("person", "position", "change"),
        {EvidenceKind.CONCURRENT_APPROVAL: pl.lit(value=True)},
        person=pl.col("person").unique(),
        body=pl.col("body").first(),
    ).explode("person")
    # a chief counts in any case: of a party group it is the secretary
    of_group = (pl.col("role") == str(PositionRole.PARTY_GROUP_SECRETARY)) | (
        pl.col("party_group").is_not_null() & (pl.col("role") != str(PositionRole.CHIEF))
    )
    main = held.filter(
        (pl.col("appointed") == str(AppointmentKind.MAIN)) & ~of_group.fill_null(value=False)
    )
    several = _by_person(main, Holding.SEVERAL).with_columns(amount=pl.col("amount") - 1)
    found = pl.concat([_by_person(undocumented, Holding.UNDOCUMENTED), several])
    return found.filter(pl.col("amount") > 0)


def _by_person(rows: pl.LazyFrame, how: Holding) -> pl.LazyFrame:
    bodies = pl.col("body").unique().sort().str.join(BETWEEN)
    told = rows.group_by(where="person").agg(value=bodies, amount=pl.len().cast(pl.Int64))
    return told.with_columns(detail=pl.lit(str(how)))


RULE = FrameRule(
    code="PLC-038",
    title=_("兼职须注明且不重复占职数"),
    table="people",
    severity=Severity.ERROR,
    confirm=_(
        "公务员法第四十四条说的是在机关外兼职；机关内部兼任须有批准文件依干部任用惯例，须由组织部门确认。"
    ),
    why=_("一人只有一个主任职，兼任须经批准并有文件，不领取兼职报酬，也不另占编制和职数。"),
    sources=(Source("公务员法", "第四十四条"), Source("干部任用惯例")),
    says=_("{where}在{value}{detail}"),
    mends=_("登记任职文号，或者把兼职批准文件附到本人、职位或者变更；主任职以外的改为兼任。"),
    limits=_(
        "只看是否登记文号或者附有材料，不核对内容，是否领取报酬看不出；党组书记、党组成员职位不另计主任职；"
        "一人占两个编制由实名制规则查。"
    ),
    needs=("appointments",),
    words=(Holding,),
    breaches=breaches,
)

"""PLC-019: institution staff enter the civil service by transfer into a post or by examination."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import Identity, Level, PostKind, Rank
from sanding.register.record_kinds import Outcome
from sanding.rules.brief import Brief
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import INSTITUTIONS, height, placed, text
from sanding.rules.views.promotions import CIVIL, LEADING, place, seats

OUTSIDE = [str(Identity.INSTITUTION_MANAGEMENT), str(Identity.INSTITUTION_PROFESSIONAL),
           str(Identity.SUPPORT_WORKER), str(Identity.OFF_ESTABLISHMENT)]  # fmt: skip
# who does official work in an institution may be transferred in; workers and hired hands may not
TRANSFERABLE = [str(Identity.INSTITUTION_MANAGEMENT), str(Identity.INSTITUTION_PROFESSIONAL)]
ADMINISTRATIVE = [str(PostKind.ADMINISTRATIVE), str(PostKind.POLITICS_AND_LAW)]


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """People who are no civil servants and become one otherwise than the law allows."""
    told = pl.col("identity").is_in(CIVIL)
    untold = pl.col("identity").is_null() & (
        pl.col("kind").is_in(ADMINISTRATIVE) | (pl.col("outcome") == str(Outcome.TRANSFER_IN))
    )
    enters = pl.col("identity_was").is_in(OUTSIDE) & (told | untold)
    entering = brief.shared(placed).filter(
        enters, pl.col("outcome") != str(Outcome.RECRUITMENT_EXAM)
    )
    transferred = pl.col("outcome") == str(Outcome.TRANSFER_IN)
    open_to = pl.col("identity_was").is_in(TRANSFERABLE) & _high_enough(law)
    lawful = (transferred & open_to).fill_null(value=False) & pl.col("own").is_null()
    return (
        entering.select("person", "outcome", "identity_was", "position", "level", "rank", "body")
        .join(seats(brief), on="position", how="left")
        .with_columns(
            level=pl.coalesce("level", "seat_level"), body=pl.coalesce("body", "seat_body")
        )
        .join(_own_posts(brief), on="body", how="left")
        .filter(~lawful)
        .select(where="person", value="identity_was", detail="outcome")
    )


def _own_posts(brief: Brief) -> pl.LazyFrame:
    """Institutions whose posts are none of the civil service: `body, own`."""
    refers = pl.col("civil_service_reference").fill_null(value=False)
    return (
        brief["bodies"]
        .filter(text("kind").is_in(INSTITUTIONS) & ~refers)
        .select(body="id", own=pl.lit(value=True))
    )


def _high_enough(law: InForce) -> pl.Expr:
    """Whether the post is a leadership post, or the rank one to transfer into."""
    low = height("level", Level) > place(law.value("lowest_leadership_level"), Level)
    ranks = height("rank", Rank) <= place(law.value("transfer_lowest_rank"), Rank)
    leads = pl.col("seat_role").is_in(LEADING) & ~low.fill_null(value=False)
    return leads.fill_null(value=False) | ranks.fill_null(value=False)


RULE = FrameRule(
    code="PLC-019",
    title=_("事业人员进入公务员队伍的通道"),
    table="people",
    severity=Severity.ERROR,
    why=_(
        "事业人员成为公务员只有两条路：调任领导职务或者四级调研员以上职级，或者公开招录；"
        "方案不能把事业人员、工勤人员、编外人员转成公务员。"
    ),
    sources=(Source("公务员法", "第二十三条、第七十条第一款"),),
    says=_("{where}现为{value}，拟以“{detail}”进入公务员队伍，不合规定通道"),
    mends=_(
        "保留原身份并安排在相应编制上；符合条件的，按调任程序任领导职务或者四级调研员以上职级，"
        "或者通过公开招录进入。"
    ),
    limits=_(
        "按安置后身份认定，没有填身份的按行政编制、政法专项编制和去向为调任认定；调任须写明职位或者职级，"
        "只有事业管理人员和专业技术人员可以调任；调到没有参公管理的事业单位的，不是调任；"
        "参公人员转任公务员不在此列。"
    ),
    figures=("lowest_leadership_level", "transfer_lowest_rank"),
    needs=("placements",),
    words=(Identity, Outcome),
    breaches=breaches,
)

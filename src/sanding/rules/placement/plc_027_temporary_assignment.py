"""PLC-027: a temporary assignment leaves a person on the establishment at home."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import Kind, PersonStatus
from sanding.register.record_kinds import Outcome
from sanding.rules.brief import Brief
from sanding.rules.papers import BETWEEN
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import placed, text

MOVES = [str(Outcome.STAY), str(Outcome.TRANSFER), str(Outcome.TRANSFER_IN)]


class Tie(Kind):
    """What a placement changes of the tie to the home body (人事关系变动)."""

    BODY = "body", _("占用挂职单位编制")
    KIND = "kind", _("改变编制类别")
    IDENTITY = "identity", _("改变人员身份")
    HOST = "host", _("挂职期间转入挂职单位")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Assignments that take the host's posts or change kind or status; moves into the host.

    Who is on assignment and moves into the host is lenient: it may end first. A body named
    without a kind of post is the host only.
    """
    going = brief.shared(placed).filter(pl.col("outcome") == str(Outcome.ASSIGNMENT))
    homes = brief["people"].select(person="id", home="body")  # of a body that ended, its heir
    away = (pl.col("body") != pl.col("body_was")) & (pl.col("body") != pl.col("home"))
    changes = {
        Tie.BODY: away & pl.col("kind").is_not_null(),
        Tie.KIND: pl.col("kind") != pl.col("kind_was"),
        Tie.IDENTITY: pl.col("identity") != pl.col("identity_was"),
    }
    changed = pl.concat_list(
        pl.when(breach).then(pl.lit(str(tie))) for tie, breach in changes.items()
    ).list.drop_nulls()
    loosened = (
        going.select("person", "body", "body_was", "kind", "kind_was", "identity", "identity_was")
        .join(homes, on="person", how="left")
        .select(where="person", changed=changed, lenient=pl.lit(value=False))
    )
    told = pl.concat([loosened, _into_host(brief)]).select(
        "where", "lenient", value=pl.col("changed").list.join(BETWEEN),
        amount=pl.col("changed").list.len().cast(pl.Int64),
    )  # fmt: skip
    return told.filter(pl.col("amount") > 0)


def _into_host(brief: Brief) -> pl.LazyFrame:
    """People on assignment whom a placement moves into the body where they are assigned."""
    on_assignment = text("status") == str(PersonStatus.ON_ASSIGNMENT)
    guests = brief.was["people"].filter(on_assignment).select(
        person="id", host="working_body"
    )  # fmt: skip
    moves = brief.shared(placed).filter(
        (pl.col("status") == str(PersonStatus.ON_ASSIGNMENT)) & pl.col("outcome").is_in(MOVES)
    )
    return (
        moves.filter(pl.col("body") != pl.col("body_was"))
        .join(guests, on="person", how="inner")
        .filter(pl.col("body") == pl.col("host"))
        .select(where="person", changed=pl.concat_list(pl.lit(str(Tie.HOST))),
                lenient=pl.lit(value=True))
    )  # fmt: skip


RULE = FrameRule(
    code="PLC-027",
    title=_("挂职不转人事关系"),
    table="people",
    severity=Severity.ERROR,
    why=_("挂职期间不改变与原机关的人事关系，编制留在原机关；借挂职转编，等于绕开转任和编制审批。"),
    sources=(Source("公务员法", "第七十二条"),),
    says=_("{where}的挂职安排：{value}"),
    mends=_("挂职人员的编制类别、身份保持不变，编制留在原单位；确需调动的，结束挂职后按转任办理。"),
    limits=_(
        "安置表的去向为挂职、写了安置机构又写了编制类别的，视为占用挂职单位编制，只写安置机构的视为挂职地点；"
        "台账状态为挂职、拟转入挂职单位的只作提示；挂职任务是否属于法定情形不查。"
    ),
    needs=("placements",),
    words=(Tie,),
    breaches=breaches,
)

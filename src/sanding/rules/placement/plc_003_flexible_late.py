"""PLC-003: nobody of the civil service or in charge of an institution retires late by choice."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.law.retirement import FIGURES
from sanding.register.kinds import Identity, Kind, PositionRole
from sanding.register.record_kinds import EvidenceKind, Outcome
from sanding.rules.brief import Brief
from sanding.rules.papers import papers
from sanding.rules.rule import Confirmed, FrameRule, Severity, Source
from sanding.rules.views import INSTITUTIONS, body_kinds, holders, months_between
from sanding.rules.views.retirements import NOTHING, Nothing, month, retiring, told

LEADERS = [str(PositionRole.CHIEF), str(PositionRole.EXECUTIVE_DEPUTY), str(PositionRole.DEPUTY),
           str(PositionRole.OTHER_LEADER), str(PositionRole.PARTY_GROUP_SECRETARY)]  # fmt: skip


class Asked(Kind):
    """What is asked of who retires late by choice (弹性延迟退休条件)."""

    CLOSED = "closed", _("按身份或者职务不得延迟，退休时间应不晚于")
    NOT_AFTER = "not_after", _("退休时间应不晚于")
    AGREEMENT = "agreement", _("书面约定延迟退休应不晚于")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Those to whom it is closed; of the others who go too late or did not agree in time."""
    people = retiring(brief, law, Outcome.FLEXIBLE_LATE).join(
        _leading(brief), on="person", how="left"
    )
    closed = pl.col("identity").is_in(law.names("flexible_late_closed"))
    shut = closed | pl.col("role").is_not_null()
    named = pl.when(closed).then(pl.col("identity")).otherwise(pl.col("role"))
    barred = people.filter(shut).select(
        where="person", detail=pl.lit(str(Asked.CLOSED)), value=named, limit=told("statutory"),
        amount=pl.lit(1, pl.Int64),
    )  # fmt: skip
    others = people.filter(~shut.fill_null(value=False))
    return pl.concat([barred, _too_late(others, law), _agreed(brief, others, law)])


def _leading(brief: Brief) -> pl.LazyFrame:
    """Who leads an institution, by present appointment or placement: `person, role`."""
    bodies = brief.shared(body_kinds).filter(pl.col("body_kind").is_in(INSTITUTIONS))
    positions = brief["positions"].select(
        "body", position="id", role=pl.col("role").cast(pl.String)
    )
    late = brief["placements"].filter(
        pl.col("outcome").cast(pl.String) == str(Outcome.FLEXIBLE_LATE)
    )
    proposed = late.select("person", "position").join(positions, on="position", how="inner")
    there = brief.shared(holders).join(late.select("person"), on="person", how="semi")
    return (
        pl.concat([one.select("person", "body", "role") for one in (there, proposed)])
        .filter(pl.col("role").is_in(LEADERS))
        .join(bodies, on="body", how="semi")
        .group_by("person")
        .agg(pl.col("role").min())
    )


def _too_late(people: pl.LazyFrame, law: InForce) -> pl.LazyFrame:
    last = pl.col("statutory").dt.offset_by(f"{law.number('flexible_late_most')}mo")
    late = months_between(pl.col("last"), month("leaves"))
    return people.with_columns(last=last).filter(late > 0).select(
        where="person", detail=pl.lit(str(Asked.NOT_AFTER)), value=told("leaves"),
        limit=told("last"), amount=late,
    )  # fmt: skip


def _agreed(brief: Brief, people: pl.LazyFrame, law: InForce) -> pl.LazyFrame:
    """Without an agreement, or with one made too late; one without a day is in time."""
    agreements = (
        brief.shared(papers)
        .filter(pl.col("kind") == str(EvidenceKind.LATE_RETIREMENT))
        .group_by(person="about")
        .agg(undated=pl.col("dated_on").is_null().any(), agreed=pl.col("dated_on").min())
    )
    # by the day of birth in the statutory month, which the agreement precedes by a month
    day = pl.col("born_on").dt.day().cast(pl.Int64) - 1
    ahead = f"-{law.number('flexible_late_agreement')}mo"
    reached = pl.min_horizontal(
        pl.col("statutory") + pl.duration(days=day), pl.col("statutory").dt.month_end()
    )
    none = pl.col("undated").is_null()
    late = ~pl.col("undated") & (pl.col("agreed") > pl.col("last"))
    agreed = people.join(agreements, on="person", how="left").with_columns(
        last=reached.dt.offset_by(ahead)
    )
    return agreed.filter(none | late).select(
        where="person", detail=pl.lit(str(Asked.AGREEMENT)),
        value=pl.coalesce(pl.col("agreed").cast(pl.String), pl.lit(NOTHING)),
        limit=pl.col("last").cast(pl.String), amount=pl.lit(1, pl.Int64),
    )  # fmt: skip


RULE = FrameRule(
    code="PLC-003",
    title=_("公务员及管理人员不得弹性延迟"),
    table="people",
    severity=Severity.ERROR,
    confirmed=Confirmed.SECONDARY,
    confirm=_(
        "据解读文章转引，须核对《实施弹性退休制度暂行办法》第四条关于适用范围和书面约定的规定。"
    ),
    why=_(
        "弹性延迟退休须本人与单位协商一致，公务员和事业单位领导人员、管理人员达到法定退休年龄"
        "应当及时退休，不得以延迟退休占用职数。"
    ),
    sources=(
        Source("实施弹性退休制度暂行办法", "第四条"),
        Source("国务院关于渐进式延迟法定退休年龄的办法", "第三条"),
    ),
    says=_("{where}弹性延迟退休，{detail}{limit}，现为{value}"),
    mends=_("不得延迟的改为到龄退休；可以延迟的补交书面约定，退休时间改到最晚时间以内。"),
    limits=_(
        "参公人员按公务员掌握；管理人员按人员身份认定，领导人员按任职和安置职位认定；"
        "不区分高级专家按专门规定延长退休的情形。"
    ),
    figures=(*FIGURES, "flexible_late_closed", "flexible_late_most", "flexible_late_agreement"),
    needs=("placements",),
    words=(Asked, Nothing, Identity, PositionRole),
    breaches=breaches,
)

"""PLC-010: one is appointed only into a free post, leadership post and position."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import AppointmentKind, BodyKind, Kind, PositionRole, PostKind
from sanding.rules.brief import Brief
from sanding.rules.papers import BETWEEN
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import in_post, text
from sanding.rules.views.standing import posts, standing

# the class of leadership posts by the role of a position
CLASSES = {
    str(PositionRole.CHIEF): "chief", str(PositionRole.EXECUTIVE_DEPUTY): "deputy",
    str(PositionRole.DEPUTY): "deputy", str(PositionRole.OTHER_LEADER): "other",
}  # fmt: skip
SHOWN = {"chief": str(PositionRole.CHIEF), "deputy": str(PositionRole.DEPUTY),
         "other": str(PositionRole.OTHER_LEADER)}  # fmt: skip
PLACE = ["body", "kind"]


class Full(Kind):
    """What has no vacancy, where it is not a kind of posts or leaders (没有空缺)."""

    POSITION = "position", _("职位")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Bodies into which more are placed than there is room for: posts, leaders, one position."""
    return pl.concat([_posts(brief), _leaders(brief), _positions(brief)])


def _posts(brief: Brief) -> pl.LazyFrame:
    """Kinds of posts: how many are in post after all placements, beyond the approved posts.

    Who is on a dated absorption list takes no vacancy. What was over before is not ours.
    """
    moved = brief.shared(posts).filter(pl.col("fresh") > 0)
    people = (
        brief.shared(in_post)
        .select("body", kind=text("kind"))
        .join(moved, on=PLACE, how="semi")
        .group_by(PLACE)
        .agg(people=pl.len().cast(pl.Int64))
    )
    approved = brief["establishment"].group_by("body", kind=text("kind")).agg(
        approved=pl.col("approved").sum().cast(pl.Int64)
    )  # fmt: skip
    room = pl.col("approved").fill_null(0)
    after = pl.col("people").fill_null(0) + pl.col("came") - pl.col("went")
    over = pl.min_horizontal(after - pl.col("listed") - room, "fresh")
    return (
        moved.join(people, on=PLACE, how="left")
        .join(approved, on=PLACE, how="left")
        .filter(over > 0)
        .select(where="body", detail="kind", value=after.cast(pl.String),
                limit=room.cast(pl.String), amount=over)
    )  # fmt: skip


def _leaders(brief: Brief) -> pl.LazyFrame:
    """Classes of leadership posts; bodies that share their staff count together.

    Concurrent holders are counted where their main position is, acting ones nowhere; where no
    number is on the register nothing is said.
    """
    main = pl.col("appointed") == str(AppointmentKind.MAIN)
    held = (
        brief.shared(standing)
        .filter(main & pl.col("role").is_in(list(CLASSES)))
        .group_by("host", group=pl.col("role").replace(CLASSES))
        .agg(people=pl.col("person").n_unique().cast(pl.Int64),
             came=pl.col("came").sum().cast(pl.Int64))
        .filter(pl.col("came") > 0)
    )  # fmt: skip
    hosts = brief["bodies"].filter(text("kind") != str(BodyKind.LEADING_BODY)).select(
        body="id", host=pl.coalesce("co_located_with", "id")
    )  # fmt: skip
    approved = (
        brief["leadership"]
        .join(hosts, on="body", how="inner")
        .group_by("host")
        .agg(pl.col("chief", "deputy", "other").sum().cast(pl.Int64))
        .unpivot(index="host", variable_name="group", value_name="approved")
    )
    over = pl.min_horizontal(pl.col("people") - pl.col("approved"), "came")
    return held.join(approved, on=["host", "group"], how="inner").filter(over > 0).select(
        where="host", detail=pl.col("group").replace(SHOWN), value=pl.col("people").cast(pl.String),
        limit=pl.col("approved").cast(pl.String), amount=over,
    )  # fmt: skip


def _positions(brief: Brief) -> pl.LazyFrame:
    """Positions, but for general ones, into which one is placed beside another who holds them."""
    own = (pl.col("role") != str(PositionRole.STAFF)) & (
        pl.col("appointed") != str(AppointmentKind.ACTING)
    )
    people = pl.col("people")
    return (
        brief.shared(standing)
        .filter(own)
        .group_by("position", "position_name", "body")
        .agg(people=pl.col("person").n_unique().cast(pl.Int64), came=pl.col("came").any())
        .filter(pl.col("came") & (people > 1))
        .select(
            where="body", detail=pl.concat_str(pl.lit(str(Full.POSITION)), "position_name",
                                               separator=BETWEEN),
            value=people.cast(pl.String), limit=pl.lit(str(1)), amount=people - 1,
        )
    )  # fmt: skip


RULE = FrameRule(
    code="PLC-010",
    title=_("在编制限额和职数内任职"),
    table="bodies",
    severity=Severity.ERROR,
    why=_(
        "任职应当在编制限额和职数内进行，并有相应的职位空缺；没有空缺就安置，等于超编超职数配备。"
    ),
    sources=(Source("公务员法", "第四十三条、第七十一条"),),
    says=_("按安置表，{where}（{detail}）有{value}人，只有{limit}名，多安置{amount}人"),
    mends=_(
        "改安置到有空缺的机构或者职位，或者先腾出编制、职数和职位；超编的列入有期限的消化名册。"
    ),
    limits=_(
        "按安置全部落实后的人数核对，最后一批安置生效以后才离开的人仍占原编制和职位；"
        "只查安置表新安排进入的机构和职位，原已超编超职数的见台账规则；兼任不占职数，"
        "主持工作不占职位；挂职没有写编制类别的，仍占原单位编制和职位，不占挂职单位的；没有登记领导职数的机构不查职数；一般岗位不查是否一人一岗。"
    ),
    needs=("placements", "establishment"),
    words=(Full, PostKind, PositionRole),
    breaches=breaches,
)

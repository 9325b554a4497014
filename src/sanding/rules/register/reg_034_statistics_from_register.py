"""REG-034: the yearly figures returned are those the register gives."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import BodyKind, Kind
from sanding.rules.brief import Brief
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import in_post, text
from sanding.rules.views.counted import counted_bodies

INSTITUTIONS = [str(BodyKind.INSTITUTION), str(BodyKind.ENFORCEMENT_INSTITUTION)]
LED = [str(BodyKind.PARTY_ORGAN), str(BodyKind.GOVERNMENT_DEPARTMENT),
       str(BodyKind.MASS_ORGANISATION)]  # fmt: skip
KEY = ["county", "figure"]


class Returned(Kind):
    """A yearly figure that the register can give (年报指标): `figure`, as code or label."""

    BODIES = "bodies", _("党政机构数")
    PARTY = "bodies_party_organ", _("党委工作机关数")
    GOVERNMENT = "bodies_government_department", _("政府工作部门数")
    INSTITUTIONS = "institutions", _("事业单位数")
    LEADERSHIP = "leadership", _("党政群科级领导职数")
    POSTS_ADMINISTRATIVE = "posts_administrative", _("行政编制数")
    POSTS_POLITICS_AND_LAW = "posts_politics_and_law", _("政法专项编制数")
    POSTS_INSTITUTION = "posts_institution", _("事业编制数")
    POSTS_SUPPORT = "posts_support", _("工勤编制数")
    PEOPLE_ADMINISTRATIVE = "people_administrative", _("行政编制实有人数")
    PEOPLE_POLITICS_AND_LAW = "people_politics_and_law", _("政法专项编制实有人数")
    PEOPLE_INSTITUTION = "people_institution", _("事业编制实有人数")
    PEOPLE_SUPPORT = "people_support", _("工勤编制实有人数")


class Computed(Kind):
    """What stands where the register gives nothing."""

    NOTHING = "nothing", _("（无此指标）")


CODES = {one.label: str(one) for one in Returned}


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Figures of the register's own year that differ from it, or that it does not give.

    `value` was returned, `limit` is computed, `amount` what they differ by, 1 for no figure.
    """
    given = (
        brief["statistics"]
        .filter(pl.col("year") == law.day.year)
        .select("county", pl.col("returned").cast(pl.Int64),
                figure=pl.col("figure").str.strip_chars().replace(CODES))
    )  # fmt: skip
    known = pl.col("figure").is_in([str(one) for one in Returned])
    told = given.join(_computed(brief), on=KEY, how="left").with_columns(
        computed=pl.when(known).then(pl.col("computed").fill_null(0))
    )
    differs = (pl.col("returned") - pl.col("computed")).abs()
    return told.filter(pl.col("computed").is_null() | (differs > 0)).select(
        where="county", detail="figure", value=pl.col("returned").cast(pl.String),
        limit=pl.col("computed").cast(pl.String).fill_null(str(Computed.NOTHING)),
        amount=differs.fill_null(1),
    )  # fmt: skip


def _computed(brief: Brief) -> pl.LazyFrame:
    """Every figure of `Returned` that is not 0: `county, figure, computed`."""
    bodies = brief.shared(counted_bodies)
    kinds = brief["bodies"].select("county", body="id", kind=text("kind"))
    led = brief["leadership"].select("body", posts=pl.sum_horizontal("chief", "deputy", "other"))
    led = led.join(kinds.filter(pl.col("kind").is_in(LED)), on="body", how="inner")
    posts = brief["establishment"].select("county", "approved", figure=_figure("posts_"))
    people = brief.shared(in_post).select("county", figure=_figure("people_"))
    return pl.concat([
        _counted(bodies, pl.lit(str(Returned.BODIES))),
        _counted(bodies, _figure("bodies_")),
        _counted(kinds.filter(pl.col("kind").is_in(INSTITUTIONS)),
                 pl.lit(str(Returned.INSTITUTIONS))),
        _summed(led.with_columns(figure=pl.lit(str(Returned.LEADERSHIP))), "posts"),
        _summed(posts, "approved"),
        _counted(people, pl.col("figure")),
    ])  # fmt: skip


def _figure(side: str) -> pl.Expr:
    return pl.lit(side) + text("kind")


def _counted(rows: pl.LazyFrame, figure: pl.Expr) -> pl.LazyFrame:
    named = rows.select("county", figure=figure)
    return named.group_by(KEY).agg(computed=pl.len().cast(pl.Int64))


def _summed(rows: pl.LazyFrame, column: str) -> pl.LazyFrame:
    return rows.group_by(KEY).agg(computed=pl.col(column).cast(pl.Int64).sum())


RULE = FrameRule(
    code="REG-034",
    title=_("机构编制统计真实"),
    table="counties",
    severity=Severity.ERROR,
    why=_("机构编制年度统计资料应当如实上报，不得虚报、瞒报、伪造；上报数须能由台账算出。"),
    sources=(Source("地方各级人民政府机构设置和编制管理条例", "第二十三条"),),
    says=_("{where}年报“{detail}”上报{value}，台账算得{limit}"),
    mends=_("按台账更正上报数；台账有误的，先更正台账再重新生成年报。"),
    limits=_(
        "只核对与台账日期同一年度的上报数；能算的是党政机构、事业单位（不含学校、医院）、"
        "各类编制及其实有人数、党政群科级领导职数，其他指标提示为算不出，不等于有错。"
    ),
    needs=("statistics",),
    words=(Returned, Computed),
    breaches=breaches,
)

"""REG-003: leaders in post within the approved leadership posts."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import AppointmentKind, BodyKind, PositionRole
from sanding.register.record_kinds import Outcome
from sanding.rules.brief import Brief
from sanding.rules.papers import BETWEEN
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import GONE, body_kinds, holders, text
from sanding.rules.views.bodies import shares

# class of leadership posts by role; of bodies and of sections
BODY = {
    PositionRole.CHIEF: PositionRole.CHIEF,
    PositionRole.EXECUTIVE_DEPUTY: PositionRole.DEPUTY,
    PositionRole.DEPUTY: PositionRole.DEPUTY,
    PositionRole.OTHER_LEADER: PositionRole.OTHER_LEADER,
}
SECTION = {role: role for role in (PositionRole.SECTION_CHIEF, PositionRole.SECTION_DEPUTY)}
BODY_POSTS = {"chief": PositionRole.CHIEF, "deputy": PositionRole.DEPUTY,
              "other": PositionRole.OTHER_LEADER}  # fmt: skip
SECTION_POSTS = {"chief": PositionRole.SECTION_CHIEF, "deputy": PositionRole.SECTION_DEPUTY}
COUNTED = (
    pl.col("person").n_unique().cast(pl.Int64).alias("people"),
    pl.col("person").filter("listed").n_unique().cast(pl.Int64).alias("listed"),
)
# their leadership posts are approved above the county: without a row there is nothing to compare
ABOVE = [str(BodyKind.LEADING_BODY), str(BodyKind.LINE_MANAGED), str(BodyKind.DISPATCHED_AGENCY)]


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Leaders beyond the approved posts, by body or section and class.

    Lenient where the body has no leadership posts on the register at all, or only those of chief
    and deputies, or where all who are over stand on a dated absorption list.
    """
    held = brief.shared(_leaders)
    found = pl.concat([_over_in_bodies(brief, held), _over_in_sections(brief, held)])
    amount = pl.col("people") - pl.col("approved")
    return found.filter(amount > 0).select(
        "where", "detail", amount=amount, value=pl.col("people").cast(pl.String),
        limit=pl.col("approved").cast(pl.String),
        lenient=pl.col("untold") | (pl.col("listed") >= amount),
    )  # fmt: skip


def _leaders(brief: Brief) -> pl.LazyFrame:
    """Who holds a leadership position on the day: `person, body, section, role, listed`.

    Who only acts for a chief takes no post of a chief; `listed`: over posts until a day.
    """
    there = brief["people"].filter(~text("status").is_in(GONE)).select(person="id")
    dated = (text("outcome") == str(Outcome.OVER_POSTS)) & pl.col("absorb_by").is_not_null()
    listed = brief["placements"].filter(dated).select("person").unique()
    roles = [str(role) for role in (*BODY, *SECTION)]
    return (
        brief.shared(holders)
        .filter(pl.col("role").is_in(roles), pl.col("appointed") != str(AppointmentKind.ACTING))
        .select("person", "body", "section", "role")
        .join(there, on="person", how="semi")
        .join(listed.with_columns(listed=pl.lit(value=True)), on="person", how="left")
    )


def _over_in_bodies(brief: Brief, held: pl.LazyFrame) -> pl.LazyFrame:
    """Leaders and approved posts of bodies; those that share their staff count together."""
    hosts = brief.shared(shares)
    people = (
        held.filter(pl.col("role").is_in([str(role) for role in BODY]))
        .with_columns(pl.col("role").replace({str(k): str(v) for k, v in BODY.items()}))
        .join(hosts, on="body", how="inner")
        .group_by("host", "role")
        .agg(*COUNTED)
    )
    leadership = brief["leadership"].with_columns(
        pl.col("other").fill_null(0), blank=pl.col("other").is_null()
    )
    supposed = pl.col("blank") & (pl.col("role") == str(PositionRole.OTHER_LEADER))
    posts = (
        _classes(leadership, ["body", "blank"], BODY_POSTS)
        .join(hosts, on="body", how="inner")
        .group_by("host", "role")
        .agg(
            pl.col("approved").sum(),
            told=pl.col("approved").is_not_null().all(),
            supposed=supposed.any(),
        )
    )
    own = ~pl.col("body_kind").is_in(ABOVE)
    return (
        people.join(posts, on=["host", "role"], how="left")
        .join(brief.shared(body_kinds), left_on="host", right_on="body", how="left")
        .filter(pl.col("told").fill_null(own))
        .select(
            "people", pl.col("approved").fill_null(0), "listed", where="host", detail="role",
            untold=pl.col("told").is_null() | pl.col("supposed"),
        )
    )  # fmt: skip


def _over_in_sections(brief: Brief, held: pl.LazyFrame) -> pl.LazyFrame:
    """Leaders and approved posts of sections; where no number was approved nothing is said."""
    names = brief["sections"].select("body", "name", section="id")
    posts = _classes(brief["sections"].rename({"id": "section"}), ["section"], SECTION_POSTS)
    return (
        held.filter(pl.col("role").is_in([str(role) for role in SECTION]))
        .group_by("section", "role")
        .agg(*COUNTED)
        .join(posts.drop_nulls(), on=["section", "role"], how="inner")
        .join(names, on="section", how="inner")
        .select(
            "people", "approved", "listed", where="body",
            detail=pl.concat_str("name", "role", separator=BETWEEN), untold=pl.lit(value=False),
        )
    )  # fmt: skip


def _classes(rows: pl.LazyFrame, key: list[str], names: dict[str, PositionRole]) -> pl.LazyFrame:
    """One row per class: key, `role, approved`."""
    return (
        rows.select(*key, *(pl.col(one).cast(pl.Int64).alias(str(role))
                           for one, role in names.items()))
        .unpivot(index=key, variable_name="role", value_name="approved")
    )  # fmt: skip


RULE = FrameRule(
    code="REG-003",
    title=_("不得超职数配备领导"),
    table="bodies",
    severity=Severity.ERROR,
    why=_("领导职数是配备领导成员的依据，公务员任职应当有相应的职位空缺，超职数配备须予纠正。"),
    sources=(
        Source("地方各级人民政府机构设置和编制管理条例", "第六条、第二十六条第五项"),
        Source("公务员法", "第四十三条"),
    ),
    says=_("{where}（{detail}）配备{value}人，核定{limit}名，超{amount}人"),
    mends=_("停止配备，通过免职、转任、交流消化；核定职数有误的，按批准文件更正。"),
    limits=_(
        "正职、副职（含常务副职）、其他班子成员和内设机构正副职分别计；兼任计入，主持工作不占正职职数；"
        "合署的机构合并计；超出人员全部列入有期限的消化名册的，以及未登记领导职数、只登记正副职未填其他职数（按零计）的机构，只作提示；"
        "内设机构未填职数的不查。"
    ),
    needs=("leadership", "appointments"),
    words=(PositionRole,),
    breaches=breaches,
)

"""PLC-040: enforcement posts and those who review penalties need their qualification."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import BodyKind, Identity, Kind
from sanding.register.record_kinds import Outcome
from sanding.rules.appointment_views import LEAVING
from sanding.rules.case import Case
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import placed

ENFORCING = ("enforcement_position_words", "enforcement_certificates")
REVIEWING = ("reviewer_position_words", "reviewer_certificates")
UNMOVED = [str(Outcome.STAY), *LEAVING]
POST = pl.concat_str("called", "section_name", ignore_nulls=True)


class Post(Kind):
    """A post that the law asks a qualification for."""

    ENFORCEMENT = "enforcement", _("行政执法岗位")
    REVIEW = "review", _("行政处罚决定法制审核岗位")


def breaches(case: Case, law: InForce) -> pl.LazyFrame:
    """People placed on an enforcement or review post whose certificates do not name what it asks.

    Lenient where only the body, not the position, says that the post is one of enforcement.
    """
    words = [law.names(name) for name in (ENFORCING[0], REVIEWING[0])]
    enforces, reviews = _named(POST, words[0]) | _named(pl.col("requires"), words[0]), words[1]
    team = pl.col("team").fill_null(value=False) & pl.col("position").is_null()
    first_time = _named(POST, reviews) & ~_named(pl.col("position_was"), reviews)
    rows = _moved(case)
    return pl.concat([
        _without(rows.filter(enforces | team), law, Post.ENFORCEMENT, ENFORCING[1], ~enforces),
        _without(rows.filter(first_time), law, Post.REVIEW, REVIEWING[1], pl.lit(value=False)),
    ])  # fmt: skip


def _moved(case: Case) -> pl.LazyFrame:
    """People placed into another body or a position, with what the position is called."""
    other = pl.col("body").ne_missing(pl.col("body_was")) | pl.col("position").is_not_null()
    worker = pl.coalesce("identity", "identity_was") == str(Identity.SUPPORT_WORKER)
    positions = case["positions"].select("requires", position="id", called="name", in_="section")
    sections = case["sections"].select(section="id", section_name="name")
    enforcing = pl.col("body_kind") == str(BodyKind.ENFORCEMENT_INSTITUTION)
    teams = case["teams"].select("body", team=pl.lit(value=True)).unique()
    return (
        case.shared(placed)
        .filter(other & ~worker & ~pl.col("outcome").is_in(UNMOVED))
        .select("person", "body", "body_kind", "position", "section", "certificates",
                "position_was")
        .join(positions, on="position", how="left")
        .with_columns(section=pl.coalesce("section", "in_"))
        .join(sections, on="section", how="left")
        .join(teams, on="body", how="left")
        .with_columns(team=pl.col("team") & enforcing)
    )  # fmt: skip


def _without(
    rows: pl.LazyFrame, law: InForce, post: Post, figure: str, lenient: pl.Expr
) -> pl.LazyFrame:
    names = law.names(figure)
    return rows.filter(~_named(pl.col("certificates"), names)).select(
        where="person", detail=pl.lit(str(post)), limit=pl.lit(names[0]), lenient=lenient
    ).unique()  # fmt: skip


def _named(column: pl.Expr, words: list[str]) -> pl.Expr:
    return column.str.contains_any(words).fill_null(value=False)


RULE = FrameRule(
    code="PLC-040",
    title=_("执法岗与法制审核岗资格"),
    table="people",
    severity=Severity.ERROR,
    why=_(
        "行政处罚须由具有行政执法资格的人员实施；初次从事处罚决定法制审核的人员，须取得法律职业资格。"
        "没有资格的人上岗，所办案件可能因此被撤销。"
    ),
    sources=(Source("行政处罚法", "第四十二条第一款、第五十八条第二款"),),
    says=_("{where}拟安置到{detail}，登记的资格证书中没有{limit}"),
    mends=_("取得资格后再上岗；已有资格的补登资格证书；或者改到不需要资格的岗位。"),
    limits=_(
        "执法岗按职位、内设机构名称和任职资格中的字样认定；只写明安置到执法队伍、没有写明职位的只作提示；"
        "工勤人员、原岗留任人员不查，曾任法制审核职务的不视为初次。资格证书栏未登记的视为没有。"
    ),
    figures=(*ENFORCING, *REVIEWING),
    needs=("placements",),
    words=(Post,),
    breaches=breaches,
)

"""PLC-040: enforcement posts and those who review penalties need their qualification."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import BodyKind, Identity, Kind
from sanding.register.record_kinds import Outcome
from sanding.rules.brief import Brief
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import placed
from sanding.rules.views.standing import LEAVING

ENFORCING = ("enforcement_position_words", "enforcement_certificates")
NOT_MEANT = "enforcement_words_not_meant"
REVIEWING = ("reviewer_position_words", "reviewer_certificates")
ENFORCING_BODY = str(BodyKind.ENFORCEMENT_INSTITUTION)
UNMOVED = [str(Outcome.STAY), *LEAVING]


class Post(Kind):
    """A post that the law asks a qualification for."""

    ENFORCEMENT = "enforcement", _("行政执法岗位")
    REVIEW = "review", _("行政处罚决定法制审核岗位")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """People placed on an enforcement or review post whose certificates do not name what it asks.

    Lenient where only the body, not a position or section, says that the post is one of
    enforcement.
    """
    moved = _moved(brief)
    posts = moved.join(_posts(brief, law), on="post", how="inner")
    before = _named(pl.col("position_was"), law.names(REVIEWING[0]))
    teams = brief["teams"].select("body")
    newly = (pl.col("body_kind") == ENFORCING_BODY) & pl.col("body_kind_was").ne_missing(
        ENFORCING_BODY
    )
    team = moved.filter(newly & pl.col("post").is_null()).join(teams, on="body", how="semi")
    return pl.concat([
        _without(posts.filter("enforces"), law, Post.ENFORCEMENT, lenient=False),
        _without(posts.filter(pl.col("reviews") & ~before), law, Post.REVIEW, lenient=False),
        _without(team, law, Post.ENFORCEMENT, lenient=True),
    ])  # fmt: skip


def _moved(brief: Brief) -> pl.LazyFrame:
    """People placed into another body or a position; `post` is the position, else the section."""
    other = pl.col("body").ne_missing(pl.col("body_was")) | pl.col("position").is_not_null()
    worker = pl.coalesce("identity", "identity_was") == str(Identity.SUPPORT_WORKER)
    return (
        brief.shared(placed)
        .filter(~pl.col("outcome").is_in(UNMOVED) & other & ~worker)
        .select("person", "body", "body_kind", "body_kind_was", "certificates",
                "position_was",
                post=pl.coalesce("position", "section"))
    )  # fmt: skip


def _posts(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Positions and sections that enforce or review, by their names: `post, enforces, reviews`."""
    sections = brief["sections"].select(post="id", called="name", own="name")
    named = sections.select(section="post", section_name="called")
    positions = brief["positions"].join(named, on="section", how="left").select(
        "section_name", "requires", post="id", own="name",
        called=pl.concat_str("name", "section_name", "requires", ignore_nulls=True),
    )  # fmt: skip
    called, own = pl.col("called"), pl.col("own")
    words, others = law.names(ENFORCING[0]), law.names(NOT_MEANT)
    # what the position asks for settles it; else the name of the position, then of the section
    meant = [_named(pl.col(name), words) & ~_named(pl.col(name), others)
             for name in ("own", "section_name")]  # fmt: skip
    enforces = _named(pl.col("requires"), words) | (pl.any_horizontal(meant) & ~_named(own, others))
    return (
        pl.concat([positions, sections], how="diagonal")
        .select(
            "post",
            enforces=enforces,
            reviews=_named(called, law.names(REVIEWING[0])),
        )
        .filter(pl.col("enforces") | pl.col("reviews"))
    )


def _without(rows: pl.LazyFrame, law: InForce, post: Post, *, lenient: bool) -> pl.LazyFrame:
    names = law.names(ENFORCING[1] if post is Post.ENFORCEMENT else REVIEWING[1])
    return rows.filter(~_named(pl.col("certificates"), names)).select(
        where="person", detail=pl.lit(str(post)), limit=pl.lit(names[0]),
        lenient=pl.lit(lenient),
    )  # fmt: skip


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
        "执法岗按职位、内设机构名称和任职资格中的字样认定，执法监督、法制、驾驶等不直接执法的岗位除外；"
        "只写明安置到执法队伍、没有写明职位的只作提示，原在执法队伍的不提示；"
        "工勤人员、原岗留任人员不查，曾任法制审核职务的不视为初次。资格证书栏未登记的视为没有。"
    ),
    figures=(*ENFORCING, NOT_MEANT, *REVIEWING),
    needs=("placements",),
    words=(Post,),
    breaches=breaches,
)

"""PLN-025: an institution penalises only by authorisation or entrustment."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import Kind, PowerKind
from sanding.register.record_kinds import EvidenceKind
from sanding.rules.brief import Brief
from sanding.rules.papers import BETWEEN
from sanding.rules.plan_papers import plan_papers
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views.powers import carried


class Flaw(Kind):
    """What an institution that penalises lacks (授权委托问题)."""

    NO_LAW = "no_law", _("以本单位名义实施，没有法律法规授权")
    NO_LETTER = "no_letter", _("以行政机关名义实施，没有书面委托")
    OWN_NAME = "own_name", _("委托实施的须以委托机关名义，台账却列本单位为实施机构")
    NO_MATTERS = "no_matters", _("委托书未载明事项和权限")
    NO_TERM = "no_term", _("委托书未载明期限")
    UNPUBLISHED = "unpublished", _("委托书未向社会公布")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Institutions whose penalty powers the plan set or moved, and what they lack."""
    penalties = brief.shared(carried).filter(pl.col("kind") == str(PowerKind.PENALTY))
    place = ["carrier", "own"]
    flags = ("law", "letter", "matters", "term", "notice")
    subjects = penalties.group_by(place).agg(
        amount=pl.len().cast(pl.Int64), teams=pl.col("team").drop_nulls().unique()
    )
    proved = (
        subjects.select(*place, about=pl.concat_list("teams", "carrier", pl.lit("")))
        .explode("about")
        .join(_proved(brief), on="about", how="left")
        .group_by(place)
        .agg(pl.col(name).fill_null(value=False).any() for name in flags)
    )
    said = pl.concat_str(*_flaws(), separator=BETWEEN, ignore_nulls=True)
    return (
        subjects.join(proved, on=place, how="left")
        .with_columns(detail=said)
        .filter(~pl.col("law") & (pl.col("detail") != ""))
        .select("amount", "detail", where="carrier")
    )


def _flaws() -> list[pl.Expr]:
    """Each flaw as its code where there is one; what a letter must say is asked of a letter."""
    own, letter = pl.col("own"), pl.col("letter")
    found = {
        Flaw.NO_LAW: own & ~letter,
        Flaw.NO_LETTER: ~own & ~letter,
        Flaw.OWN_NAME: own & letter,
        Flaw.NO_MATTERS: letter & ~pl.col("matters"),
        Flaw.NO_TERM: letter & ~pl.col("term"),
        Flaw.UNPUBLISHED: letter & ~pl.col("notice"),
    }
    return [pl.when(there).then(pl.lit(str(flaw))) for flaw, there in found.items()]


def _proved(brief: Brief) -> pl.LazyFrame:
    """What papers about one thing prove: authorisation, a letter and what it says, a notice."""
    kind = pl.col("kind")
    letter = kind == str(EvidenceKind.ENTRUSTMENT_LETTER)
    return (
        brief.shared(plan_papers)
        .group_by("about")
        .agg(
            law=(kind == str(EvidenceKind.AUTHORISING_LAW)).any(),
            letter=letter.any(),
            matters=(letter & pl.col("detail").is_not_null()).any(),
            term=(letter & pl.col("until").is_not_null()).any(),
            notice=(kind == str(EvidenceKind.PUBLIC_NOTICE)).any(),
        )
    )


RULE = FrameRule(
    code="PLN-025",
    title=_("事业性质执法队伍须授权或委托"),
    table="bodies",
    severity=Severity.ERROR,
    why=_(
        "事业单位本身没有行政处罚权：或由法律法规授权，以自己的名义处罚；或由行政机关书面委托，"
        "以委托机关名义处罚，委托书须载明事项、权限、期限并向社会公布。"
    ),
    sources=(Source("行政处罚法", "第十九条、第二十条、第二十一条"),),
    says=_("{where}方案后实施行政处罚{amount}项：{detail}"),
    mends=_("补充法律法规授权依据，或由行政机关出具载明事项、权限、期限的委托书并公布。"),
    limits=_(
        "只查方案改变了实施方式的队伍；队伍在事业单位而权力列在行政机关名下的，视为以该机关名义实施；"
        "不查受委托组织的人员和技术条件，也不查再委托。"
    ),
    needs=("changes",),
    words=(Flaw,),
    breaches=breaches,
)

"""PLN-024: compulsory measures go with the penalties, are never entrusted, freezing stays."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import Kind, PowerKind
from sanding.register.record_kinds import EvidenceKind
from sanding.rules.brief import Brief
from sanding.rules.plan_papers import plan_papers
from sanding.rules.reasons import named_in
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import INSTITUTIONS, body_kinds, text
from sanding.rules.views.powers import carried, powers_taken_over

COMPULSION, PENALTY = str(PowerKind.COMPULSION), str(PowerKind.PENALTY)
LETTER = str(EvidenceKind.ENTRUSTMENT_LETTER)
PLACE = ["receiver", "field"]


class Flaw(Kind):
    """What is wrong with where compulsory measures end up (强制权归属问题)."""

    FREEZING = "freezing", _("冻结存款汇款只能由法律规定的机关实施，不得划转")
    APART = "apart", _("有关的行政处罚权没有一并集中")
    ENTRUSTED = "entrusted", _("委托书涉及行政强制措施，强制措施权不得委托")
    INSTITUTION = "institution", _("由事业单位实施，须由机关具备资格的执法人员实施或另有法定授权")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Compulsory powers that moved where they may not go, by body and flaw."""
    moved = brief.shared(powers_taken_over)
    names = brief["powers"].select("id", "name")
    freezing = named_in(pl.col("name"), law.names("freezing_names")).list.len() > 0
    taken = moved.filter(pl.col("kind") == COMPULSION).join(names, on="id", how="left")
    penalties = brief["powers"].filter(text("kind") == PENALTY).select(
        receiver="body", field=text("field").fill_null("")
    )  # fmt: skip
    apart = taken.filter(~freezing & ~pl.col("with_duty")).join(penalties, on=PLACE, how="anti")
    entrusted = _entrusted(brief, law.names("compulsion_names"))
    return pl.concat(
        [
            *_frozen(brief, taken.filter(freezing), law.names("freezing_bodies")),
            _counted(apart.select(where="receiver"), Flaw.APART),
            _counted(entrusted, Flaw.ENTRUSTED),
            # how it is staffed may answer it
            _counted(_unauthorised(brief, entrusted), Flaw.INSTITUTION, lenient=True),
        ]
    )


def _counted(found: pl.LazyFrame, flaw: Flaw, *, lenient: bool = False) -> pl.LazyFrame:
    counted = found.group_by("where").agg(amount=pl.len().cast(pl.Int64))
    return counted.with_columns(detail=pl.lit(str(flaw)), lenient=pl.lit(lenient))


def _frozen(brief: Brief, freezing: pl.LazyFrame, bodies: Sequence[str]) -> list[pl.LazyFrame]:
    """Freezing powers that moved: to a body that a law names, leniently, and to any other."""
    lawful = brief.shared(body_kinds).filter(pl.col("body_name").str.contains_any(bodies))
    by_name = lawful.select(where="body")
    laws = brief.shared(plan_papers).filter(pl.col("kind") == str(EvidenceKind.AUTHORISING_LAW))
    named = pl.concat([by_name, laws.filter(~pl.col("of_change")).select(where="about")])
    to = freezing.select(where="receiver")
    return [
        _counted(to.join(named, on="where", how="anti"), Flaw.FREEZING),
        _counted(to.join(named, on="where", how="semi"), Flaw.FREEZING, lenient=True),
    ]


def _entrusted(brief: Brief, words: Sequence[str]) -> pl.LazyFrame:
    """Bodies that letters entrust with compulsory measures (`where`), one row per letter.

    A letter is about a power, or about a team, a body or the plan where its words say so.
    """
    if not brief.has(f"evidence:{LETTER}"):
        return pl.LazyFrame(schema={"where": pl.String})
    letters = brief.shared(plan_papers).filter(pl.col("kind") == LETTER)
    said = named_in(pl.col("detail"), words).list.len() > 0
    worded = letters.filter(said).select("about", "of_change")
    measures = brief["powers"].filter(text("kind") == COMPULSION)
    whole = brief.shared(carried).filter(pl.col("kind") == COMPULSION).select(where="carrier")
    of_body = worded.join(brief.shared(body_kinds), left_on="about", right_on="body", how="inner")
    # of the bodies a change names, the one that entrusts is not the one entrusted
    taking = ~pl.col("of_change") | pl.col("body_kind").is_in(INSTITUTIONS)
    found = [
        letters.join(measures.select("id", where="body"), left_on="about", right_on="id"),
        worded.join(brief["teams"].select("id", where="body"), left_on="about", right_on="id"),
        of_body.filter(taking).select(where="about"),
        worded.filter(pl.col("about") == "").join(whole.unique(), how="cross"),
    ]
    return pl.concat(one.select("where") for one in found)


def _unauthorised(brief: Brief, entrusted: pl.LazyFrame) -> pl.LazyFrame:
    """Compulsory powers that institutions carry out (`where`) without a law that says so."""
    laws = brief.shared(plan_papers).filter(pl.col("kind") == str(EvidenceKind.AUTHORISING_LAW))
    measures = brief.shared(carried).filter(pl.col("kind") == COMPULSION)
    places = measures.select("id", about=pl.concat_list("carrier", "team", pl.lit("")))
    lawful = places.explode("about").join(laws, on="about", how="semi")
    return (
        measures.join(lawful, on="id", how="anti")
        .join(entrusted, left_on="carrier", right_on="where", how="anti")
        .select(where="carrier")
    )


RULE = FrameRule(
    code="PLN-024",
    title=_("强制措施随处罚权，冻结除外"),
    table="bodies",
    severity=Severity.ERROR,
    why=_(
        "行使相对集中处罚权的机关只能实施与之有关的强制措施；强制措施权不得委托，"
        "冻结存款汇款只能由法律规定的机关实施。"
    ),
    sources=(Source("行政强制法", "第十七条、第二十二条、第二十九条、第七十条"),),
    says=_("{where}方案后的行政强制措施有{amount}处问题：{detail}"),
    mends=_(
        "冻结权留在原机关；强制措施与有关处罚权一并划转；撤回涉及强制措施的委托，由机关执法人员实施。"
    ),
    limits=_(
        "冻结和强制措施按权力名称、委托书内容的字样识别；是否与处罚权有关按同一执法领域认定；"
        "随职责一并划转的和由承接机构继续行使的不查；冻结权划给法律规定的机关和"
        "由事业单位实施的列为提示，不查执法人员身份。"
    ),
    figures=("compulsion_names", "freezing_bodies", "freezing_names"),
    needs=("changes",),
    words=(Flaw,),
    breaches=breaches,
)

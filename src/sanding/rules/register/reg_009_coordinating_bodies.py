"""REG-009: a coordinating body has no office and no posts, and a task of a time has an end."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import BodyKind, Kind
from sanding.rules.brief import Brief
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views.bodies import approved_posts, bared, called

OFFICES = "coordination_office_words"
TASKS = "limited_task_words"
UNKNOWN = "—"
WHO = ("county", "bare_name", "name")


class Flaw(Kind):
    """What is wrong with a coordinating body (议事协调机构问题)."""

    OFFICE = "office", _("单独设立办事机构")
    NO_END = "no_end", _("为特定工作设立，未规定撤销条件和期限")
    OVERDUE = "overdue", _("撤销期限已过仍未撤销")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Offices of coordinating bodies, and those without an end or past it.

    Lenient for an office that is a section, and where only the name tells of a task of a time.
    """
    return pl.concat([_offices(brief, law), _endless(brief, law), _overdue(brief)])


def _offices(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Bodies and sections called like a coordinating body, with or without a word for office."""
    own = bared(brief, brief["coordinating_bodies"].select("county", "name", where="id"), "name")
    words = ["", *law.names(OFFICES)]
    forms = own.select("where", "county", "bare_name").join(
        pl.LazyFrame({"word": words}), how="cross"
    )
    forms = forms.select("where", "county", bare_name=pl.concat_str("bare_name", "word"))
    found = forms.join(_named(brief), on=["county", "bare_name"], how="inner")
    return found.select(
        "where", "lenient", detail=pl.lit(str(Flaw.OFFICE)), value="name",
        amount=pl.col("posts").clip(lower_bound=1),
    )  # fmt: skip


def _named(brief: Brief) -> pl.LazyFrame:
    """Bodies, and sections with posts, outside the party's own: `county, bare_name, name, …`."""
    party = pl.col("body_kind") == str(BodyKind.PARTY_ORGAN)  # whose offices are such themselves
    bodies = (
        brief.shared(called)
        .filter(~party)
        .join(brief.shared(approved_posts), on="body", how="left")
        .select(*WHO, pl.col("posts").fill_null(0), lenient=pl.lit(value=False))
    )
    hosts = brief.shared(called).filter(party).select("body")
    sections = brief["sections"].filter(pl.col("posts") > 0).join(hosts, on="body", how="anti")
    posts = pl.col("posts").cast(pl.Int64)
    named = bared(brief, sections.select("county", "name", posts), "name")
    return pl.concat([bodies, named.select(*WHO, "posts", lenient=pl.lit(value=True))])


def _endless(brief: Brief, law: InForce) -> pl.LazyFrame:
    silent = pl.col("ends_on").is_null() & pl.col("ends_when").is_null()
    task = pl.col("name").str.contains_any(law.names(TASKS))
    return brief["coordinating_bodies"].filter(silent & task).select(
        where="id", lenient=pl.lit(value=True), detail=pl.lit(str(Flaw.NO_END)),
        value=pl.col("since").cast(pl.String).fill_null(UNKNOWN), amount=pl.lit(1, pl.Int64),
    )  # fmt: skip


def _overdue(brief: Brief) -> pl.LazyFrame:
    days = (pl.lit(brief.on) - pl.col("ends_on")).dt.total_days()
    return brief["coordinating_bodies"].filter(pl.col("ends_on") < brief.on).select(
        where="id", lenient=pl.lit(value=False), detail=pl.lit(str(Flaw.OVERDUE)),
        value=pl.col("ends_on").cast(pl.String), amount=days.cast(pl.Int64),
    )  # fmt: skip


RULE = FrameRule(
    code="REG-009",
    title=_("议事协调机构不单设办事机构不定编并有撤销期限"),
    table="coordinating_bodies",
    severity=Severity.ERROR,
    why=_(
        "议事协调机构只作协调，具体工作和所需编制由承担工作的机构解决；办理特定工作的，任务完成即撤。"
    ),
    sources=(
        Source("地方各级人民政府机构设置和编制管理条例", "第十一条第二款、第十二条、第十九条"),
    ),
    says=_("{where}{detail}（{value}）"),
    mends=_(
        "撤销单设的办事机构，编制收回或并入承担工作的机构；补定撤销条件和期限；期满的撤销或报批延期。"
    ),
    limits=_(
        "按名称认办事机构，党委工作机关及其内设机构不查，内设机构同名的只作提示；常设的不要求期限，"
        "名称看不出是特定工作的不查，看得出的也只作提示。"
    ),
    figures=(OFFICES, TASKS),
    needs=("coordinating_bodies",),
    words=(Flaw,),
    breaches=breaches,
)

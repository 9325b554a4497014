"""PLC-034: only displaced leaders and institution staff about to retire enter a pool."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.law.retirement import FIGURES, retirement_class, retirement_month
from sanding.register.kinds import Kind, PostKind
from sanding.register.record_kinds import EvidenceKind, Outcome, Pool
from sanding.rules.brief import Brief
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import months_between, text
from sanding.rules.views.appointments import appointed
from sanding.rules.views.promotions import CIVIL, papers_about
from sanding.rules.views.standing import LEADERS

LEVELS, MONTHS = "pool_cadre_levels", "pool_months_to_retirement_most"
POSTS = pl.sum_horizontal("chief", "deputy", pl.col("other").fill_null(0)).cast(pl.Int64)
PEOPLE = ("sex", "identity", "level", "rank", "title", "born_on", "kind")


class Unfit(Kind):
    """Why a person is not one for whom the pool is meant."""

    CADRE = "not_displaced", _("科级干部周转池，但不是因改革超出职数的科级领导")
    PRE_RETIREMENT = "not_near", _("事业人员临退周转池，但不是临近退休的事业人员")
    NEITHER = "neither", _("周转池，但既不是因改革超出职数的科级领导，也不是临近退休的事业人员")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """People who enter a pool that is not meant for them, without a decision on them."""
    people = brief.was["people"].select(pl.col("id").alias("person"), *PEOPLE)
    decided = papers_about(brief, EvidenceKind.POOL_DECISION).select("person")
    left = months_between(pl.col("since").dt.month_start(), pl.col("retires"))
    staff = (text("kind") == str(PostKind.INSTITUTION)) & ~text("identity").is_in(CIVIL)
    near = staff.fill_null(value=False) & (left <= law.number(MONTHS)).fill_null(value=True)
    section = text("level").is_in(law.names(LEVELS)).fill_null(value=False)
    cadre = section & pl.col("displaced").fill_null(value=False)
    pool = pl.col("pool")  # either will do where it is not known
    fit = (pool.ne_missing(str(Pool.CADRE)) & near) | (
        pool.ne_missing(str(Pool.PRE_RETIREMENT)) & cadre
    )
    names = {str(one): str(Unfit[one.name]) for one in Pool}
    return (
        _entering(brief)
        .join(decided, on="person", how="anti")
        .join(people, on="person", how="inner")
        .join(_displaced(brief), on="person", how="left")
        .with_columns(group=retirement_class(law))
        .with_columns(retires=retirement_month(law, pl.col("group")))
        .filter(~fit)
        .select(
            where="person",
            detail=pl.col("pool").replace_strict(names, default=str(Unfit.NEITHER)),
        )
        .unique()
    )


def _entering(brief: Brief) -> pl.LazyFrame:
    """Who enters a pool: `person, pool` (null if no record says which), `since`.

    Who entered before the day by a decision on record is left aside: what was then is not seen.
    """
    today = pl.lit(brief.on)
    settled = (pl.col("entered_on") < today) & pl.col("decided_by").is_not_null()
    gone = (pl.col("left_on") <= today).fill_null(value=False)
    listed = brief["pool_members"]
    told = listed.filter(~settled.fill_null(value=False) & ~gone).select(
        "person", pool=text("pool"), since=pl.coalesce("entered_on", today)
    )
    into = brief["placements"].filter(text("outcome") == str(Outcome.POOL))
    placed = into.join(listed, on="person", how="anti").select(
        "person", pool=pl.lit(None, pl.String), since=pl.coalesce("effective_on", today)
    )
    return pl.concat([told, placed])


def _displaced(brief: Brief) -> pl.LazyFrame:
    """Leaders of bodies whose leadership posts the plan cuts or leaders exceed, or that end."""
    leads = pl.col("role").is_in(LEADERS)
    before, after = (
        one.shared(appointed).filter(leads).select("person", "body") for one in (brief.was, brief)
    )
    known = [
        brief["bodies"].select(body="id", there=pl.lit(value=True)),
        brief.was["leadership"].select("body", were=POSTS),
        brief["leadership"].select("body", posts=POSTS),
        after,
    ]
    fewer = pl.col("posts").sum() < pl.col("were").sum()
    over = pl.col("person").drop_nulls().n_unique().cast(pl.Int64) > pl.col("posts").sum()
    approved = pl.col("posts").count() > 0  # what was never approved cannot be exceeded
    bodies = (
        pl.concat(known, how="diagonal")
        .group_by("body")
        .agg(pl.col("there").any(), short=fewer | (approved & over))
    )
    intact = bodies.filter("there", ~pl.col("short"))
    displaced = before.join(intact, on="body", how="anti").select("person").unique()
    return displaced.with_columns(displaced=pl.lit(value=True))


RULE = FrameRule(
    code="PLC-034",
    title=_("周转池准入"),
    table="people",
    severity=Severity.ERROR,
    why=_(
        "周转池是消化改革超配人员的过渡办法，只接收因改革超出职数的科级领导和三年内退休的事业人员，"
        "不能成为闲置人员的去处。"
    ),
    sources=(Source("试点做法（周转池）"),),
    says=_("{where}拟进入{detail}"),
    mends=_("另作安置；确需进入的，经集体研究作出进入周转池决定，并把文件附到本人。"),
    limits=_(
        "是否超出职数按原任领导职务所在机构看：机构不再保留、职数减少或者实有领导多于职数。"
        "不知道退休时间的事业人员不提示；台账写明决定文号、此前已在池的人员不再查。"
    ),
    figures=(LEVELS, MONTHS, *FIGURES),
    needs=("placements",),
    words=(Unfit,),
    breaches=breaches,
)

"""PLN-035: who takes over starts no later than who had it ends."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import Kind
from sanding.rules.brief import Brief
from sanding.rules.rule import Confirmed, FrameRule, Severity, Source
from sanding.rules.views.changes import ENDING, changed_bodies

HEIRS = {"abolish_body": "successor", "absorb_body": "into", "merge_bodies": "into",
         "merge_townships": "into"}  # fmt: skip
MOVING = {"transfer_duty": "duties", "transfer_power": "powers", "transfer_item": "items",
          "transfer_section": "sections"}  # fmt: skip


class Gap(Kind):
    """What nobody has for some days (空档)."""

    BODY = "body", _("承接机构晚于原机构撤销才成立")
    WORK = "work", _("职责、权力或事项晚于原机构撤销才划转")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Changes by which a body's work lies with nobody, with the longest gap in days."""
    named = brief.shared(changed_bodies)
    return pl.concat([_late_heirs(brief, named), _late_moves(brief, named)]).filter(
        pl.col("amount") > 0
    )


def _late_heirs(brief: Brief, named: pl.LazyFrame) -> pl.LazyFrame:
    """Changes that end a body before the one that takes over is set up."""
    by = pl.col("change_kind").replace_strict(HEIRS, default=None, return_dtype=pl.String)
    heirs = named.filter(pl.col("argument") == by).select(
        "change", ends_on="effective_on", heir="body"
    )  # fmt: skip
    born = named.filter("new").select(heir="body", starts_on="effective_on")
    old = brief.was["bodies"].select(heir="id", starts_on="created_on")
    starts = heirs.join(pl.concat([born, old]), on="heir", how="inner")
    return _gaps(starts, Gap.BODY)


def _late_moves(brief: Brief, named: pl.LazyFrame) -> pl.LazyFrame:
    """Changes that move what an ended body had, later than the day on which it ended."""
    by = pl.col("change_kind").replace_strict(ENDING, default=None, return_dtype=pl.String)
    ended = named.filter((pl.col("argument") == by) & ~pl.col("new")).select(
        giver="body", ends_on="effective_on"
    )  # fmt: skip
    days = brief["changes"].select(change="id", starts_on="effective_on")
    given = [
        brief.was[table].select(pl.lit(table).alias("table"), value="id", giver="body")
        for table in MOVING.values()
    ]
    told = brief["arguments"].filter(pl.col("kind").is_in(list(MOVING)))
    moves = told.join(pl.concat(given), on=["table", "value"], how="inner")
    starts = (
        moves.select("change", "giver")
        .unique()
        .join(ended, on="giver", how="inner")
        .join(days, on="change", how="inner")
    )
    return _gaps(starts, Gap.WORK)


def _gaps(starts: pl.LazyFrame, gap: Gap) -> pl.LazyFrame:
    days = (pl.col("starts_on") - pl.col("ends_on")).dt.total_days()
    return starts.group_by(where="change").agg(
        amount=days.max(), value=pl.col("starts_on").max().cast(pl.String),
        limit=pl.col("ends_on").min().cast(pl.String), detail=pl.lit(str(gap)).first(),
    )  # fmt: skip


RULE = FrameRule(
    code="PLN-035",
    title=_("撤并无缝衔接"),
    table="changes",
    severity=Severity.ERROR,
    confirmed=Confirmed.UNVERIFIED,
    confirm=_("由行政诉讼法“继续行使其职权的行政机关是被告”推出，没有直接规定衔接时间的条文。"),
    why=_("职责和权力不能有一天没有机构行使，否则办件、诉讼没有承担主体。"),
    sources=(Source("行政诉讼法", "第二十六条第六款"),),
    says=_("{where}：{detail}，{limit}撤销、{value}承接，空档{amount}日"),
    mends=_("把承接机构的成立或职责划转的生效日期提前到原机构撤销之日，或推迟撤销。"),
    limits=_("按变更的生效日期和台账的成立日期计，没有日期的按台账日；同日承接不算空档。"),
    needs=("changes",),
    words=(Gap,),
    breaches=breaches,
)

"""PLC-022: leaders do not stay in one post for ever."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import AppointmentKind, BodyKind, Kind, PositionRole
from sanding.register.record_kinds import Outcome
from sanding.rules.brief import Brief
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import INSTITUTIONS, body_kinds, holders, text
from sanding.rules.views.promotions import LEADING

SECTIONS = [str(PositionRole.SECTION_CHIEF), str(PositionRole.SECTION_DEPUTY)]
ELSEWHERE = [*INSTITUTIONS, str(BodyKind.LINE_MANAGED)]
GOING = [
    str(Outcome.POOL), str(Outcome.RETIRE), str(Outcome.EARLY_RETIRE), str(Outcome.FLEXIBLE_EARLY),
    str(Outcome.RESIGN), str(Outcome.DISMISS),
]  # fmt: skip


class Stay(Kind):
    """In what a person has stayed too long (任职时间问题)."""

    YEARS = "same_post", _("同一领导职务任职年数")
    TERMS = "terms", _("同一领导职务任期届数")
    SECTION = "section_post", _("同一内设机构领导职务任职年数")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Leaders too long in one post, by years or terms, whom no placement moves out of it."""
    limits = {
        str(Stay.YEARS): law.number("same_post_years"),
        str(Stay.TERMS): law.number("same_post_terms"),
        str(Stay.SECTION): law.number("section_leader_years"),
    }
    leads, of_section = pl.col("role").is_in(LEADING), pl.col("role").is_in(SECTIONS)
    late = [
        leads & (_anniversary(limits[Stay.YEARS]) <= brief.on),
        leads & (pl.col("terms") > limits[Stay.TERMS]),
        of_section & (_anniversary(limits[Stay.SECTION]) <= brief.on),
    ]
    amounts = (_years(brief), pl.col("terms"), _years(brief))
    held = brief.shared(holders).filter(
        leads | of_section, pl.col("appointed") != str(AppointmentKind.ACTING)
    )
    dated = held.join(_terms(brief), on=["person", "position"], how="left")
    limit = pl.col("detail").replace_strict(limits, return_dtype=pl.Int64)
    return (
        _staying(brief, dated.filter(pl.any_horizontal(late)))
        .select(
            where="person",
            **{
                stay: pl.when(one).then(amount)
                for stay, one, amount in zip(limits, late, amounts, strict=True)
            },
        )
        .unpivot(list(limits), index="where", variable_name="detail", value_name="amount")
        .drop_nulls("amount")
        .group_by("where", "detail")
        .agg(pl.col("amount").max(), limit=limit.first().cast(pl.String))
    )


def _staying(brief: Brief, held: pl.LazyFrame) -> pl.LazyFrame:
    """Those of the county's own bodies whom no placement moves out of their position.

    An assignment (挂职) moves nobody: the post is kept.
    """
    ours = brief.shared(body_kinds).filter(~pl.col("body_kind").is_in(ELSEWHERE)).select("body")
    assigned = (text("outcome") == str(Outcome.ASSIGNMENT)).fill_null(value=False)
    moves = brief["placements"].filter(~assigned).select(
        "person", to="position", into="body", goes=text("outcome").is_in(GOING)
    )  # fmt: skip
    moved = pl.col("goes") | (pl.col("to") != pl.col("position"))
    elsewhere = pl.col("to").is_null() & (pl.col("into") != pl.col("body"))
    return (
        held.join(ours, on="body", how="semi")
        .join(moves, on="person", how="left")
        .filter(~moved.fill_null(value=False), ~elsewhere.fill_null(value=False))
    )


def _anniversary(years: int) -> pl.Expr:
    return pl.col("since").dt.offset_by(f"{years}y")


def _years(brief: Brief) -> pl.Expr:
    """Whole years since the appointment."""
    since, on = pl.col("since").dt, brief.on
    later = (since.month() > on.month) | ((since.month() == on.month) & (since.day() > on.day))
    return on.year - since.year().cast(pl.Int64) - later.cast(pl.Int64)


def _terms(brief: Brief) -> pl.LazyFrame:
    """In which term of a position a person is, or after which: `person, position, terms`.

    After the end of a term whoever still holds the position is in the next one.
    """
    ended = (pl.col("until") <= brief.on).fill_null(value=False).cast(pl.Int64)
    return (
        brief["spells"]
        .filter(pl.col("term").is_not_null(), pl.col("since") <= brief.on)
        .group_by("person", position="held")
        .agg(terms=(pl.col("term").cast(pl.Int64) + ended).max())
    )


RULE = FrameRule(
    code="PLC-022",
    title=_("轮岗交流"),
    table="people",
    severity=Severity.WARNING,
    confirm=_(
        "十年、两届据转引，须核对《党政领导干部交流工作规定》《党政领导干部职务任期暂行规定》；"
        "内设机构领导的年数是本软件的默认值，须由县里确定。"
    ),
    why=_("领导干部长期在同一职务任职不利于廉政和工作，改革安置正是有计划交流的时机。"),
    sources=(
        Source("公务员法", "第七十一条第二款、第三款"),
        Source("党政领导干部交流工作规定"),
        Source("党政领导干部职务任期暂行规定"),
    ),
    says=_("{where}{detail}已到{amount}，界限为{limit}"),
    mends=_("在安置表中安排交流到其他职位；确需留任的，按管理权限报批并写明理由。"),
    limits=_(
        "年数按现任职日期到审查当日计，合并改名后职位编号延续的连续计；任期数看任职经历；"
        "挂职不算交流；主持工作、事业单位和垂直管理机构的领导不查；内设机构领导只作轮岗提醒。"
    ),
    figures=("same_post_years", "same_post_terms", "section_leader_years"),
    needs=("placements", "appointments"),
    words=(Stay,),
    breaches=breaches,
)

"""PLC-001: a person retires in the statutory month, and nobody stays past it."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.law.retirement import FIGURES, retirement_month
from sanding.register.kinds import Kind
from sanding.register.record_kinds import Outcome
from sanding.rules.brief import Brief
from sanding.rules.rule import Confirmed, FrameRule, Severity, Source
from sanding.rules.views import months_between
from sanding.rules.views.retirements import CHOSEN, DEPARTED, WOMEN, month, retiring, told


class Wrong(Kind):
    """Which month is not the statutory one (与法定退休时间不符)."""

    DIFFERS = "differs", _("登记的退休时间")
    PAST = "past", _("仍安排在岗的时间")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """The placed whose month of retirement is another, or who are past it and stay.

    A woman's month by another class is for PLC-005. Who chose another time is judged by the rules
    on that choice, but has not chosen where the time is past the statutory one.
    """
    retires = pl.col("outcome") == str(Outcome.RETIRE)
    chosen = pl.col("outcome").is_in(CHOSEN)
    late = pl.col("outcome") == str(Outcome.FLEXIBLE_LATE)
    here = retiring(brief, law).filter(
        ~pl.col("outcome").is_in(DEPARTED) & ~late & pl.col("statutory").is_not_null()
    )
    given = pl.when(retires | chosen).then(pl.col("leaves")).otherwise(pl.col("retires_on"))
    other = month(given)
    early = pl.col("statutory") > other
    differs = (other > pl.col("statutory")) | (early & ~chosen)
    fits = pl.any_horizontal(other == retirement_month(law, one) for one in WOMEN)
    doubtful = fits & (pl.col("sex") == "female") & ~chosen
    begins = month(pl.col("effective_on").fill_null(brief.on))
    past = ~retires & ~chosen & (begins > pl.col("statutory"))
    another = here.filter(differs).filter(~doubtful)
    return pl.concat(
        [_told(another, Wrong.DIFFERS, other), _told(here.filter(past), Wrong.PAST, begins)]
    )


def _told(rows: pl.LazyFrame, wrong: Wrong, given: pl.Expr) -> pl.LazyFrame:
    return rows.select(
        where="person", detail=pl.lit(str(wrong)), value=told(given), limit=told("statutory"),
        amount=months_between(pl.col("statutory"), given).abs(),
    )  # fmt: skip


RULE = FrameRule(
    code="PLC-001",
    title=_("渐进式延迟法定退休年龄"),
    table="people",
    severity=Severity.ERROR,
    confirmed=Confirmed.SECONDARY,
    confirm=_(
        "延迟月数按《国务院关于渐进式延迟法定退休年龄的办法》第一条的转引推算，附件对照表未见原文；"
        "原退休年龄据1978年两个暂行办法的转引，均须核对原文；"
        "县处级以上和有高级职称的女职工按男职工的进度延迟，是本项目的读法。"
    ),
    why=_(
        "2025年1月1日起法定退休年龄按出生年月逐步延迟；提前办理损害本人权益，"
        "到龄不办则虚占编制和职数。"
    ),
    sources=(
        Source("国务院关于渐进式延迟法定退休年龄的办法", "第一条"),
        Source("全国人民代表大会常务委员会关于实施渐进式延迟法定退休年龄的决定"),
        Source("国务院关于安置老弱病残干部的暂行办法", "第四条"),
    ),
    says=_("{where}{detail}为{value}，法定退休时间为{limit}，相差{amount}个月"),
    mends=_("核对出生年月和人员身份，把安置表的退休时间改为法定退休时间；已到龄的办理退休。"),
    limits=_(
        "退休时间按月核对；性别、出生日期或者身份不明的不提示；特殊工种、因病退休等其他情形不查；"
        "女职工按另一类别填写的由“女职工原退休年龄类别”提示；2025年以前按原退休年龄核对。"
    ),
    figures=FIGURES,
    needs=("placements",),
    words=(Wrong,),
    breaches=breaches,
)

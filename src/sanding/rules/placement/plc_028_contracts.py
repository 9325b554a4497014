"""PLC-028: length, probation and tenure of an institution's contract."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.law.retirement import FIGURES, retirement_class, retirement_month
from sanding.register.kinds import Kind
from sanding.rules.brief import Brief
from sanding.rules.rule import FrameRule, Severity, Source

AFTER = pl.col("until").dt.offset_by("1d")  # the last day of a contract counts
OF_PERSON = ("sex", "identity", "level", "rank", "title", "born_on", "entered_on")


class Term(Kind):
    """What is wrong with a contract (聘用合同问题)."""

    SHORT = "short", _("短于一般期限，所差天数为")
    PROBATION = "probation", _("初次就业的试用期不符，相差月数为")
    TENURE = "tenure", _("应本人要求，应当订至退休")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Contracts in force that are too short, of the wrong probation, or refuse tenure asked for."""
    contracts = _in_force(brief, law)
    months = law.number("contract_probation_months")
    off = (pl.col("probation_months").cast(pl.Int64) - months).abs()
    long = pl.col("open_end") | (pl.col("short") <= 0).fill_null(value=False)
    aged = _aged(brief, law, contracts)
    ends_early = (pl.col("until") < pl.col("retires_on")).fill_null(value=True)
    left = pl.col("since").dt.offset_by(f"{law.number('contract_years_to_retirement')}y")
    return pl.concat([
        contracts.filter("first_job", long, off > 0).select(*_told(Term.PROBATION, off)),
        aged.filter(pl.col("short") > 0, ends_early).select(*_told(Term.SHORT, pl.col("short"))),
        aged.filter("long_here", pl.col("retires_on") < left).select(
            *_told(Term.TENURE, pl.lit(1))
        ),
    ])  # fmt: skip


def _in_force(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Contracts that have not ended, with `open_end` and `short` (days, 0 or less if none)."""
    ended = (pl.col("until") < brief.on).fill_null(value=False)
    least = pl.col("since").dt.offset_by(f"{law.number('contract_years')}y")
    return (
        brief["contracts"]
        .filter(~ended)
        .select(
            "person", "since", "until", "first_job", "tenure_asked", "probation_months",
            open_end=pl.col("to_retirement").fill_null(value=False),
            short=(least - AFTER).dt.total_days(),
        )
    )  # fmt: skip


def _aged(brief: Brief, law: InForce, contracts: pl.LazyFrame) -> pl.LazyFrame:
    """Contracts that end before retirement and are short, or whose end was to be retirement.

    Columns as before and `long_here` (served long enough to ask for it, and asked), `retires_on`.
    """
    served = f"{law.number('contract_service_years')}y"
    long_here = pl.col("entered_on").dt.offset_by(served) <= pl.col("since")
    asked = (pl.col("tenure_asked") & long_here).fill_null(value=False)
    people = brief["people"].select(*OF_PERSON, person="id")
    return (
        contracts.filter(~pl.col("open_end"), (pl.col("short") > 0) | pl.col("tenure_asked"))
        .join(people, on="person", how="left")
        .with_columns(long_here=asked)
        .filter((pl.col("short") > 0) | pl.col("long_here"))
        .with_columns(group=retirement_class(law))
        .with_columns(retires_on=retirement_month(law, pl.col("group")))
    )


def _told(term: Term, amount: pl.Expr) -> list[pl.Expr]:
    measured = amount.cast(pl.String) if term is not Term.TENURE else pl.lit(None, pl.String)
    return [
        pl.col("person").alias("where"), pl.lit(str(term)).alias("detail"),
        pl.col("since").cast(pl.String).alias("value"), measured.alias("limit"),
        amount.cast(pl.Int64).alias("amount"),
    ]  # fmt: skip


RULE = FrameRule(
    code="PLC-028",
    title=_("事业单位聘用合同"),
    table="people",
    severity=Severity.WARNING,
    why=_("聘用合同一般不得过短，初次就业的试用期有规定；够条件的人提出，单位应当订立聘用至退休的合同。"),
    sources=(Source("事业单位人事管理条例", "第十二条、第十三条、第十四条"),),
    says=_("{where}自{value}起的聘用合同{detail}{limit}"),
    mends=_("重新订立或者补充聘用合同；确需订立短期合同的，写明理由。"),
    limits=_(
        "只看审查当日有效的合同；没有写明截止日期、试用月数的不提示，到退休为止的短合同不提示；在本单位的工作年限按进入本单位时间到合同"
        "起始日计；法定退休时间按出生月份和现行规定推算，女性按身份、职务和职称分类。"
    ),
    figures=(
        "contract_years", "contract_probation_months", "contract_service_years",
        "contract_years_to_retirement", *FIGURES,
    ),
    needs=("contracts",),
    words=(Term,),
    breaches=breaches,
)  # fmt: skip

"""REG-016: one duty has one lead body."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.body_names import plain
from sanding.register.kinds import BodyKind, Kind
from sanding.rules.case import Case
from sanding.rules.papers import BETWEEN
from sanding.rules.register_a_views import shares
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import body_kinds

SHARED_BY_ALL = "catch_all_duty_words"
NOBODY = "—"
PUNCTUATION = r"[\p{P}\p{S}]"
# each does the same in its own place, or for its own pupils and patients
LOCAL = [str(BodyKind.TOWNSHIP), str(BodyKind.SCHOOL), str(BodyKind.HOSPITAL)]


class Lead(Kind):
    """What is wrong with the lead of a duty (牵头问题)."""

    NONE = "no_lead", _("没有牵头机构")
    SEVERAL = "several_leads", _("由几个机构同时牵头")
    BOTH = "lead_assists", _("牵头机构又列为配合机构")


def breaches(case: Case, law: InForce) -> pl.LazyFrame:
    """Duties without a lead body, with several, or whose lead also assists."""
    led = case["duties"].select("county", "name", "body", where="id")
    bodies = case.shared(body_kinds).select("body", "body_kind", "body_name")
    lost = led.join(bodies, on="body", how="anti").select(
        "where", detail=pl.lit(str(Lead.NONE)), value=pl.lit(NOBODY), amount=pl.lit(1, pl.Int64)
    )
    known = led.join(bodies, on="body", how="inner")
    assists = case["assists"].select(where="duty", body="body")
    both = known.join(assists, on=["where", "body"], how="semi").select(
        "where", detail=pl.lit(str(Lead.BOTH)), value="body_name", amount=pl.lit(1, pl.Int64)
    )
    return pl.concat([lost, both, _several(case, known, law)])


def _several(case: Case, known: pl.LazyFrame, law: InForce) -> pl.LazyFrame:
    """Duties of one name led by several bodies; `amount` are the bodies too many."""
    of_all = pl.col("name").str.contains_any(law.names(SHARED_BY_ALL))
    same = (
        known.filter(~pl.col("body_kind").is_in(LOCAL) & ~of_all)
        .with_columns(said=plain(pl.col("name")).str.replace_all(PUNCTUATION, ""))
        .filter(pl.col("said").is_duplicated())
        .join(case.shared(shares), on="body", how="inner")
    )
    leads = same.group_by("county", "said").agg(
        amount=pl.col("host").n_unique().cast(pl.Int64) - 1,
        value=pl.col("body_name").unique().sort().str.join(BETWEEN),
    )
    return (
        same.join(leads.filter(pl.col("amount") > 0), on=["county", "said"], how="inner")
        .select("where", detail=pl.lit(str(Lead.SEVERAL)), value="value", amount="amount")
    )  # fmt: skip


RULE = FrameRule(
    code="REG-016",
    title=_("一类事项由一个机构承担"),
    table="duties",
    severity=Severity.ERROR,
    why=_("职责相同或者相近的原则上由一个机构承担，多头承担容易推诿。"),
    sources=(Source("地方各级人民政府机构设置和编制管理条例", "第八条、第十条"),),
    says=_("“{where}”{detail}（{value}）"),
    mends=_("明确一个牵头机构，其余列为配合机构；有异议的，报编办协调后由县政府决定。"),
    limits=_(
        "按名称去掉标点空格后相同判断，表述不同的看不出；合署的机构视为一个；各机构都有的兜底职责，"
        "以及乡镇、学校、医院各自的职责不比较。"
    ),
    figures=(SHARED_BY_ALL,),
    needs=("duties",),
    words=(Lead,),
    breaches=breaches,
)

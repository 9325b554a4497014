"""REG-016: one duty has one lead body."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import Kind
from sanding.rules.brief import Brief
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import body_kinds
from sanding.rules.views.duties import SHARED_BY_ALL, shared_leads

NOBODY = "—"


class Lead(Kind):
    """What is wrong with the lead of a duty (牵头问题)."""

    NONE = "no_lead", _("没有牵头机构")
    SEVERAL = "several_leads", _("由几个机构同时牵头")
    BOTH = "lead_assists", _("牵头机构又列为配合机构")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Duties without a lead body, with several, or whose lead also assists."""
    led = brief["duties"].select("body", where="id")
    bodies = brief.shared(body_kinds).select("body", "body_name")
    lost = led.join(bodies, on="body", how="anti").select(
        "where", detail=pl.lit(str(Lead.NONE)), value=pl.lit(NOBODY), amount=pl.lit(1, pl.Int64)
    )
    known = led.join(bodies, on="body", how="inner")
    assists = brief["assists"].select(where="duty", body="body")
    both = known.join(assists, on=["where", "body"], how="semi").select(
        "where", detail=pl.lit(str(Lead.BOTH)), value="body_name", amount=pl.lit(1, pl.Int64)
    )
    several = shared_leads(brief, law).select(
        where="duty", detail=pl.lit(str(Lead.SEVERAL)), value="names", amount=pl.col("leads") - 1
    )  # the bodies too many
    return pl.concat([lost, both, several])


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
        "按名称去掉标点空格后相同判断，表述不同的看不出；合署的机构视为一个；各机构都有的兜底职责、"
        "限于本行业本领域或职责范围内的职责，以及乡镇、学校、医院各自的职责不比较。"
    ),
    figures=(SHARED_BY_ALL,),
    needs=("duties",),
    words=(Lead,),
    breaches=breaches,
)

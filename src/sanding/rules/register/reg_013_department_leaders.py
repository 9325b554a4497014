"""REG-013: a department has one chief and a small number of deputies."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import Kind
from sanding.register.record_kinds import EvidenceKind
from sanding.rules.brief import Brief
from sanding.rules.papers import papers
from sanding.rules.rule import Confirmed, FrameRule, Severity, Source
from sanding.rules.views import DEPARTMENTS, text

CODE = "REG-013"
CHIEFS, DEPUTIES = "department_chiefs", "department_deputies_most"


class Led(Kind):
    """What of the leadership posts of a department is unusual."""

    CHIEF = "chief", _("正职")
    NO_CHIEF = "no_chief", _("正职（一般须设）")
    DEPUTY = "deputy", _("副职")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Departments with none or several chiefs, or with more deputies than usual.

    An approval paper whose detail names this rule settles it.
    """
    alone = text("kind").is_in(DEPARTMENTS) & pl.col("co_located_with").is_null()
    bodies = brief["bodies"].filter(alone).select(body="id")
    settled = brief.shared(papers).filter(
        (pl.col("kind") == str(EvidenceKind.APPROVAL)) & (pl.col("detail") == CODE)
    )
    rows = (
        brief["leadership"]
        .select("body", pl.col("chief", "deputy").cast(pl.Int64))
        .join(bodies, on="body", how="semi")
        .join(settled, left_on="body", right_on="about", how="anti")
    )
    chiefs, deputies = law.number(CHIEFS), law.number(DEPUTIES)
    return pl.concat([
        _told(rows.filter(pl.col("chief") > chiefs), Led.CHIEF, "chief", chiefs),
        _told(rows.filter(pl.col("chief") < chiefs), Led.NO_CHIEF, "chief", chiefs),
        _told(rows.filter(pl.col("deputy") > deputies), Led.DEPUTY, "deputy", deputies),
    ])  # fmt: skip


def _told(rows: pl.LazyFrame, role: Led, name: str, usual: int) -> pl.LazyFrame:
    return rows.select(
        where="body", detail=pl.lit(str(role)), value=pl.col(name).cast(pl.String),
        limit=pl.lit(str(usual)), amount=(pl.col(name) - usual).abs(),
    )  # fmt: skip


RULE = FrameRule(
    code=CODE,
    title=_("部门领导职数一般标准"),
    table="bodies",
    severity=Severity.WARNING,
    confirmed=Confirmed.UNVERIFIED,
    confirm=_(
        "组织法只规定设局长、主任，必要时设副职；副职以四名为上限是常见标准，须核实本省规定。"
    ),
    why=_("部门一正数副，副职过多分管过细，不利于协同高效。"),
    sources=(
        Source("地方各级人民代表大会和地方各级人民政府组织法", "第八十二条"),
        Source("地方各级人民政府机构设置和编制管理条例", "第二十条"),
    ),
    says=_("{where}核定{detail}{value}名，一般不超过{limit}名"),
    mends=_("核减领导职数；批准文件另有规定的，登记该批准文件，内容填写本规则编号。"),
    limits=_("只看党委工作机关和政府工作部门核定的职数；合署于别的机构的不查。"),
    figures=(CHIEFS, DEPUTIES),
    needs=("leadership",),
    words=(Led,),
    breaches=breaches,
)

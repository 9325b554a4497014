"""REG-026: public pay follows the establishment."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import PaySource, PostKind
from sanding.register.record_kinds import EvidenceKind
from sanding.rules.brief import Brief
from sanding.rules.papers import papers
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import GONE, text

CODE = "REG-026"
PUBLIC = [str(PaySource.FULL), str(PaySource.BALANCE)]


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """People off the establishment on public pay, whom no approval names, nor one of their body."""
    off = text("kind") == str(PostKind.OFF_ESTABLISHMENT)
    paid = text("pay_source").is_in(PUBLIC) & ~text("status").is_in(GONE)
    people = (
        brief["people"]
        .filter(off & paid)
        .select("body", where="id", value=text("pay_source"))
    )  # fmt: skip
    approvals = brief.shared(papers).filter(pl.col("kind") == str(EvidenceKind.APPROVAL))
    of_body = approvals.filter(pl.col("detail").str.contains(CODE, literal=True))
    return (
        people.join(approvals, left_on="where", right_on="about", how="anti")
        .join(of_body, left_on="body", right_on="about", how="anti")
        .select("where", "value")
    )


RULE = FrameRule(
    code=CODE,
    title=_("财政供养以编制为据"),
    table="people",
    severity=Severity.ERROR,
    why=_("编制是核拨人员经费的依据；没有编制又没有批准的人员由财政供养，挤占在编人员经费。"),
    sources=(Source("地方各级人民政府机构设置和编制管理条例", "第六条、第二十六条第四项"),),
    says=_("{where}为编外人员，经费来源登记为{value}，没有批准文件"),
    mends=_(
        "停拨或者改列经费来源；经批准使用的编外人员，登记涉及本人的“批准文件”佐证材料，"
        "整批批准的登记到机构，并在内容栏注明“REG-026”。"
    ),
    limits=_("经费来源未填写的不查；不核对实际工资发放，批准文件只看是否登记。"),
    words=(PaySource,),
    breaches=breaches,
)

"""REG-018: a public institution is registered, or filed, as a legal person."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import Kind
from sanding.register.record_kinds import EvidenceKind
from sanding.rules.brief import Brief
from sanding.rules.papers import BETWEEN
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import INSTITUTIONS, text
from sanding.rules.views.approvals import spoken_for

DAYS = "registration_decision_days"


class Registered(Kind):
    """What is entered of a public institution, named as its columns (登记事项)."""

    ADDRESS = "address", _("住所")
    PURPOSE = "purpose", _("宗旨和业务范围")
    LEGAL_REPRESENTATIVE = "legal_representative", _("法定代表人")
    FUNDING = "funding", _("经费来源")
    OPENING_FUNDS = "opening_funds", _("开办资金")
    CREDIT_CODE = "credit_code", _("统一社会信用代码")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Institutions that lack entries, on the register and on their certificate.

    The paper of a registration settles it. Lenient while the authority may still be examining, so
    long after the approval, and where the plan sets the institution up.
    """
    names = [str(one) for one in Registered]
    bodies = brief["bodies"].filter(text("kind").is_in(INSTITUTIONS))
    certified = brief["certificates"].select("body", *names)
    lacks = [
        pl.when(pl.coalesce(text(name), text(f"{name}_certified")).is_null()).then(pl.lit(name))
        for name in names
    ]
    recent = pl.col("approved_on").dt.offset_by(f"{law.number(DAYS)}d") >= brief.on
    there = brief.was["bodies"].select("id", old=pl.lit(value=True))
    registered = spoken_for(brief, [EvidenceKind.REGISTRATION_CHANGE])
    return (
        bodies.select("id", "approved_on", *names)
        .join(certified, left_on="id", right_on="body", how="left", suffix="_certified")
        .join(registered, left_on="id", right_on="where", how="anti")
        .join(there, on="id", how="left")
        .select("id", lenient=recent.fill_null(value=False) | pl.col("old").is_null(),
                lacks=pl.concat_list(lacks).list.drop_nulls())
        .filter(pl.col("lacks").list.len() > 0)
        .select(where="id", value=pl.col("lacks").list.join(BETWEEN), lenient="lenient",
                amount=pl.col("lacks").list.len().cast(pl.Int64))
    )  # fmt: skip


RULE = FrameRule(
    code="REG-018",
    title=_("事业单位须登记或备案"),
    table="bodies",
    severity=Severity.ERROR,
    why=_("事业单位经批准成立后应当登记或者备案，具备法人条件；学校、医院依法备案的，事项相同。"),
    sources=(
        Source("事业单位登记管理暂行条例", "第三条、第六条、第八条、第十一条、第十二条、第十八条"),
    ),
    says=_("{where}未登记{value}"),
    mends=_(
        "向登记管理机关办理登记或者备案，并按法人证书补录登记事项；方案新设的，登记后把变更登记材料附到方案、变更或单位上。"
    ),
    limits=_(
        "登记台账和法人证书都没有，也没有变更登记材料的，才算缺；不核对是否真已登记，执业许可证明文件不查；批准后在审查期限内的，以及方案新设的，只作提示。"
    ),
    figures=(DAYS,),
    words=(Registered,),
    breaches=breaches,
)

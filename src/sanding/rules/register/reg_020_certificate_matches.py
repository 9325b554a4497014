"""REG-020: what stands on an institution's certificate is what stands on the register."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.body_names import plain
from sanding.register.kinds import Kind
from sanding.rules.brief import Brief
from sanding.rules.papers import BETWEEN
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import INSTITUTIONS, text
from sanding.rules.views.bodies import bared


class Certified(Kind):
    """What a certificate and the register both say, named as the columns (证书登记事项)."""

    NAME = "name", _("名称")
    ADDRESS = "address", _("住所")
    PURPOSE = "purpose", _("宗旨和业务范围")
    LEGAL_REPRESENTATIVE = "legal_representative", _("法定代表人")
    FUNDING = "funding", _("经费来源")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Institutions whose certificate says another thing; what either leaves blank is no breach."""
    names = [str(one) for one in Certified]
    certificates = brief["certificates"].select("county", "body", *names)
    bodies = brief["bodies"].filter(text("kind").is_in(INSTITUTIONS)).select(
        *(pl.col(name).alias(f"{name}_here") for name in names), body="id"
    )  # fmt: skip
    both = bared(brief, certificates.join(bodies, on="body", how="inner"), "name", "name_here")
    differs = [
        pl.when(left.str.replace_all(r"\p{P}", "") != right.str.replace_all(r"\p{P}", "")).then(
            pl.lit(name)
        )
        for name, left, right in (
            (name, plain(text(_column(name))), plain(text(_column(f"{name}_here"))))
            for name in names
        )
    ]
    found = both.select("body", differs=pl.concat_list(differs).list.drop_nulls())
    return found.filter(pl.col("differs").list.len() > 0).select(
        where="body", value=pl.col("differs").list.join(BETWEEN),
        amount=pl.col("differs").list.len().cast(pl.Int64),
    )  # fmt: skip


def _column(name: str) -> str:
    """Names are compared without the county's in front, which registers leave out."""
    return f"bare_{name}" if name.startswith(str(Certified.NAME)) else name


RULE = FrameRule(
    code="REG-020",
    title=_("事业单位登记事项一致"),
    table="bodies",
    severity=Severity.WARNING,
    why=_("登记事项变了而证书没变，就是没有依规定办理变更登记。"),
    sources=(Source("事业单位登记管理暂行条例", "第八条第二款、第十条、第十九条第一项"),),
    says=_("{where}的{value}与法人证书不一致"),
    mends=_("按实际情况办理变更登记，或者更正台账。"),
    limits=_("两边都填写了才比较；名称前的县名、标点和空格不计。"),
    needs=("certificates",),
    words=(Certified,),
    breaches=breaches,
)

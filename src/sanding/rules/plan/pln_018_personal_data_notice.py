"""PLN-018: people are told who receives their data where a reform moves it."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import Audience
from sanding.register.record_kinds import EvidenceKind
from sanding.rules.brief import Brief
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import text
from sanding.rules.views.changes import changed_bodies, moved_people, without_papers


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """The plan, where bodies give up people or items for citizens untold; amount is the bodies.

    `value` is how many people on the register are among them.
    """
    moved = brief.shared(moved_people).filter(pl.col("giver") != pl.col("receiver"))
    staff = moved.group_by(body="giver").agg(people=pl.len().cast(pl.Int64))
    items = _items(brief).select(body="giver", people=pl.lit(0, pl.Int64)).unique()
    givers = pl.concat([staff, items]).group_by("body").agg(pl.col("people").sum())
    named = brief.shared(changed_bodies).filter(pl.col("argument") != "parent")
    changes = named.select("body", "change")
    rows = givers.join(changes, on="body", how="left")
    wanted = {EvidenceKind.PERSONAL_DATA_NOTICE: pl.lit(value=True)}
    people = pl.col("people").first()
    return (
        without_papers(brief, rows, "body", ("body", "change"), wanted, people=people)
        .explode("lacks")
        .group_by(detail="lacks")
        .agg(amount=pl.len().cast(pl.Int64), value=pl.col("people").sum().cast(pl.String))
        .join(brief["plan"].select(where="id"), how="cross")
    )


def _items(brief: Brief) -> pl.LazyFrame:
    """Items for citizens that pass to another body: `giver`."""
    citizens = text("audience").ne_missing(str(Audience.LEGAL_PERSON))
    after = brief["items"].select("id", receiver="body")
    return (
        brief.was["items"]
        .filter(citizens)
        .select("id", giver="body")
        .join(after, on="id", how="inner")
        .filter(pl.col("giver") != pl.col("receiver"))
    )


RULE = FrameRule(
    code="PLN-018",
    title=_("个人信息转移告知"),
    table="plan",
    severity=Severity.WARNING,
    why=_("因合并、分立等原因转移个人信息的，应当告知个人接收方的名称和联系方式，接收方继续履行保护义务，"
          "改变用途须有新的依据。"),
    sources=(
        Source("个人信息保护法", "第二十二条、第三十三条、第三十四条、第三十五条"),
        Source("网络数据安全管理条例", "第十四条"),
    ),
    says=_("{where}有{amount}个机构的个人信息（含在册人员{value}人）随机构划转，缺少{detail}"),
    mends=_("公布接收机构的名称、联系方式和用途，并把告知文件附到方案、变更或机构上；依法可以不告知的，写明依据。"),
    limits=_("看人员或面向个人的服务事项是否换了机构；依法应当保密或者告知妨碍履行职责的可以不告知，由机关自行判断。"),
    needs=("plan",),
    words=(EvidenceKind,),
    breaches=breaches,
)  # fmt: skip

"""PLN-038: a plan sets no permit, penalty or compulsory measure."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import Kind, PowerKind
from sanding.register.record_kinds import EvidenceKind
from sanding.rules.brief import Brief
from sanding.rules.papers import BETWEEN, papers
from sanding.rules.reasons import named_in
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import text

SET_BY_LAW = [str(PowerKind.PERMIT), str(PowerKind.PENALTY), str(PowerKind.COMPULSION)]


class Ground(Kind):
    """How a plan shows that it sets a power (设定情形)."""

    ANNEX = "annex", _("所附材料拟设定")
    WORDING = "wording", _("变更的理由或依据写明设定")
    POWER = "power", _("方案后出现的、方案前没有的权力")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """The plan, once for each annex, wording or power by which it sets what only law may set."""
    annexes = brief.shared(papers).filter(pl.col("kind") == str(EvidenceKind.NEW_POWER))
    wording = brief["changes"].select(
        "id", said=named_in(pl.concat_str("reason", "basis", separator=BETWEEN, ignore_nulls=True),
                            law.names("new_power_names")),
    )  # fmt: skip
    said = wording.filter(pl.col("said").list.len() > 0)
    heirs = brief["succession"].filter(pl.col("heir_table") == "powers").select(id="heir")
    powers = (
        brief["powers"]
        .filter(text("kind").is_in(SET_BY_LAW))
        .join(brief.was["powers"].select("id"), on="id", how="anti")
        .join(heirs, on="id", how="anti")
    )
    found = [
        (annexes.select(value=pl.coalesce("detail", "number", "id")), Ground.ANNEX),
        (
            said.select(
                value=pl.concat_str("id", pl.col("said").list.join(BETWEEN), separator=BETWEEN)
            ),
            Ground.WORDING,
        ),
        (powers.select(value="name"), Ground.POWER),
    ]
    told = pl.concat(one.with_columns(detail=pl.lit(str(ground))) for one, ground in found)
    return told.join(brief["plan"].select(where="id"), how="cross")


RULE = FrameRule(
    code="PLN-038",
    title=_("不得以规范性文件设定许可处罚强制"),
    table="plan",
    severity=Severity.ERROR,
    why=_(
        "行政许可、行政处罚、行政强制只能由法律、法规、规章按权限设定，方案及其附件一律不得设定。"
    ),
    sources=(
        Source("行政许可法", "第十七条"),
        Source("行政处罚法", "第十六条"),
        Source("行政强制法", "第十条"),
    ),
    says=_("{where}不得设定许可、处罚、强制：{value}（{detail}）"),
    mends=_("删去拟设定的事项；确有法律、法规、规章依据的，写明依据并录入权力事项。"),
    limits=_(
        "变更理由只按字样查看，说法不在清单内的看不出；方案后新增的权力不论依据，一律提示核对。"
    ),
    figures=("new_power_names",),
    needs=("plan",),
    words=(Ground,),
    breaches=breaches,
)

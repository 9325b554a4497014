"""REG-017: a power has a legal basis and one body that uses it."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.body_names import plain
from sanding.register.kinds import BodyKind, Kind, PowerKind
from sanding.rules.brief import Brief
from sanding.rules.papers import BETWEEN
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import body_kinds, text
from sanding.rules.views.bodies import shares

NOBODY = "—"
KINDS = [str(PowerKind.PERMIT), str(PowerKind.PENALTY), str(PowerKind.COMPULSION),
         str(PowerKind.INSPECTION)]  # fmt: skip
SAME = ["county", "kind", "field", "said"]


class Lack(Kind):
    """What a power lacks (权力事项问题)."""

    BASIS = "basis", _("缺少法定依据")
    BODY = "body", _("没有实施机构")
    SEVERAL = "several", _("由几个机构同时实施")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Powers without a basis, without a body, or with several bodies."""
    powers = brief["powers"].select(
        "county", "name", "body", "basis", kind=text("kind"), where="id",
        field=text("field").fill_null(""),
    )  # fmt: skip
    powers = powers.filter(pl.col("kind").is_in(KINDS))
    bodies = brief.shared(body_kinds).select("body", "body_kind", "body_name")
    told = powers.join(bodies, on="body", how="left")
    groundless = told.filter(pl.col("basis").is_null())
    lost = told.filter(pl.col("body_kind").is_null())
    return pl.concat([
        _told(groundless, Lack.BASIS, pl.col("body_name").fill_null(NOBODY)),
        _told(lost, Lack.BODY, pl.lit(NOBODY)),
        _several(brief, told),
    ])  # fmt: skip


def _told(rows: pl.LazyFrame, lack: Lack, value: pl.Expr) -> pl.LazyFrame:
    return rows.select(
        "where", detail=pl.lit(str(lack)), value=value, amount=pl.lit(1, pl.Int64),
        lenient=pl.lit(value=False),
    )  # fmt: skip


def _several(brief: Brief, told: pl.LazyFrame) -> pl.LazyFrame:
    """Powers of one name, kind and field used by several bodies; `amount` are those too many.

    Lenient where they name different grounds: they may be different powers.
    """
    there = told.filter(pl.col("body_kind") != str(BodyKind.TOWNSHIP))
    same = (
        there.with_columns(said=plain(pl.col("name")))
        .filter(pl.struct(SAME).is_duplicated())
        .join(brief.shared(shares), on="body", how="inner")
    )
    users = same.group_by(SAME).agg(
        amount=pl.col("host").n_unique().cast(pl.Int64) - 1,
        value=pl.col("body_name").unique().sort().str.join(BETWEEN),
        lenient=plain(pl.col("basis")).drop_nulls().n_unique() > 1,
    )
    return same.join(users.filter(pl.col("amount") > 0), on=SAME, how="inner").select(
        "where", detail=pl.lit(str(Lack.SEVERAL)), value="value", amount="amount", lenient="lenient"
    )


RULE = FrameRule(
    code="REG-017",
    title=_("权力事项须有法定依据和唯一实施主体"),
    table="powers",
    severity=Severity.ERROR,
    why=_("许可、处罚、强制、检查须由有权的机关在法定职权范围内实施，没有依据的处罚无效。"),
    sources=(
        Source("行政许可法", "第二十二条"),
        Source("行政处罚法", "第十七条、第三十八条"),
        Source("行政强制法", "第十七条"),
    ),
    says=_("“{where}”{detail}（{value}）"),
    mends=_("补录依据的法律法规规章和条款；没有依据的取消；几个机构实施的，按法律规定明确一个。"),
    limits=_(
        "只查许可、处罚、强制、检查四类；不核对依据是否有效、机构是否有权；"
        "执法领域不同（含一方未填）的视为两项，所填依据不同的只作提示；"
        "乡镇在各自区域实施同一权力的不查，合署的机构视为一个；政务服务事项不在此列。"
    ),
    needs=("powers",),
    words=(Lack,),
    breaches=breaches,
)

"""REG-021: the bodies that the law requires are there."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import Kind
from sanding.rules.brief import Brief
from sanding.rules.rule import FrameRule, Severity, Source


class StatutoryFunction(Kind):
    """What a duty may be for by law (法定必设职能): `statutory_function`, as code or label."""

    AUDIT = "audit", _("审计机关")
    STATISTICS = "statistics", _("统计机构")
    PUBLIC_LIBRARY = "public_library", _("公共图书馆")
    VETERANS_SERVICE = "veterans_service", _("退役军人服务中心")
    MATERNAL_CHILD_HEALTH = "maternal_child_health", _("妇幼保健机构")
    SUPERVISION = "supervision", _("监察委员会")
    LEGAL_AID = "legal_aid", _("法律援助机构")
    PUBLIC_EMPLOYMENT_SERVICE = "public_employment_service", _("公共就业服务机构")
    REAL_ESTATE_REGISTRATION = "real_estate_registration", _("不动产登记机构")
    DISASTER_EMERGENCY = "disaster_emergency", _("应急管理部门")
    DISEASE_CONTROL = "disease_control", _("疾病预防控制机构")
    ARCHIVES = "archives", _("档案馆")


class Missing(Kind):
    """What is wrong with a statutory function."""

    NOBODY = "nobody", _("没有机构承担其职责")
    NOT_INDEPENDENT = "not_independent", _("没有独立设置")


CODES = {one.label: str(one) for one in StatutoryFunction}
FUNCTION = pl.col("statutory_function").str.strip_chars().replace(CODES)


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Functions no body of the county has, and such as want a body of their own and share one.

    Lenient where a body shares: whether it is independent is a matter of judgement.
    """
    wanted = pl.LazyFrame({"function": law.names("statutory_functions")})
    bodies = brief["bodies"].select("county", "co_located_with", body="id")
    duties = brief["duties"].select("body", "theme", function=FUNCTION)
    carried = duties.filter(pl.col("function").is_not_null()).join(bodies, on="body", how="inner")
    nobody = (
        brief["counties"]
        .select(county="id")
        .join(wanted, how="cross")
        .join(carried, on=["county", "function"], how="anti")
        .select("county", "function", value=pl.lit(str(Missing.NOBODY)))
    )
    alone = carried.filter(pl.col("function").is_in(law.names("independent_functions")))
    shared = _sharing(alone, duties, bodies).select(
        "county", "function", value=pl.lit(str(Missing.NOT_INDEPENDENT))
    )
    return pl.concat([nobody, shared]).select(
        where="county", detail="function", value="value",
        lenient=pl.col("value") == str(Missing.NOT_INDEPENDENT),
    )  # fmt: skip


def _sharing(alone: pl.LazyFrame, duties: pl.LazyFrame, bodies: pl.LazyFrame) -> pl.LazyFrame:
    """Functions whose every body is co-located, or leads more in other fields than in theirs."""
    hosts = bodies.select(body="co_located_with", host=pl.lit(value=True)).unique()
    place = ["county", "function", "body"]
    own = alone.group_by(place).agg(pl.col("co_located_with").first(), fields=pl.col("theme"))
    mine = pl.col("theme").is_in(pl.col("fields"))
    others = (~mine).sum() > mine.sum()
    guest = pl.col("co_located_with").first().is_not_null()
    led = duties.select("body", "theme").join(own, on="body", how="inner")
    weighed = led.group_by(place).agg(shares=others | guest)
    shares = pl.col("shares") | pl.col("host").fill_null(value=False)
    return (
        weighed.join(hosts, on="body", how="left")
        .group_by("county", "function")
        .agg(shares.all().alias("shares"))
        .filter("shares")
    )


RULE = FrameRule(
    code="REG-021",
    title=_("法定必设机构"),
    table="counties",
    severity=Severity.ERROR,
    why=_("法律规定县级必须设立的机构，机构改革不得取消；职责可以划转，但须有机构承担。"),
    sources=(
        Source("地方各级人民代表大会和地方各级人民政府组织法", "第七十九条第二款"),
        Source("审计法", "第二条第二款"),
        Source("统计法", "第三十条第三款"),
        Source("退役军人保障法", "第六十五条"),
        Source("妇女权益保障法", "第三十一条第一款"),
        Source("公共图书馆法", "第十四条第一款"),
    ),
    says=_("{where}法定必设的{detail}：{value}"),
    mends=_(
        "设立或者指明承担该职责的机构，并在职责表的“法定必设职能”中注明；"
        "独立的统计机构不与其他部门合署，也不并入其他部门。"
    ),
    limits=_(
        "只认职责表“法定必设职能”栏注明的职责，未注明的视为没有；所列职能不全，"
        "其他法律规定的由补充规定增列。统计机构是否独立按是否合署、牵头的其他领域职责是否"
        "多于统计职责推断，只作提示。"
    ),
    figures=("statutory_functions", "independent_functions"),
    needs=("duties",),
    words=(StatutoryFunction, Missing),
    breaches=breaches,
)

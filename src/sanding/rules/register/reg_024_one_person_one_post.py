"""REG-024: on the real-name register one person holds one post, and every post has a name."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import Kind
from sanding.rules.brief import Brief
from sanding.rules.papers import BETWEEN
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import in_post, text

LIKENESS = ["name", "born_on", "sex"]


class Double(Kind):
    """How a post is held by nobody of its own."""

    SAME_NUMBER = "same_number", _("与下列人员公民身份号码相同，一人占用多个编制：")
    SAME_PERSON = "same_person", _("与下列人员姓名、出生日期、性别相同，疑为一人占用多个编制：")
    UNNAMED = "unnamed", _("没有实名，虚占编制")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Posts beyond one of one person, at the first of their ids, and posts of nobody.

    Lenient where no identity number says that two of a name and birthday are one.
    """
    people = brief.shared(in_post).select(
        "id", "born_on", sex=text("sex"), name=pl.col("name").str.strip_chars(),
        number=pl.col("id_number").str.strip_chars().str.to_uppercase(),
    )  # fmt: skip
    unnamed = pl.col("name").is_in(law.names("placeholder_names"))
    named = people.filter(~unnamed)
    alike = _several(named, LIKENESS).filter(pl.col("numbers") < pl.col("people"))
    empty = people.filter(unnamed).select(
        where="id", detail=pl.lit(str(Double.UNNAMED)), value=pl.lit(None, pl.String),
        amount=pl.lit(1, pl.Int64), lenient=pl.lit(value=False),
    )  # fmt: skip
    return pl.concat([
        _told(_several(people, ["number"]), Double.SAME_NUMBER),
        _told(alike, Double.SAME_PERSON),
        empty,
    ])  # fmt: skip


def _several(people: pl.LazyFrame, key: list[str]) -> pl.LazyFrame:
    """People who agree in `key`: their `ids`, `people` and how many have `numbers`."""
    known = people.drop_nulls(key).with_columns(has=pl.col("number").is_not_null())
    often = known.group_by(key).agg(times=pl.len()).filter(pl.col("times") > 1)
    return (
        known.join(often, on=key, how="semi")
        .group_by(key)
        .agg(ids=pl.col("id").sort(), people=pl.len().cast(pl.Int64), numbers=pl.col("has").sum())
        .select("ids", "people", "numbers")
    )


def _told(several: pl.LazyFrame, how: Double) -> pl.LazyFrame:
    return several.select(
        where=pl.col("ids").list.first(), detail=pl.lit(str(how)),
        value=pl.col("ids").list.slice(1).list.join(BETWEEN), amount=pl.col("people") - 1,
        lenient=pl.lit(how is Double.SAME_PERSON),
    )  # fmt: skip


RULE = FrameRule(
    code="REG-024",
    title=_("实名制：一人一编"),
    table="people",
    severity=Severity.ERROR,
    confirm=_(
        "条例只禁止以虚报人员等方式占用编制；实名制“一人一编”的要求和不实名字样的范围是通行做法，"
        "须核对本省机构编制实名制管理规定。"
    ),
    why=_("一人占多个编制或者编制上没有实名的人，都是虚占编制，可能冒领财政资金。"),
    sources=(Source("地方各级人民政府机构设置和编制管理条例", "第二十六条第四项"),),
    says=_("{where}{detail}{value}"),
    mends=_("核实本人，只在编制所在机构保留一条记录；没有实名的记录删去或者补录本人。"),
    limits=_(
        "身份证号都已填写且不同的同名同生日人员不提示；没有身份证号的只作提示，不能证明是同一人。"
        "借调、挂职人员只应登记在编制所在机构。"
    ),
    figures=("placeholder_names",),
    words=(Double,),
    breaches=breaches,
)

"""PLC-009: the heads of county, township and key departments do not serve where they grew up."""

from __future__ import annotations

from typing import Any

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.record_kinds import Outcome
from sanding.rules.brief import Brief
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import placed, text
from sanding.rules.views.standing import LEAVING

AND = "、"  # between two posts in the name of one position


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """The placed into such a position whose native place names the county or the township."""
    rows = law.value("home_place_posts")
    asked = pl.any_horizontal(_is_post(row) for row in rows)
    township = pl.any_horizontal(_is_post(row) for row in rows if row["home"] == "township")
    bodies = brief["bodies"].select("county", body="id", body_name="name", body_kind=text("kind"))
    counties = brief["counties"].select(county="id", county_name="name")
    positions = brief["positions"].select("name", "body", position="id", role=text("role"))
    stays = ~pl.col("outcome").is_in([*LEAVING, str(Outcome.POOL)])
    people = brief.shared(placed).filter(stays & pl.col("native_place").is_not_null())
    return (
        people.select("person", "position", "native_place")
        .join(positions, on="position", how="inner")
        .join(bodies, on="body", how="left")
        .filter(asked)
        .join(counties, on="county", how="left")
        .with_columns(home=pl.when(township).then("body_name").otherwise("county_name"))
        .filter(pl.col("native_place").str.contains(_short("home"), literal=True))
        .select(where="person", value="name", limit="home")
        .unique()
    )


def _is_post(row: dict[str, Any]) -> pl.Expr:
    """Whether a position is one of a row of the figure."""
    asked = [pl.col("body_kind") == row["body_kind"],
             pl.col("body_name").str.contains(row["body"], literal=True)]  # fmt: skip
    if row["roles"]:
        asked.append(pl.col("role").is_in(row["roles"]))
    if row["titles"]:
        held = pl.col("name").str.split(AND)
        asked.append(held.list.eval(pl.element().is_in(row["titles"])).list.any())
    return pl.all_horizontal(asked)


def _short(name: str) -> pl.Expr:
    """A place without its last character (县, 乡, 镇), if two are left."""
    place = pl.col(name)
    short = place.str.head(-1)
    return pl.when(short.str.len_chars() > 1).then(short).otherwise(place)


RULE = FrameRule(
    code="PLC-009",
    title=_("地域回避"),
    table="people",
    severity=Severity.WARNING,
    confirm=_(
        "职位范围据报道转引，须核对《公务员回避规定》关于地域回避的条文；"
        "乡镇主要负责人按本乡镇还是按全县核对，由县委组织部确认。"
    ),
    why=_(
        "县、乡党政主要负责人和县级纪检监察、组织、法院、检察、公安部门主要负责人应实行地域回避。"
    ),
    sources=(Source("公务员法", "第七十五条"), Source("公务员回避规定")),
    says=_("{where}拟任{value}，籍贯在{limit}，须核实是否在本人成长地任职"),
    mends=_("核实本人成长地；确在成长地的，易地安置或者按规定报批。"),
    limits=_(
        "台账只有籍贯没有成长地，籍贯只是线索；县级职位按县名、乡镇职位按乡镇名核对；"
        "只查安置表中写明职位的人员；没有填写籍贯的不提示。"
    ),
    figures=("home_place_posts",),
    needs=("placements",),
    breaches=breaches,
)

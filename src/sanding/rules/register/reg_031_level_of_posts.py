"""REG-031: heads and sections do not stand higher than the level of their body allows."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import Kind, Level, PositionRole
from sanding.register.record_kinds import EvidenceKind
from sanding.rules.brief import Brief
from sanding.rules.papers import papers
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import body_kinds, height, holders, text

APPROVING = [str(EvidenceKind.CONCURRENT_APPROVAL), str(EvidenceKind.APPOINTING_APPROVAL)]
NONE = str(Level.NONE)


class High(Kind):
    """What stands too high."""

    HEAD = "head", _("主要负责人职务层次高于机构规格，未见批准：")
    SECTION = "section", _("内设机构规格不低于机构规格：")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Unapproved heads above the level of their body, and sections not below it.

    By body and level; `amount` is how many they are. A body or section without level is not asked.
    """
    levels = brief.shared(body_kinds).select("body", limit="body_level")
    both = pl.concat([_heads(brief), _sections(brief)]).join(levels, on="body", how="inner")
    ranked = both.filter((pl.col("value") != NONE) & (pl.col("limit") != NONE))
    rise = height("limit", Level) - height("value", Level)
    return (
        ranked.filter(rise + pl.col("below") > 0)
        .group_by(where="body", detail="detail", value="value", limit="limit")
        .agg(amount=pl.len().cast(pl.Int64))
    )


def _heads(brief: Brief) -> pl.LazyFrame:
    """Heads in office whom no paper lets stand higher: their own level, else the position's."""
    people = brief["people"].select(person="id", own=text("level")).drop_nulls("own")
    heads = brief.shared(holders).filter(
        (pl.col("role") == str(PositionRole.CHIEF)) & pl.col("approved_by").is_null()
    )
    there = brief.shared(papers).filter(pl.col("kind").is_in(APPROVING))
    heads = heads.join(there, left_on="person", right_on="about", how="anti")
    heads = heads.join(there, left_on="position", right_on="about", how="anti")
    return heads.join(people, on="person", how="left").select(
        "body", value=pl.coalesce("own", "level"), detail=pl.lit(str(High.HEAD)), below=pl.lit(0)
    )


def _sections(brief: Brief) -> pl.LazyFrame:
    """Sections, which stand one step below at least."""
    return brief["sections"].select(
        "body", value=text("level"), detail=pl.lit(str(High.SECTION)), below=pl.lit(1)
    )


RULE = FrameRule(
    code="REG-031",
    title=_("不得超规格配备"),
    table="bodies",
    severity=Severity.WARNING,
    why=_("超规格配备领导成员是条例列明的违规行为；由县级领导兼任部门主要负责人的，须有批准文件。"),
    sources=(Source("地方各级人民政府机构设置和编制管理条例", "第二十六条第五项"),),
    says=_("{where}{detail}{value}，机构规格为{limit}"),
    mends=_(
        "在任职信息中补录批准文号，或者登记涉及本人的兼职批准、任免机关批准；没有批准的，按机构规格配备。"
    ),
    limits=_(
        "主要负责人按本人职务层次计，没有填写的按职位层次计；只查高配，不查低配和副职；"
        "县直部门一般为正科级、内设机构为股级是通行做法，规格以台账登记为准。"
    ),
    words=(High, Level),
    breaches=breaches,
)

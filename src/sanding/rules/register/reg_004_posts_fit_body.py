"""REG-004: a body uses the kind of posts that its kind of body may use."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import PostKind
from sanding.rules.brief import Brief
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import body_kinds, text
from sanding.rules.views.bodies import POST_KINDS, POSTS, usable, uses


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Approved posts of a kind that the body may not use.

    Lenient where what the body may use is practice only.
    """
    posts = brief["establishment"].filter(text("kind").is_in(POSTS) & (pl.col("approved") > 0))
    return (
        posts.select("body", kind=text("kind"), amount=pl.col("approved").cast(pl.Int64))
        .join(brief.shared(body_kinds), on="body", how="inner")
        .join(uses(law), on=["body_kind", "kind"], how="anti")
        .join(usable(law), on="body_kind", how="inner")
        .select("amount", where="body", detail="kind", limit="may", lenient="practice",
                value=pl.col("amount").cast(pl.String))
    )  # fmt: skip


RULE = FrameRule(
    code="REG-004",
    title=_("编制类别与机构性质一致"),
    table="bodies",
    severity=Severity.ERROR,
    confirm=_(
        "条例只规定行政机构使用行政编制、事业单位使用事业编制；党委机关、人大政协、法院检察院、群团、"
        "派出机构、乡镇各行以及各类机构可用工勤编制依惯例，须由法规机构核实本省规定。"
    ),
    why=_("编制按类别和使用范围审批，不得混用、挤占、挪用。"),
    sources=(Source("地方各级人民政府机构设置和编制管理条例", "第十五条、第二十六条第三项"),),
    says=_("{where}核定{detail}{amount}名，此类机构只能使用{limit}"),
    mends=_("按批准文件核对编制类别；确属混用的，报批调整为该机构可用的编制类别或收回。"),
    limits=_("垂直管理机构的编制不归县管理，不查；仅依惯例的机构类型只作提示。"),
    figures=(POST_KINDS,),
    needs=("establishment",),
    words=(PostKind,),
    breaches=breaches,
)

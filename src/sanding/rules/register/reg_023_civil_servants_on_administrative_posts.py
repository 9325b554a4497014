"""REG-023: civil servants stand on administrative posts."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import Identity, PostKind
from sanding.rules.brief import Brief
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import GONE, text

CIVIL = [str(Identity.CIVIL_SERVANT), str(Identity.CIVIL_SERVICE_REFERENCE)]
ADMINISTRATIVE = [str(PostKind.ADMINISTRATIVE), str(PostKind.POLITICS_AND_LAW)]


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Civil servants on other posts or none, but for institution posts of a body by reference.

    Lenient where a plan took the person out of such a body: the heir wants its own approval.
    """
    elsewhere = text("identity").is_in(CIVIL) & ~text("kind").is_in(ADMINISTRATIVE)
    people = brief["people"].filter(elsewhere & ~text("status").is_in(GONE))
    was = brief.was["people"].select("body", where="id", kind=text("kind"))
    inherited = was.join(_referred(brief.was), on=["body", "kind"], how="semi")
    inherited = inherited.select("where", "kind", lenient=pl.lit(value=True))
    return (
        people.select("body", where="id", detail=text("identity"), kind=text("kind"))
        .join(_referred(brief), on=["body", "kind"], how="anti")
        .join(inherited, on=["where", "kind"], how="left")
        .select("where", "detail", "lenient", value="kind")
    )


def _referred(brief: Brief) -> pl.LazyFrame:
    """Posts that count as administrative by reference: `body, kind`."""
    return brief["bodies"].filter("civil_service_reference").select(
        body="id", kind=pl.lit(str(PostKind.INSTITUTION))
    )  # fmt: skip


RULE = FrameRule(
    code="REG-023",
    title=_("公务员须纳入行政编制"),
    table="people",
    severity=Severity.ERROR,
    why=_(
        "公务员是纳入国家行政编制的人员，参公人员限于经批准的参公单位；"
        "在其他编制上登记为公务员或参公人员，就是混编混岗。"
    ),
    sources=(Source("公务员法", "第二条、第一百一十二条"),),
    says=_("{where}登记为{detail}，占用{value}，所在机构不是参公单位"),
    mends=_(
        "核实编制类别和人员身份；确系混编混岗的，按规定程序理顺，不得借改革改变身份；参公单位并入、改设为其他单位的，承接单位须另行报批参公。"
    ),
    limits=_(
        "按编制所在机构计，借调、挂职、周转池人员和登记为编外的也计在内；改革前在参公单位的只作提示。"
    ),
    words=(Identity, PostKind),
    breaches=breaches,
)

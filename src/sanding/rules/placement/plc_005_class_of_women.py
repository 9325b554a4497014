"""PLC-005: by which original age a woman retires is known, and the placement keeps to it."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.law.retirement import FIGURES, RetirementClass, retirement_month
from sanding.register.kinds import Identity, Kind
from sanding.register.record_kinds import EvidenceKind, Outcome
from sanding.rules.brief import Brief
from sanding.rules.papers import papers
from sanding.rules.rule import Confirmed, FrameRule, Severity, Source
from sanding.rules.views.retirements import CHOSEN, DEPARTED, WOMEN, AgeClass, month, retiring

SENIOR = pl.col("group") == str(RetirementClass.FEMALE_60)


class Doubt(Kind):
    """What is unclear about a woman's age (退休年龄类别存疑)."""

    UNKNOWN = "unknown", _("不能由人员身份确定退休年龄类别，未采用任何类别")
    ANOTHER = "another", _("安置表的退休时间按另一类别填写，本次采用")
    NO_SEX = "no_sex", _("没有填写性别，不能确定退休年龄类别")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Whose class cannot be told, and whose month of retirement is that of another class.

    A woman of the senior class who asked for it may go by the month of cadres.
    """
    sex = pl.col("sex")
    here = retiring(brief, law).filter(
        (sex.is_null() | (sex == "female")) & ~pl.col("outcome").is_in(DEPARTED)
    )
    unknown = here.filter(pl.col("group").is_null()).select(
        where="person", limit=pl.lit(None, pl.String), value="identity",
        detail=pl.when(sex.is_null()).then(pl.lit(str(Doubt.NO_SEX)))
        .otherwise(pl.lit(str(Doubt.UNKNOWN))),
    )  # fmt: skip
    return pl.concat([unknown, _another(brief, here, law)], how="diagonal")


def _another(brief: Brief, here: pl.LazyFrame, law: InForce) -> pl.LazyFrame:
    retires = pl.col("outcome") == str(Outcome.RETIRE)
    given = month(pl.when(retires).then(pl.col("leaves")).otherwise(pl.col("retires_on")))
    follows = pl.coalesce(
        pl.when(given == retirement_month(law, one)).then(pl.lit(str(one))) for one in WOMEN
    )
    asked = brief.shared(papers).filter(pl.col("kind") == str(EvidenceKind.OWN_APPLICATION))
    other = here.filter(
        ~pl.col("outcome").is_in(CHOSEN) & (given != pl.col("statutory"))
    ).with_columns(follows=follows)
    willing = SENIOR & (pl.col("follows") == str(RetirementClass.FEMALE_55))
    rest = other.filter(pl.col("follows").is_not_null())
    free = rest.filter(willing).join(asked, left_on="person", right_on="about", how="semi")
    return rest.join(free, on="person", how="anti").select(
        where="person", detail=pl.lit(str(Doubt.ANOTHER)), value="follows", limit="group"
    )


RULE = FrameRule(
    code="PLC-005",
    title=_("女职工原退休年龄类别"),
    table="people",
    severity=Severity.WARNING,
    confirmed=Confirmed.UNVERIFIED,
    confirm=_(
        "须由人社部门确认：管理岗位、专业技术岗位、工勤岗位和编外女职工各按哪一类别，"
        "县处级以上和有高级职称的女职工2025年后按哪一进度延迟、能否仍在五十五周岁一类退休。"
    ),
    why=_("女职工原退休年龄有五十、五十五、六十周岁三类，类别不同，法定退休时间可相差数年。"),
    sources=(
        Source("国务院关于安置老弱病残干部的暂行办法", "第四条"),
        Source(
            "关于机关事业单位县处级女干部和具有高级职称的女性专业技术人员退休年龄问题的通知",
            "第一条、第二条",
        ),
    ),
    says=_("{where}{detail}{limit}（登记为{value}）"),
    mends=_("由人社部门确认退休年龄类别，再更正人员身份、职称或者安置表的退休时间。"),
    limits=_(
        "类别按改革前的人员身份、职务层次、职级和职称判断；干部、工人身份以档案为准，本软件看不到；"
        "没有填写退休时间的，以及弹性退休和公务员提前退休的，只查类别能否确定。"
    ),
    figures=FIGURES,
    needs=("placements",),
    words=(Doubt, Identity, AgeClass),
    breaches=breaches,
)

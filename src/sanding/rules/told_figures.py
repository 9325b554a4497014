"""Figures of law in officers' words: labels for codes, headings for columns, units for counts.

What is told of a figure names no column and no code of ours. Texts are joined in the language
asked for; lists and tables that are long can be cut to their first rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from sanding.base import _
from sanding.base.translation import SOURCE, in_language
from sanding.law.retirement import RetirementClass
from sanding.law.units import UNITS, Shape
from sanding.register.kinds import (
    BodyKind,
    Education,
    EnforcementField,
    Identity,
    Kind,
    Level,
    PositionRole,
    PostKind,
    Rank,
)
from sanding.register.personnel import PERSONNEL
from sanding.register.record_kinds import (
    AssessmentGrade,
    CircumstanceKind,
    EvidenceKind,
    Outcome,
    Relation,
    SanctionKind,
)
from sanding.rules.register.reg_021_statutory_bodies import StatutoryFunction

NOWHERE = "000000"  # no county has this code
UNSET = _("没有全国数值，由补充规定写明")
ANY, YES, NO = _("不限"), _("是"), _("否")
LIST, CELLS, ROWS = _("、"), _("，"), _("；")

Words = Mapping[str, str]  # label by code


def _words(*kinds: type[Kind]) -> Words:
    return {str(one): one.label for kind in kinds for one in kind}


@dataclass(frozen=True, slots=True)
class Shown:
    """How a value, or a column of a table, is shown: heading, labels of its codes, unit."""

    heading: str = ""
    words: Words = field(default_factory=lambda: MappingProxyType({}))
    unit: str = "text"


LEVELS, RANKS, BODIES = _words(Level), _words(Rank), _words(BodyKind)
IDENTITIES, CIRCUMSTANCES = _words(Identity), _words(CircumstanceKind)
OUTCOMES, RELATIONS, FUNCTIONS = _words(Outcome), _words(Relation), _words(StatutoryFunction)
POOL_FIELDS = {one.name: one.label for one in PERSONNEL["pool_members"].columns}
CHANGED_BODIES = {
    "all": _("更名或新组建的机构"), "institutions": _("其中的事业单位"),
    "items": _("其中有服务事项的机构"), "enforcement": _("其中的执法机构"),
}  # fmt: skip
HOMES = {"county": _("本县"), "township": _("本乡镇")}
CLASSES = {
    str(RetirementClass.MALE): _("男职工"),
    str(RetirementClass.FEMALE_60): _("原法定退休年龄六十周岁的女职工"),
    str(RetirementClass.FEMALE_55): _("原法定退休年龄五十五周岁的女职工"),
    str(RetirementClass.FEMALE_50): _("原法定退休年龄五十周岁的女职工"),
}

CODES: Mapping[str, Words] = {
    "concentrated_fields": _words(EnforcementField),
    "county_leaders_highest_rank": RANKS, "county_bodies_highest_rank": RANKS,
    "leader_probation_roles": _words(PositionRole), "leader_probation_bodies": BODIES,
    "lowest_leadership_level": LEVELS, "transfer_lowest_rank": RANKS,
    "dismissal_protections": CIRCUMSTANCES, "resignation_bars": CIRCUMSTANCES,
    "leaver_leader_level": LEVELS, "open_recruitment_exceptions": _words(EvidenceKind),
    "pool_record_fields": POOL_FIELDS, "pool_exit_fields": POOL_FIELDS,
    "pool_cadre_levels": LEVELS, "outcomes_held_in_investigation": OUTCOMES,
    "outcomes_held_in_open_case": OUTCOMES, "avoided_relations": RELATIONS,
    "business_relations": RELATIONS, "lowest_leading_level": LEVELS,
    "division_level_education": _words(Education), "statutory_functions": FUNCTIONS,
    "independent_functions": FUNCTIONS, "cadre_identities": IDENTITIES,
    "worker_identities": IDENTITIES, "senior_women_levels": LEVELS,
    "senior_women_ranks": RANKS, "flexible_late_closed": IDENTITIES,
}  # fmt: skip

SERVICE = Shown(_("任职年限"), unit="months")
SERVED = Shown(_("原任层次或职级"), {**LEVELS, **RANKS})
BODY_KIND = Shown(_("机构类型"), BODIES)
LEVEL_SERVICE = {"level": Shown(_("拟任层次"), LEVELS), "months": SERVICE, "served": SERVED}
DELAYS = {
    "class": Shown(_("人员类别"), CLASSES), "born_from": Shown(_("出生月份自")),
    "step": Shown(_("每隔多少个月延迟一个月"), unit="months"),
    "at_most": Shown(_("最多延迟"), unit="months"),
}  # fmt: skip

COLUMNS: Mapping[str, Mapping[str, Shown]] = {
    "changeover_tasks": {"task": Shown(_("事项")), "of": Shown(_("适用机构"), CHANGED_BODIES)},
    "sanction_periods": {
        "kind": Shown(_("处分"), _words(SanctionKind)), "months": Shown(_("期间"), unit="months"),
    },
    "entry_bars": {
        "circumstance": Shown(_("情形"), CIRCUMSTANCES), "lasting": Shown(_("终身限制")),
    },
    "home_place_posts": {
        "body_kind": BODY_KIND, "body": Shown(_("机构名称含")),
        "roles": Shown(_("岗位角色"), _words(PositionRole)), "titles": Shown(_("职务名称")),
        "home": Shown(_("回避范围"), HOMES),
    },
    "levels_of_ranks": {"rank": Shown(_("职级"), RANKS), "level": Shown(_("对应层次"), LEVELS)},
    "section_level_service": LEVEL_SERVICE,
    "division_level_service": LEVEL_SERVICE,
    "rank_service": {"rank": Shown(_("拟晋升职级"), RANKS), "months": SERVICE, "served": SERVED},
    "assessment_credit": {
        "grade": Shown(_("考核等次"), _words(AssessmentGrade)),
        "shorter": Shown(_("缩短"), unit="months"), "longer": Shown(_("延长"), unit="months"),
    },
    "rank_shares": {
        "ranks": Shown(_("职级"), RANKS), "share": Shown(_("占编制数的比例"), unit="per_mille"),
        "within": Shown(_("其中最多"), unit="per_mille"),
    },
    "credit_code_classes": {"kind": BODY_KIND, "prefix": Shown(_("代码开头两位"))},
    "education_words": {
        "word": Shown(_("字样")), "education": Shown(_("学历"), _words(Education)),
    },
    "retirement_delays": DELAYS,
    "senior_women_delays": DELAYS,
    "minimum_contribution": {
        "year": Shown(_("退休年份自")), "months": Shown(_("最低缴费年限"), unit="months"),
    },
    "post_kinds_by_body": {
        "body": BODY_KIND, "posts": Shown(_("编制类别"), _words(PostKind)),
        "practice": Shown(_("依惯例")),
    },
    "section_leader_ladder": {
        "posts": Shown(_("编制数自"), unit="posts"), "leaders": Shown(_("领导职数"), unit="posts"),
    },
}  # fmt: skip


def unset(since: date, area: str) -> bool:
    """Whether a value only holds the place of one that overlays set: never, or nowhere in force."""
    return since.year == date.max.year or area == NOWHERE


def told(
    name: str, value: Any, unit: str, language: str = SOURCE, *, most: int | None = None
) -> str:
    """Return the value of a figure in words; of a table no more than `most` rows, then how many."""
    if UNITS[unit][0] is not Shape.TABLE:
        return _cell(value, Shown(words=CODES.get(name, {}), unit=unit), language)
    rows = [_row(one, COLUMNS[name], language) for one in value]
    shown = in_language(ROWS, language).join(rows[:most])
    if most is None or len(rows) <= most:
        return shown
    return in_language(_("{shown}……等{count}行").format(shown=shown, count=len(rows)), language)


def _row(row: Mapping[str, Any], columns: Mapping[str, Shown], language: str) -> str:
    cells = [
        in_language(
            _("{heading}：{cell}").format(
                heading=columns[name].heading, cell=_cell(value, columns[name], language)
            ),
            language,
        )
        for name, value in row.items()
    ]
    return in_language(CELLS, language).join(cells)


def _cell(value: Any, shown: Shown, language: str) -> str:
    """One value: a list by its parts, a code by its label, a number in its unit."""
    if isinstance(value, list) and value:
        return _listed(value, shown, language)
    text: str
    if isinstance(value, bool):
        text = YES if value else NO
    elif value in ("", []):
        text = ANY
    elif isinstance(value, date):
        text = value.isoformat()
    elif shown.unit == "month_day":
        month, day = map(int, value.split("-"))
        text = _("{month}月{day}日").format(month=month, day=day)
    elif isinstance(value, int):
        text = (UNITS[shown.unit][1] or "{count}").format(count=value)
    else:
        text = shown.words.get(value, value)
    return in_language(text, language)


def _listed(values: Sequence[Any], shown: Shown, language: str) -> str:
    return in_language(LIST, language).join(_cell(one, shown, language) for one in values)

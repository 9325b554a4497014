"""Personnel files of a placement (安置材料): not part of the register, and never in its hash.

They are declared as the register's tables are, may all be empty, and hold what rules on people
ask for. A placement is a proposal until a named person decides it.
"""

from __future__ import annotations

from sanding.base import _
from sanding.register import kinds as k
from sanding.register.columns import count, day, flag, kind, ref, table, text
from sanding.register.record_kinds import (
    AssessmentGrade,
    CircumstanceKind,
    Outcome,
    Pool,
    Relation,
    SanctionKind,
)
from sanding.register.records import EVIDENCE
from sanding.register.table import Table

PERSON = ref("person", _("人员"), "people", required=True)
SINCE, UNTIL = day("since", _("起始日期")), day("until", _("截止日期"))

PLACEMENTS = table(
    "placements", _("安置表"), "What becomes of a person; one row each.", "id", PERSON,
    kind("outcome", _("去向"), Outcome), ref("body", _("安置机构"), "bodies"),
    ref("section", _("内设机构"), "sections"),
    kind("kind", _("编制类别"), k.PostKind, required=False),
    kind("identity", _("安置后身份"), k.Identity, required=False),
    ref("position", _("职位"), "positions"), kind("level", _("职务层次"), k.Level, required=False),
    kind("rank", _("职级"), k.Rank, required=False), day("effective_on", _("生效日期")),
    text("reason", _("理由")), text("clause", _("依据条款")), text("decided_by", _("决定人")),
    text("alternatives", _("考虑过的其他安排")), day("absorb_by", _("消化期限")),
    day("retires_on", _("退休时间")), day("probation_until", _("试用期至")),
    flag("treatment_kept", _("待遇保持不变")), text("task", _("明确的任务")),
)  # fmt: skip
KINSHIPS = table(
    "kinships", _("亲属关系"), "Two people on the register who are kin.", "person relative",
    PERSON, ref("relative", _("亲属"), "people", required=True),
    kind("relation", _("关系"), Relation),
)  # fmt: skip
FAMILY_BUSINESSES = table(
    "family_businesses", _("亲属经商办企业"), "A firm that kin of a person run.", "person firm",
    PERSON, kind("relation", _("关系"), Relation), text("firm", _("企业"), required=True),
    ref("regulator", _("监管主管机构"), "bodies"),
)  # fmt: skip
SANCTIONS = table(
    "sanctions", _("处分"), "A sanction and the day it began.", "person since",
    PERSON, kind("kind", _("处分种类"), SanctionKind), day("since", _("处分日期"), required=True),
)  # fmt: skip
ASSESSMENTS = table(
    "assessments", _("年度考核"), "A person's yearly review.", "person year",
    PERSON, count("year", _("年度"), "year"), kind("grade", _("等次"), AssessmentGrade),
)  # fmt: skip
SERVICE = table(
    "service", _("服务年限"), "What a person has behind them, in months.", "person", PERSON,
    count("contribution_months", _("养老保险缴费月数"), "months", required=False),
    count("service_months", _("工作月数"), "months", required=False),
    count("grassroots_months", _("基层工作月数"), "months", required=False),
    count("posts_below", _("下一级任职岗位数"), "positions", required=False),
)  # fmt: skip
SPELLS = table(
    "spells", _("任职经历"), "A time in one position, level or rank.", "person since", PERSON,
    day("since", _("起始日期"), required=True), UNTIL, text("position", _("职务")),
    ref("held", _("职位"), "positions"), kind("level", _("职务层次"), k.Level, required=False),
    kind("rank", _("职级"), k.Rank, required=False),
    count("term", _("任期序数"), "terms", required=False),
)  # fmt: skip
CIRCUMSTANCES = table(
    "circumstances", _("人员情形"), "What stands about a person for a time.", "person kind",
    PERSON, kind("kind", _("情形"), CircumstanceKind), SINCE, UNTIL,
    count("days", _("天数"), "days", required=False),
)  # fmt: skip
POOL_MEMBERS = table(
    "pool_members", _("周转池台账"), "A member of a reassignment pool.", "id", PERSON,
    kind("pool", _("周转池"), Pool), ref("origin_body", _("原机构"), "bodies"),
    text("origin_position", _("原职务")), text("origin_rank", _("原职级")),
    kind("post_kind", _("占用编制类别"), k.PostKind, required=False), text("reason", _("进入原因")),
    day("entered_on", _("进入日期")), text("decided_by", _("决定文号")),
    text("consent", _("同意或告知记录")), text("kept_treatment", _("保留待遇")),
    text("task", _("任务")), ref("host", _("任务承接机构"), "bodies"),
    day("task_since", _("任务起始")), day("task_review_on", _("任务评估日期")),
    text("assessed_by", _("考核单位")), day("retires_on", _("法定退休时间")),
    day("early_from", _("可提前退休时间")), day("left_on", _("退出日期")),
    text("left_reason", _("退出原因")), text("left_by", _("退出文号")),
)  # fmt: skip
CONTRACTS = table(
    "contracts", _("聘用合同"), "An institution's contract with a person.", "person since", PERSON,
    day("since", _("起始日期"), required=True), UNTIL, flag("first_job", _("初次就业")),
    count("probation_months", _("试用月数"), "months", required=False),
    flag("to_retirement", _("订至退休")), flag("tenure_asked", _("本人提出订至退休")),
)  # fmt: skip
DEPARTURES = table(
    "departures", _("离职从业"), "Where a person went who left.", "person employer", PERSON,
    day("left_on", _("离职日期"), required=True), text("employer", _("从业单位"), required=True),
    day("employed_on", _("从业日期")), flag("related", _("与原工作业务直接相关")),
    flag("was_leader", _("原系领导成员")),
)  # fmt: skip
PERSONAL_FIELDS = table(
    "personal_fields", _("个人信息字段"), "A personal field and why it is kept.", "county field",
    text("field", _("字段"), required=True), text("purpose", _("用途")),
    text("legal_basis", _("法律依据")), text("retention", _("保存期限")),
    text("sensitivity", _("敏感程度")),
)  # fmt: skip
PERSONNEL: dict[str, Table] = {
    one.name: one
    for one in (
        PLACEMENTS, KINSHIPS, FAMILY_BUSINESSES, SANCTIONS, ASSESSMENTS, SERVICE, SPELLS,
        CIRCUMSTANCES, POOL_MEMBERS, CONTRACTS, DEPARTURES, PERSONAL_FIELDS, EVIDENCE,
    )
}  # fmt: skip

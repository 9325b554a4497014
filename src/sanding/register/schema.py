"""Every table and column of the register, declared once.

Template, import mapping, checks, files, data dictionary and screens read these declarations. Ids
are text, unique in the nation; counts are integers; money is in fen; days are dates.
"""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.register import kinds as k
from sanding.register.columns import (
    APPROVED_BY,
    APPROVED_ON,
    NAME,
    count,
    day,
    flag,
    kind,
    money,
    ref,
    table,
    text,
)
from sanding.register.records import RECORDS
from sanding.register.table import Code, Column, Fold, Personal, Table

PLACING = _("按编制和职数管理人员")
RETIRING = _("计算退休时间")
# the lawful ground of every personal column
DUTY = _("公务员法；个人信息保护法第十三条、第三十四条")


COUNTIES = table(
    "counties", _("县"), "A county.", "id", NAME,
    text("city", _("所属市")), text("province", _("所属省")),
    count("residents", _("常住人口"), "people", required=False),
    count("registered", _("户籍人口"), "people", required=False),
)  # fmt: skip
BODIES = table(
    "bodies", _("机构"), "A body of any kind in the county.", "id", NAME,
    text("short_name", _("简称")), kind("kind", _("机构类型"), k.BodyKind),
    kind("level", _("规格"), k.Level), ref("parent", _("隶属机构"), "bodies"),
    ref("co_located_with", _("合署于"), "bodies", means=_("合署的一对计一个机构")),
    ref("budget_unit", _("预算单位"), "budget_units"),
    text("division", _("区划代码"), code=Code.TOWNSHIP, means=_("乡镇填写")),
    text("credit_code", _("统一社会信用代码"), code=Code.CREDIT),
    text("upper_authority", _("上级主管部门"), means=_("垂直管理机构和派出机构填写")),
    kind("category", _("公益类别"), k.WelfareCategory, required=False),
    kind("funding", _("经费形式"), k.PaySource, required=False),
    flag("civil_service_reference", _("参公管理")), text("reference_basis", _("参公依据")),
    text("purpose", _("宗旨和业务范围")), text("legal_representative", _("法定代表人")),
    text("address", _("住所")), money("opening_funds", _("开办资金")),
    APPROVED_BY, APPROVED_ON, text("approving_authority", _("批准机关")),
    day("created_on", _("成立日期")), count("order", _("排序"), "", required=False),
)  # fmt: skip
PLAQUES = table(
    "plaques", _("牌子"), "A second name hung on a body; no posts of its own.", "id", NAME,
    ref("body", _("机构"), "bodies", required=True), kind("kind", _("牌子性质"), k.PlaqueKind),
    day("hung_on", _("挂牌日期")), APPROVED_BY, APPROVED_ON,
)  # fmt: skip
SECTIONS = table(
    "sections", _("内设机构"), "An internal section of a body.", "id", NAME,
    ref("body", _("机构"), "bodies", required=True), kind("level", _("规格"), k.Level),
    count("posts", _("编制数"), "posts", required=False, means=_("含在机构编制内，不另计")),
    count("chief", _("正职职数"), "posts", required=False),
    count("deputy", _("副职职数"), "posts", required=False),
    text("duties", _("主要职责")), APPROVED_BY, APPROVED_ON,
)  # fmt: skip
ESTABLISHMENT = table(
    "establishment", _("编制"), "Posts approved for a body, by kind.", "body kind",
    ref("body", _("机构"), "bodies", required=True), kind("kind", _("编制类别"), k.PostKind),
    count("approved", _("核定数"), "posts"), APPROVED_BY, APPROVED_ON,
    fold=Fold.ADD,
)  # fmt: skip
LEADERSHIP = table(
    "leadership", _("领导职数"), "Leadership posts approved for a body.", "body",
    ref("body", _("机构"), "bodies", required=True), count("chief", _("正职"), "posts"),
    count("deputy", _("副职"), "posts"),
    count("other", _("其他领导职数"), "posts", required=False),
    APPROVED_BY, APPROVED_ON,
)  # fmt: skip
PARTY_GROUPS = table(
    "party_groups", _("党组"), "The party leading group of a body.", "id", NAME,
    ref("body", _("机构"), "bodies", required=True), kind("kind", _("形式"), k.PartyGroupKind),
    APPROVED_BY, APPROVED_ON,
)  # fmt: skip
POSITIONS = table(
    "positions", _("职位"), "A position (a job, not a unit of establishment).", "id", NAME,
    ref("body", _("机构"), "bodies", required=True), ref("section", _("内设机构"), "sections"),
    kind("role", _("岗位角色"), k.PositionRole),
    kind("level", _("职务层次"), k.Level, required=False),
    ref("party_group", _("所在党组"), "party_groups"),
    ref("reports_to", _("上级职位"), "positions"),
    text("requires", _("任职资格")),
)  # fmt: skip
PEOPLE = table(
    "people", _("人员"), "A person on the real-name register.", "id",
    text("name", _("姓名"), required=True, personal=Personal(PLACING)),
    text(
        "id_number", _("身份证号"), code=Code.ID_NUMBER, personal=Personal(PLACING, sensitive=True)
    ),
    kind("sex", _("性别"), k.Sex, required=False, personal=Personal(RETIRING)),
    day("born_on", _("出生日期"), personal=Personal(RETIRING)),
    ref("body", _("编制所在机构"), "bodies", required=True),
    ref("section", _("内设机构"), "sections"),
    ref("working_body", _("实际工作机构"), "bodies", means=_("与编制所在机构不同才填")),
    kind("kind", _("编制类别"), k.PostKind), kind("identity", _("人员身份"), k.Identity),
    kind("status", _("人员状态"), k.PersonStatus),
    text("position", _("职务"), personal=Personal(PLACING)),
    kind("level", _("职务层次"), k.Level, required=False, personal=Personal(PLACING)),
    day("level_since", _("任现层次时间"), personal=Personal(PLACING)),
    kind("rank", _("职级"), k.Rank, required=False, personal=Personal(PLACING)),
    day("rank_since", _("任现职级时间"), personal=Personal(PLACING)),
    text("grade", _("级别"), personal=Personal(PLACING)),
    text("title", _("专业技术职称"), personal=Personal(PLACING)),
    kind("pay_source", _("经费来源"), k.PaySource, required=False, personal=Personal(PLACING)),
    kind("education", _("学历"), k.Education, required=False, personal=Personal(PLACING)),
    text("major", _("专业"), personal=Personal(PLACING)),
    text("certificates", _("资格证书"), personal=Personal(PLACING)),
    text("native_place", _("籍贯"), personal=Personal(_("任职回避"), sensitive=True)),
    day("worked_since", _("参加工作时间"), personal=Personal(RETIRING)),
    day("entered_on", _("进入本单位时间"), personal=Personal(PLACING)),
    text("entered_by", _("进入方式"), personal=Personal(PLACING)),
    day("away_since", _("借调挂职起始"), personal=Personal(PLACING)),
    day("left_on", _("离退时间"), personal=Personal(RETIRING)),
)  # fmt: skip
APPOINTMENTS = table(
    "appointments", _("任职"), "Who holds which position; several per person.",
    "person position since",
    ref("person", _("人员"), "people", required=True),
    ref("position", _("职位"), "positions", required=True),
    kind("kind", _("任职方式"), k.AppointmentKind), day("since", _("任职日期"), required=True),
    day("until", _("免职日期")), APPROVED_BY,
)  # fmt: skip
PORTFOLIOS = table(
    "portfolios", _("分管"), "Which position answers for a body or section in which role.",
    "body section role", ref("body", _("机构"), "bodies", required=True),
    ref("section", _("内设机构"), "sections"), kind("role", _("环节角色"), k.StepRole),
    ref("position", _("职位"), "positions", required=True),
)  # fmt: skip
DUTIES = table(
    "duties", _("职责"), "One duty with its one lead body.", "id", NAME,
    text("theme", _("领域"), required=True), ref("body", _("牵头机构"), "bodies", required=True),
    ref("section", _("承办内设机构"), "sections"), flag("statutory", _("法定职责")),
    text("statutory_function", _("法定必设职能"), means=_("审计、统计等法律要求设置机构的职能")),
    text("basis", _("依据")), count("order", _("排序"), "", required=False),
)  # fmt: skip
ASSISTS = table(
    "assists", _("配合机构"), "A body that assists with a duty.", "duty body",
    ref("duty", _("职责"), "duties", required=True),
    ref("body", _("配合机构"), "bodies", required=True),
)  # fmt: skip
UPPERS = table(
    "uppers", _("上级部门"), "A department above the county and its one lead receiver.", "id", NAME,
    kind("side", _("系列"), k.UpperSide), text("tier", _("层级")),
    ref("receiver", _("牵头对口机构"), "bodies"),
)  # fmt: skip
COUNTERPARTS = table(
    "counterparts", _("对口关系"), "A duty that answers to an upper department.", "duty upper",
    ref("duty", _("职责"), "duties", required=True),
    ref("upper", _("上级部门"), "uppers", required=True),
)  # fmt: skip
TEAMS = table(
    "teams", _("执法队伍"), "An enforcement team.", "id", NAME,
    ref("body", _("所属机构"), "bodies", required=True, means=_("队伍所在的事业单位或部门")),
    text("standard", _("执法标准")), text("dispatch", _("指挥调度")), APPROVED_BY, APPROVED_ON,
)  # fmt: skip
POWERS = table(
    "powers", _("权力事项"), "A power and the one body that uses it.", "id", NAME,
    kind("kind", _("权力类型"), k.PowerKind),
    kind("field", _("执法领域"), k.EnforcementField, required=False),
    ref("body", _("实施机构"), "bodies", required=True), ref("team", _("执法队伍"), "teams"),
    ref("duty", _("对应职责"), "duties"), text("basis", _("依据")),
    text("standard", _("裁量基准")),
)  # fmt: skip
WINDOWS = table(
    "windows", _("窗口"), "A counter where applications are accepted.", "id", NAME,
    ref("body", _("设置机构"), "bodies", required=True), text("hall", _("服务大厅")),
)  # fmt: skip
ITEMS = table(
    "items", _("政务服务事项"), "A service item.", "id", NAME, text("code", _("事项编码")),
    kind("kind", _("事项类型"), k.ItemKind), ref("body", _("实施机构"), "bodies", required=True),
    ref("duty", _("对应职责"), "duties"), ref("window", _("受理窗口"), "windows"),
    kind("audience", _("服务对象"), k.Audience, required=False), text("theme", _("领域")),
    count("statutory_limit", _("法定时限"), "", required=False),
    kind("statutory_unit", _("法定时限单位"), k.TimeUnit, required=False),
    count("promised_limit", _("承诺时限"), "", required=False),
    kind("promised_unit", _("承诺时限单位"), k.TimeUnit, required=False),
    text("basis", _("依据")), flag("fee", _("收费")),
)  # fmt: skip
MATERIALS = table(
    "materials", _("材料"), "A paper that applicants hand in.", "id", NAME,
    text("issuer", _("出具单位")),
)  # fmt: skip
ITEM_MATERIALS = table(
    "item_materials", _("事项材料"), "A material that an item asks for.", "item material",
    ref("item", _("事项"), "items", required=True),
    ref("material", _("材料"), "materials", required=True),
    kind("form", _("材料形式"), k.MaterialForm),
    count("copies", _("份数"), "copies", required=False),
)  # fmt: skip
BUNDLES = table(
    "bundles", _("一件事"), "Items that a citizen asks for together.", "id", NAME, optional=True,
)  # fmt: skip
BUNDLE_ITEMS = table(
    "bundle_items", _("一件事事项"), "An item of a bundle.", "bundle item",
    ref("bundle", _("一件事"), "bundles", required=True),
    ref("item", _("事项"), "items", required=True),
    optional=True,
)  # fmt: skip
PROCESSES = table(
    "processes", _("办理流程"), "A process that runs through the county's bodies.", "id", NAME,
    ref("body", _("牵头机构"), "bodies", required=True), ref("item", _("事项"), "items"),
)  # fmt: skip
STEPS = table(
    "steps", _("环节"), "A step of a process, taken by a role.", "process order",
    ref("process", _("流程"), "processes", required=True), count("order", _("次序"), ""),
    NAME, ref("body", _("机构"), "bodies", required=True),
    ref("section", _("内设机构"), "sections"),
    kind("role", _("环节角色"), k.StepRole),
    count("work_minutes", _("办理用时"), "minutes", required=False),
    count("wait_hours", _("等待用时"), "working hours", required=False),
)  # fmt: skip
COORDINATING_BODIES = table(
    "coordinating_bodies", _("议事协调机构"),
    "A body that only coordinates: no office, no posts.", "id",
    NAME, ref("chair", _("召集人职位"), "positions"),
    ref("body", _("日常工作承担机构"), "bodies", required=True), day("since", _("设立日期")),
    day("ends_on", _("撤销期限")), text("ends_when", _("撤销条件")), APPROVED_BY,
)  # fmt: skip
COORDINATING_MEMBERS = table(
    "coordinating_members", _("议事协调机构成员"), "A member of a coordinating body.",
    "coordinating_body body",
    ref("coordinating_body", _("议事协调机构"), "coordinating_bodies", required=True),
    ref("body", _("成员机构"), "bodies", required=True),
)  # fmt: skip
BUDGET_UNITS = table(
    "budget_units", _("预算单位"), "A separately accounted budget unit.", "id", NAME,
    text("code", _("预算编码")), money("running_cost", _("年公用经费")),
    money("personnel_cost", _("年人员经费")),
)  # fmt: skip
WORKLOADS = table(
    "workloads", _("工作量"), "Measured work of a duty in a year.", "duty year",
    ref("duty", _("职责"), "duties", required=True), count("year", _("年度"), "year"),
    count("volume", _("年办理量"), "cases"), count("work_minutes", _("单件用时"), "minutes"),
    optional=True,
)  # fmt: skip

_ALL: tuple[Table, ...] = (
    COUNTIES, BODIES, PLAQUES, SECTIONS, ESTABLISHMENT, LEADERSHIP, PARTY_GROUPS, POSITIONS, PEOPLE,
    APPOINTMENTS, PORTFOLIOS, DUTIES, ASSISTS, UPPERS, COUNTERPARTS, TEAMS, POWERS, WINDOWS, ITEMS,
    MATERIALS, ITEM_MATERIALS, BUNDLES, BUNDLE_ITEMS, PROCESSES, STEPS, COORDINATING_BODIES,
    COORDINATING_MEMBERS, BUDGET_UNITS, WORKLOADS, *RECORDS,
)  # fmt: skip
TABLES: dict[str, Table] = {one.name: one for one in _ALL}
SCHEMA_VERSION = 2

CLAIMS = table(
    "claims", _("公布数据"), "A published figure, kept as a claim and never mixed with facts.",
    "figure source", text("figure", _("指标"), required=True),
    Column(name="before", label=_("改革前"), dtype=pl.Int64(), required=False),
    Column(name="after", label=_("改革后"), dtype=pl.Int64(), required=False),
    Column(name="change", label=_("增减"), dtype=pl.Int64(), required=False),
    text("unit", _("单位")), text("title", _("文献")),
)  # fmt: skip


def referring(target: str) -> tuple[tuple[Table, str], ...]:
    """Every (table, column) that refers to the ids of `target`."""
    return tuple((one, name) for one in _ALL for name in one.refs(target))

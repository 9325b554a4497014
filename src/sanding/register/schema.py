"""Every table and column of the register, declared once.

Template, import mapping, checks, files, data dictionary and screens read these declarations. Ids
are text, unique in the nation; counts are integers; money is in fen; days are dates.
"""

from __future__ import annotations

from typing import Any

import polars as pl

from sanding.base import _
from sanding.register import kinds as k
from sanding.register.table import Code, Column, Fold, Personal, Table

PLACING = _("按编制和职数管理人员")
RETIRING = _("计算退休时间")
# the lawful ground of every personal column
DUTY = _("公务员法；个人信息保护法第十三条、第三十四条")


def _text(name: str, label: str, *, required: bool = False, **more: Any) -> Column:
    return Column(name=name, label=label, dtype=pl.String(), required=required, **more)


def _ref(name: str, label: str, table: str, *, required: bool = False, **more: Any) -> Column:
    return _text(name, label, required=required, ref=table, **more)


def _kind(
    name: str, label: str, kind: type[k.Kind], *, required: bool = True, **more: Any
) -> Column:
    dtype = pl.Enum([member.value for member in kind])
    return Column(name=name, label=label, dtype=dtype, kind=kind, required=required, **more)


def _count(name: str, label: str, unit: str, *, required: bool = True, **more: Any) -> Column:
    return Column(
        name=name, label=label, dtype=pl.Int32(), unit=unit, required=required, minimum=0, **more
    )


def _day(name: str, label: str, *, required: bool = False, **more: Any) -> Column:
    return Column(name=name, label=label, dtype=pl.Date(), required=required, **more)


def _flag(name: str, label: str, **more: Any) -> Column:
    return Column(name=name, label=label, dtype=pl.Boolean(), required=False, **more)


def _money(name: str, label: str) -> Column:
    return Column(name=name, label=label, dtype=pl.Int64(), unit="fen", required=False, minimum=0)


COUNTY = _ref("county", _("县"), "counties", required=True)
ID = _text("id", _("编号"), required=True, means=_("全国唯一，永不重用，以县代码开头"))
NAME = _text("name", _("名称"), required=True)
APPROVED_BY = _text("approved_by", _("批准文号"))
APPROVED_ON = _day("approved_on", _("批准日期"))
NOTE = _text("note", _("备注"))
TAIL = (
    NOTE,
    _kind("certainty", _("可信度"), k.Certainty, required=False, means=_("示例数据专用")),
    _text("source", _("来源"), means=_("依据的文献编号")),
)


def _table(name: str, label: str, means: str, key: str, *columns: Column, **more: Any) -> Table:
    lead = () if name == "counties" else (COUNTY,)
    own = (ID,) if key == "id" else ()
    return Table(name, label, means, tuple(key.split()), (*lead, *own, *columns, *TAIL), **more)


COUNTIES = _table(
    "counties", _("县"), "A county.", "id", NAME,
    _text("city", _("所属市")), _text("province", _("所属省")),
    _count("residents", _("常住人口"), "people", required=False),
    _count("registered", _("户籍人口"), "people", required=False),
)  # fmt: skip
BODIES = _table(
    "bodies", _("机构"), "A body of any kind in the county.", "id", NAME,
    _text("short_name", _("简称")), _kind("kind", _("机构类型"), k.BodyKind),
    _kind("level", _("规格"), k.Level), _ref("parent", _("隶属机构"), "bodies"),
    _ref("co_located_with", _("合署于"), "bodies", means=_("合署的一对计一个机构")),
    _ref("budget_unit", _("预算单位"), "budget_units"),
    _text("division", _("区划代码"), code=Code.TOWNSHIP, means=_("乡镇填写")),
    _text("credit_code", _("统一社会信用代码"), code=Code.CREDIT),
    _text("upper_authority", _("上级主管部门"), means=_("垂直管理机构和派出机构填写")),
    _kind("category", _("公益类别"), k.WelfareCategory, required=False),
    _kind("funding", _("经费形式"), k.PaySource, required=False),
    _flag("civil_service_reference", _("参公管理")), _text("reference_basis", _("参公依据")),
    _text("purpose", _("宗旨和业务范围")), _text("legal_representative", _("法定代表人")),
    _text("address", _("住所")), _money("opening_funds", _("开办资金")),
    APPROVED_BY, APPROVED_ON, _text("approving_authority", _("批准机关")),
    _day("created_on", _("成立日期")), _count("order", _("排序"), "", required=False),
)  # fmt: skip
PLAQUES = _table(
    "plaques", _("牌子"), "A second name hung on a body; no posts of its own.", "id", NAME,
    _ref("body", _("机构"), "bodies", required=True), _kind("kind", _("牌子性质"), k.PlaqueKind),
    _day("hung_on", _("挂牌日期")), APPROVED_BY, APPROVED_ON,
)  # fmt: skip
SECTIONS = _table(
    "sections", _("内设机构"), "An internal section of a body.", "id", NAME,
    _ref("body", _("机构"), "bodies", required=True), _kind("level", _("规格"), k.Level),
    _count("posts", _("编制数"), "posts", required=False, means=_("含在机构编制内，不另计")),
    _count("chief", _("正职职数"), "posts", required=False),
    _count("deputy", _("副职职数"), "posts", required=False),
    _text("duties", _("主要职责")), APPROVED_BY, APPROVED_ON,
)  # fmt: skip
ESTABLISHMENT = _table(
    "establishment", _("编制"), "Posts approved for a body, by kind.", "body kind",
    _ref("body", _("机构"), "bodies", required=True), _kind("kind", _("编制类别"), k.PostKind),
    _count("approved", _("核定数"), "posts"), APPROVED_BY, APPROVED_ON,
    fold=Fold.ADD,
)  # fmt: skip
LEADERSHIP = _table(
    "leadership", _("领导职数"), "Leadership posts approved for a body.", "body",
    _ref("body", _("机构"), "bodies", required=True), _count("chief", _("正职"), "posts"),
    _count("deputy", _("副职"), "posts"),
    _count("other", _("其他领导职数"), "posts", required=False),
    APPROVED_BY, APPROVED_ON,
)  # fmt: skip
PARTY_GROUPS = _table(
    "party_groups", _("党组"), "The party leading group of a body.", "id", NAME,
    _ref("body", _("机构"), "bodies", required=True), _kind("kind", _("形式"), k.PartyGroupKind),
    APPROVED_BY, APPROVED_ON,
)  # fmt: skip
POSITIONS = _table(
    "positions", _("职位"), "A position (a job, not a unit of establishment).", "id", NAME,
    _ref("body", _("机构"), "bodies", required=True), _ref("section", _("内设机构"), "sections"),
    _kind("role", _("岗位角色"), k.PositionRole),
    _kind("level", _("职务层次"), k.Level, required=False),
    _ref("party_group", _("所在党组"), "party_groups"),
    _ref("reports_to", _("上级职位"), "positions"),
    _text("requires", _("任职资格")),
)  # fmt: skip
PEOPLE = _table(
    "people", _("人员"), "A person on the real-name register.", "id",
    _text("name", _("姓名"), required=True, personal=Personal(PLACING)),
    _text(
        "id_number", _("身份证号"), code=Code.ID_NUMBER, personal=Personal(PLACING, sensitive=True)
    ),
    _kind("sex", _("性别"), k.Sex, required=False, personal=Personal(RETIRING)),
    _day("born_on", _("出生日期"), personal=Personal(RETIRING)),
    _ref("body", _("编制所在机构"), "bodies", required=True),
    _ref("section", _("内设机构"), "sections"),
    _ref("working_body", _("实际工作机构"), "bodies", means=_("与编制所在机构不同才填")),
    _kind("kind", _("编制类别"), k.PostKind), _kind("identity", _("人员身份"), k.Identity),
    _kind("status", _("人员状态"), k.PersonStatus),
    _text("position", _("职务"), personal=Personal(PLACING)),
    _kind("level", _("职务层次"), k.Level, required=False, personal=Personal(PLACING)),
    _day("level_since", _("任现层次时间"), personal=Personal(PLACING)),
    _kind("rank", _("职级"), k.Rank, required=False, personal=Personal(PLACING)),
    _day("rank_since", _("任现职级时间"), personal=Personal(PLACING)),
    _text("grade", _("级别"), personal=Personal(PLACING)),
    _text("title", _("专业技术职称"), personal=Personal(PLACING)),
    _kind("pay_source", _("经费来源"), k.PaySource, required=False, personal=Personal(PLACING)),
    _kind("education", _("学历"), k.Education, required=False, personal=Personal(PLACING)),
    _text("major", _("专业"), personal=Personal(PLACING)),
    _text("certificates", _("资格证书"), personal=Personal(PLACING)),
    _text("native_place", _("籍贯"), personal=Personal(_("任职回避"), sensitive=True)),
    _day("worked_since", _("参加工作时间"), personal=Personal(RETIRING)),
    _day("entered_on", _("进入本单位时间"), personal=Personal(PLACING)),
    _text("entered_by", _("进入方式"), personal=Personal(PLACING)),
    _day("away_since", _("借调挂职起始"), personal=Personal(PLACING)),
    _day("left_on", _("离退时间"), personal=Personal(RETIRING)),
)  # fmt: skip
APPOINTMENTS = _table(
    "appointments", _("任职"), "Who holds which position; several per person.",
    "person position since",
    _ref("person", _("人员"), "people", required=True),
    _ref("position", _("职位"), "positions", required=True),
    _kind("kind", _("任职方式"), k.AppointmentKind), _day("since", _("任职日期"), required=True),
    _day("until", _("免职日期")), APPROVED_BY,
)  # fmt: skip
PORTFOLIOS = _table(
    "portfolios", _("分管"), "Which position answers for a body or section in which role.",
    "body section role", _ref("body", _("机构"), "bodies", required=True),
    _ref("section", _("内设机构"), "sections"), _kind("role", _("环节角色"), k.StepRole),
    _ref("position", _("职位"), "positions", required=True),
)  # fmt: skip
DUTIES = _table(
    "duties", _("职责"), "One duty with its one lead body.", "id", NAME,
    _text("theme", _("领域"), required=True), _ref("body", _("牵头机构"), "bodies", required=True),
    _ref("section", _("承办内设机构"), "sections"), _flag("statutory", _("法定职责")),
    _text("statutory_function", _("法定必设职能"), means=_("审计、统计等法律要求设置机构的职能")),
    _text("basis", _("依据")), _count("order", _("排序"), "", required=False),
)  # fmt: skip
ASSISTS = _table(
    "assists", _("配合机构"), "A body that assists with a duty.", "duty body",
    _ref("duty", _("职责"), "duties", required=True),
    _ref("body", _("配合机构"), "bodies", required=True),
)  # fmt: skip
UPPERS = _table(
    "uppers", _("上级部门"), "A department above the county and its one lead receiver.", "id", NAME,
    _kind("side", _("系列"), k.UpperSide), _text("tier", _("层级")),
    _ref("receiver", _("牵头对口机构"), "bodies"),
)  # fmt: skip
COUNTERPARTS = _table(
    "counterparts", _("对口关系"), "A duty that answers to an upper department.", "duty upper",
    _ref("duty", _("职责"), "duties", required=True),
    _ref("upper", _("上级部门"), "uppers", required=True),
)  # fmt: skip
TEAMS = _table(
    "teams", _("执法队伍"), "An enforcement team.", "id", NAME,
    _ref("body", _("所属机构"), "bodies", required=True, means=_("队伍所在的事业单位或部门")),
    _text("standard", _("执法标准")), _text("dispatch", _("指挥调度")), APPROVED_BY, APPROVED_ON,
)  # fmt: skip
POWERS = _table(
    "powers", _("权力事项"), "A power and the one body that uses it.", "id", NAME,
    _kind("kind", _("权力类型"), k.PowerKind),
    _kind("field", _("执法领域"), k.EnforcementField, required=False),
    _ref("body", _("实施机构"), "bodies", required=True), _ref("team", _("执法队伍"), "teams"),
    _ref("duty", _("对应职责"), "duties"), _text("basis", _("依据")),
    _text("standard", _("裁量基准")),
)  # fmt: skip
WINDOWS = _table(
    "windows", _("窗口"), "A counter where applications are accepted.", "id", NAME,
    _ref("body", _("设置机构"), "bodies", required=True), _text("hall", _("服务大厅")),
)  # fmt: skip
ITEMS = _table(
    "items", _("政务服务事项"), "A service item.", "id", NAME, _text("code", _("事项编码")),
    _kind("kind", _("事项类型"), k.ItemKind), _ref("body", _("实施机构"), "bodies", required=True),
    _ref("duty", _("对应职责"), "duties"), _ref("window", _("受理窗口"), "windows"),
    _kind("audience", _("服务对象"), k.Audience, required=False), _text("theme", _("领域")),
    _count("statutory_limit", _("法定时限"), "", required=False),
    _kind("statutory_unit", _("法定时限单位"), k.TimeUnit, required=False),
    _count("promised_limit", _("承诺时限"), "", required=False),
    _kind("promised_unit", _("承诺时限单位"), k.TimeUnit, required=False),
    _text("basis", _("依据")), _flag("fee", _("收费")),
)  # fmt: skip
MATERIALS = _table(
    "materials", _("材料"), "A paper that applicants hand in.", "id", NAME,
    _text("issuer", _("出具单位")),
)  # fmt: skip
ITEM_MATERIALS = _table(
    "item_materials", _("事项材料"), "A material that an item asks for.", "item material",
    _ref("item", _("事项"), "items", required=True),
    _ref("material", _("材料"), "materials", required=True),
    _kind("form", _("材料形式"), k.MaterialForm),
    _count("copies", _("份数"), "copies", required=False),
)  # fmt: skip
BUNDLES = _table(
    "bundles", _("一件事"), "Items that a citizen asks for together.", "id", NAME, optional=True,
)  # fmt: skip
BUNDLE_ITEMS = _table(
    "bundle_items", _("一件事事项"), "An item of a bundle.", "bundle item",
    _ref("bundle", _("一件事"), "bundles", required=True),
    _ref("item", _("事项"), "items", required=True),
    optional=True,
)  # fmt: skip
PROCESSES = _table(
    "processes", _("办理流程"), "A process that runs through the county's bodies.", "id", NAME,
    _ref("body", _("牵头机构"), "bodies", required=True), _ref("item", _("事项"), "items"),
)  # fmt: skip
STEPS = _table(
    "steps", _("环节"), "A step of a process, taken by a role.", "process order",
    _ref("process", _("流程"), "processes", required=True), _count("order", _("次序"), ""),
    NAME, _ref("body", _("机构"), "bodies", required=True),
    _ref("section", _("内设机构"), "sections"),
    _kind("role", _("环节角色"), k.StepRole),
    _count("work_minutes", _("办理用时"), "minutes", required=False),
    _count("wait_hours", _("等待用时"), "working hours", required=False),
)  # fmt: skip
COORDINATING_BODIES = _table(
    "coordinating_bodies", _("议事协调机构"),
    "A body that only coordinates: no office, no posts.", "id",
    NAME, _ref("chair", _("召集人职位"), "positions"),
    _ref("body", _("日常工作承担机构"), "bodies", required=True), _day("since", _("设立日期")),
    _day("ends_on", _("撤销期限")), _text("ends_when", _("撤销条件")), APPROVED_BY,
)  # fmt: skip
COORDINATING_MEMBERS = _table(
    "coordinating_members", _("议事协调机构成员"), "A member of a coordinating body.",
    "coordinating_body body",
    _ref("coordinating_body", _("议事协调机构"), "coordinating_bodies", required=True),
    _ref("body", _("成员机构"), "bodies", required=True),
)  # fmt: skip
BUDGET_UNITS = _table(
    "budget_units", _("预算单位"), "A separately accounted budget unit.", "id", NAME,
    _text("code", _("预算编码")), _money("running_cost", _("年公用经费")),
    _money("personnel_cost", _("年人员经费")),
)  # fmt: skip
WORKLOADS = _table(
    "workloads", _("工作量"), "Measured work of a duty in a year.", "duty year",
    _ref("duty", _("职责"), "duties", required=True), _count("year", _("年度"), "year"),
    _count("volume", _("年办理量"), "cases"), _count("work_minutes", _("单件用时"), "minutes"),
    optional=True,
)  # fmt: skip

_ALL: tuple[Table, ...] = (
    COUNTIES, BODIES, PLAQUES, SECTIONS, ESTABLISHMENT, LEADERSHIP, PARTY_GROUPS, POSITIONS, PEOPLE,
    APPOINTMENTS, PORTFOLIOS, DUTIES, ASSISTS, UPPERS, COUNTERPARTS, TEAMS, POWERS, WINDOWS, ITEMS,
    MATERIALS, ITEM_MATERIALS, BUNDLES, BUNDLE_ITEMS, PROCESSES, STEPS, COORDINATING_BODIES,
    COORDINATING_MEMBERS, BUDGET_UNITS, WORKLOADS,
)  # fmt: skip
TABLES: dict[str, Table] = {table.name: table for table in _ALL}
SCHEMA_VERSION = 1

CLAIMS = _table(
    "claims", _("公布数据"), "A published figure, kept as a claim and never mixed with facts.",
    "figure source", _text("figure", _("指标"), required=True),
    Column(name="before", label=_("改革前"), dtype=pl.Int64(), required=False),
    Column(name="after", label=_("改革后"), dtype=pl.Int64(), required=False),
    Column(name="change", label=_("增减"), dtype=pl.Int64(), required=False),
    _text("unit", _("单位")), _text("title", _("文献")),
)  # fmt: skip


def referring(target: str) -> tuple[tuple[Table, str], ...]:
    """Every (table, column) that refers to the ids of `target`."""
    return tuple((table, name) for table in _ALL for name in table.refs(target))

"""Allowed values of the register's columns, each with the Chinese an officer reads."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Kind(StrEnum):
    """A closed list of allowed values (取值范围); `label` is what officers read and write."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Make a member from its stored value and its Chinese label."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class Certainty(Kind):
    """How sure a row of the examples is (可信度)."""

    DOCUMENTED = "documented", "有据"
    TYPICAL = "typical", "典型"
    SYNTHETIC = "synthetic", "合成"


class BodyKind(Kind):
    """What a body is (机构类型)."""

    LEADING_BODY = "leading_body", "领导机关"  # 县委、县政府: seats of the county leaders
    PARTY_ORGAN = "party_organ", "党委工作机关"
    GOVERNMENT_DEPARTMENT = "government_department", "政府工作部门"
    CONGRESS = "congress", "人大机关"
    CONSULTATIVE_CONFERENCE = "consultative_conference", "政协机关"
    COURT = "court", "审判机关"
    PROCURATORATE = "procuratorate", "检察机关"
    MASS_ORGANISATION = "mass_organisation", "群团机关"
    SUBORDINATE_AGENCY = "subordinate_agency", "部门管理机构"  # 文物局, 老干部局
    DISPATCHED_AGENCY = "dispatched_agency", "派出机构"
    LINE_MANAGED = "line_managed", "垂直管理机构"
    INSTITUTION = "institution", "事业单位"
    ENFORCEMENT_INSTITUTION = "enforcement_institution", "执法类事业单位"
    SCHOOL = "school", "学校"
    HOSPITAL = "hospital", "医院和基层卫生院"
    TOWNSHIP = "township", "乡镇"


class Level(Kind):
    """Level of a body or a position (规格、职务层次), highest first."""

    ZHENGCHU = "zhengchu", "正处级"
    FUCHU = "fuchu", "副处级"
    ZHENGKE = "zhengke", "正科级"
    FUKE = "fuke", "副科级"
    ZHENGGU = "zhenggu", "正股级"
    FUGU = "fugu", "副股级"
    NONE = "none", "无级别"


class PostKind(Kind):
    """Kind of establishment (编制类别); posts of different kinds are never added."""

    ADMINISTRATIVE = "administrative", "行政编制"
    POLITICS_AND_LAW = "politics_and_law", "政法专项编制"
    INSTITUTION = "institution", "事业编制"
    SUPPORT = "support", "工勤编制"
    OFF_ESTABLISHMENT = "off_establishment", "编外"


class Identity(Kind):
    """Personal status (人员身份); no plan may change it."""

    CIVIL_SERVANT = "civil_servant", "公务员"
    CIVIL_SERVICE_REFERENCE = "civil_service_reference", "参公人员"
    INSTITUTION_MANAGEMENT = "institution_management", "事业管理人员"
    INSTITUTION_PROFESSIONAL = "institution_professional", "事业专业技术人员"
    SUPPORT_WORKER = "support_worker", "工勤人员"
    OFF_ESTABLISHMENT = "off_establishment", "编外人员"


class PersonStatus(Kind):
    """Whether a person is in post (人员状态)."""

    IN_POST = "in_post", "在职"
    SECONDED = "seconded", "借调"
    ON_ASSIGNMENT = "on_assignment", "挂职"
    IN_POOL = "in_pool", "周转池"
    RETIRED = "retired", "退休"
    LEFT = "left", "离职"


class Sex(Kind):
    """Sex (性别), needed for the retirement month."""

    MALE = "male", "男"
    FEMALE = "female", "女"


class Education(Kind):
    """Highest education (学历)."""

    POSTGRADUATE = "postgraduate", "研究生"
    BACHELOR = "bachelor", "大学本科"
    COLLEGE = "college", "大学专科"
    SECONDARY = "secondary", "中专"
    HIGH_SCHOOL = "high_school", "高中及以下"


class Rank(Kind):
    """Personal rank of a civil servant (职级), beside the position."""

    INSPECTOR_1 = "inspector_1", "一级巡视员"
    INSPECTOR_2 = "inspector_2", "二级巡视员"
    RESEARCHER_1 = "researcher_1", "一级调研员"
    RESEARCHER_2 = "researcher_2", "二级调研员"
    RESEARCHER_3 = "researcher_3", "三级调研员"
    RESEARCHER_4 = "researcher_4", "四级调研员"
    PRINCIPAL_1 = "principal_1", "一级主任科员"
    PRINCIPAL_2 = "principal_2", "二级主任科员"
    PRINCIPAL_3 = "principal_3", "三级主任科员"
    PRINCIPAL_4 = "principal_4", "四级主任科员"
    STAFF_1 = "staff_1", "一级科员"
    STAFF_2 = "staff_2", "二级科员"


class PaySource(Kind):
    """Who pays (经费来源)."""

    FULL = "full", "全额拨款"
    BALANCE = "balance", "差额拨款"
    SELF = "self", "自收自支"


class WelfareCategory(Kind):
    """Class of a public institution (公益类别)."""

    ADMINISTRATIVE_FUNCTIONS = "administrative_functions", "承担行政职能"
    PUBLIC_WELFARE_1 = "public_welfare_1", "公益一类"
    PUBLIC_WELFARE_2 = "public_welfare_2", "公益二类"
    COMMERCIAL = "commercial", "从事生产经营"
    UNCLASSIFIED = "unclassified", "未分类"


class PlaqueKind(Kind):
    """Why a second name exists (牌子性质)."""

    PLAQUE = "plaque", "加挂牌子"
    KEPT_NAME = "kept_name", "保留牌子"


class PositionRole(Kind):
    """What a position is in its body (岗位角色)."""

    COUNTY_LEADER = "county_leader", "县级领导"
    CHIEF = "chief", "正职"
    EXECUTIVE_DEPUTY = "executive_deputy", "常务副职"
    DEPUTY = "deputy", "副职"
    OTHER_LEADER = "other_leader", "其他班子成员"
    SECTION_CHIEF = "section_chief", "内设机构正职"
    SECTION_DEPUTY = "section_deputy", "内设机构副职"
    PARTY_GROUP_SECRETARY = "party_group_secretary", "党组书记"
    STAFF = "staff", "一般岗位"


class PartyGroupKind(Kind):
    """Form of a party leading group (党组形式)."""

    PARTY_GROUP = "party_group", "党组"
    PARTY_COMMITTEE = "party_committee", "党委"


class StepRole(Kind):
    """By which role a step of a process is taken (环节角色), and what a portfolio answers for."""

    WINDOW = "window", "窗口受理"
    SECTION = "section", "内设机构承办"
    DEPUTY_IN_CHARGE = "deputy_in_charge", "分管副职"
    HEAD = "head", "主要负责人"
    COUNTY_LEADER_IN_CHARGE = "county_leader_in_charge", "分管县领导"


class TimeUnit(Kind):
    """Unit of a time limit (时限单位); working and calendar days are never mixed."""

    WORKING_DAYS = "working_days", "工作日"
    DAYS = "days", "日"
    IMMEDIATE = "immediate", "即办"


class PowerKind(Kind):
    """Class of a power (权力类型)."""

    PERMIT = "permit", "行政许可"
    PENALTY = "penalty", "行政处罚"
    COMPULSION = "compulsion", "行政强制"
    LEVY = "levy", "行政征收"
    PAYMENT = "payment", "行政给付"
    INSPECTION = "inspection", "行政检查"
    CONFIRMATION = "confirmation", "行政确认"
    REWARD = "reward", "行政奖励"
    ADJUDICATION = "adjudication", "行政裁决"
    OTHER = "other", "其他权力"


class EnforcementField(Kind):
    """The nine fields of comprehensive enforcement (综合行政执法领域)."""

    MARKET = "market", "市场监管"
    CULTURE = "culture", "文化市场"
    AGRICULTURE = "agriculture", "农业"
    TRANSPORT = "transport", "交通运输"
    URBAN = "urban", "城市管理"
    EMERGENCY = "emergency", "应急管理"
    LABOUR = "labour", "劳动监察"
    NATURAL_RESOURCES = "natural_resources", "自然资源"
    HEALTH = "health", "卫生监督"


class ItemKind(Kind):
    """Class of a service item (事项类型)."""

    PERMIT = "permit", "行政许可"
    CONFIRMATION = "confirmation", "行政确认"
    PAYMENT = "payment", "行政给付"
    LEVY = "levy", "行政征收"
    REWARD = "reward", "行政奖励"
    ADJUDICATION = "adjudication", "行政裁决"
    PUBLIC_SERVICE = "public_service", "公共服务"
    OTHER = "other", "其他行政权力"


class Audience(Kind):
    """Whom an item serves (服务对象)."""

    CITIZEN = "citizen", "自然人"
    LEGAL_PERSON = "legal_person", "法人"
    BOTH = "both", "自然人和法人"


class MaterialForm(Kind):
    """In which form a material is asked for (材料形式)."""

    ORIGINAL = "original", "原件"
    COPY = "copy", "复印件"
    SHOW = "show", "原件核验"
    ELECTRONIC = "electronic", "电子件"


class AppointmentKind(Kind):
    """How a position is held (任职方式)."""

    MAIN = "main", "任职"
    CONCURRENT = "concurrent", "兼任"
    ACTING = "acting", "主持工作"


class UpperSide(Kind):
    """Which side an upper department belongs to (上级部门系列)."""

    PARTY = "party", "党委"
    GOVERNMENT = "government", "政府"
    MASS = "mass", "群团"
    OTHER = "other", "其他"

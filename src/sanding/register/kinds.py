"""Allowed values of the register's columns, each with the Chinese an officer reads."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from sanding.base import _


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

    DOCUMENTED = "documented", _("有据")
    TYPICAL = "typical", _("典型")
    SYNTHETIC = "synthetic", _("合成")


class BodyKind(Kind):
    """What a body is (机构类型)."""

    LEADING_BODY = "leading_body", _("领导机关")  # 县委、县政府: seats of the county leaders
    PARTY_ORGAN = "party_organ", _("党委工作机关")
    GOVERNMENT_DEPARTMENT = "government_department", _("政府工作部门")
    CONGRESS = "congress", _("人大机关")
    CONSULTATIVE_CONFERENCE = "consultative_conference", _("政协机关")
    COURT = "court", _("审判机关")
    PROCURATORATE = "procuratorate", _("检察机关")
    MASS_ORGANISATION = "mass_organisation", _("群团机关")
    SUBORDINATE_AGENCY = "subordinate_agency", _("部门管理机构")  # 文物局, 老干部局
    DISPATCHED_AGENCY = "dispatched_agency", _("派出机构")
    LINE_MANAGED = "line_managed", _("垂直管理机构")
    INSTITUTION = "institution", _("事业单位")
    ENFORCEMENT_INSTITUTION = "enforcement_institution", _("执法类事业单位")
    SCHOOL = "school", _("学校")
    HOSPITAL = "hospital", _("医院和基层卫生院")
    TOWNSHIP = "township", _("乡镇")


class Level(Kind):
    """Level of a body or a position (规格、职务层次), highest first."""

    ZHENGCHU = "zhengchu", _("正处级")
    FUCHU = "fuchu", _("副处级")
    ZHENGKE = "zhengke", _("正科级")
    FUKE = "fuke", _("副科级")
    ZHENGGU = "zhenggu", _("正股级")
    FUGU = "fugu", _("副股级")
    NONE = "none", _("无级别")


class PostKind(Kind):
    """Kind of establishment (编制类别); posts of different kinds are never added."""

    ADMINISTRATIVE = "administrative", _("行政编制")
    POLITICS_AND_LAW = "politics_and_law", _("政法专项编制")
    INSTITUTION = "institution", _("事业编制")
    SUPPORT = "support", _("工勤编制")
    OFF_ESTABLISHMENT = "off_establishment", _("编外")


class Identity(Kind):
    """Personal status (人员身份); no plan may change it."""

    CIVIL_SERVANT = "civil_servant", _("公务员")
    CIVIL_SERVICE_REFERENCE = "civil_service_reference", _("参公人员")
    INSTITUTION_MANAGEMENT = "institution_management", _("事业管理人员")
    INSTITUTION_PROFESSIONAL = "institution_professional", _("事业专业技术人员")
    SUPPORT_WORKER = "support_worker", _("工勤人员")
    OFF_ESTABLISHMENT = "off_establishment", _("编外人员")


class PersonStatus(Kind):
    """Whether a person is in post (人员状态)."""

    IN_POST = "in_post", _("在职")
    SECONDED = "seconded", _("借调")
    ON_ASSIGNMENT = "on_assignment", _("挂职")
    IN_POOL = "in_pool", _("周转池")
    RETIRED = "retired", _("退休")
    LEFT = "left", _("离职")


class Sex(Kind):
    """Sex (性别), needed for the retirement month."""

    MALE = "male", _("男")
    FEMALE = "female", _("女")


class Education(Kind):
    """Highest education (学历)."""

    POSTGRADUATE = "postgraduate", _("研究生")
    BACHELOR = "bachelor", _("大学本科")
    COLLEGE = "college", _("大学专科")
    SECONDARY = "secondary", _("中专")
    HIGH_SCHOOL = "high_school", _("高中及以下")


class Rank(Kind):
    """Personal rank of a civil servant (职级), beside the position."""

    INSPECTOR_1 = "inspector_1", _("一级巡视员")
    INSPECTOR_2 = "inspector_2", _("二级巡视员")
    RESEARCHER_1 = "researcher_1", _("一级调研员")
    RESEARCHER_2 = "researcher_2", _("二级调研员")
    RESEARCHER_3 = "researcher_3", _("三级调研员")
    RESEARCHER_4 = "researcher_4", _("四级调研员")
    PRINCIPAL_1 = "principal_1", _("一级主任科员")
    PRINCIPAL_2 = "principal_2", _("二级主任科员")
    PRINCIPAL_3 = "principal_3", _("三级主任科员")
    PRINCIPAL_4 = "principal_4", _("四级主任科员")
    STAFF_1 = "staff_1", _("一级科员")
    STAFF_2 = "staff_2", _("二级科员")


class PaySource(Kind):
    """Who pays (经费来源)."""

    FULL = "full", _("全额拨款")
    BALANCE = "balance", _("差额拨款")
    SELF = "self", _("自收自支")


class WelfareCategory(Kind):
    """Class of a public institution (公益类别)."""

    ADMINISTRATIVE_FUNCTIONS = "administrative_functions", _("承担行政职能")
    PUBLIC_WELFARE_1 = "public_welfare_1", _("公益一类")
    PUBLIC_WELFARE_2 = "public_welfare_2", _("公益二类")
    COMMERCIAL = "commercial", _("从事生产经营")
    UNCLASSIFIED = "unclassified", _("未分类")


class PlaqueKind(Kind):
    """Why a second name exists (牌子性质)."""

    PLAQUE = "plaque", _("加挂牌子")
    KEPT_NAME = "kept_name", _("保留牌子")


class PositionRole(Kind):
    """What a position is in its body (岗位角色)."""

    COUNTY_LEADER = "county_leader", _("县级领导")
    CHIEF = "chief", _("正职")
    EXECUTIVE_DEPUTY = "executive_deputy", _("常务副职")
    DEPUTY = "deputy", _("副职")
    OTHER_LEADER = "other_leader", _("其他班子成员")
    SECTION_CHIEF = "section_chief", _("内设机构正职")
    SECTION_DEPUTY = "section_deputy", _("内设机构副职")
    PARTY_GROUP_SECRETARY = "party_group_secretary", _("党组书记")
    STAFF = "staff", _("一般岗位")


class PartyGroupKind(Kind):
    """Form of a party leading group (党组形式)."""

    PARTY_GROUP = "party_group", _("党组")
    PARTY_COMMITTEE = "party_committee", _("党委")


class StepRole(Kind):
    """By which role a step of a process is taken (环节角色), and what a portfolio answers for."""

    WINDOW = "window", _("窗口受理")
    SECTION = "section", _("内设机构承办")
    DEPUTY_IN_CHARGE = "deputy_in_charge", _("分管副职")
    HEAD = "head", _("主要负责人")
    COUNTY_LEADER_IN_CHARGE = "county_leader_in_charge", _("分管县领导")


class TimeUnit(Kind):
    """Unit of a time limit (时限单位); working and calendar days are never mixed."""

    WORKING_DAYS = "working_days", _("工作日")
    DAYS = "days", _("日")
    IMMEDIATE = "immediate", _("即办")


class PowerKind(Kind):
    """Class of a power (权力类型)."""

    PERMIT = "permit", _("行政许可")
    PENALTY = "penalty", _("行政处罚")
    COMPULSION = "compulsion", _("行政强制")
    LEVY = "levy", _("行政征收")
    PAYMENT = "payment", _("行政给付")
    INSPECTION = "inspection", _("行政检查")
    CONFIRMATION = "confirmation", _("行政确认")
    REWARD = "reward", _("行政奖励")
    ADJUDICATION = "adjudication", _("行政裁决")
    OTHER = "other", _("其他权力")


class EnforcementField(Kind):
    """The nine fields of comprehensive enforcement (综合行政执法领域)."""

    MARKET = "market", _("市场监管")
    CULTURE = "culture", _("文化市场")
    AGRICULTURE = "agriculture", _("农业")
    TRANSPORT = "transport", _("交通运输")
    URBAN = "urban", _("城市管理")
    EMERGENCY = "emergency", _("应急管理")
    LABOUR = "labour", _("劳动监察")
    NATURAL_RESOURCES = "natural_resources", _("自然资源")
    HEALTH = "health", _("卫生监督")


class ItemKind(Kind):
    """Class of a service item (事项类型)."""

    PERMIT = "permit", _("行政许可")
    CONFIRMATION = "confirmation", _("行政确认")
    PAYMENT = "payment", _("行政给付")
    LEVY = "levy", _("行政征收")
    REWARD = "reward", _("行政奖励")
    ADJUDICATION = "adjudication", _("行政裁决")
    PUBLIC_SERVICE = "public_service", _("公共服务")
    OTHER = "other", _("其他行政权力")


class Audience(Kind):
    """Whom an item serves (服务对象)."""

    CITIZEN = "citizen", _("自然人")
    LEGAL_PERSON = "legal_person", _("法人")
    BOTH = "both", _("自然人和法人")


class MaterialForm(Kind):
    """In which form a material is asked for (材料形式)."""

    ORIGINAL = "original", _("原件")
    COPY = "copy", _("复印件")
    SHOW = "show", _("原件核验")
    ELECTRONIC = "electronic", _("电子件")


class AppointmentKind(Kind):
    """How a position is held (任职方式)."""

    MAIN = "main", _("任职")
    CONCURRENT = "concurrent", _("兼任")
    ACTING = "acting", _("主持工作")


class UpperSide(Kind):
    """Which side an upper department belongs to (上级部门系列)."""

    PARTY = "party", _("党委")
    GOVERNMENT = "government", _("政府")
    MASS = "mass", _("群团")
    OTHER = "other", _("其他")
